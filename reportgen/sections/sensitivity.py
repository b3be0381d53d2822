"""The target, or another result, at the values of two inputs."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportgen.figures import SCALE_WORDS, write
from reportgen.model.amounts import Amount
from reportgen.model.note import Cell, Column, Exhibit, Line, Row, Table
from reportgen.model.results import grid_path
from reportgen.model.valuation import Grid, GridAxis
from reportgen.sections.writer import Writer, capital, count, exhibit, join, text, words

_FIRST = 16.0
_TARGET = "valuation.target_price"


def sensitivity(writer: Writer) -> Exhibit | None:
    """The first grid, if one is declared."""
    grids = writer.inputs.valuation.sensitivity
    return _grid(writer, 0, grids[0]) if grids and _known(writer, grids[0]) else None


def further_grids(writer: Writer) -> Iterator[Exhibit]:
    """All grids but the first."""
    for number, grid in enumerate(writer.inputs.valuation.sensitivity):
        if number and _known(writer, grid):
            yield _grid(writer, number, grid)


def _known(writer: Writer, grid: Grid) -> bool:
    return grid.of is None or grid.of in writer.results.quantities


def _grid(writer: Writer, number: int, grid: Grid) -> Exhibit:
    width = (100.0 - _FIRST) / len(grid.across.values)
    heads = tuple(Column(_typed(each, grid.across), "right", width) for each in grid.across.values)
    rows = tuple(_row(writer, number, grid, row) for row in range(len(grid.down.values)))
    computed = _title(writer, number, grid)
    title = writer.line(grid.title) if grid.title else computed if number else writer.title("sensitivity", computed)
    return exhibit(
        "sensitivity" if number == 0 else f"sensitivity-{number + 1}",
        title,
        f"{_what(writer, grid)}; across: {_named(grid.across)}, down: {_named(grid.down)}",
        Table((Column(_named(grid.down), "left", _FIRST), *heads), rows),
        source=writer.sources(grid_path(number, row, 0) for row in range(len(rows))),
        note=_note(writer, number, grid),
    )


def _what(writer: Writer, grid: Grid) -> str:
    """The result and its unit, which the cells leave out."""
    if _of_target(grid) or grid.of is None:
        return f"Target, {writer.trading}"
    form = writer.results.form(grid.of)
    unit = " ".join(each for each in (form.symbol, SCALE_WORDS[form.scale], form.noun) if each)
    name = writer.results.quantities[grid.of].name
    return f"{name}, {unit}" if unit else name


def _of_target(grid: Grid) -> bool:
    return grid.of in (None, _TARGET)


def _row(writer: Writer, number: int, grid: Grid, row: int) -> Row:
    cells = (_cell(writer, number, grid, row, column) for column in range(len(grid.across.values)))
    return Row((words(_typed(grid.down.values[row], grid.down)), *cells))


def _cell(writer: Writer, number: int, grid: Grid, row: int, column: int) -> Cell:
    path = grid_path(number, row, column)
    content = text("n.m.") if path in writer.results and not writer.has(path) else (writer.number(path, bare=True),)
    values = writer.results.values
    down, across = grid.down.values[row].base, grid.across.values[column].base
    if values.get(grid.down.path) == down and values.get(grid.across.path) == across:
        return Cell(content, mark="framed")
    above = _of_target(grid) and writer.has(path, "market.price") and writer.value(path) >= writer.value("market.price")
    return Cell(content, mark="strong" if above else "")


def _values(writer: Writer, number: int, grid: Grid) -> list[float]:
    paths = (grid_path(number, r, c) for r in range(len(grid.down.values)) for c in range(len(grid.across.values)))
    return [writer.results.value(path) for path in paths if path in writer.results]


def _title(writer: Writer, number: int, grid: Grid) -> Line:
    cells = _values(writer, number, grid)
    if not _of_target(grid):
        return _spread(writer, number, grid)
    price = writer.value("market.price")
    reached = sum(value >= price for value in cells)
    if reached in (0, len(cells)):
        return text(f"{'Every' if reached else 'No'} cell of the grid reaches the price")
    verb = "reaches" if reached == 1 else "reach"
    return text(f"{capital(count(reached))} of {len(cells)} cells {verb} the price")


def _spread(writer: Writer, number: int, grid: Grid) -> Line:
    """From where to where a result goes that is not the target."""
    name = writer.results.quantities[grid.of or ""].name
    paths = (grid_path(number, r, c) for r in range(len(grid.down.values)) for c in range(len(grid.across.values)))
    held = sorted((path for path in paths if writer.has(path)), key=writer.value)
    if not held:
        return text(f"{name}: no cell of the grid has a meaningful figure")
    return join(f"{name}: from ", writer.number(held[0]), " to ", writer.number(held[-1]))


def _note(writer: Writer, number: int, grid: Grid) -> Line:
    without = sum(math.isnan(value) for value in _values(writer, number, grid))
    told = f" n.m.: no meaningful figure, in {count(without)} of the cells." if without else ""
    if not _of_target(grid):
        return text(f"Framed: this note.{told}")
    return join("Framed: this note. Bold: at or above the price of ", writer.number("market.price"), f".{told}")


def _named(axis: GridAxis) -> str:
    """What stands along a side, with the unit that its values then need not repeat: "Option, USD bn"."""
    forms = {(each.form.symbol, each.form.words) for each in axis.values}
    if len(forms) > 1:
        return axis.label
    unit = " ".join(word for word in forms.pop() if word)
    return f"{axis.label}, {unit}" if unit else axis.label


def _typed(amount: Amount, axis: GridAxis) -> str:
    return write(amount.base, amount.form, bare=amount.form.style == "plain" and _named(axis) != axis.label).text
