"""Rows one below the other: names on the left, bars to their right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reportgen.formats.charts.axes import BAR_SHARE, LEAST_BAR
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import LEADING, Canvas
from reportgen.formats.charts.words import Line, Spot, widest, wrap

# Between a name and the bars, and between a bar and its value, in points.
NAME_GAP = 6.0
VALUE_GAP = 3.0

# Heights in sizes of the text: a row with one line of text, and what each line more adds.
ROW = 1.9
MORE = LEADING


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of the drawing from its lower to its upper edge."""

    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Half-way up."""
        return (self.bottom + self.top) / 2

    def bar(self, start: float, end: float, thickness: float) -> Box:
        """The bar between two places, in whichever order they come, never too thin to be seen."""
        left, right = min(start, end), max(start, end)
        lacking = max(0.0, LEAST_BAR - (right - left)) / 2
        half = min(thickness, BAR_SHARE * (self.top - self.bottom)) / 2
        return Box(left - lacking, self.middle - half, right + lacking, self.middle + half)


def rows_in(heights: Sequence[float], bottom: float, top: float) -> tuple[Row, ...]:
    """Rows of these heights from the top down, all drawn out or pressed together to fill what there is."""
    factor = (top - bottom) / sum(heights) if heights else 1.0
    edges = [top - factor * edge for edge in accumulate(heights, initial=0.0)]
    return tuple(Row(low, high) for high, low in pairwise(edges))


def height_of(lines: int, size: float) -> float:
    """The natural height of a row with so many lines of text."""
    return size * (ROW + MORE * (max(lines, 1) - 1))


def wrapped_names(names: Sequence[str], width: float, size: float, *, weight: int = 400) -> list[tuple[str, ...]]:
    """Names in up to two lines each."""
    return [wrap(name, width, size, weight=weight) for name in names]


def column_width(names: Sequence[Sequence[str]], size: float, *, weight: int = 400) -> float:
    """The width of the column that some wrapped names need."""
    return max((widest(lines, size, weight) for lines in names), default=0.0)


def write_name(canvas: Canvas, lines: Sequence[Line], right: float, middle: float) -> None:
    """A name of some lines, centred on its row; only its first line where there is no room for all."""
    top = canvas.centred(middle) + canvas.leading * (len(lines) - 1) / 2
    if not canvas.put(lines, Spot(right, top, "end")):
        canvas.put(lines[:1], Spot(right, canvas.centred(middle), "end"))
