"""Inputs moved one at a time: bars to both sides of the result of the note."""

from __future__ import annotations

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT
from reportgen.formats.charts.labels import place, place_anyhow
from reportgen.formats.charts.rows import VALUE_GAP, Row
from reportgen.formats.charts.scales import Scale
from reportgen.formats.charts.spans import Frame, Names, draw_grid, frame_of, height_of_rows, names_of, write_row_name
from reportgen.formats.charts.words import Line, Spot
from reportgen.model.charts import Label, Tone, Tornado, TornadoBar

_BASE_PEN = Pen("accent", 1.0, (3.0, 2.0))
_LOW: Tone = "d2"
_HIGH: Tone = "d1"
_THICKNESS = 1.15
_ROW = 2.5
"""The height of a row in sizes of the text."""


def draw(spec: Tornado, canvas: Canvas, *, narrow: bool) -> None:
    """A row for each input; on a phone its name stands above its bar."""
    names = names_of(canvas, [(bar.name, bar.detail) for bar in spec.bars], narrow=narrow)
    frame = _frame(spec, canvas, names)
    draw_grid(canvas, frame)
    base = frame.x(spec.base)
    for bar, strip in zip(spec.bars, frame.strips, strict=True):
        for value, tone in _ends(bar):
            canvas.rectangle(strip.bar(base, frame.x(value), _THICKNESS * canvas.size), fill=tone)
    canvas.strokes([((base, run.bottom), (base, run.top)) for run in frame.runs], _BASE_PEN)
    _write_head(spec, canvas, base)
    across = [Box(base - 1, frame.area.bottom, base + 1, frame.area.top)]
    for index, (bar, strip) in enumerate(zip(spec.bars, frame.strips, strict=True)):
        _write_values(bar, canvas, frame.x, strip, across)
        write_row_name(canvas, names, frame, index)


def natural_height(spec: Tornado, size: float, *, narrow: bool) -> float:
    """The height in points at which every row has the room it needs."""
    return height_of_rows(len(spec.bars), _ROW, size, narrow=narrow)


def _ends(bar: TornadoBar) -> list[tuple[float, Tone]]:
    """The ends that have a figure, the farther first, so that one behind another is seen."""
    ends: list[tuple[float | None, Tone]] = [(bar.low, _LOW), (bar.high, _HIGH)]
    return [(value, tone) for value, tone in ends if value is not None]


def _frame(spec: Tornado, canvas: Canvas, names: Names) -> Frame:
    """The scale that holds all ends and the base, with room for the values beside the bars."""
    values = [spec.base, *(value for bar in spec.bars for value, _ in _ends(bar))]
    labels = [
        (value, label.text, -1 if value < spec.base else 1)
        for bar in spec.bars
        for value, label in ((bar.low, bar.low_label), (bar.high, bar.high_label))
        if value is not None
    ]
    return frame_of(canvas, names, values, labels)


def _write_head(spec: Tornado, canvas: Canvas, base: float) -> None:
    """What the bars start from, above their line."""
    baseline = canvas.height - canvas.size * ASCENT - 1
    line = Line(spec.base_label.text, _BASE_PEN.colour, 600, spec.base_label.path)
    spots = [Spot(base, baseline, "middle"), Spot(base + 1, baseline, "end"), Spot(base - 1, baseline)]
    place(canvas, [line], [*spots, Spot(0.0, baseline), Spot(canvas.width, baseline, "end")])


def _write_values(bar: TornadoBar, canvas: Canvas, x: Scale, strip: Row, across: list[Box]) -> None:
    """Each result beyond its end of the bar; what has no figure beside the line."""
    baseline, base = canvas.centred(strip.middle), across[0].middle[0]
    ends = sorted(((bar.low, bar.low_label, -1), (bar.high, bar.high_label, 1)), key=lambda end: end[0] is None)
    for value, label, side in ends:
        edge = base if value is None else x(value)
        away = side if value is None or edge == base else (1 if edge > base else -1)
        _write_value(
            canvas,
            label,
            [Spot(edge + way * VALUE_GAP, baseline, "start" if way > 0 else "end") for way in (away, -away)],
            across,
        )


def _write_value(canvas: Canvas, label: Label, spots: list[Spot], across: list[Box]) -> None:
    place_anyhow(canvas, [Line(label.text, "ink", path=label.path)], spots, across)
