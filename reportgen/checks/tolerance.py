"""How far apart two printed figures may be before they disagree: what the rounding of each allows, and no more."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from reportgen.model.amounts import decimals_of, to_base
from reportgen.model.facts import Metric
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.quantities import Quantity, walk

Bounds: TypeAlias = tuple[float, float]

# far below any printed digit, far above what binary arithmetic adds
_NOISE = 1e-9


def apart(first: float, second: float, allowed: float) -> bool:
    """Whether two figures differ by more than is allowed; exactly at the bound they do not. Never for NaN."""
    return abs(first - second) > allowed + _NOISE * max(abs(first), abs(second))


def disjoint(first: Bounds, second: Bounds) -> bool:
    """Whether no value lies within both bounds; bounds that touch have one in common."""
    gap = max(second[0] - first[1], first[0] - second[1])
    return gap > _NOISE * max(abs(each) for each in (*first, *second))


def half_unit(inputs: Inputs, quantity: Quantity) -> float:
    """Half of the last typed digit, in base units; for a computed quantity the sum over what it is computed from."""
    leaves = [each for each in walk([quantity]) if each.is_leaf and each.path]
    return sum(_typed_half(inputs, each) for each in leaves)


def _typed_half(inputs: Inputs, quantity: Quantity) -> float:
    metric = _metric(inputs, quantity.path)
    if metric is None or quantity.origin is None:
        return 0.0
    step = Decimal(5).scaleb(-decimals_of(Decimal(quantity.origin.typed)) - 1)
    return to_base(step, metric.unit)


def _metric(inputs: Inputs, path: str) -> Metric | None:
    return inputs.facts.metrics.get(path.split(".")[1]) if path.startswith("facts.") else None


def bounds(inputs: Inputs, results: Results, path: str) -> Bounds | None:
    """The lowest and highest value that a printed figure may stand for."""
    quantity = results.quantities.get(path)
    if quantity is None:
        return None
    value, half = results.values[path], half_unit(inputs, quantity)
    return value - half, value + half


def quotient_bounds(above: Bounds, below: Bounds) -> Bounds | None:
    """The bounds of a quotient; None where the divisor may be zero."""
    if below[0] <= 0 <= below[1]:
        return None
    corners = [one / other for one in above for other in below]
    return min(corners), max(corners)
