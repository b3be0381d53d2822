"""How often values occur, with the target and the price across them."""

from __future__ import annotations

from reportgen.formats.charts.axes import AXIS, first_baseline
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.fonts import ASCENT, text_width
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.scales import Scale, ticks
from reportgen.formats.charts.words import Line, Spot
from reportgen.model.charts import Histogram, Label

_TARGET_PEN = Pen("accent", 1.0, (3.0, 2.0))
_PRICE_PEN = Pen("ink", 1.0)
_BAR: Token = "d3"
_GAP = 0.08

# Heights in sizes of the text, above the bars and below them.
_HEAD = 1.9
_FOOT = 1.7


def draw(spec: Histogram, canvas: Canvas, *, narrow: bool) -> None:  # noqa: ARG001 - it has no names to move
    """A bar for each bin; target and price as lines with their names above."""
    if len(spec.edges) < 2 or not any(spec.counts):  # noqa: PLR2004 - one bin has two edges
        return
    marks = [spec.target] if spec.price is None else [spec.target, spec.price]
    area = Box(0.0, _FOOT * canvas.size, canvas.width, canvas.height - _HEAD * canvas.size)
    x = Scale(min(spec.edges[0], *marks), max(spec.edges[-1], *marks), area.left + 1, area.right - 1)
    y = Scale(0.0, float(max(spec.counts)), area.bottom, area.top)
    for count, left, right in zip(spec.counts, spec.edges, spec.edges[1:], strict=False):
        gap = (x(right) - x(left)) * _GAP
        canvas.rectangle(Box(x(left) + gap, area.bottom, x(right) - gap, y(count)), fill=_BAR)
    canvas.line([(area.left, area.bottom), (area.right, area.bottom)], AXIS)
    _write_axis(canvas, x, area)
    _draw_mark(canvas, x(spec.target), area, _TARGET_PEN)
    if spec.price is not None:
        _draw_mark(canvas, x(spec.price), area, _PRICE_PEN)
    _write_heads(spec, canvas, x)


def _draw_mark(canvas: Canvas, x: float, area: Box, pen: Pen) -> None:
    canvas.line([(x, area.bottom), (x, area.top)], pen)


def _write_axis(canvas: Canvas, x: Scale, area: Box) -> None:
    found = ticks(x.low, x.high)
    baseline = first_baseline(canvas, area.bottom)
    for value, text in zip(found.values, found.texts(), strict=True):
        at = x(value)
        place(
            canvas, [Line(text, "ink3")], [Spot(at, baseline, "middle"), Spot(at, baseline), Spot(at, baseline, "end")]
        )


def _write_heads(spec: Histogram, canvas: Canvas, x: Scale) -> None:
    """Target and price above their lines, each on the side away from the other."""
    target_left = spec.price is None or spec.target <= spec.price
    _write_head(canvas, spec.target_label, x(spec.target), _TARGET_PEN, left=target_left)
    if spec.price is not None and spec.price_label is not None:
        _write_head(canvas, spec.price_label, x(spec.price), _PRICE_PEN, left=not target_left)


def _write_head(canvas: Canvas, label: Label, x: float, pen: Pen, *, left: bool) -> None:
    baseline = canvas.height - canvas.size * ASCENT - 1
    line, width = Line(label.text, pen.colour, 600, label.path), text_width(label.text, canvas.size, 600)
    before, after = Spot(x + 1, baseline, "end"), Spot(x - 1, baseline)
    inside = Spot(min(max(x - width / 2, 0.0), canvas.width - width), baseline)
    below = baseline - canvas.leading
    ends = [
        Spot(0.0, baseline),
        Spot(canvas.width, baseline, "end"),
        Spot(0.0, below),
        Spot(canvas.width, below, "end"),
    ]
    place(canvas, [line], [*((before, after) if left else (after, before)), inside, *ends])
