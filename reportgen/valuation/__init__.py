"""The valuation: facts and assumptions become one graph of quantities, and the graph is evaluated."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import Diagnostic
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.quantities import Quantity, evaluate, faults, plan
from reportgen.valuation.analysis import analysis_path, enter_analysis
from reportgen.valuation.building import Building
from reportgen.valuation.facts_graph import enter_closes, enter_facts
from reportgen.valuation.market import enter_market
from reportgen.valuation.peers import enter_peers
from reportgen.valuation.policy import band_path, bound_price_path, enter_policy
from reportgen.valuation.scenarios import evaluate_scenarios
from reportgen.valuation.sum_of_parts import METHODS, enter_valuation

__all__ = ["METHODS", "analysis_path", "band_path", "bound_price_path", "value"]


def value(inputs: Inputs) -> tuple[Results, tuple[Diagnostic, ...]]:
    """Build the graph and evaluate it. What cannot be computed is left out and reported."""
    build = Building(inputs)
    enter_facts(build)
    enter_closes(build)
    target = enter_valuation(build)
    enter_market(build, target)
    enter_analysis(build)
    enter_peers(build)
    enter_policy(build)
    sound = {path: each for path, each in build.scope.quantities.items() if not each.faulty}
    outcome = evaluate(plan(sound.values()))
    values = {path: float(outcome[each][0]) for path, each in sound.items()}
    scenarios = evaluate_scenarios(build, values)
    found = (*build.diagnostics, *_unit_faults(build.scope.quantities.values(), inputs))
    return Results(sound, values, scenarios, dict(build.later)), found


def _unit_faults(quantities: Iterable[Quantity], inputs: Inputs) -> tuple[Diagnostic, ...]:
    nowhere = inputs.place("valuation.yaml", ())
    return tuple(
        Diagnostic(fault.code, fault.message, fault.place or nowhere, node.path) for node, fault in faults(quantities)
    )
