"""The cells of a row as quantities of their own, so that one year is printed and explained like any other number."""

from __future__ import annotations

from dataclasses import replace

from reportgen.quantities.nodes import Quantity


def cells(quantity: Quantity) -> tuple[Quantity, ...]:
    """The named cells of a named row, ``<row>.<label>`` each; a typed list gives its own leaves."""
    return tuple(_named_cell(quantity, place) for place in range(len(quantity.axis or ())))


def cell_formula(cell: Quantity) -> Quantity:
    """The formula of one cell as a scalar expression over the cells that it is made from."""
    return _written_out(cell.operands[0], cell.index) if is_cell(cell) else cell


def is_cell(quantity: Quantity) -> bool:
    """Whether it is a named cell of a named row."""
    if quantity.operation != "at" or not quantity.path:
        return False
    row = quantity.operands[0]
    return bool(row.path) and quantity.path == _path(row, quantity.index)


def _path(row: Quantity, place: int) -> str:
    return f"{row.path}.{(row.axis or ())[place]}"


def _named_cell(row: Quantity, place: int) -> Quantity:
    path = _path(row, place)
    if row.operation == "row" and row.operands[place].path == path:
        return row.operands[place]
    label = f"{row.name}, {(row.axis or ())[place]}"
    return Quantity("at", (row,), row.unit, path=path, label=label, form=row.form, index=place)


def _cell(quantity: Quantity, place: int) -> Quantity:
    """The value of any operand at a place: scalars are the same everywhere, anonymous rows are written out."""
    if quantity.axis is None:
        return quantity
    return _named_cell(quantity, place) if quantity.path else _written_out(quantity, place)


def _written_out(row: Quantity, place: int) -> Quantity:
    match row.operation:
        case "row":
            return row.operands[place]
        case "previous":
            return _cell(row.operands[0], place - 1) if place else row.operands[1]
        case "following":
            return _cell(row.operands[0], place + 1) if place + 1 < len(row.axis or ()) else row.operands[1]
        case "cumulative_product":
            return Quantity("multiply", (_before(row, place), _cell(row.operands[0], place)), row.unit)
        case "cumulative_sum":
            return Quantity("add", (_before(row, place), _cell(row.operands[0], place)), row.unit)
        case _:
            operands = tuple(_cell(each, place) for each in row.operands)
            return replace(row, operands=operands, axis=None, path="", label="", form=None)


def _before(row: Quantity, place: int) -> Quantity:
    """The cell before, or the start of a cumulated row."""
    if not place:
        return row.operands[1]
    return _named_cell(row, place - 1) if row.path else _written_out(row, place - 1)
