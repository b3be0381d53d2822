"""From the cells of a vendor's table to days and closes: what cannot be read, stands twice or out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from zoneinfo import ZoneInfo

from reportgen.prices.calendars import Calendar
from reportgen.prices.findings import Findings
from reportgen.prices.tables import Row, Table

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}:\d{2}(?:\.0+)?([+-]\d{2}:?\d{2}|Z)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})()", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_NO_PRICE = Decimal(10) ** 9
_NOTHING = frozenset({"", "nan", "null", "none", "n/a", "na", "-", "--"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A row with its day and its close as the vendor wrote it."""

    row: Row
    day: date
    number: Decimal


def read_quotes(table: Table, calendar: Calendar, findings: Findings) -> list[Quote]:
    """The days and closes of a table from the first day to the last, each day once."""
    return _in_order(_once(list(_quotes(table, calendar, findings)), findings), findings)


def number_in(text: str) -> Decimal | None:
    """The number that a cell holds; none for words, NaN and infinity."""
    try:
        return Decimal(text) if _NUMBER.fullmatch(text) else None
    except InvalidOperation:
        return None


def day_in(text: str, calendar: Calendar) -> date | str:
    """The day that a cell names, or what is wrong with it. A moment must be midnight where the exchange is."""
    match = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        slashes = re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text)
        unclear = "; day and month could be confused" if slashes else ""
        return f"{text[:40]!r} is no day as vendors write them{unclear}" if text else "the day is missing"
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if not match[4]:
            return day
        local = datetime.fromisoformat(text).astimezone(ZoneInfo(calendar.zone))
    except (ValueError, OverflowError):
        return f"there is no day {text[:40]}"
    if local.hour or local.minute:
        return f"{text} is {local:%Y-%m-%d %H:%M} in {calendar.zone}, not the beginning of a day there"
    return local.date()


def _quotes(table: Table, calendar: Calendar, findings: Findings) -> Iterator[Quote]:
    for row in table.rows:
        day = day_in(table.cell(row, "date"), calendar)
        text = table.cell(row, "close")
        if isinstance(day, str):
            findings.error("price-date-format", day, row, hint="days are written YYYY-MM-DD or YYYYMMDD")
        elif _has_no_prices(table, row):
            findings.warning("price-no-trade", f"{day} has no prices at all; the row is left out", row)
        elif (number := number_in(text)) is None or number >= _NO_PRICE:
            message = f"{text[:40]!r} is no close" if text else "the close is missing"
            findings.error("price-close-unreadable", message, row, "close")
        elif number <= 0:
            findings.error("price-not-positive", f"a price must be above zero, not {text[:40]}", row, "close")
        else:
            yield Quote(row, day, number)


def _has_no_prices(table: Table, row: Row) -> bool:
    """Vendors write a row of nothing for a day on which a share did not trade; of a close alone one cannot tell."""
    cells = [table.cell(row, kind) for kind in ("close", "open", "high", "low") if kind in table.columns]
    return len(cells) > 1 and all(cell.lower() in _NOTHING for cell in cells)


def _once(quotes: Sequence[Quote], findings: Findings) -> list[Quote]:
    first: dict[date, Quote] = {}
    for quote in quotes:
        known = first.setdefault(quote.day, quote)
        if known is quote:
            continue
        where = findings.table.file.place(known.row.line)
        if known.number == quote.number:
            findings.warning("price-date-twice", f"{quote.day} stands here again; first at {where}", quote.row)
        else:
            message = f"{quote.day} closes at {quote.number} here and at {known.number} at {where}"
            findings.error("price-date-twice", message, quote.row, "close")
    return list(first.values())


def _in_order(quotes: list[Quote], findings: Findings) -> list[Quote]:
    """The rows from the first day to the last; a vendor may have them the other way round."""
    days = [quote.day for quote in quotes]
    if days == sorted(days):
        return quotes
    if days == sorted(days, reverse=True):
        return quotes[::-1]
    # the direction that more rows keep to is the one that was meant
    up = sum(one < other for one, other in pairwise(days)) * 2 >= len(days) - 1
    breaks = [other for one, other in pairwise(quotes) if (one.day < other.day) is not up]
    message = f"{breaks[0].day} is out of order, as are {len(breaks)} of {len(days)} rows in all"
    hint = "where rows were shuffled, cells may have been too; fetch the file again"
    findings.error("price-date-order", message, breaks[0].row, hint=hint)
    return quotes
