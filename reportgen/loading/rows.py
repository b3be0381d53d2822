"""Read the rows of a CSV file, each cell with its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic, Location
from reportgen.loading.files import SourceText

_CELL = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"[ \t]*(?=,|\Z)|([^,]*))')


class Cell(NamedTuple):
    """The text of a cell and the column of its first character."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns, and the place of each cell."""

    cells: Mapping[str, str]
    places: Mapping[str, Location]
    place: Location


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file; those at fault are ``broken``, with as much of them as can be told.

    ``readable`` is false where the head is at fault, so that the rows mean nothing.
    """

    good: tuple[Row, ...]
    broken: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...]
    readable: bool = True


def read_rows(source: SourceText, columns: Sequence[str], needed: Sequence[str]) -> Rows:
    """The rows under the head of a CSV file. Lines that begin with # are comments; rows of empty cells are skipped."""
    lines = source.text.split("\n")
    numbers = [number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    if not numbers:
        return Rows((), (), (Diagnostic("empty-file", "the file holds no rows", source.place(0)),), readable=False)
    head = [cell.text for cell in cells_of(lines[numbers[0]])]
    wrong = _head_faults(Location(source.file, numbers[0] + 1), head, columns, needed)
    if wrong:
        return Rows((), (), tuple(wrong), readable=False)
    good: list[Row] = []
    broken: list[Row] = []
    diagnostics: list[Diagnostic] = []
    for number in numbers[1:]:
        cells = cells_of(lines[number])
        if not any(cell.text for cell in cells):
            continue
        row = _row(source, number + 1, head, cells)
        faults = _row_faults(row, cells, head, needed)
        (broken if faults else good).append(row)
        diagnostics.extend(faults)
    return Rows(tuple(good), tuple(broken), tuple(diagnostics))


def cells_of(line: str) -> list[Cell]:
    """The cells of a line. A cell in double quotes may hold commas and doubled quotes."""
    cells: list[Cell] = []
    place = 0
    while place <= len(line) and (found := _CELL.match(line, place)):
        quoted = found[1] is not None
        text = found[1].replace('""', '"') if quoted else found[2].strip()
        cells.append(Cell(text, found.start(1) if quoted else found.start(2) + 1))
        place = found.end() + 1
    return cells


def _row(source: SourceText, line: int, head: Sequence[str], cells: Sequence[Cell]) -> Row:
    named = dict(zip(head, cells, strict=False))
    places = {name: Location(source.file, line, cell.column) for name, cell in named.items()}
    return Row({name: cell.text for name, cell in named.items()}, places, Location(source.file, line))


def _row_faults(row: Row, cells: Sequence[Cell], head: Sequence[str], needed: Sequence[str]) -> list[Diagnostic]:
    unclosed = [name for name, text in row.cells.items() if text.startswith('"')]
    if unclosed:
        message = "the quotation mark that opens here is not closed on this line"
        return [Diagnostic("csv-cells", message, row.places[unclosed[0]])]
    if len(cells) != len(head):
        message = f"{len(cells)} cells, but the head has {len(head)}"
        return [Diagnostic("csv-cells", message, row.place, hint="put a cell that holds a comma in double quotes")]
    empty = [name for name in needed if not row.cells[name]]
    return [Diagnostic("csv-cells", f"the cell {name!r} is empty", row.places[name]) for name in empty]


def _head_faults(
    place: Location, head: Sequence[str], columns: Sequence[str], needed: Sequence[str]
) -> list[Diagnostic]:
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(head) == 1 and sign in head[0]:
            hint = "save the file as CSV with commas"
            return [
                Diagnostic("csv-columns", f"the cells are separated by {name}; commas are needed", place, hint=hint)
            ]
    missing = [name for name in needed if name not in head]
    found = [Diagnostic("csv-columns", f"the column {name!r} is missing", place) for name in missing]
    for name in dict.fromkeys(head):
        if name not in columns:
            # the names that are still wanted come first
            close = difflib.get_close_matches(name[:60], [*missing, *columns], 1)
            hint = f"did you mean {close[0]!r}?" if close else "known: " + ", ".join(columns)
            found.append(Diagnostic("csv-columns", f"no such column: {name[:60]!r}", place, hint=hint))
        elif head.count(name) > 1:
            found.append(Diagnostic("csv-columns", f"the column {name!r} stands here {head.count(name)} times", place))
    return found
