"""The bin for what has no date: dashed, so that nobody takes its order for one."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import LEADING, Canvas, Pen
from reportgen.formats.charts.fonts import ASCENT
from reportgen.formats.charts.words import Line, Spot, wrap

HEADING = "No date in our sources"

_FRAME = Pen("ink2", 0.7, (2.4, 1.8))
_RING_PEN = Pen("accent", 1.1)
_RING = 2.0

# In sizes of the text.
_PADDING = 1.1
_INDENT = 1.6
_BETWEEN = 0.85
_MOST_SPARE = 0.45


def draw(names: Sequence[str], canvas: Canvas, box: Box) -> None:
    """A dashed frame, a heading, and a ring before each name; the last ones are left out where the box is full."""
    size = canvas.size
    canvas.rectangle(box, pen=_FRAME)
    left, y = box.left + _PADDING * size, box.top - _PADDING * size - ASCENT * size
    canvas.write(Line(HEADING, "accent", 600), left, y)
    spare = box.height - natural_height(names, box.width, size)
    between = _BETWEEN * size + min(max(spare / max(len(names), 1), 0.0), _MOST_SPARE * size)
    for lines in _wrapped(names, box.width, size):
        y -= canvas.leading + between
        last = y - (len(lines) - 1) * canvas.leading
        spot = Spot(left + _INDENT * size, y)
        if last < box.bottom + _BETWEEN * size or not canvas.put([Line(text, "ink", 600) for text in lines], spot):
            break
        canvas.circle((left + _RING, y + size * 0.36), _RING, fill="paper", pen=_RING_PEN)
        y = last


def natural_height(names: Sequence[str], width: float, size: float) -> float:
    """The height in points that holds every name."""
    lines = sum(len(wrapped) - 1 for wrapped in _wrapped(names, width, size)) * LEADING
    return size * (2 * _PADDING + 1 + len(names) * (LEADING + _BETWEEN) + lines)


def _wrapped(names: Sequence[str], width: float, size: float) -> list[tuple[str, ...]]:
    room = width - (2 * _PADDING + _INDENT) * size
    return [lines for name in names if (lines := wrap(name, room, size, weight=600))]
