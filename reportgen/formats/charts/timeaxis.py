"""Days on a horizontal scale, and the words for years, quarters or months under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportgen.figures import MONTHS
from reportgen.formats.charts.axes import Plot, first_baseline
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.scales import Scale
from reportgen.formats.charts.words import Line

_TICK = 2.4
_TICK_PEN = Pen("ink", 0.6)

# Up to how many days the scale is divided into months, and into quarters; years above.
_MONTHS_UNTIL, _QUARTERS_UNTIL = 200, 520
_YEAR_MONTHS = 12

# A name keeps this distance from the ends of its cell, in points.
_PADDING = 2.0


@dataclass(frozen=True, slots=True)
class Days:
    """A scale over days."""

    first: date
    last: date
    scale: Scale

    def __call__(self, day: date) -> float:
        """The place of a day."""
        return self.scale((day - self.first).days)


def days_between(first: date, last: date, start: float, end: float) -> Days:
    """The scale from one day to a later one, between two places."""
    return Days(first, last, Scale(0.0, float(max((last - first).days, 1)), start, end))


def cells(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The years, quarters or months that cover some days, by their first day and name."""
    span = (last - first).days
    months = 1 if span <= _MONTHS_UNTIL else 3 if span <= _QUARTERS_UNTIL else _YEAR_MONTHS
    year, month = first.year, (first.month - 1) // months * months + 1
    while (start := date(year, month, 1)) <= last:
        yield start, _cell_name(start, months)
        if start.year == date.max.year:
            return
        month += months
        year, month = year + (month - 1) // _YEAR_MONTHS, (month - 1) % _YEAR_MONTHS + 1


def draw_days(canvas: Canvas, plot: Plot, days: Days) -> None:
    """A tick where a year begins and its name in the middle of what is shown of it; every second if they are many."""
    found = list(cells(days.first, days.last))
    edges = [days(start) for start, _ in found] + [plot.box.right]
    shown = [
        (max(left, plot.box.left), right, name) for left, right, (_, name) in zip(edges, edges[1:], found, strict=False)
    ]
    ticks = [x for x in edges[:-1] if x >= plot.box.left]
    canvas.strokes([((x, plot.box.bottom), (x, plot.box.bottom - _TICK)) for x in ticks], _TICK_PEN)
    baseline = first_baseline(canvas, plot.box.bottom - _TICK / 2)
    for left, right, name in _thinned(canvas, shown):
        canvas.write(Line(name), (left + right) / 2, baseline, "middle")


def _thinned(canvas: Canvas, shown: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """The cells whose names fit; of many narrow ones every second, fifth or tenth that fits into its run."""
    widest = max((text_width(name, canvas.size) for _, _, name in shown), default=0.0) + _PADDING
    full = max((right - left for left, right, _ in shown), default=0.0)
    if full >= widest:
        return [cell for cell in shown if cell[1] - cell[0] >= text_width(cell[2], canvas.size) + _PADDING]
    every = next((step for step in (2, 5, 10, 20, 50) if full * step >= widest), 100)
    return shown[::-1][::every]


def _cell_name(start: date, months: int) -> str:
    if months == _YEAR_MONTHS:
        return str(start.year)
    if months == 1:
        return f"{MONTHS[start.month - 1][:3]} {start.year}"
    return f"{(start.month - 1) // months + 1}Q{start.year % 100:02d}"
