"""Rows of bars that begin and end somewhere along one scale: names on the left, values at both ends, a grid behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formats.charts.axes import GRID, first_baseline
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas
from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.rows import NAME_GAP, VALUE_GAP, Row, rows_in, write_name
from reportgen.formats.charts.scales import Scale, ticks, with_room
from reportgen.formats.charts.words import Line, Spot, shorten, wrap

_NAMES_SHARE = 0.42

# Heights in sizes of the text: a row whose name stands above its bar, and the strips above and below the rows.
_NARROW_ROW = 3.4
_STRIP = 1.7


@dataclass(frozen=True, slots=True)
class Names:
    """The name of each row over its detail, and where their column ends; on a phone they stand above the bars."""

    lines: tuple[tuple[Line, ...], ...]
    end: float
    narrow: bool

    @property
    def bars_begin(self) -> float:
        """How far the column reaches with the gap behind it."""
        return self.end + (NAME_GAP if self.end else 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The area of the bars, its scale and its rows; where bars lie in these, and how far lines across them run."""

    area: Box
    x: Scale
    rows: tuple[Row, ...]
    strips: tuple[Row, ...]
    runs: tuple[Row, ...]


def names_of(canvas: Canvas, names: Sequence[tuple[str, str]], *, narrow: bool) -> Names:
    """The names of rows with their details, as they find room."""
    width = canvas.width * (1.0 if narrow else _NAMES_SHARE)
    lines = tuple(_name(name, detail, width, canvas.size) for name, detail in names)
    widths = (text_width(line.text, canvas.size, line.weight) for each in lines for line in each)
    return Names(lines, 0.0 if narrow else max(widths, default=0.0), narrow)


def _name(name: str, detail: str, width: float, size: float) -> tuple[Line, ...]:
    """The name over its detail; a long name without a detail takes both lines."""
    if not detail:
        return tuple(Line(text, "ink", 600) for text in wrap(name, width, size, weight=600))
    short, below = shorten(name, width, size, weight=600), _shortened(detail, width, size)
    return tuple(line for line in (Line(short, "ink", 600), Line(below)) if line.text)


def frame_of(canvas: Canvas, names: Names, values: Sequence[float], labels: Sequence[tuple[float, str, int]]) -> Frame:
    """The scale that holds all values, with room for labels: at which value, the words, and on which side of it."""
    beside = [(value, side * (text_width(text, canvas.size) + VALUE_GAP + 1)) for value, text, side in labels]
    area = Box(names.bars_begin, _STRIP * canvas.size, canvas.width, canvas.height - _STRIP * canvas.size)
    x = with_room(min(values), max(values), (area.left, area.right), beside)
    rows = rows_in([1.0] * len(names.lines), area.bottom, area.top)
    # where names stand above the bars, no line runs through them
    strips = tuple(Row(row.bottom, row.middle) for row in rows) if names.narrow else rows
    return Frame(area, x, rows, strips, strips if names.narrow else (Row(area.bottom, area.top),))


def draw_grid(canvas: Canvas, frame: Frame) -> None:
    """Vertical gridlines with their figures below, where they fall into the area of the bars."""
    area, found = frame.area, ticks(frame.x.low, frame.x.high)
    places = [frame.x(value) for value in found.values]
    inside = [x for x in places if area.left <= x <= area.right]
    canvas.grid([((x, run.bottom), (x, run.top)) for x in inside for run in frame.runs], GRID)
    baseline = first_baseline(canvas, area.bottom)
    for x, text in zip(places, found.texts(), strict=True):
        canvas.write(Line(text, "ink3"), x, baseline, "middle")


def write_row_name(canvas: Canvas, names: Names, frame: Frame, index: int) -> None:
    """The name of a row, beside its bar or above it."""
    lines, row = names.lines[index], frame.rows[index]
    if names.narrow:
        _write_above(canvas, lines, row)
    else:
        write_name(canvas, lines, names.end, row.middle)


def _write_above(canvas: Canvas, name: tuple[Line, ...], row: Row) -> None:
    """Name and detail in one line over the bar; the name alone where they do not fit."""
    baseline = row.middle + canvas.size * 0.3
    if not name or not canvas.put(name[:1], Spot(0.0, baseline)):
        return
    after = text_width(name[0].text, canvas.size, name[0].weight) + VALUE_GAP
    for detail in name[1:]:
        shortened = _shortened(detail.text, canvas.width - after, canvas.size)
        if shortened:
            canvas.put([Line(shortened)], Spot(after, baseline))


def _shortened(detail: str, width: float, size: float) -> str:
    """As much of a detail as finds room; nothing of one with figures that finds none, for half a figure is another."""
    shortened = shorten(detail, width, size)
    return "" if shortened != detail and any(letter.isdigit() for letter in detail) else shortened


def height_of_rows(count: int, row: float, size: float, *, narrow: bool) -> float:
    """The height in points at which so many rows have the room they need, each of ``row`` sizes of the text."""
    return size * (2 * _STRIP + (_NARROW_ROW if narrow else row) * count)
