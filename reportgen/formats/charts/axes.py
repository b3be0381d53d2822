"""The frame of a chart with a value axis: margins, gridlines, the line of zero, and slots for bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.scales import Scale, Ticks, ticks
from reportgen.formats.charts.words import Line, Spot, widest

AXIS = Pen("ink", 0.7)
GRID = Pen("hair", 0.5)
BRACKET = Pen("rule", 0.5)

# The part of its slot that a bar fills, and the width beyond which a bar becomes a wall.
BAR_SHARE = 0.68
WIDEST_SLOT = 7.5

# Between a figure of the axis and the plot, and between the axis and the words below it, in points.
TICK_GAP = 3.0
AXIS_GAP = 2.6

# A bar that is not zero is seen, in points.
LEAST_BAR = 0.45


@dataclass(frozen=True, slots=True)
class Margins:
    """What is kept free around a plot, in points: outside it, and inside it above and below the values."""

    right: float = 0.0
    bottom: float = 0.0
    headroom: float = 0.0
    footroom: float = 0.0


@dataclass(frozen=True, slots=True)
class Plot:
    """The area in which values are drawn, with its vertical scale and the round numbers on it."""

    box: Box
    y: Scale
    ticks: Ticks

    @property
    def zero(self) -> float:
        """Where the axis lies: at zero, or at the foot of a plot that does not reach it."""
        return self.y(0.0) if self.y.low <= 0 <= self.y.high else self.box.bottom


@dataclass(frozen=True, slots=True)
class Slots:
    """Equal slots side by side, a bar in the middle of each."""

    left: float
    pitch: float
    count: int

    @property
    def right(self) -> float:
        """The end of the last slot."""
        return self.left + self.pitch * self.count

    def centre(self, index: int) -> float:
        """The middle of a slot."""
        return self.left + self.pitch * (index + 0.5)

    def bar(self, index: int, low: float, high: float) -> Box:
        """The bar of a slot between two heights, in whichever order they come, never too thin to be seen."""
        half = self.pitch * BAR_SHARE / 2
        bottom, top = min(low, high), max(low, high)
        lacking = max(0.0, LEAST_BAR - (top - bottom)) / 2
        return Box(self.centre(index) - half, bottom - lacking, self.centre(index) + half, top + lacking)


def plot_of(canvas: Canvas, low: float, high: float, margins: Margins) -> Plot:
    """The plot for values from ``low`` to ``high``; the figures of its axis stand left of it."""
    found = ticks(low, high)
    low, high = min(low, *found.values), max(high, *found.values)
    left = widest(found.texts(), canvas.size) + TICK_GAP
    top = canvas.height - canvas.size * ASCENT / 2
    box = Box(left, margins.bottom, canvas.width - margins.right, top)
    return Plot(box, Scale(low, high, box.bottom + margins.footroom, box.top - margins.headroom), found)


def draw_grid(canvas: Canvas, plot: Plot) -> None:
    """Gridlines, their figures, and the axis above them all."""
    heights = [plot.y(value) for value in plot.ticks.values]
    left, right = plot.box.left, plot.box.right
    canvas.grid([((left, y), (right, y)) for y in heights if abs(y - plot.zero) > AXIS.width], GRID)
    # from the outside in: where figures are too dense, those at the ends stay
    for y, text in sorted(zip(heights, plot.ticks.texts(), strict=True), key=lambda pair: -abs(pair[0] - plot.zero)):
        canvas.write(Line(text, "ink3"), left - TICK_GAP, canvas.centred(y), "end")


def draw_axis(canvas: Canvas, plot: Plot) -> None:
    """The line that bars stand on, drawn over their feet."""
    canvas.line([(plot.box.left, plot.zero), (plot.box.right, plot.zero)], AXIS)


def slots_in(canvas: Canvas, left: float, right: float, count: int) -> Slots:
    """``count`` slots from ``left``, no wider than a bar may be."""
    return Slots(left, min((right - left) / max(count, 1), WIDEST_SLOT * canvas.size), count)


def first_baseline(canvas: Canvas, below: float) -> float:
    """The baseline of words that hang below a line."""
    return below - AXIS_GAP - canvas.size * ASCENT


def bands(names: Sequence[str]) -> Iterable[tuple[str, int, int]]:
    """Neighbours of the same name: the name, the first index and the last."""
    for name, run in groupby(enumerate(names), key=lambda pair: pair[1]):
        indices = [index for index, _ in run]
        yield name, indices[0], indices[-1]


def draw_periods(canvas: Canvas, slots: Slots, periods: Sequence[tuple[str, str]], below: float) -> None:
    """The periods under their bars, and a bracket under those of one year; the latest first where room is short."""
    baseline = first_baseline(canvas, below)
    inner = [first for first, _ in periods]
    if any(inner):
        for index in reversed(range(slots.count)):
            canvas.write(Line(inner[index]), slots.centre(index), baseline, "middle")
        baseline -= canvas.leading + AXIS_GAP
    if not any(inner) or any(second for _, second in periods):
        _draw_years(canvas, slots, [second for _, second in periods], baseline, bracket=any(inner))


def period_rows(periods: Sequence[tuple[str, str]]) -> int:
    """How many rows of words the periods take."""
    return int(any(first for first, _ in periods)) + int(any(second for _, second in periods))


def _draw_years(canvas: Canvas, slots: Slots, years: Sequence[str], baseline: float, *, bracket: bool) -> None:
    line = baseline + canvas.size * ASCENT + AXIS_GAP / 2
    groups = [(year, slots.bar(a, 0, 0).left, slots.bar(b, 0, 0).right) for year, a, b in bands(years) if year]
    if bracket:
        canvas.strokes([((left, line), (right, line)) for _, left, right in groups], BRACKET)
    for year, left, right in reversed(groups):
        spots = [Spot((left + right) / 2, baseline, "middle"), Spot(right, baseline, "end")]
        place(canvas, [Line(year)], spots)
