"""What else the graph is asked: scenarios, grids, the tornado, sizes of risks, ranges, what the price implies."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import DataPath
from reportgen.model.results import Scenario, Uses
from reportgen.model.valuation import Effect
from reportgen.quantities import Quantity
from reportgen.valuation.cases import Asking, Case, Replacement, evaluated, scenarios_of
from reportgen.valuation.grids import grid_cases
from reportgen.valuation.named import named_cases, tell_named
from reportgen.valuation.price_implied import answers, price_implied
from reportgen.valuation.simulation import simulate, told
from reportgen.valuation.tornado import swings, tornado

EXHIBITS = "exhibits.yaml"
OPINION = "opinion.yaml"

SIMULATED_AT_MOST = 100_000
"""Draws of a simulation that is evaluated with the note; ``reportgen simulate`` makes as many as are declared."""


def evaluate_uses(asking: Asking | None) -> tuple[dict[str, Scenario], Uses]:
    """Every declared use. All cases of all uses are columns of one evaluation."""
    if asking is None:
        return {}, Uses()
    swung = tuple(swings(asking))
    cases = [
        *_effects(asking),
        *_ranges(asking),
        *named_cases(asking),
        *grid_cases(asking),
        *(case for each in swung for case in each.cases),
    ]
    found = scenarios_of(asking, cases, evaluated(cases))
    tell_named(asking, found)
    answered = answers(asking)
    found.update((one.scenario.path, one.scenario) for one in answered if one.scenario is not None)
    declared = asking.build.inputs.valuation.simulation
    simulated = simulate(asking, min(declared.draws, SIMULATED_AT_MOST)) if declared is not None else None
    if simulated is not None:
        found.update((each.path, each) for each in told(asking, simulated))
    return found, Uses(tornado(swung, found), tuple(one.answer for one in answered), simulated)


def _effects(asking: Asking) -> Iterator[Case]:
    opinion = asking.build.inputs.opinion
    named = [("risks", number, risk.effect) for number, risk in enumerate(opinion.risks)]
    named += [("catalysts", number, catalyst.effect) for number, catalyst in enumerate(opinion.catalysts)]
    for kind, number, effect in named:
        if effect is None:
            continue
        path: DataPath = (kind, number, "effect")
        quantity = asking.replaceable(effect.path, (*path, "path"), file=OPINION)
        becomes = None if quantity is None else _becomes(asking, effect, quantity, path)
        if becomes is not None:
            yield Case(f"scenarios.{kind}.{number + 1}", (becomes,), asking.target, change=True)


def _becomes(asking: Asking, effect: Effect, quantity: Quantity, path: DataPath) -> Replacement | None:
    if effect.becomes is not None:
        value = asking.fitting(effect.becomes, quantity, (*path, "becomes"), file=OPINION)
        return None if value is None else Replacement(quantity, value)
    if effect.changes_by is not None:
        if effect.changes_by.unit.powers:
            message = "a change is a rate such as -1 %"
            asking.build.report("unit-expected", message, (*path, "changes_by"), file=OPINION)
            return None
        return asking.moved(quantity, 1 + effect.changes_by.base)
    return price_implied(asking, quantity, (*path, "path"), file=OPINION)


def _ranges(asking: Asking) -> Iterator[Case]:
    for number, row in enumerate(asking.build.inputs.exhibits.ranges):
        if row.input is None:
            continue
        path: DataPath = ("ranges", number, "input")
        quantity = asking.replaceable(row.input.path, (*path, "path"), file=EXHIBITS)
        if quantity is None:
            continue
        for end, amount in (("low", row.input.low), ("high", row.input.high)):
            value = asking.fitting(amount, quantity, (*path, end), file=EXHIBITS)
            if value is not None:
                replaced = (Replacement(quantity, value),)
                yield Case(f"scenarios.ranges.{number + 1}.{end}", replaced, asking.target)
