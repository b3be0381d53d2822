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
from reportgen.quantities.operations import OPERATIONS, Fault
from reportgen.quantities.units import PURE, Unit

Kind: TypeAlias = Literal["actual", "estimate", "assumption", "judgement"]


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

    Equality is identity, so nodes are dictionary keys. Values are in base units (CNY, shares).
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


def node(operation: str, *operands: Operand) -> Quantity:
    """Apply an operation; the only maker of inner nodes. Finds unit and fault, lifts plain numbers."""
    lifted = tuple(each if isinstance(each, Quantity) else literal(each) for each in operands)
    # a unit fault below makes every unit above meaningless: report nothing twice
    if any(each.faulty for each in lifted):
        return Quantity(operation, lifted, PURE, _tainted=True)
    unit = OPERATIONS[operation].unit(lifted)
    if isinstance(unit, Fault):
        return Quantity(operation, lifted, PURE, fault=unit)
    return Quantity(operation, lifted, unit)


def total(terms: tuple[Quantity, ...]) -> Quantity:
    """The sum of any number of terms as one node, added from left to right."""
    return node("add", *terms)


def round_to(quantity: Quantity, step: Quantity) -> Quantity:
    """The nearest multiple of a step, halves away from zero."""
    return node("round_to", quantity, step)


def named(quantity: Quantity, path: str, label: str, form: Form | None) -> Quantity:
    """The same node under a path; what already has a path is pointed to, not renamed."""
    if quantity.path:
        quantity = node("same", quantity)
    return replace(quantity, path=path, label=label, form=form)
