"""Quantities as formulas of a sheet: signs and functions from the table of operations, factors where scales meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from reportgen.formats.excel.scales import scale_of
from reportgen.formats.excel.workings import Workings, same_everywhere, sums_products
from reportgen.quantities import OPERATIONS, Quantity

_ATOM, _PRODUCT, _SUM, _COMPARISON = 4, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Position:
    """Where in a row a formula stands; None for a scalar.

    ``pinned`` is a place that stays when the formula is copied across the columns, ``copied`` whether it is.
    """

    place: int | None = None
    pinned: bool = False
    copied: bool = False

    def moved(self, step: int) -> Position:
        """The position some columns on."""
        return replace(self, place=(self.place or 0) + step)

    def of(self, axis: tuple[str, ...] | None) -> Position:
        """The same for an operand that may be a scalar."""
        return self if axis is not None else replace(self, place=None, pinned=False)


class Addresses(Protocol):
    """What a formula calls the cells that it mentions."""

    def one(self, quantity: Quantity, position: Position) -> str:
        """The cell of a scalar, or of a row at a place."""

    def beside(self, row: Quantity, position: Position, *, side: str) -> str:
        """The cell at a place of a row that has a value ``before`` its first or ``after`` its last."""

    def span(self, row: Quantity) -> str:
        """All cells of a row."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a formula; times ten to the ``scale`` it is the value in base units."""

    text: str
    binds: int
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Renderer:
    """Formulas of the quantities with cells; ``addresses`` differ from sheet to sheet."""

    workings: Workings
    addresses: Addresses

    def formula(self, quantity: Quantity, place: int | None = None) -> str:
        """The formula of a cell of its own."""
        position = Position(place, copied=quantity.axis is not None)
        scale = scale_of(self.workings.cells[quantity])
        return f"={self._expression(quantity, position, scale).text}"

    def beside(self, row: Quantity, quantity: Quantity) -> str:
        """The formula of what stands before or after a row."""
        return f"={self._piece(quantity, Position(), scale_of(self.workings.cells[row])).text}"

    def _piece(self, quantity: Quantity, position: Position, scale: int | None) -> _Piece:
        """A quantity within a formula, in a scale or in its own."""
        position = position.of(quantity.axis)
        if quantity.operation == "literal":
            return _literal(quantity.value or 0.0, scale or 0)
        form = self.workings.cells.get(quantity)
        if form is None:
            return self._expression(quantity, position, scale)
        return _scaled(_Piece(self.addresses.one(quantity, position), _ATOM, scale_of(form)), scale)

    def _expression(self, quantity: Quantity, position: Position, scale: int | None) -> _Piece:
        match quantity.operation:
            case "multiply" | "divide":
                return _scaled(self._product(quantity, position), scale)
            case "power":
                return _scaled(self._power(quantity, position), scale)
            case "exp" | "log" | "normal_cdf":
                return _scaled(self._function(quantity, position, 0), scale)
            case "less" | "at_most" | "greater" | "at_least":
                return self._signs(quantity, self._alike(quantity.operands, position, None), _COMPARISON)
            case "total" | "mean" | "median" | "quartile":
                return _scaled(self._summary(quantity), scale)
            case _:
                return self._in_place(quantity, position, scale)

    def _in_place(self, quantity: Quantity, position: Position, scale: int | None) -> _Piece:
        """Operations whose operands are all in one scale."""
        match quantity.operation:
            case "at" | "row" | "previous" | "following" | "cumulative_product" | "cumulative_sum":
                return self._along(quantity, position, scale)
            case "add" | "subtract":
                return self._sum(quantity, position, scale)
            case "where" | "valid":
                return self._choice(quantity, position, scale)
            case _:
                return _filled(quantity, self._alike(quantity.operands, position, scale))

    def _along(self, quantity: Quantity, position: Position, scale: int | None) -> _Piece:
        """Operations along a row."""
        match quantity.operation:
            case "at":
                pinned = Position(quantity.index, pinned=True, copied=position.copied)
                return self._piece(quantity.operands[0], pinned, scale)
            case "row":
                return self._cell(quantity, position, scale)
            case "previous" | "following":
                return self._shifted(quantity, position, scale)
            case _:
                return self._cumulated(quantity, position)

    def _sum(self, quantity: Quantity, position: Position, scale: int | None) -> _Piece:
        """Terms that all stand in another scale are brought to the wanted one together."""
        terms = [each for each in quantity.operands if each.operation != "literal"]
        own = {self._piece(each, position, None).scale for each in terms}
        common = own.pop() if len(own) == 1 and len(terms) > 1 else scale
        return _scaled(self._signs(quantity, self._alike(quantity.operands, position, common), _SUM), scale)

    def _alike(self, operands: Sequence[Quantity], position: Position, scale: int | None) -> list[_Piece]:
        """Operands in one scale: the wanted one, or that of the first that is not a number of the formula."""
        if scale is None:
            leading = next((each for each in operands if each.operation != "literal"), operands[0])
            scale = self._piece(leading, position, None).scale
        return [self._piece(each, position, scale) for each in operands]

    def _choice(self, quantity: Quantity, position: Position, scale: int | None) -> _Piece:
        chosen = [each for each in quantity.operands if each.unit != _condition_of(quantity).unit]
        held = dict(zip(chosen, self._alike(chosen, position, scale), strict=True))
        pieces = [held[each] if each in held else self._piece(each, position, 0) for each in quantity.operands]
        return replace(_filled(quantity, pieces), scale=held[chosen[0]].scale)

    def _product(self, quantity: Quantity, position: Position) -> _Piece:
        sign = OPERATIONS[quantity.operation].excel
        text, scale = "", 0
        for place, each in enumerate(quantity.operands):
            piece = self._piece(each, position, None)
            scale += piece.scale if sign == "*" or not place else -piece.scale
            if not place:
                text = _bracketed(piece, _PRODUCT)
            elif sign == "*" and self._is_inverse(each):
                # a × (1 ÷ b) is a ÷ b
                text += piece.text.removeprefix("1")
            else:
                text += sign + _bracketed(piece, _PRODUCT if sign == "*" else _PRODUCT + 1)
        return _Piece(text, _PRODUCT, scale)

    def _is_inverse(self, quantity: Quantity) -> bool:
        if quantity in self.workings.cells or quantity.operation != "divide":
            return False
        over = quantity.operands[0]
        return over.operation == "literal" and over.value == 1

    def _power(self, quantity: Quantity, position: Position) -> _Piece:
        base, exponent = quantity.operands
        whole = exponent.value if exponent.operation == "literal" else None
        if whole is None or not whole.is_integer():
            return self._function(quantity, position, 0)
        held = self._piece(base, position, None)
        return replace(_filled(quantity, [held, _literal(whole, 0)]), scale=held.scale * int(whole))

    def _function(self, quantity: Quantity, position: Position, scale: int) -> _Piece:
        return replace(_filled(quantity, self._alike(quantity.operands, position, scale)), scale=0)

    def _summary(self, quantity: Quantity) -> _Piece:
        row = quantity.operands[0]
        cells = self.workings.cells
        if row in cells:
            return _filled(quantity, [_Piece(self.addresses.span(row), _ATOM, scale_of(cells[row]))])
        if not sums_products(row, cells):
            raise ValueError(f"what is summed has no cells: {quantity!r}")
        spans = ",".join(self.addresses.span(each) for each in row.operands)
        return _Piece(f"SUMPRODUCT({spans})", _ATOM, sum(scale_of(cells[each]) for each in row.operands))

    def _cell(self, row: Quantity, position: Position, scale: int | None) -> _Piece:
        if row in self.workings.counters:
            return _Piece(f"{self.addresses.beside(row, position.moved(-1), side='before')}+1", _SUM)
        operand = row.operands[0] if same_everywhere(row) else row.operands[position.place or 0]
        return self._piece(operand, replace(position, place=None), scale)

    def _shifted(self, quantity: Quantity, position: Position, scale: int | None) -> _Piece:
        row, before = self.workings.shifted[quantity], quantity.operation == "previous"
        side, step = ("before", -1) if before else ("after", 1)
        text = self.addresses.beside(row, position.moved(step), side=side)
        return _scaled(_Piece(text, _ATOM, scale_of(self.workings.cells[row])), scale)

    def _cumulated(self, row: Quantity, position: Position) -> _Piece:
        """The cell before, times or plus the operand, in the row's own scale."""
        scale = scale_of(self.workings.cells[row])
        product = row.operation == "cumulative_product"
        before = _Piece(self.addresses.beside(row, position.moved(-1), side="before"), _ATOM, scale)
        factor = row.operands[0]
        held = self._piece(factor, position, 0 if product else scale)
        if product and self._is_inverse(factor):
            return _Piece(before.text + held.text.removeprefix("1"), _PRODUCT, scale)
        return self._signs(row, [before, held], _PRODUCT if product else _SUM)

    def _signs(self, quantity: Quantity, pieces: Sequence[_Piece], binds: int) -> _Piece:
        sign = OPERATIONS[quantity.operation].excel
        # a + (b + c) needs no brackets, a - (b - c) does
        rest = binds if sign in "+*" else binds + 1
        texts = [_bracketed(each, rest if place else binds) for place, each in enumerate(pieces)]
        return _Piece(sign.join(texts), binds, pieces[0].scale)


def _condition_of(choice: Quantity) -> Quantity:
    return choice.operands[0 if choice.operation == "where" else 1]


def _filled(quantity: Quantity, pieces: Sequence[_Piece]) -> _Piece:
    """An operation's template with its operands."""
    template = OPERATIONS[quantity.operation].excel.replace("{index}", str(quantity.index))
    if template == "{0}":
        return pieces[0]
    text = re.sub(r"\{([0-9])\}", lambda found: pieces[int(found[1])].text, template)
    text = re.sub(r"\[([0-9])\]", lambda found: _bracketed(pieces[int(found[1])], _ATOM), text)
    if template.startswith("-"):
        return _Piece(text, _COMPARISON, pieces[0].scale)
    return _Piece(text, _ATOM if template.endswith(")") else _PRODUCT, pieces[0].scale)


def _bracketed(piece: _Piece, binds: int) -> str:
    return piece.text if piece.binds >= binds else f"({piece.text})"


def _literal(value: float, scale: int) -> _Piece:
    text = f"{Decimal(repr(value)).scaleb(-scale):f}"
    digits = text.rstrip("0").rstrip(".") if "." in text else text
    return _Piece(digits or "0", _ATOM if value >= 0 else _COMPARISON, scale)


def _scaled(piece: _Piece, scale: int | None) -> _Piece:
    """The same in another power of ten."""
    step = 0 if scale is None else piece.scale - scale
    if not step or scale is None:
        return piece
    factor = str(10 ** abs(step)) if abs(step) < 3 else f"10^{abs(step)}"  # noqa: PLR2004 - 100 reads better than 10^2
    return _Piece(f"{_bracketed(piece, _PRODUCT)}{'*' if step > 0 else '/'}{factor}", _PRODUCT, scale)
