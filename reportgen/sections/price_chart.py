"""The chart of closing prices, with the price of the note and the target at the end of its horizon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from reportgen.figures import MONTHS, NBSP, write_date
from reportgen.model.charts import DatedPoint, Event, Label, PriceChart
from reportgen.model.facts import Close, latest_close
from reportgen.model.note import Drawing, Exhibit, Line
from reportgen.sections.writer import Writer, exhibit, join, spoken

# Two closes are no line.
_LEAST = 3
# More marks than these the chart does not draw.
_MOST_EVENTS = 3
# Month-ends lie at least this many days apart.
_MONTHLY = 20


def price_chart(writer: Writer) -> Exhibit | None:
    """The exhibit; None where there are too few closes for a line."""
    return _chart(writer, 47)


def small_price_chart(writer: Writer) -> Exhibit | None:
    """The same for a page that has to hold all."""
    return _chart(writer, 28)


def _chart(writer: Writer, height: float) -> Exhibit | None:
    known = [close for close in writer.inputs.closes if close.day <= writer.inputs.as_of]
    last = latest_close(writer.inputs.closes, writer.inputs.as_of)
    if len(known) < _LEAST or last is None:
        return None
    known.sort(key=lambda close: close.day)
    closes = tuple(DatedPoint(day=close.day, value=writer.value(f"prices.{close.day}")) for close in known)
    spec = _spec(writer, closes, last.day)
    alt = (
        f"Line of closing prices in {writer.trading} from {write_date(closes[0].day)} to {write_date(last.day)}: "
        f"{spec.price_label.text}. A dashed line to {write_date(spec.target.day)}: {spec.target_label.text}."
    )
    return exhibit(
        "price-chart",
        _title(writer),
        f"Share price, {writer.trading}. {_closes(closes)} to {write_date(last.day)}{_restated(writer, known)}",
        Drawing("price-chart", spec, spoken(alt), 118, height),
        source=writer.sources((f"prices.{point.day}" for point in closes), own=True),
    )


def _spec(writer: Writer, closes: tuple[DatedPoint, ...], last: date) -> PriceChart:
    months = writer.inputs.house.ratings.horizon_months
    high = max(closes, key=lambda point: point.value)
    label = writer.label(f"prices.{high.day}")
    month = f"{MONTHS[high.day.month - 1][:3]}{NBSP}{high.day.year}"
    return PriceChart(
        closes=closes,
        price=DatedPoint(day=last, value=writer.value("market.price")),
        price_label=_prefixed("Price", writer.label("market.price")),
        target=DatedPoint(day=months_later(writer.inputs.as_of, months), value=writer.value("valuation.target_price")),
        target_label=_prefixed("Target", writer.label("valuation.target_price")),
        high=high,
        high_label=Label(text=f"{label.text}, {month}", path=label.path) if label else None,
        events=tuple(_events(writer)),
        horizon_text=f"{months}-month horizon",
    )


def _events(writer: Writer) -> Iterator[Event]:
    """The analysts' marks, and where there is room the earlier rating with its target."""
    chosen = writer.inputs.exhibits.price
    events = chosen.events if chosen else ()
    yield from (Event(day=each.day, text=each.text) for each in events)
    previous, target = writer.inputs.opinion.previous, writer.label("previous.valuation.target_price")
    if previous is not None and target is not None and len(events) < _MOST_EVENTS:
        yield Event(day=previous.as_of, text=f"{previous.rating},\ntarget {target.text}")


def _title(writer: Writer) -> Line:
    chosen = writer.inputs.exhibits.price
    if chosen and chosen.title:
        return writer.line(chosen.title)
    price, target = writer.number("market.price"), writer.number("valuation.target_price")
    return join("The price stands at ", price, ", the target at ", target)


def _prefixed(word: str, label: Label | None) -> Label:
    return Label(text=f"{word} {label.text}", path=label.path) if label else Label(text=word)


def _closes(closes: Sequence[DatedPoint]) -> str:
    apart = median((later.day - earlier.day).days for earlier, later in pairwise(closes))
    return "Month-end closes" if apart >= _MONTHLY else "Closes"


def _restated(writer: Writer, known: Sequence[Close]) -> str:
    """That earlier closes are told in the shares of today, where a split has made them others."""
    days = [close.day for close in known if f"prices.{close.day}.quoted" in writer.results.quantities]
    return f", those to {write_date(max(days))} restated for splits since" if days else ""


def months_later(day: date, months: int) -> date:
    """The same day some months on; where that month is shorter, its last day."""
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), next_month - timedelta(days=1))
