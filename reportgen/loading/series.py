"""Read CSV: series of facts and closing prices, each fault at its row and column."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from reportgen.diagnostics import DataPath, Diagnostic, Location, Places
from reportgen.loading.files import SourceText
from reportgen.model.facts import Close

SERIES_COLUMNS = ("metric", "period", "value", "status", "source", "published", "at_least", "url", "note")
SERIES_NEEDED = ("metric", "period", "value")
PRICE_COLUMNS = ("date", "close", "source")

Row = tuple[dict[str, str], dict[str, Location], Location]


def read_rows(
    source: SourceText, columns: tuple[str, ...], needed: tuple[str, ...]
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a CSV file as mappings, with the place of each cell. Lines that begin with # are comments."""
    lines = source.text.split("\n")
    numbers = [number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    diagnostics: list[Diagnostic] = []
    if not numbers:
        return (), (Diagnostic("empty-file", "no rows", Location(source.file)),)
    head = [name.strip() for name in _cells(lines[numbers[0]])]
    diagnostics.extend(_head_faults(source, head, numbers[0] + 1, columns, needed))
    if diagnostics:
        return (), tuple(diagnostics)
    rows: list[Row] = []
    for number in numbers[1:]:
        cells = _cells(lines[number])
        start = Location(source.file, number + 1, 1)
        if len(cells) != len(head):
            message = f"{len(cells)} cells, but the head has {len(head)}"
            diagnostics.append(Diagnostic("csv-cells", message, start, hint="quote a cell that holds a comma"))
            continue
        places, column = {}, 1
        for name, cell in zip(head, cells, strict=True):
            places[name] = Location(source.file, number + 1, column)
            column += len(cell) + 1
        rows.append(({name: cell.strip() for name, cell in zip(head, cells, strict=True)}, places, start))
    return tuple(rows), tuple(diagnostics)


def merge_series(
    source: SourceText, data: dict[str, Any], places: Places
) -> tuple[Places, tuple[Diagnostic, ...]]:
    """Put the rows of a series file into the metrics of ``facts.yaml``'s data; cells keep their own places."""
    rows, diagnostics = read_rows(source, SERIES_COLUMNS, SERIES_NEEDED)
    found = list(diagnostics)
    values, keys = dict(places.values), dict(places.keys)
    metrics = data.get("metrics")
    known = metrics if isinstance(metrics, dict) else {}
    for row, cells, start in rows:
        name, period = row["metric"], row["period"]
        metric = known.get(name)
        if not isinstance(metric, dict):
            close = difflib.get_close_matches(name, list(known), 1)
            hint = f"did you mean {close[0]!r}?" if close else "declare it under 'metrics' in facts.yaml"
            found.append(Diagnostic("unknown-metric", f"no such metric: {name[:60]!r}", cells["metric"], hint=hint))
            continue
        series = metric.setdefault("values", {})
        if not isinstance(series, dict):
            continue
        path: DataPath = ("metrics", name, "values", period)
        if period in series:
            first = keys.get(path) or values.get(path)
            message = f"{name} {period} stands here a second time; first at {first}"
            found.append(Diagnostic("duplicate-key", message, start))
            continue
        series[period] = {key: row[key] for key in row if key not in ("metric", "period") and row[key]}
        values[path] = keys[path] = cells["period"]
        for key in series[period]:
            values[(*path, key)] = cells[key]
    return Places(places.file, values, keys), tuple(found)


def read_closes(source: SourceText) -> tuple[tuple[Close, ...], tuple[Diagnostic, ...]]:
    """The closing prices of ``prices.csv``, in the order of their days."""
    rows, diagnostics = read_rows(source, PRICE_COLUMNS, PRICE_COLUMNS)
    found = list(diagnostics)
    closes: dict[Any, Close] = {}
    for row, cells, start in rows:
        try:
            data: Mapping[str, Any] = {"day": row["date"], "close": row["close"], "source": row["source"], "place": start}
            close = Close.model_validate(data)
        except ValidationError as problem:
            for fault in problem.errors(include_url=False, include_input=False):
                column = {"day": "date"}.get(str(fault["loc"][0]), str(fault["loc"][0]))
                found.append(Diagnostic(fault["type"].replace("_", "-"), fault["msg"], cells[column]))
            continue
        if close.close <= Decimal(0):
            found.append(Diagnostic("price-not-positive", f"a price of {close.close}", cells["close"]))
        elif close.day in closes:
            message = f"{close.day} stands here a second time; first at {closes[close.day].place}"
            found.append(Diagnostic("duplicate-key", message, start))
        else:
            closes[close.day] = close
    return tuple(closes[day] for day in sorted(closes)), tuple(found)


def _cells(line: str) -> list[str]:
    return next(csv.reader([line]), [])


def _head_faults(
    source: SourceText, head: list[str], line: int, columns: tuple[str, ...], needed: tuple[str, ...]
) -> list[Diagnostic]:
    place = Location(source.file, line, 1)
    found = []
    for name in needed:
        if name not in head:
            found.append(Diagnostic("csv-columns", f"the column {name!r} is missing", place))
    for name in head:
        if name not in columns:
            close = difflib.get_close_matches(name, columns, 1)
            hint = f"did you mean {close[0]!r}?" if close else "known: " + ", ".join(columns)
            found.append(Diagnostic("csv-columns", f"no such column: {name[:60]!r}", place, hint=hint))
    if len(set(head)) != len(head):
        found.append(Diagnostic("csv-columns", "a column stands here twice", place))
    return found
