"""Read the CSV files of a company: series of facts and closing prices, each fault at its row and column."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from reportgen.diagnostics import DataPath, Diagnostic, Location, Places, dotted
from reportgen.loading.faults import words
from reportgen.loading.files import SourceText
from reportgen.loading.rows import Row, read_rows
from reportgen.loading.yaml_text import YamlText
from reportgen.model.facts import Close

SERIES_COLUMNS = (
    "metric", "period", "value", "status", "source", "published", "at_least", "url", "note", "estimates",
)  # fmt: skip
SERIES_NEEDED = ("metric", "period", "value")
PRICE_COLUMNS = ("date", "close", "source")


@dataclass(frozen=True, slots=True)
class Closes:
    """Closing prices in the order of their days; ``complete`` if no row is at fault."""

    rows: tuple[Close, ...]
    complete: bool = True


@dataclass(slots=True)
class _Merging:
    metrics: dict[str, Any]
    values: dict[DataPath, Location]
    keys: dict[DataPath, Location]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    left_out: set[DataPath] = field(default_factory=set)
    unknown: dict[str, list[Row]] = field(default_factory=dict)


def merge_series(source: SourceText, text: YamlText) -> tuple[YamlText, bool]:
    """Put the rows of a series file into the metrics of ``facts.yaml``; cells keep their own places.

    False if the columns are unknown, so that nothing can be said of what the series holds.
    """
    rows = read_rows(source, SERIES_COLUMNS, SERIES_NEEDED)
    metrics = text.data.get("metrics") if isinstance(text.data, dict) else None
    if not isinstance(metrics, dict):
        return replace(text, diagnostics=(*text.diagnostics, *rows.diagnostics)), rows.readable
    merging = _Merging(metrics, dict(text.places.values), dict(text.places.keys), list(rows.diagnostics))
    for row in rows.broken:
        _leave_out(merging, row)
    for row in rows.good:
        _merge(merging, row)
    merging.diagnostics.extend(_unknown_metrics(merging))
    merged = YamlText(
        text.data,
        Places(text.places.file, merging.values, merging.keys),
        (*text.diagnostics, *merging.diagnostics),
        text.left_out | merging.left_out,
    )
    return merged, rows.readable


def _merge(merging: _Merging, row: Row) -> None:
    name, period = row.cells["metric"], row.cells["period"]
    if name not in merging.metrics:
        merging.unknown.setdefault(name, []).append(row)
        return
    metric = merging.metrics[name]
    series = metric.setdefault("values", {}) if isinstance(metric, dict) else None
    # whoever reads the metric says what is wrong with it
    if not isinstance(series, dict):
        return
    path: DataPath = ("metrics", name, "values", period)
    if period in series:
        first = merging.keys.get(path) or merging.values.get(path)
        message = f"{name} {period} stands here a second time; first at {first}"
        merging.diagnostics.append(Diagnostic("duplicate-key", message, row.places["metric"], dotted(path)))
        return
    series[period] = {key: text for key, text in row.cells.items() if key not in ("metric", "period") and text}
    merging.values[path] = merging.keys[path] = row.places["period"]
    for key in series[period]:
        merging.values[(*path, key)] = row.places[key]


def _unknown_metrics(merging: _Merging) -> Iterator[Diagnostic]:
    """Each metric that is not declared, told at its first row."""
    for name, rows in merging.unknown.items():
        close = difflib.get_close_matches(name[:60], list(merging.metrics), 1)
        hint = f"did you mean {close[0]!r}?" if close else "declare it under 'metrics' in facts.yaml"
        again = f", here and in {len(rows) - 1} rows more" if len(rows) > 1 else ""
        place = rows[0].places["metric"]
        yield Diagnostic("unknown-metric", f"no such metric: {name[:60]!r}{again}", place, hint=hint)
        merging.left_out.add(("metrics", name))
        for row in rows:
            merging.left_out.update(("metrics", each, "values", row.cells["period"]) for each in close)


def _leave_out(merging: _Merging, row: Row) -> None:
    name, period = row.cells.get("metric"), row.cells.get("period")
    if name and period:
        merging.left_out.add(("metrics", name, "values", period))


def read_closes(source: SourceText) -> tuple[Closes | None, tuple[Diagnostic, ...]]:
    """The closing prices of ``prices.csv``; None if its columns are unknown."""
    rows = read_rows(source, PRICE_COLUMNS, PRICE_COLUMNS)
    found = list(rows.diagnostics)
    closes: dict[date, Close] = {}
    for row in rows.good:
        close, faults = _close(row)
        if close is not None and close.day in closes:
            message = f"{close.day} stands here a second time; first at {closes[close.day].place}"
            faults = (Diagnostic("duplicate-key", message, row.places["date"]),)
        elif close is not None:
            closes[close.day] = close
        found.extend(faults)
    if not rows.readable:
        return None, tuple(found)
    return Closes(tuple(closes[day] for day in sorted(closes)), not found), tuple(found)


def _close(row: Row) -> tuple[Close | None, tuple[Diagnostic, ...]]:
    data = {"day": row.cells["date"], "close": row.cells["close"], "source": row.cells["source"], "place": row.place}
    try:
        close = Close.model_validate(data)
    except ValidationError as problem:
        faults = problem.errors(include_url=False, include_input=False)
        columns = ["date" if fault["loc"][0] == "day" else str(fault["loc"][0]) for fault in faults]
        told = [(words(fault, row.cells[column]), column) for fault, column in zip(faults, columns, strict=True)]
        return None, tuple(Diagnostic(code, message, row.places[column]) for (code, message), column in told)
    if close.close <= Decimal(0):
        message = f"a price must be above zero, not {close.close}"
        return None, (Diagnostic("price-not-positive", message, row.places["close"]),)
    return close, ()
