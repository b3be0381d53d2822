"""The one table of operations: for each its unit rule, its arithmetic and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reportgen.diagnostics import Location
from reportgen.quantities.units import CONDITION, PURE, Unit, currency_unit

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

    ``compute`` takes the node and its operands' arrays. ``shape`` is "same" where rows stay rows, "scalar" where a row
    becomes one number, "row" where the first operand must be a row. ``infix`` is the sign between operands; ``binds``
    its strength (3 whatever needs no brackets, 2 products, 1 sums, 0 words, which are bracketed inside any other
    operation); ``words`` is the template of an operation without a sign. ``guarded`` results may be infinite, which is
    made NaN at once. ``excel`` is the sign or the template in a sheet: ``{0}`` is an argument, ``[0]`` stands beside a
    sign and is bracketed unless it is a cell, a number or a function.
    """

    unit: Callable[[tuple[Quantity, ...]], Unit | Fault]
    compute: Callable[..., Array]
    infix: str = ""
    binds: int = 3
    words: str = ""
    shape: Literal["same", "scalar", "row"] = "same"
    guarded: bool = False
    excel: str = ""


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


def _condition(operands: tuple[Quantity, ...]) -> Unit | Fault:
    unit = _alike(operands)
    return unit if isinstance(unit, Fault) else CONDITION


def _pure(operands: tuple[Quantity, ...]) -> Unit | Fault:
    unlike = next((each for each in operands if each.unit.powers), None)
    if unlike is None:
        return PURE
    message = f"{_who(unlike)} is in {unlike.unit}, but a pure number is needed"
    return Fault("units-differ", message, place_of(unlike))


def _power(operands: tuple[Quantity, ...]) -> Unit | Fault:
    base, exponent = operands
    whole = _whole_exponent(exponent)
    if whole is None or exponent.unit.powers:
        return _pure(operands)
    unit = PURE
    for _ in range(abs(whole)):
        unit = unit * base.unit if whole > 0 else unit / base.unit
    return unit


def _whole_exponent(exponent: Quantity) -> int | None:
    if exponent.operation != "literal" or exponent.value is None or not exponent.value.is_integer():
        return None
    return int(exponent.value)


def _chosen(operands: tuple[Quantity, ...]) -> Unit | Fault:
    condition, *rest = operands
    return _needs_condition(condition) or _alike(tuple(rest))


def _guarded(operands: tuple[Quantity, ...]) -> Unit | Fault:
    value, condition = operands
    return _needs_condition(condition) or value.unit


def _needs_condition(condition: Quantity) -> Fault | None:
    if condition.unit == CONDITION:
        return None
    return Fault("units-differ", f"{_who(condition)} is no comparison", place_of(condition))


def _cumulated(operands: tuple[Quantity, ...]) -> Unit | Fault:
    factors, start = operands
    return _pure((factors,)) if factors.unit.powers else start.unit


def _add(_: Quantity, *terms: Array) -> Array:
    # from left to right, never np.sum: pairwise summation gives other bits for one scenario than for many
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result


def _subtract(_: Quantity, *terms: Array) -> Array:
    result = terms[0]
    for term in terms[1:]:
        result = result - term
    return result


def _multiply(_: Quantity, *factors: Array) -> Array:
    result = factors[0]
    for factor in factors[1:]:
        result = result * factor
    return result


def _divide(_: Quantity, left: Array, right: Array) -> Array:
    return left / right


def _raise(node: Quantity, base: Array, exponent: Array) -> Array:
    # np.power gives other bits for one element than for many: whole exponents by multiplication
    whole = _whole_exponent(node.operands[1])
    if whole is None:
        return np.asarray(np.power(base, exponent))
    result = np.ones_like(base)
    for _ in range(abs(whole)):
        result = result * base
    return result if whole >= 0 else 1 / result


def _minimum(_: Quantity, left: Array, right: Array) -> Array:
    return np.minimum(left, right)


def _maximum(_: Quantity, left: Array, right: Array) -> Array:
    return np.maximum(left, right)


def _negate(_: Quantity, value: Array) -> Array:
    return -value


def _compare(holds: Callable[[Array, Array], NDArray[np.bool_]]) -> Callable[..., Array]:
    def compare(_: Quantity, left: Array, right: Array) -> Array:
        # without a figure on both sides there is nothing to compare
        return np.where(np.isnan(left) | np.isnan(right), np.nan, holds(left, right))

    return compare


def _where(_: Quantity, condition: Array, then: Array, otherwise: Array) -> Array:
    return np.where(np.isnan(condition), np.nan, np.where(condition > 0, then, otherwise))


def _valid(_: Quantity, value: Array, condition: Array) -> Array:
    return np.where(condition > 0, value, np.nan)


def _normal_cdf(_: Quantity, value: Array) -> Array:
    from scipy.special import ndtr  # noqa: PLC0415 - scipy is slow to load, and few valuations hold options

    return np.asarray(ndtr(value))


def _row(_: Quantity, *cells: Array) -> Array:
    width = max(cell.shape[0] for cell in cells)
    found = np.empty((len(cells), width))
    for place, cell in enumerate(cells):
        found[place] = cell
    return found


def _at(node: Quantity, cells: Array) -> Array:
    return np.asarray(cells[node.index])


def _total(node: Quantity, cells: Array) -> Array:
    return np.asarray(_add(node, *cells))


def _mean(node: Quantity, cells: Array) -> Array:
    return np.asarray(_add(node, *cells) / cells.shape[0])


def _median(_: Quantity, cells: Array) -> Array:
    return _ranked(cells, 2)


def _quartile(node: Quantity, cells: Array) -> Array:
    return _ranked(cells, node.index)


def _ranked(cells: Array, quarter: int) -> Array:
    """The value a given number of quarters up the ranks, as QUARTILE.INC: linear between neighbours."""
    ranked = np.sort(cells, axis=0)
    below, rest = divmod((cells.shape[0] - 1) * quarter, 4)
    low = ranked[below]
    found = low + (ranked[below + 1] - low) * (rest / 4) if rest else low
    return np.where(np.isnan(cells).any(axis=0), np.nan, found)


def _cumulative_product(_: Quantity, factors: Array, start: Array) -> Array:
    return _cumulated_by(np.multiply, factors, start)


def _cumulative_sum(_: Quantity, terms: Array, start: Array) -> Array:
    return _cumulated_by(np.add, terms, start)


def _cumulated_by(step: np.ufunc, cells: Array, start: Array) -> Array:
    found = np.empty((cells.shape[0], max(cells.shape[1], start.shape[0])))
    level = start
    for place, cell in enumerate(cells):
        level = step(level, cell)
        found[place] = level
    return found


def _previous(_: Quantity, cells: Array, before: Array) -> Array:
    return _row(_, before, *cells[:-1])


def _following(_: Quantity, cells: Array, after: Array) -> Array:
    return _row(_, *cells[1:], after)


def _round_to(_: Quantity, value: Array, step: Array) -> Array:
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
        "add": Operation(_alike, _add, infix=" + ", binds=1, excel="+"),
        "subtract": Operation(_alike, _subtract, infix=" \u2212 ", binds=1, excel="-"),
        "multiply": Operation(_product, _multiply, infix=" \u00d7 ", binds=2, guarded=True, excel="*"),
        "divide": Operation(_quotient, _divide, infix=" \u00f7 ", binds=2, guarded=True, excel="/"),
        "negate": Operation(_same, _negate, words="\u2212({0})", excel="-[0]"),
        "power": Operation(_power, _raise, words="({0}) to the power of ({1})", guarded=True, excel="[0]^[1]"),
        "minimum": Operation(_alike, _minimum, binds=0, words="the smaller of {0} and {1}", excel="MIN({0},{1})"),
        "maximum": Operation(_alike, _maximum, binds=0, words="the larger of {0} and {1}", excel="MAX({0},{1})"),
        "less": Operation(_condition, _compare(np.less), infix=" < ", binds=0, excel="<"),
        "at_most": Operation(_condition, _compare(np.less_equal), infix=" \u2264 ", binds=0, excel="<="),
        "greater": Operation(_condition, _compare(np.greater), infix=" > ", binds=0, excel=">"),
        "at_least": Operation(_condition, _compare(np.greater_equal), infix=" \u2265 ", binds=0, excel=">="),
        "where": Operation(_chosen, _where, binds=0, words="{1} if {0}, else {2}", excel="IF({0},{1},{2})"),
        "valid": Operation(_guarded, _valid, binds=0, words="{0} (n.m. unless {1})", excel="IF({1},{0},NA())"),
        "exp": Operation(
            _pure, lambda _, value: np.exp(value), words="e to the power of ({0})", guarded=True, excel="EXP({0})"
        ),
        "log": Operation(
            _pure, lambda _, value: np.log(value), words="the natural logarithm of ({0})", guarded=True, excel="LN({0})"
        ),
        "normal_cdf": Operation(_pure, _normal_cdf, words="N({0})", excel="_xlfn.NORM.S.DIST({0},TRUE)"),
        "round_to": Operation(
            _alike, _round_to, binds=0, words="{0}, rounded to {1}", guarded=True, excel="ROUND([0]/[1],0)*[1]"
        ),
        "row": Operation(_alike, _row, binds=0, words="by year", excel="{0}"),
        "at": Operation(_same, _at, shape="scalar", words="{0} in {label}", excel="{0}"),
        "total": Operation(_same, _total, shape="scalar", words="the sum over the row of ({0})", excel="SUM({0})"),
        "mean": Operation(_same, _mean, shape="scalar", words="the mean of ({0})", excel="AVERAGE({0})"),
        "median": Operation(_same, _median, shape="scalar", words="the median of ({0})", excel="MEDIAN({0})"),
        "quartile": Operation(
            _same, _quartile, shape="scalar", words="quartile {index} of ({0})", excel="_xlfn.QUARTILE.INC({0},{index})"
        ),
        "cumulative_product": Operation(
            _cumulated,
            _cumulative_product,
            shape="row",
            binds=0,
            words="the value before × ({0}), from {1}",
            excel="*",
        ),
        "cumulative_sum": Operation(
            _alike,
            _cumulative_sum,
            shape="row",
            binds=0,
            words="the value before + {0}, from {1}",
            excel="+",
        ),
        "previous": Operation(
            _alike, _previous, shape="row", words="{0} of the year before (at first {1})", excel="{0}"
        ),
        "following": Operation(
            _alike, _following, shape="row", words="{0} of the year after (at last {1})", excel="{0}"
        ),
        "same": Operation(_same, lambda _, value: value, binds=0, words="{0}", excel="{0}"),
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
