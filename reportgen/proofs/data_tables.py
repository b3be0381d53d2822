"""The tables that open over charts on the screen, held against the data that the charts are drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from reportgen.diagnostics import Diagnostic, Location
from reportgen.figures import DASH
from reportgen.model.charts import StackedBars
from reportgen.model.note import Note
from reportgen.numerals import states_number
from reportgen.proofs.chart_rows import WORDS, Cell, rows_of
from reportgen.proofs.pages import squeezed, visible
from reportgen.proofs.pieces import drawings

_TABLE = re.compile(r'<div class="data" id="([^"]*)-data"(.*?)</table>(.*?)</div>', re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
_NUMBER = re.compile(r"[+\u2212]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_REMARK = "may not add due to rounding"
_NOISE = 1e-9
_FILE = "note.html"


@dataclass(frozen=True, slots=True)
class _Table:
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    above: str
    below: str


def data_table_differs(note: Note, html: str) -> Iterator[Diagnostic]:
    """A table over a chart is read aloud to those who do not see it: each row is one of the chart's data.

    Each has the name and the figures of its bar, point or range, as lettered or rounded, in the order of the data; and
    the words on rounding stand where the parts of a row, as printed, do not add up.
    """
    tables = {unescape(each[1]): _read(each) for each in _TABLE.finditer(html)}
    for _, drawing in drawings(note):
        table = tables.get(drawing.id)
        if table is None:
            yield _finding(f"chart {drawing.id} has no table of its data")
            continue
        if squeezed(drawing.alt) not in squeezed(table.above):
            yield _finding(f"the table of chart {drawing.id} does not say {drawing.alt[:80]!r}")
        wanted = rows_of(drawing.spec, len(table.rows))
        if len(wanted) != len(table.rows):
            yield _finding(f"the table of chart {drawing.id} has {len(table.rows)} rows and not {len(wanted)}")
            continue
        for row, cells in zip(table.rows, wanted, strict=True):
            if len(row) != len(cells) or not all(map(_stands, row, cells)):
                yield _finding(f"the table of chart {drawing.id} says {' | '.join(row)!r}, its data {_said(cells)}")
        if isinstance(drawing.spec, StackedBars):
            yield from _stack(drawing.id, drawing.spec, table)


def _read(match: re.Match[str]) -> _Table:
    rows = [
        tuple(" ".join(visible(cell[1]).split()) for cell in _CELL.finditer(row[1])) for row in _ROW.finditer(match[2])
    ]
    return _Table(rows[0] if rows else (), tuple(rows[1:]), visible(match[2].partition("<table")[0]), visible(match[3]))


def _stands(shown: str, wanted: Cell) -> bool:
    """Whether a cell holds what it must."""
    if isinstance(wanted, str):
        return not states_number(shown) if wanted == WORDS else squeezed(shown) == squeezed(wanted)
    values = wanted if isinstance(wanted, tuple) else (wanted,)
    digits = _NUMBER.findall(squeezed(shown))
    if values == (None,):
        return shown == DASH
    return len(digits) == len(values) and all(map(_rounds, digits, values))


def _rounds(digits: str, value: float | None) -> bool:
    plain = digits.replace(",", "").replace("\u2212", "-")
    half = float(f"5e-{1 + len(plain.partition('.')[2])}")
    if value is None:
        return False
    off: float = abs(float(plain) - value) - half
    return off <= _NOISE * max(half, abs(value))


def _stack(name: str, spec: StackedBars, table: _Table) -> Iterator[Diagnostic]:
    """The names over the columns, and whether the remark on rounding is true of the rows."""
    names = ("", *(squeezed(one.name) for one in spec.series), "")
    heads = tuple(map(squeezed, table.heads))
    if len(heads) != len(names) or any(own and own != head for own, head in zip(names, heads, strict=True)):
        yield _finding(f"the table of chart {name} has columns {', '.join(table.heads)}")
    apart = any(_apart(row[1:]) for row in table.rows)
    if apart != (_REMARK in table.below):
        yield _finding(f"the table of chart {name}: {'nothing says that' if apart else 'all'} rows add up")


def _apart(cells: Sequence[str]) -> bool:
    """Whether the parts of a row miss its total by no more than their rounding explains."""
    digits = [_NUMBER.findall(squeezed(cell)) for cell in cells]
    if not all(digits):
        return False
    shown = [each[0].replace(",", "").replace("\u2212", "-") for each in digits]
    decimals = len(shown[-1].partition(".")[2])
    units = [int(each.replace(".", "")) for each in shown if len(each.partition(".")[2]) == decimals]
    return len(units) == len(shown) and 0 < abs(sum(units[:-1]) - units[-1]) <= len(units) / 2


def _said(cells: Sequence[Cell]) -> str:
    return " | ".join(DASH if each is None else str(each) for each in cells)


def _finding(message: str) -> Diagnostic:
    return Diagnostic("data-table-differs", message, Location(_FILE))
