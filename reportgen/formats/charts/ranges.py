"""Ranges of value by method, with the target and the price across them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formats.charts.axes import GRID, first_baseline
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT, text_width
from reportgen.formats.charts.labels import place, place_anyhow
from reportgen.formats.charts.rows import NAME_GAP, VALUE_GAP, Row, rows_in, write_name
from reportgen.formats.charts.scales import Scale, ticks, with_room
from reportgen.formats.charts.words import Anchor, Line, Spot, shorten, wrap
from reportgen.model.charts import Ranges, ValueRange

_TARGET_PEN = Pen("accent", 1.0, (3.0, 2.0))
_PRICE_PEN = Pen("ink", 1.0)
_NAMES_SHARE = 0.42
_THICKNESS = 1.3

# Words that end at a line, and words that begin there.
_SIDES: tuple[tuple[int, Anchor], ...] = ((-1, "end"), (1, "start"))

# Heights in sizes of the text: a row, a row whose name stands above its bar, and the strips above and below.
_ROW = 3.0
_NARROW_ROW = 3.4
_STRIP = 1.7


@dataclass(frozen=True, slots=True)
class _Frame:
    """The area of the bars, its scale and its rows."""

    area: Box
    x: Scale
    rows: tuple[Row, ...]


def draw(spec: Ranges, canvas: Canvas, *, narrow: bool) -> None:
    """A row for each method; on a phone its name stands above its bar."""
    names = [_name(row, canvas.width * (1.0 if narrow else _NAMES_SHARE), canvas.size) for row in spec.rows]
    widths = (text_width(line.text, canvas.size, line.weight) for lines in names for line in lines)
    names_end = 0.0 if narrow else max(widths, default=0.0)
    frame = _frame(spec, canvas, names_end + (NAME_GAP if names_end else 0.0))
    # where names stand above the bars, no line runs through them
    strips = [Row(row.bottom, row.middle) for row in frame.rows] if narrow else list(frame.rows)
    runs = strips if narrow else [Row(frame.area.bottom, frame.area.top)]
    _draw_grid(canvas, frame, runs)
    across = [Box(x - 1, frame.area.bottom, x + 1, frame.area.top) for x in (frame.x(spec.target), frame.x(spec.price))]
    _draw_across(canvas, across[0], runs, _TARGET_PEN)
    bars = [
        strip.bar(frame.x(row.low), frame.x(row.high), _THICKNESS * canvas.size)
        for strip, row in zip(strips, spec.rows, strict=True)
    ]
    for row, bar in zip(spec.rows, bars, strict=True):
        canvas.rectangle(bar, fill=row.tone)
    _draw_across(canvas, across[1], runs, _PRICE_PEN)
    _write_heads(spec, canvas, frame)
    for row, bar, strip, name in zip(spec.rows, bars, frame.rows, names, strict=True):
        _write_values(row, canvas, bar, across)
        if narrow:
            _write_above(canvas, name, strip)
        else:
            write_name(canvas, name, names_end, strip.middle)


def natural_height(spec: Ranges, size: float, *, narrow: bool) -> float:
    """The height in points at which every row has the room it needs."""
    return size * (2 * _STRIP + (_NARROW_ROW if narrow else _ROW) * len(spec.rows))


def _name(row: ValueRange, width: float, size: float) -> tuple[Line, ...]:
    """The name over its detail; a long name without a detail takes both lines."""
    if not row.detail:
        return tuple(Line(text, "ink", 600) for text in wrap(row.name, width, size, weight=600))
    name, detail = shorten(row.name, width, size, weight=600), shorten(row.detail, width, size)
    return tuple(line for line in (Line(name, "ink", 600), Line(detail)) if line.text)


def _frame(spec: Ranges, canvas: Canvas, left: float) -> _Frame:
    """The scale that holds all values and lines, with room for the values at the ends of the bars."""
    values = [edge for row in spec.rows for edge in (row.low, row.high)] + [spec.target, spec.price]
    beside = []
    for row in spec.rows:
        beside.append((row.low, -text_width(row.low_label.text, canvas.size) - VALUE_GAP - 1))
        beside.append((row.high, text_width(row.high_label.text, canvas.size) + VALUE_GAP + 1))
    area = Box(left, _STRIP * canvas.size, canvas.width, canvas.height - _STRIP * canvas.size)
    x = with_room(min(values), max(values), (area.left, area.right), beside)
    return _Frame(area, x, rows_in([1.0] * len(spec.rows), area.bottom, area.top))


def _draw_grid(canvas: Canvas, frame: _Frame, runs: Sequence[Row]) -> None:
    """Vertical gridlines with their figures below, where they fall into the area of the bars."""
    area, found = frame.area, ticks(frame.x.low, frame.x.high)
    places = [frame.x(value) for value in found.values]
    inside = [x for x in places if area.left <= x <= area.right]
    canvas.strokes([((x, run.bottom), (x, run.top)) for x in inside for run in runs], GRID)
    baseline = first_baseline(canvas, area.bottom)
    for x, text in zip(places, found.texts(), strict=True):
        canvas.write(Line(text, "ink3"), x, baseline, "middle")


def _draw_across(canvas: Canvas, line: Box, runs: Sequence[Row], pen: Pen) -> None:
    x = line.middle[0]
    canvas.strokes([((x, run.top), (x, run.bottom)) for run in runs], pen)


def _write_heads(spec: Ranges, canvas: Canvas, frame: _Frame) -> None:
    """Target and price above their lines, each on the side away from the other."""
    target_left = spec.target <= spec.price
    baseline = canvas.height - canvas.size * ASCENT - 1
    for label, value, colour, left in (
        (spec.target_label, spec.target, _TARGET_PEN.colour, target_left),
        (spec.price_label, spec.price, _PRICE_PEN.colour, not target_left),
    ):
        line, x = Line(label.text, colour, 600, label.path), frame.x(value)
        before, after = ([Spot(x + away * gap, baseline, anchor) for gap in (-1.0, 2.6)] for away, anchor in _SIDES)
        room = canvas.width - text_width(label.text, canvas.size, line.weight)
        inside = Spot(min(max(x - (canvas.width - room) / 2, 0.0), room), baseline)
        place(canvas, [line], [*(before if left else after), *(after if left else before), inside])


def _write_values(row: ValueRange, canvas: Canvas, bar: Box, across: list[Box]) -> None:
    """The ends of a range outside its bar; beyond a line that runs there, or else over that line."""
    baseline = canvas.centred(bar.middle[1])
    for label, edge, away in ((row.high_label, bar.right, 1), (row.low_label, bar.left, -1)):
        reach = text_width(label.text, canvas.size) + 2 * VALUE_GAP
        crossed = [line for line in across if 0 <= (line.middle[0] - edge) * away <= reach]
        starts = [edge, *sorted((line.middle[0] for line in crossed), key=lambda x: x * away)]
        spots = [Spot(x + away * VALUE_GAP, baseline, "start" if away > 0 else "end") for x in starts]
        place_anyhow(canvas, [Line(label.text, "ink", path=label.path)], spots, across)


def _write_above(canvas: Canvas, name: tuple[Line, ...], strip: Row) -> None:
    """Name and detail in one line over the bar; the name alone where they do not fit."""
    baseline = strip.middle + canvas.size * 0.3
    if not name or not canvas.put(name[:1], Spot(0.0, baseline)):
        return
    after = text_width(name[0].text, canvas.size, name[0].weight) + VALUE_GAP
    for detail in name[1:]:
        shortened = shorten(detail.text, canvas.width - after, canvas.size)
        canvas.put([Line(shortened)], Spot(after, baseline))
