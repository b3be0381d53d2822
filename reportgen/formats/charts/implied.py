"""One assumption on a line: what it is, what the note sets, and what the price would need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.fonts import ASCENT, DESCENT, text_width
from reportgen.formats.charts.hatching import WIDE, hatch
from reportgen.formats.charts.labels import spread
from reportgen.formats.charts.scales import Scale
from reportgen.formats.charts.words import Line
from reportgen.model.charts import ImpliedScale, Label, ScaleMark

_COLOURS: Mapping[str, Token] = MappingProxyType({"base": "ink2", "note": "accent", "price": "ink"})
_OUTLINE = Pen("accent", 0.8)
_GAP_PEN = Pen("ink", 0.8, (1.6, 1.3))
_MARK_WIDTH = 1.2

# Of the drawing's height between the two lines of text: how much of it is the bar.
_BAR_SHARE = 0.55
_TALLEST_BAR = 2.6
_LABEL_GAP = 6.0
_TEXT_GAP = 2.5


@dataclass(frozen=True, slots=True)
class _Frame:
    """The bar, the marks that reach over it, and the scale between its ends."""

    bar: Box
    low: float
    high: float
    x: Scale


def draw(spec: ImpliedScale, canvas: Canvas, *, narrow: bool) -> None:  # noqa: ARG001 - it is narrow in print already
    """The judgement hatched from the base to the note, the way to the price dashed; figures above and below."""
    marks = sorted(spec.marks, key=lambda mark: mark.position)
    if not marks:
        return
    frame = _frame(marks, canvas)
    _draw_between(marks, canvas, frame)
    for mark in marks:
        x = frame.x(mark.position)
        canvas.line([(x, frame.low), (x, frame.high)], Pen(_COLOURS[mark.role], _MARK_WIDTH))
    above = frame.high + _TEXT_GAP + canvas.size * DESCENT
    below = frame.low - _TEXT_GAP - canvas.size * ASCENT
    _write_row(marks, canvas, frame, [mark.above for mark in marks], (above, 600))
    _write_row(marks, canvas, frame, [mark.below for mark in marks], (below, 400))


def _frame(marks: Sequence[ScaleMark], canvas: Canvas) -> _Frame:
    text = canvas.size * (ASCENT + DESCENT) + _TEXT_GAP
    low, high = text, canvas.height - text
    middle, half = (low + high) / 2, min((high - low) * _BAR_SHARE, _TALLEST_BAR * canvas.size) / 2
    reach = min((high - low) / 2, half * 2)
    # the texts of the first and the last mark are centred on them, and stay inside
    first = max(text_width(label.text, canvas.size, 600) for label in (marks[0].above, marks[0].below)) / 2
    last = max(text_width(label.text, canvas.size, 600) for label in (marks[-1].above, marks[-1].below)) / 2
    left, right = min(first, canvas.width * 0.1), max(canvas.width - last - 1, canvas.width * 0.6)
    x = Scale(marks[0].position, marks[-1].position, left, right)
    return _Frame(Box(left, middle - half, right, middle + half), middle - reach, middle + reach, x)


def _draw_between(marks: Sequence[ScaleMark], canvas: Canvas, frame: _Frame) -> None:
    """What the note judges, and over it or beside it what lies between the note and the price."""
    places = {mark.role: frame.x(mark.position) for mark in marks}
    if "base" in places and "note" in places:
        judged = _between(frame.bar, places["base"], places["note"])
        hatch(canvas, judged, "accent", under="accent-soft", spacing=WIDE)
        canvas.rectangle(judged, pen=_OUTLINE)
    if "note" in places and "price" in places:
        canvas.rectangle(_between(frame.bar, places["note"], places["price"]), pen=_GAP_PEN)


def _between(bar: Box, one: float, other: float) -> Box:
    return Box(min(one, other), bar.bottom, max(one, other), bar.top)


def _write_row(
    marks: Sequence[ScaleMark],
    canvas: Canvas,
    frame: _Frame,
    labels: Sequence[Label],
    look: tuple[float, Literal[400, 600]],
) -> None:
    """One label at each mark, centred on it, pushed apart where marks are close; note and price before the base."""
    baseline, weight = look
    widths = [text_width(label.text, canvas.size, weight) for label in labels]
    distances = [(one + other) / 2 + _LABEL_GAP for one, other in pairwise(widths)]
    centres = spread(
        [frame.x(mark.position) for mark in marks], distances, widths[0] / 2, canvas.width - widths[-1] / 2
    )
    order = sorted(range(len(marks)), key=lambda index: marks[index].role == "base")
    for index in order:
        line = Line(labels[index].text, _COLOURS[marks[index].role], weight, labels[index].path)
        canvas.write(line, centres[index], baseline, "middle")
