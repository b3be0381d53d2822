"""Examine a vendor's table: what is a close of this exchange, what is none, and what stops the whole file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from reportgen.diagnostics import Diagnostic
from reportgen.prices.adjustments import events_of, unmoved
from reportgen.prices.calendars import is_session, local_day, session_close
from reportgen.prices.findings import Findings
from reportgen.prices.quotes import Quote, number_in, read_quotes
from reportgen.prices.tables import Table
from reportgen.prices.values import Listed, Moment, VendorCloses

_OUTSIDE_AT_MOST = 50
_ALIKE = Decimal("1e-6")
# So many days tell whether opens follow closes, and this much nearer the wrong ones must lie.
_DAYS_TO_TELL, _NEARER = 30, 0.7


def examine(table: Table, listed: Listed, moment: Moment) -> tuple[VendorCloses | None, tuple[Diagnostic, ...]]:
    """The closes of a table; none where something in it stops the file."""
    findings = Findings(table)
    _refuse_other_things(table, listed, findings)
    quotes = read_quotes(table, moment.calendar, findings)
    _refuse_outside_range(quotes, findings)
    _refuse_swapped(quotes, findings)
    _refuse_future(quotes, moment, findings)
    if findings.stopped:
        return None, findings.told()
    events = events_of(table, quotes)
    quotes = _traded(_on_sessions(quotes, moment, findings), findings)
    closes = unmoved(quotes, listed, findings, moment.until)
    if findings.stopped:
        return None, findings.told()
    file = table.file
    found = VendorCloses(
        slug=listed.slug,
        file=file.file,
        name=file.name,
        sha256=file.sha256,
        layout=table.layout,
        basis=table.basis,
        closes=closes,
        events=events,
    )
    return found, findings.told()


def _refuse_other_things(table: Table, listed: Listed, findings: Findings) -> None:
    for row in table.rows:
        currency, period = table.cell(row, "currency"), table.cell(row, "period")
        if currency and currency != listed.currency:
            pence = " (a hundredth of a pound)" if currency in ("GBp", "GBX") else ""
            message = f"prices in {currency[:20]}{pence}, but {listed.slug} trades in {listed.currency}"
            findings.error("price-currency", message, row, "currency")
        if period and period.upper() not in ("D", "1D", "DAILY"):
            findings.error("price-not-daily", f"period {period[:20]!r}; prices of whole days are needed", row, "period")


def _refuse_outside_range(quotes: Sequence[Quote], findings: Findings) -> None:
    """A few closes are fixed outside the day's trades; many mean that the columns are not what their names say."""
    table = findings.table
    outside = [quote for quote in quotes if _is_outside(table, quote)]
    many = len(outside) * _OUTSIDE_AT_MOST > len(quotes)
    for quote in outside:
        low, high = table.cell(quote.row, "low"), table.cell(quote.row, "high")
        message = f"the close {quote.number} of {quote.day} is not between the low {low} and the high {high}"
        if many:
            hint = "are columns swapped?"
            findings.error("price-outside-range", message, quote.row, "close", hint=hint)
        else:
            findings.warning("price-outside-range", message, quote.row, "close")


def _is_outside(table: Table, quote: Quote) -> bool:
    # some vendors write zeros for what they do not have
    low, high = (number_in(table.cell(quote.row, kind)) or None for kind in ("low", "high"))
    below = low is not None and quote.number < low * (1 - _ALIKE)
    return below or (high is not None and quote.number > high * (1 + _ALIKE))


def _refuse_swapped(quotes: Sequence[Quote], findings: Findings) -> None:
    """A share opens near the close before, a night later; the other way round lie two days of trade between them."""
    table = findings.table
    days = [(opened, quote) for quote in quotes if (opened := number_in(table.cell(quote.row, "open")))]
    right = [abs(opened - before.number) / before.number for (_, before), (opened, _) in pairwise(days)]
    wrong = [abs(quote.number - opened) / opened for (opened, _), (_, quote) in pairwise(days)]
    if len(right) >= _DAYS_TO_TELL and float(median(wrong)) < _NEARER * float(median(right)):
        message = "the closes follow the opens of the days before, as opens follow closes: the two columns are swapped"
        findings.error("price-columns-swapped", message, days[0][1].row, "close", hint="exchange their names")


def _refuse_future(quotes: Sequence[Quote], moment: Moment, findings: Findings) -> None:
    today = local_day(moment.calendar, moment.now) if moment.now else date.max
    for quote in quotes:
        if quote.day > today:
            message = f"{quote.day} lies in the future: it is {today} in {moment.calendar.zone}"
            findings.error("price-in-future", message, quote.row)
        elif moment.retrieved is not None and quote.day > moment.retrieved:
            message = f"{quote.day} lies after {moment.retrieved}, on which the file is said to have been retrieved"
            findings.error("price-in-future", message, quote.row)


def _on_sessions(quotes: Sequence[Quote], moment: Moment, findings: Findings) -> list[Quote]:
    calendar, kept = moment.calendar, []
    for quote in quotes:
        if not is_session(calendar, quote.day):
            message = f"{quote.day}, a {quote.day:%A}, is no session of {calendar.mic}; the row is left out"
            findings.warning("price-without-session", message, quote.row)
        elif moment.now is not None and session_close(calendar, quote.day) > moment.now:
            message = f"the session of {quote.day} has not closed yet, so this is no close; the row is left out"
            findings.warning("price-before-close", message, quote.row, "close")
        else:
            kept.append(quote)
    return kept


def _traded(quotes: Sequence[Quote], findings: Findings) -> list[Quote]:
    """Without the days on which the vendor only repeats the last close: no volume, one price, the same as before."""
    table = findings.table
    volumes = [number_in(table.cell(quote.row, "volume")) for quote in quotes]
    # a column of nothing but zeros says nothing
    if not any(volumes):
        return list(quotes)
    kept: list[Quote] = []
    before: Decimal | None = None
    for quote, volume in zip(quotes, volumes, strict=True):
        if volume == 0 and quote.number == before and _has_one_price(table, quote):
            message = f"nobody traded on {quote.day}: no volume, and the close of the day before; the row is left out"
            findings.warning("price-no-trade", message, quote.row, "close")
        else:
            kept.append(quote)
        before = quote.number
    return kept


def _has_one_price(table: Table, quote: Quote) -> bool:
    others = (number_in(table.cell(quote.row, kind)) for kind in ("open", "high", "low"))
    return all(each is None or abs(each - quote.number) <= quote.number * _ALIKE for each in others)
