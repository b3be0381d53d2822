"""The one table of operations: for each its unit rule, its arithmetic and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reportgen.diagnostics import Location
from reportgen.quantities.units import PURE, Unit

if TYPE_CHECKING:
    from reportgen.quantities.nodes import Quantity

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a node has no meaning: found when the graph is built, told once by a walk over it."""

    code: str
    message: str
    place: Location | None


@dataclass(frozen=True, slots=True)
class Operation:
    """What one operation does to units and to arrays of scenarios, and how it reads.

    ``infix`` is the sign between operands; ``binds`` its strength (2 products, 1 sums, 3 whatever needs no brackets);
    ``words`` is the template of an operation without a sign.
    """

    unit: Callable[[tuple[Quantity, ...]], Unit | Fault]
    compute: Callable[..., Array]
    infix: str = ""
    binds: int = 3
    words: str = ""


def _alike(operands: tuple[Quantity, ...]) -> Unit | Fault:
    """All operands in one unit; a literal zero fits any."""
    held = [each for each in operands if not (each.operation == "literal" and each.value == 0)]
    if not held:
        return PURE
    first = held[0]
    foreign = next((each for each in held[1:] if each.unit != first.unit), None)
    if foreign is None:
        return first.unit
    remedy = "; convert with an exchange rate" if first.unit.currency and foreign.unit.currency else ""
    message = f"units differ: {_who(first)} ({first.unit}) and {_who(foreign)} ({foreign.unit}){remedy}"
    return Fault("units-differ", message, place_of(foreign) or place_of(first))


def _product(operands: tuple[Quantity, ...]) -> Unit:
    unit = PURE
    for each in operands:
        unit = unit * each.unit
    return unit


def _quotient(operands: tuple[Quantity, ...]) -> Unit:
    return operands[0].unit / operands[1].unit


def _same(operands: tuple[Quantity, ...]) -> Unit:
    return operands[0].unit


def _add(*terms: Array) -> Array:
    # from left to right, never np.sum: pairwise summation gives other bits for one scenario than for many
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result


def _subtract(*terms: Array) -> Array:
    result = terms[0]
    for term in terms[1:]:
        result = result - term
    return result


def _multiply(*factors: Array) -> Array:
    result = factors[0]
    for factor in factors[1:]:
        result = result * factor
    return result


def _divide(left: Array, right: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = left / right
    return np.where(np.isfinite(quotient), quotient, np.nan)


def _round_to(value: Array, step: Array) -> Array:
    # the quotient is first freed of binary noise, so that 2.675 rounds as it is read: to 2.68
    count = np.floor(np.round(np.abs(value) / step, 8) + 0.5)
    per_unit = np.round(1 / step)
    exact = np.where(step < 1, count / np.where(per_unit == 0, 1, per_unit), count * step)
    # a step below 1 that divides 1 is undone by dividing, which gives the float nearest to the printed decimal
    result = np.where(np.isclose(per_unit * step, 1, rtol=1e-12), exact, count * step)
    return np.where(np.isnan(value), np.nan, np.copysign(result, value))


OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "add": Operation(_alike, _add, infix=" + ", binds=1),
        "subtract": Operation(_alike, _subtract, infix=" \u2212 ", binds=1),
        "multiply": Operation(_product, _multiply, infix=" \u00d7 ", binds=2),
        "divide": Operation(_quotient, _divide, infix=" \u00f7 ", binds=2),
        "negate": Operation(_same, np.negative, words="\u2212({0})"),
        "minimum": Operation(_alike, np.minimum, words="the smaller of {0} and {1}"),
        "maximum": Operation(_alike, np.maximum, words="the larger of {0} and {1}"),
        "round_to": Operation(_alike, _round_to, words="{0}, rounded to {1}"),
        "same": Operation(_same, lambda value: value, words="{0}"),
    }
)


def place_of(quantity: Quantity) -> Location | None:
    """The place of the first leaf under a quantity that stands in a file."""
    waiting, seen = [quantity], set()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if each.origin is not None:
            return each.origin.place
        waiting.extend(reversed(each.operands))
    return None


def _who(quantity: Quantity) -> str:
    if quantity.path:
        return quantity.path
    inner = next((each.path for each in quantity.operands if each.path), None)
    return f"a formula with {inner}" if inner else "a number"
