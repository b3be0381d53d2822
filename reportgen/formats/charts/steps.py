"""What a waterfall's steps are, whichever way its bars lie: their levels, their looks and their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.hatching import WIDE, hatch
from reportgen.formats.charts.words import Line
from reportgen.model.charts import Step, StepKind, Waterfall

CONNECTOR = Pen("ink2", 0.5)

_FILLED: Mapping[StepKind, Token] = MappingProxyType({"part": "d2", "total": "ink", "target": "accent"})
_GAP_PEN = Pen("ink", 0.8, (1.6, 1.3))
_PRICE_PEN = Pen("ink", 1.2)
_JUDGEMENT_PEN = Pen("accent", 0.8)
_MOVES: tuple[StepKind, ...] = ("part", "judgement", "gap")
_OURS: tuple[StepKind, ...] = ("judgement", "target")
_NOT_OURS: tuple[StepKind, ...] = ("gap", "price")


def levels_of(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Where each bar begins and ends: a move from the level before it, a level from zero."""
    level, found = 0.0, []
    for step in steps:
        start = level if step.kind in _MOVES else 0.0
        level = start + step.value
        found.append((start, level))
    return found


def draw_bar(canvas: Canvas, box: Box, kind: StepKind) -> None:
    """A bar in the look of its kind: judgement hatched, what is only in the price dashed, the price outlined."""
    if kind == "judgement":
        hatch(canvas, box, "accent", under="accent-soft", spacing=WIDE)
        canvas.rectangle(_inside(box, _JUDGEMENT_PEN), pen=_JUDGEMENT_PEN)
    elif kind == "gap":
        canvas.rectangle(_inside(box, _GAP_PEN), pen=_GAP_PEN)
    elif kind == "price":
        canvas.rectangle(_inside(box, _PRICE_PEN), fill="paper", pen=_PRICE_PEN)
    else:
        canvas.rectangle(box, fill=_FILLED[kind])


def label_line(step: Step) -> Line:
    """The value of a step as a line of text."""
    return Line(step.label.text, "accent" if step.kind in _OURS else "ink", 600, step.label.path)


def group_colour(steps: Sequence[Step]) -> Token:
    """The colour of the bracket over some steps: accent for ours, paler where it is only in the price."""
    kinds = {step.kind for step in steps}
    if kinds & set(_OURS):
        return "accent"
    return "ink2" if kinds <= set(_NOT_OURS) else "ink"


def group_texts(spec: Waterfall, group: str) -> tuple[Line, ...]:
    """What may stand on the bracket of a group, the fullest first: all of it, or what follows its colon, the sum."""
    label = dict(spec.group_labels).get(group)
    if label is None:
        return ()
    texts = dict.fromkeys((label.text, label.text.rpartition(": ")[2]))
    return tuple(Line(text, path=label.path) for text in texts)


def _inside(box: Box, pen: Pen) -> Box:
    """The outline whose stroke ends at the edge of the bar; as it is where the bar is thinner than its stroke."""
    half = pen.width / 2
    return box if min(box.width, box.height) <= pen.width else box.grown(-half, -half)
