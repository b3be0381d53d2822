"""Hatching as plain lines: a pattern is drawn differently by every reader of SVG, and survives in none of them dark."""

from __future__ import annotations

import math

from reportgen.formats.charts.boxes import Box, Point
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token

# Between two lines, measured along an edge, and how thick they are, in points.
SPACING = 3.9
WIDE = 4.8
PEN_WIDTH = 0.6


def hatch(canvas: Canvas, box: Box, colour: Token, *, under: Token, spacing: float = SPACING) -> None:
    """Fill a box with lines rising to the right at 45°, over a ground."""
    canvas.rectangle(box, fill=under)
    canvas.strokes(lines_in(box, spacing), Pen(colour, PEN_WIDTH))


def lines_in(box: Box, spacing: float) -> list[tuple[Point, Point]]:
    """The lines y = x + c inside a box, clipped to it, in step with those of every other box."""
    if box.width <= 0 or box.height <= 0:
        return []
    first = math.ceil((box.bottom - box.right) / spacing)
    last = math.floor((box.top - box.left) / spacing)
    segments = []
    for index in range(first, last + 1):
        shift = index * spacing
        left, right = max(box.left, box.bottom - shift), min(box.right, box.top - shift)
        if right > left:
            segments.append(((left, left + shift), (right, right + shift)))
    return segments
