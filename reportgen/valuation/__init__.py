"""The valuation: facts and assumptions become one graph of quantities, and the graph is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic
from reportgen.model.amounts import Amount
from reportgen.model.inputs import Inputs
from reportgen.model.results import Answer, Results, Simulated
from reportgen.quantities import Array, Quantity, cells, evaluate, faults, plan, walk
from reportgen.valuation.analysis import analysis_path, enter_analysis
from reportgen.valuation.building import Building
from reportgen.valuation.cases import PRICE, TARGET, UNROUNDED, Asking
from reportgen.valuation.closes import enter_closes
from reportgen.valuation.consensus import enter_consensus
from reportgen.valuation.facts_graph import enter_estimates, enter_facts
from reportgen.valuation.guards import broken_guards
from reportgen.valuation.market import enter_market, enter_price
from reportgen.valuation.named import enter_probabilities
from reportgen.valuation.parts import METHODS
from reportgen.valuation.peers import enter_peers
from reportgen.valuation.policy import band_path, bound_price_path, enter_policy
from reportgen.valuation.previous import enter_previous
from reportgen.valuation.price_implied import ask, ask_between, without_size
from reportgen.valuation.scenarios import evaluate_uses
from reportgen.valuation.sequential import enter_sequential
from reportgen.valuation.simulation import simulate
from reportgen.valuation.target import enter_valuation

__all__ = ["METHODS", "analysis_path", "asked", "band_path", "bound_price_path", "simulated", "value"]


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """A graph with its values as the inputs stand."""

    build: Building
    numbers: Mapping[str, Quantity]
    rows: Mapping[str, Quantity]
    values: Mapping[str, float]
    guards: tuple[Quantity, ...]
    outcome: Mapping[Quantity, Array]

    @property
    def asking(self) -> Asking | None:
        """The graph for further questions; None without a target."""
        target = self.build.scope.quantities.get(TARGET)
        return None if target is None or target.faulty else Asking(self.build, target, self.values)


def value(inputs: Inputs) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Build the graph and evaluate it. What cannot be computed is left out and reported."""
    graph = _evaluated(inputs)
    build = graph.build
    scenarios, uses = evaluate_uses(graph.asking)
    broken = broken_guards(build, graph.guards, graph.outcome)
    found = (*build.diagnostics, *_unit_faults(build.scope.quantities.values(), inputs), *broken)
    return Results(graph.numbers, graph.values, scenarios, dict(build.later), graph.rows, uses), found


def simulated(
    inputs: Inputs, *, draws: int | None = None, seed: int | None = None
) -> tuple[Simulated | None, tuple[Diagnostic, ...]]:
    """The declared simulation, run on its own; what is wrong with its declaration."""
    asking = _evaluated(inputs).asking
    declared = inputs.valuation.simulation
    if asking is None or declared is None:
        return None, ()
    told = len(asking.build.diagnostics)
    found = simulate(asking, declared.draws if draws is None else draws, seed)
    return found, tuple(asking.build.diagnostics[told:])


def asked(
    inputs: Inputs, path: str, between: tuple[Amount, Amount] | None = None
) -> tuple[Answer | None, tuple[Diagnostic, ...]]:
    """What the price implies for one input; None without a price or a target, or if the path leads nowhere."""
    asking = _evaluated(inputs).asking
    if asking is None or PRICE not in asking.values:
        return None, ()
    told = len(asking.build.diagnostics)
    # the price is met before rounding
    quantity = asking.replaceable(path, (), of=asking.build.scope.quantities[UNROUNDED])
    answer = None
    if quantity is not None:
        answer = ask(asking, quantity, quantity.name) if between is None else ask_between(asking, quantity, *between)
        if answer is None and between is None:
            asking.build.report("price-not-reached", without_size(quantity), (), hint="give --low and --high")
    return None if answer is None else answer.answer, tuple(asking.build.diagnostics[told:])


def _evaluated(inputs: Inputs) -> _Evaluated:
    build = Building(inputs)
    enter_facts(build)
    enter_closes(build)
    enter_price(build)
    target = enter_valuation(build)
    enter_probabilities(build)
    enter_market(build, target)
    enter_estimates(build)
    enter_analysis(build)
    enter_sequential(build)
    enter_peers(build)
    enter_previous(build)
    enter_consensus(build)
    enter_policy(build)
    sound = {path: each for path, each in build.scope.quantities.items() if not each.faulty}
    guards = tuple(each for each in walk(sound.values()) if each.operation == "valid")
    needed = (*sound.values(), *guards, *(operand for each in guards for operand in each.operands))
    outcome = evaluate(plan(dict.fromkeys(needed)))
    numbers, rows = _numbers(sound)
    values = dict(_values(numbers, outcome))
    return _Evaluated(build, numbers, rows, values, guards, outcome)


def _numbers(sound: Mapping[str, Quantity]) -> tuple[dict[str, Quantity], dict[str, Quantity]]:
    """The scalars with the cells of every row, in the order of writing; and the rows."""
    numbers: dict[str, Quantity] = {}
    rows: dict[str, Quantity] = {}
    for path, each in sound.items():
        if each.axis is None:
            numbers[path] = each
        else:
            rows[path] = each
            numbers.update((cell.path, cell) for cell in cells(each))
    return numbers, rows


def _values(numbers: Mapping[str, Quantity], outcome: Mapping[Quantity, Array]) -> Iterator[tuple[str, float]]:
    for path, each in numbers.items():
        held = outcome[each] if each in outcome else outcome[each.operands[0]][each.index]
        yield path, float(held[0])


def _unit_faults(quantities: Iterable[Quantity], inputs: Inputs) -> tuple[Diagnostic, ...]:
    nowhere = inputs.place("valuation.yaml", ())
    return tuple(
        Diagnostic(fault.code, fault.message, fault.place or nowhere, node.path) for node, fault in faults(quantities)
    )
