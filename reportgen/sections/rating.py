"""The rating: its card on the first page, and the scale of the house's bands by return and by price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportgen.checks import as_of, band_of
from reportgen.figures import Form, write, write_date
from reportgen.model.note import Band, Line, Number, PageRef, RatingCard, RatingRow, Strong, Text
from reportgen.sections.writer import Writer
from reportgen.valuation import band_path, bound_price_path

_ACTIONS = {
    "initiation": "Initiation",
    "reiteration": "Reiterated",
    "upgrade": "Upgrade",
    "downgrade": "Downgrade",
}

_PREVIOUS = "previous.valuation.target_price"

# Pointers at the very ends of a scale would stand outside of it.
_FIRST, _LAST = 0.02, 0.98

# How wide a band is drawn where the house's bounds say nothing about width.
_WIDTH = 0.1


def rating_card(writer: Writer) -> RatingCard:
    """Rating, target, price and implied return, with the bands and the place of the return on them."""
    months = writer.inputs.house.ratings.horizon_months
    implied = writer.number("valuation.implied_return")
    price_day = as_of(writer.results, "market.price")
    dated = f", {write_date(price_day, short=True)}" if price_day else ""
    rows = (
        RatingRow(f"Target, {months} months", (writer.number("valuation.target_price"),), "target"),
        RatingRow(f"Price{dated}", (writer.number("market.price"),), "strong"),
        RatingRow("Implied return", (implied,), "strong"),
        RatingRow("Dividend yield", (writer.number("market.dividend_yield"),)),
        RatingRow("Expected total return", (writer.number("valuation.total_return"),)),
    )
    return RatingCard(
        rating=writer.inputs.opinion.rating,
        action=_action(writer),
        rows=rows,
        bands=bands(writer),
        implied_return=implied,
        marker=scale_position(writer, writer.value("valuation.implied_return")),
        override=_override(writer),
    )


def _action(writer: Writer) -> str:
    opinion = writer.inputs.opinion
    if opinion.previous is None:
        first = "; no earlier rating or target" if opinion.action == "initiation" else ""
        return _ACTIONS[opinion.action] + first
    said = f"{writer.trading} {opinion.previous.target_price:,}"
    if writer.has(f"{_PREVIOUS}.said"):
        said = f"{write(writer.value(_PREVIOUS), Form('plain', 0, 2, writer.trading)).text} restated for splits"
    day = write_date(opinion.previous.as_of, short=True)
    return f"{_ACTIONS[opinion.action]}; before: {opinion.previous.rating}, {said} on {day}"


def _override(writer: Writer) -> Line:
    if writer.inputs.opinion.override is None:
        return ()
    due = band_of(writer.inputs, writer.results.values["valuation.implied_return"])
    if due.name == writer.inputs.opinion.rating:
        return ()
    layout, said = writer.inputs.layout, f" The implied return lies in the {due.name} band"
    place = "valuation" if layout.shows_block("valuation", "prose") else "override"
    if place == "override" and not layout.shows_block("disclosures", place):
        # no other place tells the reason
        reason = writer.line(writer.inputs.opinion.override.reason)
        return (Strong((Text("Override."),)), Text(f"{said}. "), *reason)
    words = {"valuation": "the valuation", "override": "the small print"}[place]
    # on a single page there is none to turn to
    where = Text(words) if layout.pages == 1 else PageRef(words, place)
    return (Strong((Text("Override."),)), Text(f"{said}; "), where, Text(" gives the reason."))


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
    lower, upper = (each if isinstance(each, Number) else None for each in bounds)
    begin = band.lower.base if band.lower else low
    end = band.upper.base if band.upper else high
    return Band(band.name, lower, upper, band.name == writer.inputs.opinion.rating, (end - begin) / (high - low))


def scale_ends(writer: Writer) -> tuple[float, float]:
    """The ends of the scale of returns: open bands are drawn as wide as the closed ones are on average."""
    held = writer.inputs.house.ratings.bands
    bounds = [bound.base for band in held for bound in (band.lower, band.upper) if bound is not None]
    closed = [band.upper.base - band.lower.base for band in held if band.lower and band.upper]
    width = sum(closed) / len(closed) if closed else max(abs(each) for each in bounds)
    return min(bounds) - (width or _WIDTH), max(bounds) + (width or _WIDTH)


def scale_position(writer: Writer, implied: float) -> float:
    """Where a return stands on the scale, 0 to 1; what lies beyond the ends stands just inside them."""
    low, high = scale_ends(writer)
    return min(max((implied - low) / (high - low), _FIRST), _LAST)
