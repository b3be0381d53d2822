"""Horizontal bars of values side by side."""

from __future__ import annotations

from reportgen.formats.charts.axes import AXIS
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas
from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.rows import (
    NAME_GAP,
    VALUE_GAP,
    column_width,
    height_of,
    rows_in,
    wrapped_names,
    write_name,
)
from reportgen.formats.charts.scales import Scale, with_room, zero_based
from reportgen.formats.charts.words import Line, Spot
from reportgen.model.charts import PartBar, PartBars

_NAMES_SHARE = 0.36
_THICKNESS = 1.15
_DETAIL_GAP = 4.0

# Values and details never take more than this part of the width from the bars.
_MOST_BESIDE = 0.4


def draw(spec: PartBars, canvas: Canvas, *, narrow: bool) -> None:
    """A row for each bar: name, bar, value, detail. A phone has no room for details."""
    names = _names(spec, canvas.width, canvas.size)
    rows = rows_in(_heights(names, canvas.size), 0.0, canvas.height)
    names_end = column_width(names, canvas.size)
    x = _scale(spec, canvas, names_end + NAME_GAP, details=not narrow)
    boxes = [row.bar(x(0.0), x(bar.value), _THICKNESS * canvas.size) for row, bar in zip(rows, spec.bars, strict=True)]
    for bar, box in zip(spec.bars, boxes, strict=True):
        canvas.rectangle(box, fill=bar.tone)
    if rows:
        canvas.line([(x(0.0), rows[0].top), (x(0.0), rows[-1].bottom)], AXIS)
    for index in sorted(range(len(rows)), key=lambda index: -abs(spec.bars[index].value)):
        _write_value(spec.bars[index], canvas, boxes[index], details=not narrow)
        write_name(canvas, [Line(text, "ink") for text in names[index]], names_end, rows[index].middle)


def natural_height(spec: PartBars, width: float, size: float) -> float:
    """The height in points at which every row has the room its name needs."""
    return sum(_heights(_names(spec, width, size), size))


def _names(spec: PartBars, width: float, size: float) -> list[tuple[str, ...]]:
    return wrapped_names([bar.name for bar in spec.bars], width * _NAMES_SHARE, size)


def _heights(names: list[tuple[str, ...]], size: float) -> list[float]:
    return [height_of(len(lines), size) for lines in names]


def _scale(spec: PartBars, canvas: Canvas, left: float, *, details: bool) -> Scale:
    """Values from left to right, with room beside the bars, on the left for negative ones, for what is printed."""
    low, high = zero_based(bar.value for bar in spec.bars)
    widths = [
        min(_beside(bar, canvas.size, details=details), _MOST_BESIDE * (canvas.width - left)) for bar in spec.bars
    ]
    beside = [(bar.value, -width if bar.value < 0 else width) for bar, width in zip(spec.bars, widths, strict=True)]
    return with_room(low, high, (left, canvas.width), beside)


def _beside(bar: PartBar, size: float, *, details: bool) -> float:
    value = text_width(bar.label.text, size, 600) + VALUE_GAP + 1
    return value + text_width(bar.detail.text, size) + _DETAIL_GAP if bar.detail and details else value


def _write_value(bar: PartBar, canvas: Canvas, box: Box, *, details: bool) -> None:
    """The value beyond the end of its bar, and the detail beyond the value."""
    line = Line(bar.label.text, "ink", 600, bar.label.path)
    baseline = canvas.centred(box.middle[1])
    away = -1 if bar.value < 0 else 1
    outside = Spot(box.left - VALUE_GAP, baseline, "end") if away < 0 else Spot(box.right + VALUE_GAP, baseline)
    if not place(canvas, [line], [outside]) or not bar.detail or not details:
        return
    beyond = outside.x + away * (text_width(line.text, canvas.size, line.weight) + _DETAIL_GAP)
    detail = Line(bar.detail.text, "ink2", 400, bar.detail.path)
    canvas.put([detail], Spot(beyond, baseline, outside.anchor))
