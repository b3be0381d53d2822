"""Quantities: immutable nodes that arithmetic ties into a graph.

A named quantity is a cell: it has a path, can be explained and printed. An anonymous one is part of its
neighbour's formula. Structure is Python; numbers are quantities.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NoReturn, TypeAlias

from reportgen.diagnostics import Location
from reportgen.figures import Form
from reportgen.quantities.operations import OPERATIONS, Fault, place_of
from reportgen.quantities.units import PURE, Unit

Kind: TypeAlias = Literal["actual", "estimate", "assumption", "judgement", "illustrative"]
Axis: TypeAlias = tuple[str, ...]
"""The labels of a row: years such as ``FY2026E``, passes, peers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a leaf comes from: its source, the date it is as of, when it was published, and its place as typed."""

    source: str
    as_of: date | None
    published: date | None
    place: Location
    typed: str
    kind: Kind = "actual"
    note: str = ""
    url: str = ""
    floor: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Quantity:
    """A number with its unit and its origin: a leaf with a value, or an operation on other quantities.

    Without an axis it is a scalar, with one a row. Equality is identity, so nodes are dictionary keys. Values are in
    base units (CNY, shares). ``index`` is the place in a row (of ``at``) or the quartile; ``code`` names what a
    ``valid`` that does not hold is told as.
    """

    operation: str
    operands: tuple[Quantity, ...]
    unit: Unit
    value: float | None = None
    path: str = ""
    label: str = ""
    form: Form | None = None
    origin: Origin | None = None
    fault: Fault | None = None
    axis: Axis | None = None
    index: int = 0
    code: str = ""
    _tainted: bool = False

    # numpy scalars and arrays on the left must not swallow a quantity element by element
    __array_ufunc__ = None

    def __add__(self, other: Operand) -> Quantity:
        return node("add", self, other)

    def __radd__(self, other: Operand) -> Quantity:
        return node("add", other, self)

    def __sub__(self, other: Operand) -> Quantity:
        return node("subtract", self, other)

    def __rsub__(self, other: Operand) -> Quantity:
        return node("subtract", other, self)

    def __mul__(self, other: Operand) -> Quantity:
        return node("multiply", self, other)

    def __rmul__(self, other: Operand) -> Quantity:
        return node("multiply", other, self)

    def __truediv__(self, other: Operand) -> Quantity:
        return node("divide", self, other)

    def __rtruediv__(self, other: Operand) -> Quantity:
        return node("divide", other, self)

    def __neg__(self) -> Quantity:
        return node("negate", self)

    def __pow__(self, other: Operand) -> Quantity:
        return node("power", self, other)

    def __rpow__(self, other: Operand) -> Quantity:
        return node("power", other, self)

    def __lt__(self, other: Operand) -> Quantity:
        return node("less", self, other)

    def __le__(self, other: Operand) -> Quantity:
        return node("at_most", self, other)

    def __gt__(self, other: Operand) -> Quantity:
        return node("greater", self, other)

    def __ge__(self, other: Operand) -> Quantity:
        return node("at_least", self, other)

    def __repr__(self) -> str:
        return f"<{self.path or self.operation}: {self.unit}>"

    def __bool__(self) -> NoReturn:
        message = "a quantity is neither true nor false: evaluate it first, or use minimum/maximum in the graph"
        raise TypeError(message)

    @property
    def name(self) -> str:
        """The label, or the end of the path in words."""
        return self.label or self.path.rpartition(".")[2].replace("_", " ")

    @property
    def is_leaf(self) -> bool:
        """Whether it is a number of the inputs or of a formula, not computed from others."""
        return not self.operands

    @property
    def faulty(self) -> bool:
        """Whether the node or anything below it is at fault."""
        return self.fault is not None or self._tainted


Operand: TypeAlias = Quantity | int | float


def literal(value: float, unit: Unit = PURE) -> Quantity:
    """A number of the formula itself, such as the 1 in ``1 + premium``; pure unless a unit is given."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"only int and float are lifted to quantities, not {type(value).__name__}"
        raise TypeError(message)
    return Quantity("literal", (), unit, float(value))


def leaf(path: str, value: float, unit: Unit, *, origin: Origin, label: str = "", form: Form | None = None) -> Quantity:
    """A typed number of the inputs, in base units."""
    return Quantity("input", (), unit, float(value), path, label, form, origin)


def missing() -> Quantity:
    """What stands for an input that was reported and cannot be used: all that is computed from it is at fault too."""
    return Quantity("missing", (), PURE, _tainted=True)


def node(operation: str, *operands: Operand, axis: Axis | None = None, index: int = 0, code: str = "") -> Quantity:
    """Apply an operation; the only maker of inner nodes. Finds unit, axis and fault, lifts plain numbers.

    ``axis`` is given for ``row`` alone; every other operation finds its own.
    """
    lifted = tuple(each if isinstance(each, Quantity) else literal(each) for each in operands)
    # a unit fault below makes every unit above meaningless: report nothing twice
    if any(each.faulty for each in lifted):
        return Quantity(operation, lifted, PURE, _tainted=True)
    does = OPERATIONS[operation]
    shape = _axis(operation, lifted) if axis is None else axis
    unit = shape if isinstance(shape, Fault) else does.unit(lifted)
    if isinstance(unit, Fault):
        return Quantity(operation, lifted, PURE, fault=unit)
    found = None if isinstance(shape, Fault) else shape
    return Quantity(operation, lifted, unit, axis=found, index=index, code=code)


def _axis(operation: str, operands: tuple[Quantity, ...]) -> Axis | Fault | None:
    """The axis of the result; a fault where rows differ, or where a row is needed and a scalar given."""
    axes = {each.axis: each for each in operands if each.axis is not None}
    if len(axes) > 1:
        one, other = list(axes.values())[:2]
        names = " and ".join(f"{each.path or 'a formula'} ({len(each.axis or ())})" for each in (one, other))
        return Fault("rows-differ", f"rows over unlike years meet: {names}", place_of(other) or place_of(one))
    needs_row = OPERATIONS[operation].shape != "same"
    if needs_row and operands[0].axis is None:
        message = f"{operation} needs a row, but {operands[0].path or 'a formula'} is one number"
        return Fault("row-expected", message, place_of(operands[0]))
    return None if OPERATIONS[operation].shape == "scalar" else next(iter(axes), None)


def total(terms: tuple[Quantity, ...]) -> Quantity:
    """The sum of any number of terms as one node, added from left to right."""
    return node("add", *terms)


def row(axis: Axis, *cells: Operand) -> Quantity:
    """A row of scalars, one for each label; a single scalar stands in every place."""
    if len(cells) == 1:
        cells *= len(axis)
    if len(cells) != len(axis):
        message = f"{len(cells)} cells for {len(axis)} labels"
        raise ValueError(message)
    return node("row", *cells, axis=axis)


def at(quantity: Quantity, label: str) -> Quantity:
    """One cell of a row."""
    if quantity.axis is None or quantity.faulty:
        return quantity
    return node("at", quantity, index=quantity.axis.index(label))


def last(quantity: Quantity) -> Quantity:
    """The last cell of a row; a scalar is its own."""
    return node("at", quantity, index=len(quantity.axis) - 1) if quantity.axis else quantity


def first(quantity: Quantity) -> Quantity:
    """The first cell of a row; a scalar is its own."""
    return node("at", quantity, index=0) if quantity.axis else quantity


def row_total(quantity: Quantity) -> Quantity:
    """The sum over a row, added from left to right."""
    return node("total", quantity)


def mean(quantity: Quantity) -> Quantity:
    """The arithmetic mean of a row."""
    return node("mean", quantity)


def median(quantity: Quantity) -> Quantity:
    """The median of a row."""
    return node("median", quantity)


def quartile(quantity: Quantity, number: Literal[1, 2, 3]) -> Quantity:
    """A quartile of a row by linear interpolation between ranks, both ends included."""
    return node("quartile", quantity, index=number)


def cumulative_product(factors: Quantity, start: Operand = 1) -> Quantity:
    """``start × factor``, then each cell the one before times its factor."""
    return node("cumulative_product", factors, start)


def cumulative_sum(terms: Quantity, start: Operand = 0) -> Quantity:
    """``start + term``, then each cell the one before plus its term."""
    return node("cumulative_sum", terms, start)


def previous(quantity: Quantity, before: Operand) -> Quantity:
    """Each cell of the year before; ``before`` stands in the first."""
    return node("previous", quantity, before)


def following(quantity: Quantity, after: Operand) -> Quantity:
    """Each cell of the year after; ``after`` stands in the last."""
    return node("following", quantity, after)


def minimum(one: Operand, other: Operand) -> Quantity:
    """The smaller of two."""
    return node("minimum", one, other)


def maximum(one: Operand, other: Operand) -> Quantity:
    """The larger of two."""
    return node("maximum", one, other)


def where(condition: Quantity, then: Operand, otherwise: Operand) -> Quantity:
    """One of two, as a condition says; no figure where the condition has none."""
    return node("where", condition, then, otherwise)


def valid(quantity: Quantity, condition: Quantity, code: str) -> Quantity:
    """The quantity where the condition holds, "n.m." elsewhere; ``code`` is what it is then told as."""
    return node("valid", quantity, condition, code=code)


def exponential(quantity: Quantity) -> Quantity:
    """E to the power of a pure number."""
    return node("exp", quantity)


def logarithm(quantity: Quantity) -> Quantity:
    """The natural logarithm of a pure number."""
    return node("log", quantity)


def normal_cdf(quantity: Quantity) -> Quantity:
    """The standard normal distribution up to a pure number."""
    return node("normal_cdf", quantity)


def round_to(quantity: Quantity, step: Quantity) -> Quantity:
    """The nearest multiple of a step, halves away from zero."""
    return node("round_to", quantity, step)


def named(quantity: Quantity, path: str, label: str, form: Form | None) -> Quantity:
    """The same node under a path; what already has a path is pointed to, not renamed."""
    if quantity.path:
        quantity = node("same", quantity)
    return replace(quantity, path=path, label=label, form=form)
