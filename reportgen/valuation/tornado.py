"""The tornado: inputs moved one at a time, and what each does to the target."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import DataPath
from reportgen.model.amounts import Amount
from reportgen.model.results import Scenario, Swung
from reportgen.model.valuation import Swing
from reportgen.quantities import Quantity
from reportgen.valuation.cases import Asking, Case, Replacement


@dataclass(frozen=True, slots=True)
class Bar:
    """An input at both ends, and the two cases that they make."""

    label: str
    low: Replacement
    high: Replacement
    cases: tuple[Case, Case]


def swings(asking: Asking) -> Iterator[Bar]:
    """Every bar whose figures fit: those declared, then those of the parts."""
    declared = asking.build.inputs.valuation.tornado
    if declared is None:
        return
    for number, swing in enumerate(declared.swings):
        quantity = asking.replaceable(swing.path, ("tornado", "swings", number, "path"))
        ends = None if quantity is None else _ends(asking, swing, quantity, ("tornado", "swings", number))
        if quantity is not None and ends is not None:
            yield _bar(asking, f"scenarios.tornado.{number + 1}", swing.label or quantity.name, ends)
    if declared.parts_by_share is None:
        return
    share = _share(asking, declared.parts_by_share, ("tornado", "parts_by_share"))
    for key in asking.build.inputs.valuation.parts if share is not None else ():
        part = _part(asking, key)
        if part is not None and share is not None:
            label = f"Value of {asking.build.inputs.valuation.parts[key].label}"
            ends = asking.moved(part, 1 - share), asking.moved(part, 1 + share)
            yield _bar(asking, f"scenarios.tornado.parts.{key}", label, ends)


def tornado(bars: Sequence[Bar], found: Mapping[str, Scenario]) -> tuple[Swung, ...]:
    """The bars with where their results stand, those that move the target most first."""

    def size(bar: Swung) -> float:
        width = abs(found[bar.high_path].value - found[bar.low_path].value)
        return math.inf if math.isnan(width) else -width

    told = (
        Swung(bar.low.quantity.path, bar.label, bar.low.text, bar.high.text, *(c.path for c in bar.cases))
        for bar in bars
    )
    return tuple(sorted(told, key=size))


def _bar(asking: Asking, path: str, label: str, ends: tuple[Replacement, Replacement]) -> Bar:
    low, high = ends
    cases = (
        Case(f"{path}.low", (low,), asking.target),
        Case(f"{path}.high", (high,), asking.target),
    )
    return Bar(label, low, high, cases)


def _ends(asking: Asking, swing: Swing, quantity: Quantity, where: DataPath) -> tuple[Replacement, Replacement] | None:
    if swing.by_share is not None:
        share = _share(asking, swing.by_share, (*where, "by_share"))
        return None if share is None else (asking.moved(quantity, 1 - share), asking.moved(quantity, 1 + share))
    if swing.by is not None:
        step = asking.fitting(swing.by, quantity, (*where, "by"))
        if step is None or not _positive(asking, step, swing.by, (*where, "by")):
            return None
        return asking.moved(quantity, 1, -step), asking.moved(quantity, 1, step)
    if swing.low is None or swing.high is None:
        return None
    between = asking.between(quantity, swing.low, swing.high, where)
    return None if between is None else (Replacement(quantity, between[0]), Replacement(quantity, between[1]))


def _share(asking: Asking, amount: Amount, where: DataPath) -> float | None:
    if amount.unit.powers:
        asking.build.report("unit-expected", "a share is a rate such as 10 %", where)
        return None
    return amount.base if _positive(asking, amount.base, amount, where) else None


def _positive(asking: Asking, value: float, amount: Amount, where: DataPath) -> bool:
    if value <= 0:
        asking.build.report("range-order", f"{amount.typed} moves nothing, or the wrong way round", where)
    return value > 0


def _part(asking: Asking, key: str) -> Quantity | None:
    """What a part is worth: its enterprise value, or whatever its method values."""
    quantities = asking.build.scope.quantities
    for name in ("enterprise_value", "equity_value", "value_per_share"):
        found = quantities.get(f"valuation.parts.{key}.{name}")
        if found is not None and asking.depends(found):
            return found
    return None
