"""The valuation: facts and assumptions become one graph of quantities, and the graph is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportgen.diagnostics import Diagnostic
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.quantities import Array, Quantity, cells, evaluate, faults, plan, walk
from reportgen.valuation.analysis import analysis_path, enter_analysis
from reportgen.valuation.building import Building
from reportgen.valuation.facts_graph import enter_closes, enter_facts
from reportgen.valuation.guards import broken_guards
from reportgen.valuation.market import enter_market, enter_price
from reportgen.valuation.parts import METHODS
from reportgen.valuation.peers import enter_peers
from reportgen.valuation.policy import band_path, bound_price_path, enter_policy
from reportgen.valuation.previous import enter_previous
from reportgen.valuation.scenarios import evaluate_scenarios
from reportgen.valuation.sequential import enter_sequential
from reportgen.valuation.target import enter_valuation

__all__ = ["METHODS", "analysis_path", "band_path", "bound_price_path", "value"]


def value(inputs: Inputs) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Build the graph and evaluate it. What cannot be computed is left out and reported."""
    build = Building(inputs)
    enter_facts(build)
    enter_closes(build)
    enter_price(build)
    target = enter_valuation(build)
    enter_market(build, target)
    enter_analysis(build)
    enter_sequential(build)
    enter_peers(build)
    enter_previous(build)
    enter_policy(build)
    sound = {path: each for path, each in build.scope.quantities.items() if not each.faulty}
    guards = tuple(each for each in walk(sound.values()) if each.operation == "valid")
    needed = (*sound.values(), *guards, *(operand for each in guards for operand in each.operands))
    outcome = evaluate(plan(dict.fromkeys(needed)))
    numbers, rows = _numbers(sound)
    values = dict(_values(numbers, outcome))
    scenarios = evaluate_scenarios(build, values)
    broken = broken_guards(build, guards, outcome)
    found = (*build.diagnostics, *_unit_faults(build.scope.quantities.values(), inputs), *broken)
    return Results(numbers, values, scenarios, dict(build.later), rows), found


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
