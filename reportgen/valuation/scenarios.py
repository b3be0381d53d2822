"""The target evaluated again with inputs replaced: sizes of risks and catalysts, ranges, the sensitivity grid."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from reportgen.diagnostics import DataPath
from reportgen.figures import Form, rounded_in, write
from reportgen.model.amounts import Amount
from reportgen.model.results import Scenario
from reportgen.model.valuation import Effect
from reportgen.quantities import Plan, Quantity, evaluate, plan, printed, walk
from reportgen.valuation.building import Building, per_share

TARGET = "valuation.target_price"
EXHIBITS = "exhibits.yaml"
OPINION = "opinion.yaml"


@dataclass(frozen=True, slots=True)
class _Case:
    path: str
    replaced: tuple[tuple[Quantity, float], ...]
    measure: str = "target"


def evaluate_scenarios(build: Building, values: Mapping[str, float]) -> dict[str, Scenario]:
    """Every declared scenario in one vectorised evaluation of the target."""
    target = build.scope.quantities.get(TARGET)
    if target is None or target.faulty:
        return {}
    cases = [*_effects(build, values, target), *_ranges(build, target), *_grid(build, target)]
    if not cases:
        return {}
    outcomes = _evaluate(plan([target]), target, cases)
    form = per_share(build.inputs.company.trading_currency)
    found: dict[str, Scenario] = {}
    for case, outcome in zip(cases, outcomes, strict=True):
        label = "Target with " + ", ".join(f"{q.name} at {_shown(q, value)}" for q, value in case.replaced)
        replaced = tuple((quantity.path, value) for quantity, value in case.replaced)
        found[case.path] = Scenario(case.path, label, TARGET, replaced, outcome, form)
        if case.measure == "change":
            change = replace(form, signed=True)
            path = f"{case.path}.change"
            difference = outcome - values[TARGET]
            words = f"Change of the {label[0].lower()}{label[1:]}"
            found[path] = Scenario(path, words, TARGET, replaced, difference, change)
    return found


def _shown(quantity: Quantity, value: float) -> str:
    """The value as the quantity prints, with two decimals more where these say more."""
    form = quantity.form or Form(decimals=4)
    finer = replace(form, decimals=form.decimals + 2)
    if not math.isfinite(value) or rounded_in(value, form) == rounded_in(value, finer):
        return printed(quantity, value)
    return write(value, finer).text


def _evaluate(steps: Plan, target: Quantity, cases: list[_Case]) -> list[float]:
    inputs = dict.fromkeys(quantity for case in cases for quantity, _ in case.replaced)
    columns = {each: np.full(len(cases), _base(each)) for each in inputs}
    for number, case in enumerate(cases):
        for quantity, value in case.replaced:
            columns[quantity][number] = value
    outcome = evaluate(steps, columns)[target]
    return [float(value) for value in np.broadcast_to(outcome, (len(cases),))]


def _base(quantity: Quantity) -> float:
    return float(evaluate(plan([quantity]))[quantity][0])


def _effects(build: Building, values: Mapping[str, float], target: Quantity) -> Iterator[_Case]:
    opinion = build.inputs.opinion
    named = [("risks", number, risk.effect) for number, risk in enumerate(opinion.risks)]
    named += [("catalysts", number, catalyst.effect) for number, catalyst in enumerate(opinion.catalysts)]
    for kind, number, effect in named:
        if effect is None:
            continue
        path: DataPath = (kind, number, "effect")
        quantity = _input(build, target, effect.path, (*path, "path"), OPINION)
        value = None if quantity is None else _becomes(build, effect, quantity, values, path)
        if quantity is not None and value is not None:
            yield _Case(f"scenarios.{kind}.{number + 1}", ((quantity, value),), "change")


def _becomes(
    build: Building, effect: Effect, quantity: Quantity, values: Mapping[str, float], path: DataPath
) -> float | None:
    if effect.becomes is not None:
        return _fitting(build, effect.becomes, quantity, (*path, "becomes"), OPINION)
    if effect.changes_by is not None:
        if effect.changes_by.unit.powers:
            build.report("unit-expected", "a change is a rate such as -1 %", (*path, "changes_by"), file=OPINION)
            return None
        return values[quantity.path] * (1 + effect.changes_by.base)
    if effect.path != "valuation.premium":
        message = "only valuation.premium can become what the price implies"
        build.report("effect-input", message, (*path, "path"), file=OPINION)
    # without a price, which is reported where it is missing, nothing is implied
    return values.get("implied.premium") if effect.path == "valuation.premium" else None


def _ranges(build: Building, target: Quantity) -> Iterator[_Case]:
    for number, row in enumerate(build.inputs.exhibits.ranges):
        if row.input is None:
            continue
        path: DataPath = ("ranges", number, "input")
        quantity = _input(build, target, row.input.path, (*path, "path"), EXHIBITS)
        if quantity is None:
            continue
        for end, amount in (("low", row.input.low), ("high", row.input.high)):
            value = _fitting(build, amount, quantity, (*path, end), EXHIBITS)
            if value is not None:
                yield _Case(f"scenarios.ranges.{number + 1}.{end}", ((quantity, value),))


def _grid(build: Building, target: Quantity) -> Iterator[_Case]:
    grid = build.inputs.exhibits.sensitivity
    if grid is None:
        return
    sides = []
    for name, axis in (("down", grid.down), ("across", grid.across)):
        path: DataPath = ("sensitivity", name)
        quantity = _input(build, target, axis.path, (*path, "path"), EXHIBITS)
        values = [
            None if quantity is None else _fitting(build, amount, quantity, (*path, "values", place), EXHIBITS)
            for place, amount in enumerate(axis.values)
        ]
        sides.append((quantity, values))
    (down, rows), (across, columns) = sides
    if down is None or across is None:
        return
    for row, first in enumerate(rows):
        for column, second in enumerate(columns):
            if first is not None and second is not None:
                yield _Case(f"scenarios.sensitivity.{row + 1}.{column + 1}", ((down, first), (across, second)))


def _input(build: Building, target: Quantity, path: str, where: DataPath, file: str) -> Quantity | None:
    """The quantity to be replaced; it must be one on which the target depends."""
    found = build.scope.quantities.get(path)
    if found is None:
        build.unknown_reference(path, where, file=file)
        return None
    if found not in set(walk([target])):
        build.report("effect-input", f"the target does not depend on {path}", where, file=file)
        return None
    return found


def _fitting(build: Building, amount: Amount, quantity: Quantity, path: DataPath, file: str) -> float | None:
    if amount.unit != quantity.unit:
        message = f"{amount.typed} is in {amount.unit}, but {quantity.path} is in {quantity.unit}"
        build.report("unit-expected", message, path, file=file)
        return None
    return amount.base
