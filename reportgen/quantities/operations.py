"""The one table of operations: for each its unit rule, its arithmetic and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reportgen.diagnostics import Location
from reportgen.quantities.units import PURE, Unit, currency_unit

if TYPE_CHECKING:
    from reportgen.quantities.nodes import Quantity

Array: TypeAlias = NDArray[np.float64]

_NOISE = 2.0**-50


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a node has no meaning: found when the graph is built, told once by a walk over it."""

    code: str
    message: str
    place: Location | None


@dataclass(frozen=True, slots=True)
class Operation:
    """What one operation does to units and to arrays of scenarios, and how it reads.

    ``infix`` is the sign between operands; ``binds`` its strength (3 whatever needs no brackets, 2 products, 1 sums,
    0 words, which are bracketed inside any other operation); ``words`` is the template of an operation without a sign.
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
    remedy = "; convert with an exchange rate" if _only_currencies_differ(first.unit, foreign.unit) else ""
    message = f"units differ: {_who(first)} ({first.unit}) and {_who(foreign)} ({foreign.unit}){remedy}"
    return Fault("units-differ", message, place_of(foreign) or place_of(first))


def _only_currencies_differ(first: Unit, second: Unit) -> bool:
    if first.currency is None or second.currency is None:
        return False
    return first / currency_unit(first.currency) == second / currency_unit(second.currency)


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
    return left / right


def _minimum(left: Array, right: Array) -> Array:
    # not np.minimum itself, which would write into a third operand
    return np.minimum(left, right)


def _maximum(left: Array, right: Array) -> Array:
    return np.maximum(left, right)


def _negate(value: Array) -> Array:
    return -value


def _round_to(value: Array, step: Array) -> Array:
    # the quotient is first freed of binary noise, so that 2.675 rounds as it is read: to 2.68; the noise of a large
    # quotient reaches beyond eight decimals
    quotient = np.abs(value) / step
    count = np.floor(np.round(quotient, 8) + quotient * _NOISE + 0.5)
    per_unit = np.round(1 / step)
    # a step that divides 1 is undone by dividing, which gives the float nearest to the printed decimal
    divides = np.isclose(per_unit * step, 1, rtol=1e-12, atol=0)
    return np.copysign(np.where(divides, count / per_unit, count * step), value)


OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "add": Operation(_alike, _add, infix=" + ", binds=1),
        "subtract": Operation(_alike, _subtract, infix=" \u2212 ", binds=1),
        "multiply": Operation(_product, _multiply, infix=" \u00d7 ", binds=2),
        "divide": Operation(_quotient, _divide, infix=" \u00f7 ", binds=2),
        "negate": Operation(_same, _negate, words="\u2212({0})"),
        "minimum": Operation(_alike, _minimum, binds=0, words="the smaller of {0} and {1}"),
        "maximum": Operation(_alike, _maximum, binds=0, words="the larger of {0} and {1}"),
        "round_to": Operation(_alike, _round_to, binds=0, words="{0}, rounded to {1}"),
        "same": Operation(_same, lambda value: value, binds=0, words="{0}"),
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
