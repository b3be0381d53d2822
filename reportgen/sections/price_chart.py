"""The chart of closing prices, with the price of the note and the target at the end of its horizon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from reportgen.figures import MONTHS, NBSP, write, write_date
from reportgen.model.charts import DatedPoint, Event, Label, PriceChart, RatingChange
from reportgen.model.facts import Close, latest_close
from reportgen.model.note import Drawing, Exhibit, Line
from reportgen.sections.given_before import given_before
from reportgen.sections.writer import Writer, exhibit, join, spoken

# Two closes are no line.
_LEAST = 3
# Of the earlier ratings and targets so many are spoken.
_MOST_TOLD = 4
_TARGET = "valuation.target_price"
# Month-ends lie at least this many days apart.
_MONTHLY = 20


def price_chart(writer: Writer) -> Exhibit | None:
    """The exhibit; None where there are too few closes for a line."""
    return _chart(writer, 51)


def small_price_chart(writer: Writer) -> Exhibit | None:
    """The same for a page that has to hold all."""
    return _chart(writer, 26)


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
        f"{_told(spec.changes)}"
    )
    return exhibit(
        "price-chart",
        _title(writer),
        f"Share price, {writer.trading}. {_closes(closes)} to {write_date(last.day)}"
        f"{_restated(writer, known)}{_targets(writer, spec.changes)}",
        Drawing("price-chart", spec, spoken(alt), 118, height),
        source=writer.sources((f"prices.{point.day}" for point in closes), own=True),
    )


def _spec(writer: Writer, closes: tuple[DatedPoint, ...], last: date) -> PriceChart:
    months, chosen = writer.inputs.house.ratings.horizon_months, writer.inputs.exhibits.price
    high = max(closes, key=lambda point: point.value)
    label = writer.label(f"prices.{high.day}")
    month = f"{MONTHS[high.day.month - 1][:3]}{NBSP}{high.day.year}"
    return PriceChart(
        closes=closes,
        price=DatedPoint(day=last, value=writer.value("market.price")),
        price_label=_prefixed("Price", writer.label("market.price")),
        target=DatedPoint(day=months_later(writer.inputs.as_of, months), value=writer.value(_TARGET)),
        target_label=_prefixed("Target", writer.label(_TARGET)),
        high=high,
        high_label=Label(text=f"{label.text}, {month}", path=label.path) if label else None,
        events=tuple(Event(day=each.day, text=each.text) for each in (chosen.events if chosen else ())),
        changes=tuple(_changes(writer, closes[0].day, last)),
        horizon_text=f"{months}-month horizon",
    )


def _changes(writer: Writer, first: date, last: date) -> Iterator[RatingChange]:
    """The ratings and targets before this note's: what was in force on the first day, and all that moved since."""
    form = writer.results.form(_TARGET)
    given = [each for each in given_before(writer, last) if each.day < last]
    held = [each for each in given if each.day <= first][:-1]
    for each in given[len(held) :]:
        label = Label(text=write(each.target, form, bare=True).text)
        yield RatingChange(day=each.day, rating=each.rating, target=each.target, target_label=label)


def _told(changes: Sequence[RatingChange]) -> str:
    """The latest of the earlier ratings and targets; the table of the chart has all."""
    told = [f"{each.rating}, target {each.target_label.text}, from {write_date(each.day)}" for each in changes]
    return f" Steps of earlier targets: {'; '.join(told[-_MOST_TOLD:])}." if told else ""


def _title(writer: Writer) -> Line:
    chosen = writer.inputs.exhibits.price
    if chosen and chosen.title:
        return writer.line(chosen.title)
    price, target = writer.number("market.price"), writer.number(_TARGET)
    apart = writer.value(_TARGET) - writer.value("market.price")
    where = "above" if apart > 0 else "below" if apart < 0 else "at"
    return join("The target of ", target, f" lies {where} the price of ", price)


def _prefixed(word: str, label: Label | None) -> Label:
    return Label(text=f"{word} {label.text}", path=label.path) if label else Label(text=word)


def _closes(closes: Sequence[DatedPoint]) -> str:
    apart = median((later.day - earlier.day).days for earlier, later in pairwise(closes))
    return "Month-end closes" if apart >= _MONTHLY else "Closes"


def _restated(writer: Writer, known: Sequence[Close]) -> str:
    """That earlier closes are told in the shares of today, where a split has made them others."""
    days = [close.day for close in known if f"prices.{close.day}.quoted" in writer.results.quantities]
    return f", those to {write_date(max(days))} restated for splits since" if days else ""


def _targets(writer: Writer, changes: Sequence[RatingChange]) -> str:
    """That earlier targets are told in the shares of today as well."""
    last, company = latest_close(writer.inputs.closes, writer.inputs.as_of), writer.inputs.company
    days = [each.day for each in changes if last is not None and company.new_for_old(each.day, last.day) != 1]
    return f"; targets to {write_date(max(days))} restated likewise" if days else ""


def months_later(day: date, months: int) -> date:
    """The same day some months on; where that month is shorter, its last day."""
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), next_month - timedelta(days=1))
