"""Tell the closes that an exchange quoted from those that a vendor has moved for dividends and splits.

A dividend or a split moves every earlier price of an adjusted series by a factor, which leaves hardly one of them at a
price that the exchange can quote. So a series is good from behind its last such price on, and from the last dividend or
split on that the file itself names. A single price that could not be quoted, among others that could, was not moved by
a factor: it alone is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from reportgen.model.company import explains
from reportgen.prices.closes import as_quoted
from reportgen.prices.findings import Findings
from reportgen.prices.quotes import Quote, number_in
from reportgen.prices.tables import Row, Table
from reportgen.prices.values import Listed, VendorClose

# Of so many closes up to one that could not be quoted a part could not either, where a factor has moved them all.
_LOOKED_AT, _MOVED_TOGETHER = 20, 0.2
_FEWEST = 10


def unmoved(
    quotes: Sequence[Quote], listed: Listed, findings: Findings, until: date = date.max
) -> tuple[VendorClose, ...]:
    """The closes as quoted, from the day on from which nothing has moved them; none is told behind ``until``."""
    table = findings.table
    quoted = [as_quoted(quote.number, listed.exchange) for quote in quotes]
    begin = min(_first_unmoved(quotes, quoted, listed, table), len(quotes))
    if begin:
        last = quotes[begin - 1]
        message = (
            f"{begin} closes up to {last.day} are not what {listed.exchange} quoted: moved for dividends or splits"
        )
        if begin < len(quotes):
            findings.warning("price-adjusted", f"{message}; they are left out", last.row, "close")
        else:
            hint = "ask the vendor for unadjusted closes"
            findings.error("price-adjusted", f"{message}; nothing remains", last.row, "close", hint=hint)
    for quote, close in zip(quotes[begin:], quoted[begin:], strict=True):
        if close is None and quote.day <= until:
            message = f"{quote.number} is no price that {listed.exchange} quotes; the row is left out"
            findings.warning("price-not-quoted", message, quote.row, "close")
    column = table.columns["close"]
    rest = zip(quotes[begin:], quoted[begin:], strict=True)
    return tuple(
        VendorClose(quote.day, close, table.file.place(quote.row.line, column)) for quote, close in rest if close
    )


def events_of(table: Table, quotes: Iterable[Quote]) -> dict[date, Decimal]:
    """The splits that the file itself records, by their first day."""
    ratios = {quote.day: number_in(table.cell(quote.row, "splits")) for quote in quotes}
    return {day: ratio for day, ratio in ratios.items() if ratio}


def _first_unmoved(quotes: Sequence[Quote], quoted: Sequence[Decimal | None], listed: Listed, table: Table) -> int:
    begin = max((number + 1 for number in range(len(quoted)) if _is_moved(quoted, number)), default=0)
    if begin and "dividends" not in table.columns:
        # the day before a dividend is moved by exactly that dividend: most often to a price that could be quoted
        begin += 1
    named = [number for number, quote in enumerate(quotes) if _is_event(table, quote.row)]
    return max(begin, *named, *_restated(quotes, listed), 0)


def _is_moved(quoted: Sequence[Decimal | None], number: int) -> bool:
    """Whether a close could not be quoted, nor could others before it; of a few closes each counts."""
    before = quoted[max(0, number - _LOOKED_AT + 1) : number + 1]
    strange = sum(close is None for close in before)
    return quoted[number] is None and (len(before) < _FEWEST or strange > max(1, _MOVED_TOGETHER * len(before)))


def _is_event(table: Table, row: Row) -> bool:
    return any(number_in(table.cell(row, kind)) for kind in ("dividends", "splits"))


def _restated(quotes: Sequence[Quote], listed: Listed) -> list[int]:
    """Where a split that is on record took effect, if the prices before it are told in the new shares."""
    found = []
    for split in listed.splits:
        number = next((number for number, quote in enumerate(quotes) if quote.day >= split.date), 0)
        before, after = quotes[number - 1].number, quotes[number].number
        told_in_new_shares = explains(Decimal(1), before, after) and not explains(split.ratio, before, after)
        if number and told_in_new_shares:
            found.append(number)
    return found
