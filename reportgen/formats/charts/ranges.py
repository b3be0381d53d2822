"""Ranges of value by method, with the target and the price across them."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT, text_width
from reportgen.formats.charts.labels import place, place_anyhow
from reportgen.formats.charts.rows import VALUE_GAP, Row
from reportgen.formats.charts.spans import Frame, Names, draw_grid, frame_of, height_of_rows, names_of, write_row_name
from reportgen.formats.charts.words import Anchor, Line, Spot
from reportgen.model.charts import Ranges, ValueRange

_TARGET_PEN = Pen("accent", 1.0, (3.0, 2.0))
_PRICE_PEN = Pen("ink", 1.0)
_THICKNESS = 1.3
_ROW = 3.0
"""The height of a row in sizes of the text."""

# Words that end at a line, and words that begin there.
_SIDES: tuple[tuple[int, Anchor], ...] = ((-1, "end"), (1, "start"))


def draw(spec: Ranges, canvas: Canvas, *, narrow: bool) -> None:
    """A row for each method; on a phone its name stands above its bar."""
    names = names_of(canvas, [(row.name, row.detail) for row in spec.rows], narrow=narrow)
    frame = _frame(spec, canvas, names)
    draw_grid(canvas, frame)
    across = [Box(x - 1, frame.area.bottom, x + 1, frame.area.top) for x in (frame.x(spec.target), frame.x(spec.price))]
    _draw_across(canvas, across[0], frame.runs, _TARGET_PEN)
    bars = [
        strip.bar(frame.x(row.low), frame.x(row.high), _THICKNESS * canvas.size)
        for strip, row in zip(frame.strips, spec.rows, strict=True)
    ]
    for row, bar in zip(spec.rows, bars, strict=True):
        canvas.rectangle(bar, fill=row.tone)
    _draw_across(canvas, across[1], frame.runs, _PRICE_PEN)
    _write_heads(spec, canvas, frame)
    for index, (row, bar) in enumerate(zip(spec.rows, bars, strict=True)):
        _write_values(row, canvas, bar, across)
        write_row_name(canvas, names, frame, index)


def natural_height(spec: Ranges, size: float, *, narrow: bool) -> float:
    """The height in points at which every row has the room it needs."""
    return height_of_rows(len(spec.rows), _ROW, size, narrow=narrow)


def _frame(spec: Ranges, canvas: Canvas, names: Names) -> Frame:
    """The scale that holds all values and lines, with room for the values at the ends of the bars."""
    values = [edge for row in spec.rows for edge in (row.low, row.high)] + [spec.target, spec.price]
    labels = [
        end for row in spec.rows for end in ((row.low, row.low_label.text, -1), (row.high, row.high_label.text, 1))
    ]
    return frame_of(canvas, names, values, labels)


def _draw_across(canvas: Canvas, line: Box, runs: Sequence[Row], pen: Pen) -> None:
    x = line.middle[0]
    canvas.strokes([((x, run.top), (x, run.bottom)) for run in runs], pen)


def _write_heads(spec: Ranges, canvas: Canvas, frame: Frame) -> None:
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
