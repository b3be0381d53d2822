"""Read a vendor's file into tables, one for each share that it holds; cells stay the text that the vendor wrote."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from reportgen.diagnostics import Diagnostic
from reportgen.prices.layouts import ANY, COLUMNS, LAYOUTS, basis_of, layout_of, plain
from reportgen.prices.vendor_text import VendorText, shortened

_TICKERS = "yfinance table with tickers"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its number in the file and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one share: where each kind of figure stands, and the ticker where the file itself names one."""

    file: VendorText
    layout: str
    basis: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    ticker: str | None = None

    def cell(self, row: Row, kind: str) -> str:
        """The text of a cell; nothing where the table has no such column."""
        return row.cells[self.columns[kind]] if kind in self.columns else ""

    def fault(self, code: str, message: str, row: Row, kind: str = "date", *, hint: str = "") -> Diagnostic:
        """A diagnostic at a cell."""
        return Diagnostic(code, message, self.file.place(row.line, self.columns.get(kind, 0)), hint=hint)


def read_tables(file: VendorText) -> tuple[Table, ...] | Diagnostic:
    """The tables of a file, or why it has none."""
    rows = _rows(file)
    if isinstance(rows, Diagnostic):
        return rows
    if not rows:
        return Diagnostic("price-file-empty", "the file has no cell that holds anything", file.place(1))
    head, *body = rows
    tops = {plain(row.cells[0]): row for row in rows[:3]}
    if {"price", "ticker"} <= set(tops):
        return _by_column(file, tops["price"], tops["ticker"], [row for row in body if row not in tops.values()])
    columns = _columns(file, head, head.cells)
    if isinstance(columns, Diagnostic):
        return columns
    if not body:
        return Diagnostic("price-file-empty", "there is a head, but not one row below it", file.place(head.line))
    table = Table(file, layout_of(head.cells), basis_of(columns), columns, tuple(body))
    return _by_ticker(table) if "ticker" in columns else (table,)


def _rows(file: VendorText) -> tuple[Row, ...] | Diagnostic:
    import pandas as pd  # noqa: PLC0415 - takes a second, and only a fetch needs it

    first = next(number for number, line in enumerate(file.lines) if line.strip())
    try:
        frame = pd.read_csv(
            StringIO(file.text),
            header=None,
            skiprows=first,
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            # a quotation mark that is never closed would swallow the lines behind it
            quoting=csv.QUOTE_NONE,
        )
    except pd.errors.ParserError as problem:
        head = Row(first + 1, tuple(_bare(cell) for cell in file.lines[first].split(",")))
        strange = None if plain(head.cells[0]) in ("price", "ticker") else _columns(file, head, head.cells)
        if isinstance(strange, Diagnostic):
            return strange
        told = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(problem))
        if told is None:
            return Diagnostic("price-file-layout", f"no table: {problem}", file.place(first + 1))
        expected, line, seen = (int(number) for number in told.groups())
        message = f"{seen} cells, but the head has {expected}"
        return Diagnostic("price-file-cells", message, file.place(line, expected))
    cells = frame.fillna("").to_numpy().tolist()
    rows = (Row(first + 1 + n, tuple(_bare(cell) for cell in row)) for n, row in enumerate(cells))
    return tuple(row for row in rows if any(row.cells))


def _columns(file: VendorText, row: Row, head: Sequence[str]) -> dict[str, int] | Diagnostic:
    """Where each kind of figure stands, by the names in a head."""
    columns: dict[str, int] = {}
    for place, name in enumerate(head):
        kind = COLUMNS.get(plain(name))
        if kind is None or kind in columns:
            return _no_layout(file, row, place, head)
        columns[kind] = place
    missing = [name for name in ("date", "close") if name not in columns]
    if missing:
        message = f"the head has no column {' and no '.join(missing)}"
        return Diagnostic("price-file-layout", message, file.place(row.line), hint=_known())
    return columns


def _no_layout(file: VendorText, row: Row, place: int, head: Sequence[str]) -> Diagnostic:
    known = sum(plain(name) in COLUMNS for name in head)
    if known > 1:
        twice = plain(head[place]) in COLUMNS
        message = f"the column {head[place][:40]!r} {'stands here twice' if twice else 'is in no known layout'}"
        return Diagnostic("price-file-layout", message, file.place(row.line, place), hint=_known())
    sign = next((sign for sign in (";", "\t", "|") if file.lines[row.line - 1].count(sign) > 1), "")
    if sign:
        message = f"the cells are separated by {sign!r}; commas are needed"
        return Diagnostic("price-file-layout", message, file.place(row.line), hint="save the file as CSV with commas")
    message = f"no layout of prices begins like this: {shortened(file.lines[row.line - 1])}"
    hint = "the first row must name the columns" if re.match(r"[0-9]", head[0]) else _known()
    return Diagnostic("price-file-layout", message, file.place(row.line), hint=hint)


def _known() -> str:
    return "known layouts: " + ", ".join((*(layout.name for layout in LAYOUTS), ANY))


def _by_ticker(table: Table) -> tuple[Table, ...]:
    """A file may hold many shares one below the other."""
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(table.cell(row, "ticker"), []).append(row)
    return tuple(replace(table, rows=tuple(rows), ticker=ticker) for ticker, rows in groups.items())


def _by_column(file: VendorText, prices: Row, tickers: Row, rows: Sequence[Row]) -> tuple[Table, ...] | Diagnostic:
    """A file may hold many shares side by side, under one row of prices' names and one of tickers."""
    body = tuple(row for row in rows if plain(row.cells[0]) != "date")
    if not body:
        return Diagnostic("price-file-empty", "there is a head, but not one row below it", file.place(prices.line))
    tables = []
    for ticker in dict.fromkeys(tickers.cells[1:]):
        places = [0, *(place for place, name in enumerate(tickers.cells) if place and name == ticker)]
        head = ["date", *(prices.cells[place] for place in places[1:])]
        found = _columns(file, prices, head)
        if isinstance(found, Diagnostic):
            return found
        columns = {kind: places[number] for kind, number in found.items()}
        # a day on which another share traded and this one did not
        own = tuple(row for row in body if any(row.cells[place] for place in places[1:]))
        tables.append(Table(file, _TICKERS, basis_of(columns), columns, own, ticker))
    return tuple(tables)


def _bare(cell: object) -> str:
    return str(cell).strip().strip('"').strip()
