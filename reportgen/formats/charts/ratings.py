"""Targets that have been in force: a line of steps up to the day of the price, each with its figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reportgen.formats.charts.axes import Plot
from reportgen.formats.charts.boxes import Box, Point, along
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT, text_width
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.timeaxis import Days
from reportgen.formats.charts.words import Line, Spot
from reportgen.model.charts import RatingChange

_STEPS = Pen("accent", 0.9)
_GAP = 2.5
"""Between a step and its figure, in points."""
_ALONG = (0.0, 1.0, 0.5, 0.25, 0.75)
"""Where along its step a figure is tried."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Each target with its line from left to right, and what labels have to keep clear of."""

    runs: tuple[tuple[RatingChange, Point, Point], ...]
    covered: tuple[Box, ...]

    @property
    def corners(self) -> tuple[Point, ...]:
        """The line through all of them."""
        return tuple(point for _, *ends in self.runs for point in ends)


def steps_of(changes: Sequence[RatingChange], plot: Plot, days: Days, end: float) -> Steps:
    """The targets as steps up to ``end``; one given before the plot begins holds at its beginning."""
    starts = [min(max(days(change.day), plot.box.left), end) for change in changes]
    runs = tuple(
        (change, (start, plot.y(change.target)), (until, plot.y(change.target)))
        for change, (start, until) in zip(changes, pairwise([*starts, end]), strict=True)
        if until > start
    )
    found = Steps(runs, ())
    return Steps(runs, along(found.corners, _STEPS.width)) if runs else found


def draw_steps(canvas: Canvas, steps: Steps) -> None:
    """The line of all targets."""
    canvas.line(steps.corners, _STEPS)


def write_steps(canvas: Canvas, steps: Steps, covered: Sequence[Box]) -> None:
    """The figures, the latest first; none that is longer than its step or finds no room.

    The last target is what the note's own is compared with: where its step is short, its figure stands beside it.
    """
    size = canvas.size
    for number, (change, (left, y), (right, _)) in enumerate(reversed(steps.runs)):
        label, free = change.target_label, right - left - 2 * _GAP
        room = free - text_width(label.text, size)
        heights = (y + _GAP, y - _GAP - size * ASCENT)
        spots = [Spot(left + _GAP + room * share, height) for share in _ALONG for height in heights if room >= 0]
        if number == 0:
            ends = (left - _GAP, right - _GAP)
            spots += [Spot(end, height, "end") for end in ends for height in (canvas.centred(y), *heights)]
            spots += [Spot(right + _GAP, height) for height in (canvas.centred(y), *heights)]
        place(canvas, [Line(label.text, "accent", path=label.path)], spots, covered)


def flagged(changes: Sequence[RatingChange], first: date, last: date) -> Iterator[RatingChange]:
    """The changes between two days that gave another rating than the one before."""
    before = ""
    for change in changes:
        if change.rating != before and first <= change.day <= last:
            yield change
        before = change.rating
