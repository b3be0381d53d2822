"""What was recommended before this note: ratings, targets and prices, in the shares of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportgen.sections.writer import Writer


@dataclass(frozen=True, slots=True)
class Given:
    """A rating and a target as given on a day, with the price of then where it is known; both hold until the next."""

    day: date
    rating: str
    target: float
    price: float | None


def given_before(writer: Writer, last: date) -> Iterator[Given]:
    """The recommendations up to a day that were not those before them, in the shares of that day.

    From all releases, and what opinion.yaml names as the earlier one.
    """
    known = {each.as_of: (each.rating, each.target_price, each.price) for each in writer.inputs.history}
    typed = writer.inputs.opinion.previous
    if typed is not None:
        known.setdefault(typed.as_of, (typed.rating, typed.target_price, None))
    before = None
    for day in sorted(day for day in known if day <= last):
        rating, target, price = known[day]
        ratio = writer.inputs.company.new_for_old(day, last)
        level = float(target) / ratio
        if (rating, level) != before:
            yield Given(day, rating, level, _close(writer, day) if price is None else float(price) / ratio)
        before = rating, level


def _close(writer: Writer, day: date) -> float | None:
    """The close of the very day, which is told in the shares of today already."""
    path = f"prices.{day}"
    return writer.value(path) if writer.has(path) else None
