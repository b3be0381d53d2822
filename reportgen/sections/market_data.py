"""What stands beside the thesis: market data, performance, analysts, and the notes under them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from reportgen.checks import as_of
from reportgen.checks.market_metrics import FREE_FLOAT, HIGH, LOW, TURNOVER, VOLUME
from reportgen.figures import DASH, NBSP, Form, write_date
from reportgen.model.note import Facts, Line, Missing, Number, Text
from reportgen.sections.writer import Writer, capital, listed, text

Pair: TypeAlias = tuple[Line, Line]


def market_data(writer: Writer) -> Facts:
    """Listing, market value, bridge, shares, trading, currency and fiscal year."""
    return Facts("Market data", (*_identity(writer), *_capital(writer), *_trading(writer)))


def _identity(writer: Writer) -> Iterator[Pair]:
    listing = writer.inputs.company.listing
    yield text("Exchange, ticker"), text(f"{listing.exchange}, {listing.short_name or listing.ticker}")
    yield text("Reports in / trades in"), text(f"{writer.reporting} / {writer.trading}")


def _capital(writer: Writer) -> Iterator[Pair]:
    unit = writer.money_unit()
    yield text(f"Market value, {writer.money_unit(writer.trading)}"), (writer.money("market.capitalisation"),)
    yield text(f"EV at market, {unit}"), (writer.money("market.enterprise_value"),)
    for name, item in writer.inputs.valuation.bridge.items():
        yield text(f"{item.label}, {unit}†"), (writer.money(f"valuation.bridge.{name}"),)
    counted = writer.inputs.valuation.shares
    words = ["Shares", writer.scale_word("valuation.shares"), counted.basis if counted else ""]
    yield text(f"{', '.join(word for word in words if word)}†"), (writer.number("valuation.shares", bare=True),)
    yield text("Free float, %"), (_latest(writer, FREE_FLOAT, Form("percent", 0, 1)),)


def _trading(writer: Writer) -> Iterator[Pair]:
    high, low = _latest(writer, HIGH), _latest(writer, LOW)
    yield text(f"52-week range, {writer.trading}"), (low, Text(f"{NBSP}{DASH}{NBSP}"), high)
    mark = "*" if _paths(writer, VOLUME, TURNOVER) else ""
    yield text(f"Volume, m shares a day{mark}"), (_latest(writer, VOLUME, Form("plain", 6, 1)),)
    turnover = _latest(writer, TURNOVER, writer.money_form())
    yield text(f"Turnover, {writer.money_unit(writer.trading)} a day{mark}"), (turnover,)
    if writer.has("valuation.exchange_rate"):
        rate = writer.number("valuation.exchange_rate", bare=True)
        yield text(f"{writer.trading} per {writer.reporting}"), (rate,)
    month, day = writer.inputs.company.fiscal_year_end
    yield text("Fiscal year ends"), text(write_date(date(2024, month, day)).rpartition(NBSP)[0])


def _latest(writer: Writer, metric: str, form: Form | None = None) -> Number | Missing:
    """The figure of a metric that is nearest to the note's date."""
    days = {path: as_of(writer.results, path) or date.min for path in _paths(writer, metric)}
    return writer.number(max(days, key=lambda path: days[path]), form, bare=True) if days else Missing()


def _paths(writer: Writer, *metrics: str) -> list[str]:
    stems = tuple(f"facts.{metric}." for metric in metrics)
    return [path for path in writer.results.values if path.startswith(stems)]


def performance(writer: Writer) -> Facts | None:
    """How the price has moved since some days; None without closing prices."""
    found = [path for path in writer.results.values if path.startswith("performance.")]
    form = Form("percent", 0, 1, signed=True)
    rows: list[Pair] = [
        (text(writer.results.quantities[path].name), (writer.number(path, form, bare=True),)) for path in found
    ]
    return Facts("Performance, %", (*rows, (text("Relative to an index"), (Missing(),)))) if found else None


def analysts(writer: Writer) -> Facts:
    """Who answers for the note, the lead first."""
    people = [writer.inputs.house.analysts[key] for key in writer.inputs.company.analysts]
    return Facts("Analysts", tuple((text(person.name), text(person.email or person.title)) for person in people))


def notes(writer: Writer) -> Iterator[Line]:
    """What the marks * and † stand for, and what a dash means."""
    traded = _paths(writer, VOLUME, TURNOVER)
    if traded:
        yield text(f"* {_definition(writer, traded[-1])}. {writer.sources(traded)}")
    dated = ["valuation.shares", *(f"valuation.bridge.{name}" for name in writer.inputs.valuation.bridge)]
    days = sorted({day for path in dated if (day := as_of(writer.results, path))})
    if days:
        on = listed(write_date(day, short=True) for day in days)
        yield text(f"† On {on}. {writer.sources(dated)}")
    yield text("A dash means that there is no figure, not zero.")


def _definition(writer: Writer, path: str) -> str:
    metric = writer.inputs.facts.metrics[path.split(".")[1]]
    day = as_of(writer.results, path)
    until = f" to {write_date(day, short=True)}" if day else ""
    return f"{capital(metric.definition or 'Daily mean')}{until}"
