"""The target at the values of two inputs."""

from __future__ import annotations

from reportgen.figures import write
from reportgen.model.amounts import Amount
from reportgen.model.note import Cell, Column, Exhibit, Line, Row, Table
from reportgen.model.opinion import GridAxis, GridExhibit
from reportgen.sections.writer import Writer, capital, count, exhibit, join, text, words

_FIRST = 16.0


def sensitivity(writer: Writer) -> Exhibit | None:
    """The grid, if the exhibits ask for one."""
    chosen = writer.inputs.exhibits.sensitivity
    if chosen is None:
        return None
    width = (100.0 - _FIRST) / len(chosen.across.values)
    heads = tuple(Column(_typed(each, chosen.across), "right", width) for each in chosen.across.values)
    rows = tuple(_row(writer, chosen, number) for number in range(len(chosen.down.values)))
    title = writer.line(chosen.title) if chosen.title else writer.title("sensitivity", _title(writer))
    return exhibit(
        "sensitivity",
        title,
        f"Target, {writer.trading}; across: {_named(chosen.across)}, down: {_named(chosen.down)}",
        Table((Column(_named(chosen.down), "left", _FIRST), *heads), rows),
        source=writer.sources(_path(number, 0) for number in range(len(rows))),
        note=join("Framed: this note. Bold: at or above the price of ", writer.number("market.price"), "."),
    )


def _row(writer: Writer, chosen: GridExhibit, number: int) -> Row:
    down = chosen.down.values[number]
    cells = (_cell(writer, chosen, number, place) for place in range(len(chosen.across.values)))
    return Row((words(_typed(down, chosen.down)), *cells))


def _cell(writer: Writer, chosen: GridExhibit, number: int, place: int) -> Cell:
    path = _path(number, place)
    content = (writer.number(path, bare=True),)
    values = writer.results.values
    down, across = chosen.down.values[number].base, chosen.across.values[place].base
    if values.get(chosen.down.path) == down and values.get(chosen.across.path) == across:
        return Cell(content, mark="framed")
    above = writer.has(path) and writer.value(path) >= writer.value("market.price")
    return Cell(content, mark="strong" if above else "")


def _title(writer: Writer) -> Line:
    price = writer.value("market.price")
    cells = [each.value for path, each in writer.results.scenarios.items() if path.startswith("scenarios.sensitivity.")]
    reached = sum(value >= price for value in cells)
    if reached in (0, len(cells)):
        return text(f"{'Every' if reached else 'No'} cell of the grid reaches the price")
    verb = "reaches" if reached == 1 else "reach"
    return text(f"{capital(count(reached))} of {len(cells)} cells {verb} the price")


def _path(row: int, column: int) -> str:
    return f"scenarios.sensitivity.{row + 1}.{column + 1}"


def _named(axis: GridAxis) -> str:
    """What stands along a side, with the unit that its values then need not repeat: "Option, USD bn"."""
    forms = {(each.form.symbol, each.form.words) for each in axis.values}
    if len(forms) > 1:
        return axis.label
    unit = " ".join(word for word in forms.pop() if word)
    return f"{axis.label}, {unit}" if unit else axis.label


def _typed(amount: Amount, axis: GridAxis) -> str:
    return write(amount.base, amount.form, bare=amount.form.style == "plain" and _named(axis) != axis.label).text
