"""Explain a quantity: its formula in words and in numbers, its operands, down to facts with source and place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from reportgen.figures import MINUS, NBSP, Form
from reportgen.quantities.nodes import Quantity
from reportgen.quantities.operations import OPERATIONS, Operation
from reportgen.quantities.printing import form_of, printed, printed_cells, printed_in
from reportgen.quantities.rows import cell_formula, cells
from reportgen.quantities.units import CONDITION


@dataclass(frozen=True, slots=True)
class PrintedOperand:
    """The number of a named quantity in a formula: its path, its value, and the form in which it stands there."""

    path: str
    value: float
    form: Form

    def __str__(self) -> str:
        return printed_in(self.value, self.form)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One level of an explanation; ``repeated`` means that the operands were explained above.

    A row has no single value (NaN); its ``cells`` are (label, printed) year by year.
    """

    quantity: Quantity
    value: float
    printed: str
    formula: str
    substituted: str
    operands: tuple[Explanation, ...]
    repeated: bool = False
    cells: tuple[tuple[str, str], ...] = ()


def explain(quantity: Quantity, values: Mapping[str, float]) -> Explanation:
    """The whole tree under a named quantity; each one is explained once."""
    seen: set[str] = set()
    open_levels = [_level(quantity, seen)]
    # with a stack of its own: a graph may be deeper than Python's
    while True:
        level = open_levels[-1]
        below = next(level.rest, None)
        if below is not None:
            open_levels.append(_level(below, seen))
            continue
        open_levels.pop()
        explained = _explanation(level, values)
        if not open_levels:
            return explained
        open_levels[-1].explained.append(explained)


def formula(quantity: Quantity) -> str:
    """The formula in words: names of named operands, numbers of the formula itself. Leaves have none."""
    return "" if quantity.is_leaf else "".join(map(str, _render(quantity, _Manner(lambda slot: slot.quantity.name))))


def substituted(quantity: Quantity, values: Mapping[str, float], *, told: int | None = None) -> str:
    """The formula with the operands' numbers put in, each as it is printed on its own; a row's cells have one each.

    A sign is that of the formula, and a condition that holds is left out. Beside a result that is ``told`` with so many
    decimals, the terms of a sum have alike decimals.
    """
    return "".join(map(str, substituted_pieces(quantity, values, told=told)))


def substituted_pieces(
    quantity: Quantity, values: Mapping[str, float], *, told: int | None = None
) -> tuple[str | PrintedOperand, ...]:
    """The same in its pieces, the numbers of operands apart from what stands between them."""
    if quantity.is_leaf or quantity.axis is not None:
        return ()
    decimals = {} if told is None else _alike(quantity, told)
    holds = math.isfinite(values.get(quantity.path, math.nan))
    return tuple(_render(quantity, _Manner(partial(_shown, values, decimals), numbers=True, holds=holds)))


def operands(quantity: Quantity) -> tuple[Quantity, ...]:
    """The named quantities that the formula mentions, in order, each once."""
    seen: dict[Quantity, None] = {}
    written = cell_formula(quantity)
    waiting = [written] if written is not quantity else list(reversed(quantity.operands))
    while waiting:
        each = waiting.pop()
        if each not in seen and not each.path:
            waiting.extend(reversed(each.operands))
        seen[each] = None
    # a cell is made anew wherever it is met
    by_path = {each.path: each for each in seen if each.path}
    return tuple(by_path.values())


def scalar_operands(quantity: Quantity) -> tuple[Quantity, ...]:
    """The operands as numbers: of a row the one cell that is taken from it, or all its cells."""
    found: dict[str, Quantity] = {}
    for each in operands(quantity):
        for one in (each,) if each.axis is None else _taken(quantity, each):
            found.setdefault(one.path, one)
    return tuple(found.values())


def _taken(quantity: Quantity, row: Quantity) -> tuple[Quantity, ...]:
    """The cells of a row that a formula mentions; all of them where it takes the row as a whole."""
    held, places, waiting = cells(row), set[int](), [cell_formula(quantity)]
    while waiting:
        each = waiting.pop()
        if each is row:
            return held
        if each.operation == "at" and each.operands[0] is row:
            places.add(each.index)
        elif each is quantity or not each.path:
            waiting.extend(each.operands)
    return tuple(held[place] for place in sorted(places)) or held


def _alike(quantity: Quantity, told: int) -> Mapping[Form, int]:
    """The decimals of all terms of a sum in one unit and scale: one more than is told of it, where any has so many."""
    held: dict[Form, list[int]] = {}
    for each in scalar_operands(quantity):
        if each.form is not None:
            held.setdefault(_kind(each.form), []).append(each.form.decimals)
    return {kind: min(max(min(each), told + 1), max(each)) for kind, each in held.items()}


def _kind(form: Form) -> Form:
    return replace(form, decimals=0, signed=False)


def _shown(values: Mapping[str, float], decimals: Mapping[Form, int], slot: _Slot) -> str | PrintedOperand:
    """The number in a place of the formula: a multiple by which something is multiplied is a plain number."""
    quantity = slot.quantity
    if quantity.axis is not None:
        return f"[{quantity.name}]"
    value = values[quantity.path]
    form = replace(form_of(quantity, value), signed=False)
    if slot.around in _SUMS:
        form = replace(form, decimals=decimals.get(_kind(form), form.decimals))
    if form.style == "multiple" and slot.around in _PRODUCTS:
        form = replace(form, style="plain")
    return PrintedOperand(quantity.path, value, form)


@dataclass(frozen=True, slots=True)
class _Level:
    """A quantity being explained: the operands still to come and those explained so far."""

    quantity: Quantity
    repeated: bool
    rest: Iterator[Quantity]
    explained: list[Explanation] = field(default_factory=list)


def _level(quantity: Quantity, seen: set[str]) -> _Level:
    repeated = quantity.path in seen and not quantity.is_leaf
    seen.add(quantity.path)
    return _Level(quantity, repeated, iter(() if repeated else _below(quantity)))


def _below(quantity: Quantity) -> tuple[Quantity, ...]:
    """What is explained under a quantity: a row's typed list and constants stand in its one line of years."""
    return () if is_typed_list(quantity) else operands(quantity)


def is_typed_list(quantity: Quantity) -> bool:
    """Whether a row is nothing but numbers typed for it."""
    return quantity.operation == "row" and all(each.path.startswith(f"{quantity.path}.") for each in quantity.operands)


def _explanation(level: _Level, values: Mapping[str, float]) -> Explanation:
    quantity = level.quantity
    value = values.get(quantity.path, math.nan) if quantity.axis is not None else values[quantity.path]
    return Explanation(
        quantity,
        value,
        "" if quantity.axis is not None else printed(quantity, value),
        formula(quantity),
        substituted(quantity, values),
        tuple(level.explained),
        level.repeated,
        printed_cells(quantity, values),
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a formula: the quantity to be written there, and the operation around it."""

    quantity: Quantity
    binds: int = 0
    right: bool = False
    around: str = ""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a formula is written: what stands for a named operand, and whether these are ``numbers``.

    With numbers, the cells of a row are written where one of them is taken, or their sum. A condition that ``holds``
    is nothing to tell.
    """

    write: Callable[[_Slot], str | PrintedOperand]
    numbers: bool = False
    holds: bool = False


_Piece: TypeAlias = str | _Slot
# A longer sum over years is told in words.
_MOST_TERMS = 12
_SUMS, _PRODUCTS = ("add", "subtract"), ("multiply", "divide")
_NEGATIVE = re.compile(rf"((?:[^\s{MINUS}]+{NBSP})?){MINUS}")


def _render(quantity: Quantity, manner: _Manner) -> list[str | PrintedOperand]:
    """The formula of one quantity. Anonymous operands are written out, named ones in the manner asked for.

    A cell of a row may be nothing but another quantity, or a constant.
    """
    written = cell_formula(quantity)
    ready = written.operation == "literal" or (written is not quantity and bool(written.path))
    quantity = written
    text: list[str | PrintedOperand] = []
    waiting: list[_Piece] = [_Slot(quantity)] if ready else _reversed(_Slot(quantity), manner)
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            text.append(each)
        elif each.quantity.path or each.quantity.operation == "literal":
            _put(text, manner.write(each) if each.quantity.path else _literal(each.quantity), each, manner)
        else:
            waiting.extend(_reversed(each, manner))
    return text


def _put(text: list[str | PrintedOperand], shown: str | PrintedOperand, slot: _Slot, manner: _Manner) -> None:
    """Add a number: two signs in a row are hard to read, so that what is below zero is taken away, or bracketed."""
    is_number = manner.numbers or not slot.quantity.path
    negative = _NEGATIVE.match(str(shown)) if slot.right and is_number else None
    plus = OPERATIONS["add"].infix
    if negative and manner.numbers and text and text[-1] == plus:
        text[-1] = OPERATIONS["subtract"].infix
        text.append(_unsigned(shown, negative))
    elif negative:
        text += ["(", shown, ")"]
    else:
        text.append(shown)


def _unsigned(shown: str | PrintedOperand, negative: re.Match[str]) -> str | PrintedOperand:
    if isinstance(shown, str):
        return f"{negative[1]}{shown[negative.end() :]}"
    return replace(shown, form=replace(shown.form, absolute=True))


def _reversed(slot: _Slot, manner: _Manner) -> list[_Piece]:
    pieces = _cells_of(slot) if manner.numbers else []
    return (pieces or _written_out(slot, manner))[::-1]


def _cells_of(slot: _Slot) -> list[_Piece]:
    """The one cell that is taken of a named row, or a sum of some cells; nothing for anything else."""
    taken = slot.quantity
    if taken.operation not in ("at", "total") or not taken.operands[0].path:
        return []
    held = cells(taken.operands[0])
    if taken.operation == "at":
        return [replace(slot, quantity=held[taken.index])]
    if len(held) > _MOST_TERMS:
        return []
    plus = OPERATIONS["add"]
    pieces: list[_Piece] = []
    for place, cell in enumerate(held):
        term = _Slot(cell, plus.binds, right=place > 0, around="add")
        pieces += [plus.infix, term] if place else [term]
    return ["(", *pieces, ")"] if plus.binds < slot.binds or slot.right else pieces


def _written_out(slot: _Slot, manner: _Manner) -> list[_Piece]:
    """The words of one operation with a slot for each operand, in brackets where the operation around it needs them."""
    operation = OPERATIONS[slot.quantity.operation]
    same = slot.quantity.operation == "row" and len(set(slot.quantity.operands)) == 1
    if same or (slot.quantity.operation == "valid" and manner.holds):
        # the same in every year, or as if there were no condition
        return [replace(slot, quantity=slot.quantity.operands[0])]
    inside = _signs(slot.quantity, operation, manner) if operation.infix else _words(slot.quantity, operation)
    weaker = operation.binds < slot.binds or (slot.right and operation.binds == slot.binds)
    return ["(", *inside, ")"] if weaker else inside


def _signs(quantity: Quantity, operation: Operation, manner: _Manner) -> list[_Piece]:
    pieces: list[_Piece] = []
    operands = quantity.operands
    if manner.numbers and quantity.operation == "multiply":
        # "CNY 12.0 bn × 0.3"
        operands = tuple(sorted(operands, key=lambda each: each.form is not None and each.form.style == "multiple"))
    for place, each in enumerate(operands):
        if place:
            pieces.append(operation.infix)
        pieces.append(_Slot(each, operation.binds, right=place > 0, around=quantity.operation))
    return pieces


def _words(quantity: Quantity, operation: Operation) -> list[_Piece]:
    # within words a sum needs no brackets, other words do
    binds = 1 if operation.binds == 0 else 0
    pieces: list[_Piece] = []
    told = operation.words.replace("{index}", str(quantity.index)).replace("{label}", _label_of(quantity))
    for place, piece in enumerate(re.split(r"\{([0-9])\}", told)):
        if place % 2:
            operand = quantity.operands[int(piece)]
            pieces.append(_Slot(operand, 0 if operand.unit == CONDITION else binds))
        else:
            pieces.append(piece)
    return pieces


def _label_of(quantity: Quantity) -> str:
    axis = quantity.operands[0].axis
    return axis[quantity.index] if axis and quantity.operation == "at" else ""


def _literal(quantity: Quantity) -> str:
    digits = f"{Decimal(repr(quantity.value or 0.0)).normalize():,f}".replace("-", MINUS)
    return f"{digits}{NBSP}{quantity.unit}" if quantity.unit.powers else digits
