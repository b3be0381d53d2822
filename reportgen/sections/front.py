"""The first page: rating, target, price, thesis, market data, key figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from reportgen.checks import as_of, band_of
from reportgen.figures import Form, write_date
from reportgen.model.charts import DatedPoint, Event, Label, PriceChart
from reportgen.model.facts import latest_close
from reportgen.model.note import (
    Band,
    Drawing,
    Exhibit,
    Facts,
    Front,
    Inline,
    Line,
    Missing,
    Number,
    PageRef,
    RatingCard,
    RatingRow,
    Strong,
    Text,
)
from reportgen.sections.figure_tables import figure_table
from reportgen.sections.writer import Writer, exhibit, join, text
from reportgen.valuation import band_path, bound_price_path

_ACTIONS = {
    "initiation": "Initiation; no earlier rating or target",
    "reiteration": "Reiterated",
    "upgrade": "Upgrade",
    "downgrade": "Downgrade",
}


def front(writer: Writer) -> Front:
    """The whole first page."""
    inputs = writer.inputs
    thesis = inputs.section("thesis")
    return Front(
        company=inputs.company.name,
        native_name=inputs.company.native_name or "",
        ticker=inputs.company.listing.ticker,
        headline=writer.line(inputs.headline),
        standfirst=writer.line(inputs.standfirst),
        card=rating_card(writer),
        thesis=tuple(writer.line(each) for each in thesis.paragraphs) if thesis else (),
        exhibits=tuple(each for each in (_price_chart(writer), _key_figures(writer)) if each),
        side=tuple(each for each in (_market_data(writer), _performance(writer), _analysts(writer)) if each),
        side_notes=_notes(writer),
    )


def rating_card(writer: Writer) -> RatingCard:
    """Rating, target, price and implied return, with the bands and the place of the return on them."""
    inputs = writer.inputs
    implied = writer.number("valuation.implied_return")
    price_day = as_of(writer.results, "market.price")
    dated = f", {write_date(price_day, short=True)}" if price_day else ""
    rows = (
        RatingRow(f"Target, {inputs.house.ratings.horizon_months} months", (writer.number("valuation.target_price"),), "target"),
        RatingRow(f"Price{dated}", (writer.number("market.price"),), "strong"),
        RatingRow("Implied return", (implied,), "strong"),
        RatingRow("Dividend yield", (Missing(),)),
        RatingRow("Expected total return", (Missing(),)),
    )
    return RatingCard(
        rating=inputs.opinion.rating,
        action=_action(writer),
        rows=rows,
        bands=bands(writer),
        implied_return=implied,
        marker=scale_position(writer, writer.results.values.get("valuation.implied_return", 0.0)),
        override=_override(writer),
    )


def _action(writer: Writer) -> str:
    opinion = writer.inputs.opinion
    if opinion.previous is None:
        return _ACTIONS[opinion.action]
    currency = writer.inputs.company.trading_currency
    before = f"{opinion.previous.rating}, {currency} {opinion.previous.target_price}"
    return f"{_ACTIONS[opinion.action]}; before: {before} on {write_date(opinion.previous.as_of, short=True)}"


def _override(writer: Writer) -> Line:
    if writer.inputs.opinion.override is None:
        return ()
    implied = writer.results.values.get("valuation.implied_return")
    if implied is None:
        return ()
    due = band_of(writer.inputs, implied)
    if due.name == writer.inputs.opinion.rating:
        return ()
    words = f" The implied return lies in the {due.name} band; "
    return (Strong((Text("Override."),)), Text(words), PageRef("the back page", "override"), Text(" gives the reason."))


def bands(writer: Writer) -> tuple[Band, ...]:
    """The classes of the rating system with their bounds and widths on the scale."""
    return tuple(_band(writer, number, band_path) for number in range(len(writer.inputs.house.ratings.bands)))


def price_bands(writer: Writer) -> tuple[Band, ...]:
    """The same classes by share price: a higher price is a lower return, so they stand in the opposite order."""
    count = len(writer.inputs.house.ratings.bands)
    found = [_band(writer, number, bound_price_path) for number in reversed(range(count))]
    return tuple(replace(band, low=band.high, high=band.low) for band in found)


def _band(writer: Writer, number: int, path: Callable[[str, int, str], str]) -> Band:
    low, high = scale_ends(writer)
    band = writer.inputs.house.ratings.bands[number]
    bounds = [writer.number(path(band.name, number, end), bare=path is bound_price_path) for end in ("lower", "upper")]
    edges = [band.lower.base if band.lower else low, band.upper.base if band.upper else high]
    lower, upper = (each if isinstance(each, Number) else None for each in bounds)
    width = (edges[1] - edges[0]) / (high - low)
    return Band(band.name, lower, upper, band.name == writer.inputs.opinion.rating, width)


def scale_ends(writer: Writer) -> tuple[float, float]:
    """The ends of the scale of returns: open bands are drawn as wide as the closed ones are on average."""
    held = writer.inputs.house.ratings.bands
    bounds = [bound.base for band in held for bound in (band.lower, band.upper) if bound is not None]
    closed = [band.upper.base - band.lower.base for band in held if band.lower and band.upper]
    width = sum(closed) / len(closed) if closed else max(abs(each) for each in bounds)
    return min(bounds) - width, max(bounds) + width


def scale_position(writer: Writer, implied: float) -> float:
    """Where a return stands on the scale, 0 to 1; what lies beyond the ends stands just inside them."""
    low, high = scale_ends(writer)
    return min(max((implied - low) / (high - low), 0.02), 0.98)


def _price_chart(writer: Writer) -> Exhibit | None:
    inputs, results = writer.inputs, writer.results
    closes = tuple(
        DatedPoint(day=close.day, value=float(close.close)) for close in inputs.closes if close.day <= inputs.as_of
    )
    last = latest_close(inputs.closes, inputs.as_of)
    if len(closes) < 3 or last is None or not writer.has("valuation.target_price"):  # noqa: PLR2004 - no line of two
        return None
    currency, months = inputs.company.trading_currency, inputs.house.ratings.horizon_months
    due = _months_later(inputs.as_of, months)
    price, target = results.values["market.price"], results.values["valuation.target_price"]
    high = max(closes, key=lambda point: point.value)
    high_label = writer.label(f"prices.{high.day}")
    chosen = inputs.exhibits.price
    spec = PriceChart(
        closes=closes,
        price=DatedPoint(day=last.day, value=price),
        price_label=_prefixed("Price ", writer.label("market.price")),
        target=DatedPoint(day=due, value=target),
        target_label=_prefixed("Target ", writer.label("valuation.target_price")),
        high=high,
        high_label=Label(text=f"{high_label.text}, {write_date(high.day, short=True)[-8:]}", path=high_label.path) if high_label else None,
        events=tuple(Event(day=each.day, text=each.text) for each in chosen.events) if chosen else (),
        horizon_text=f"{months}-month horizon",
    )
    default = join("The price stands at ", writer.number("market.price"), ", the target at ", writer.number("valuation.target_price"))
    title = writer.line(chosen.title) if chosen and chosen.title else default
    alt = (
        f"Line of closing prices in {currency} from {closes[0].day} to {last.day}, ending at the price of {price:.2f}, "
        f"and a dashed line to the target of {target:.2f} on {due}."
    )
    dense = "Month-end closes" if len(closes) < 60 else "Closes"  # noqa: PLR2004 - five years of month ends
    subtitle = f"Share price, {currency}. {dense} to {write_date(last.day)}"
    paths = [f"prices.{point.day}" for point in closes]
    return exhibit(
        "price-chart", title, subtitle, Drawing("price-chart", spec, alt, 118, 47), source=writer.sources(paths, own=True)
    )


def _prefixed(words: str, label: Label | None) -> Label:
    return Label(text=f"{words}{label.text}", path=label.path) if label else Label(text=words)


def _months_later(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    # 31 August and a month is 30 September
    for back in range(4):
        try:
            return date(year, month, day.day - back)
        except ValueError:
            continue
    return date(year, month, 28)


def _key_figures(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.key_figures
    if chosen is None:
        return None
    return figure_table(writer, "key-figures", chosen, "Key figures")


def _market_data(writer: Writer) -> Facts:
    company, currency = writer.inputs.company, writer.inputs.company.reporting_currency
    trading = company.trading_currency
    rows: list[tuple[Line, Line]] = [
        (text("Exchange, ticker"), text(f"{company.listing.exchange}, {company.listing.short_name or company.listing.ticker}")),
        (text("Reports in / trades in"), text(f"{currency} / {trading}")),
        (text(f"Market value, {trading} bn"), (writer.number("market.capitalisation", bare=True),)),
        (text(f"EV at market, {currency} bn"), (writer.number("market.enterprise_value", bare=True),)),
    ]
    for name, item in writer.inputs.valuation.bridge.items():
        rows.append((text(f"{item.label}, {currency} bn†"), (writer.number(f"valuation.bridge.{name}", bare=True),)))
    rows.append((text(f"Shares, bn, {writer.inputs.valuation.shares.basis}†"), (writer.number("valuation.shares", bare=True),)))
    rows.append((text("Free float, %"), (Missing(),)))
    rows.append((text(f"52-week high / low, {trading}"), _pair(writer, "high_52_weeks", "low_52_weeks")))
    rows.append((text("Volume, m shares a day*"), (_latest(writer, "daily_volume"),)))
    rows.append((text(f"Turnover, {trading} bn a day*"), (_latest(writer, "daily_turnover"),)))
    if writer.has("valuation.exchange_rate"):
        rows.append((text(f"{trading} per {currency}"), (writer.number("valuation.exchange_rate", bare=True),)))
    month, day = company.fiscal_year_end
    rows.append((text("Fiscal year ends"), text(write_date(date(2024, month, day)).rpartition("\u00a0")[0])))
    return Facts("Market data", tuple(rows))


def _latest(writer: Writer, metric: str) -> Inline:
    found = [path for path in writer.results.values if path.startswith(f"facts.{metric}.")]
    return writer.number(found[-1], bare=True) if found else Missing()


def _pair(writer: Writer, first: str, second: str) -> Line:
    return (_latest(writer, first), Text(" / "), _latest(writer, second))


def _performance(writer: Writer) -> Facts | None:
    found = [path for path in writer.results.values if path.startswith("performance.")]
    rows = [
        (text(writer.results.quantities[path].name), (writer.number(path, Form("percent", 0, 1, signed=True), bare=True),))
        for path in found
    ]
    rows.append((text("Relative to an index"), (Missing(),)))
    return Facts("Performance, %", tuple(rows)) if found else None


def _analysts(writer: Writer) -> Facts:
    people = [writer.inputs.house.analysts[key] for key in writer.inputs.company.analysts]
    return Facts("Analysts", tuple((text(person.name), text(person.email or person.title)) for person in people))


def _notes(writer: Writer) -> tuple[Line, ...]:
    notes: list[Line] = []
    paths = [path for path in writer.results.values if path.startswith(("facts.daily_volume.", "facts.daily_turnover."))]
    if paths:
        day = as_of(writer.results, paths[-1])
        definition = writer.inputs.facts.metrics[paths[-1].split(".")[1]].definition or "Daily mean"
        until = f" to {write_date(day, short=True)}" if day else ""
        notes.append(text(f"* {definition[0].upper()}{definition[1:]}{until}. {writer.sources(paths)}"))
    dated = ["valuation.shares", *(f"valuation.bridge.{name}" for name in writer.inputs.valuation.bridge)]
    days = sorted({day for path in dated if (day := as_of(writer.results, path))})
    if days:
        on = " and ".join(write_date(day, short=True) for day in days)
        notes.append(text(f"† On {on}. {writer.sources(dated)}"))
    notes.append(text("A dash means that there is no figure, not zero."))
    return tuple(notes)

