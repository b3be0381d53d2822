"""A timeline as a list from the past down to the future, for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.formats.charts import undated
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.rows import Row, height_of, rows_in
from reportgen.formats.charts.words import Line, Spot, shorten, wrap
from reportgen.model.charts import Milestone, Timeline

NOW, COMING = "This note", "Still to come"

_AXIS = Pen("ink", 1.0)
_DOT = 2.6
_GAP = 8.0
_LEADS_SHARE = 0.34
_TODAY_ROW = 2.2
_BIN_GAP = 0.8


def draw(spec: Timeline, canvas: Canvas) -> None:
    """A row for each milestone, the line between past and future across, and the bin below."""
    size = canvas.size
    past, coming = _parted(spec)
    bin_height = undated.natural_height(spec.undated, canvas.width, size) if spec.undated else 0.0
    bin_height = min(bin_height, canvas.height / 2)
    bottom = bin_height + (_BIN_GAP * size if bin_height else 0.0)
    axis = _axis(spec, canvas.width, size)
    heights = _heights(spec, canvas.width, size)
    rows = rows_in(heights, bottom, canvas.height)
    now = rows[len(past)]
    canvas.rectangle(Box(0.0, bottom, canvas.width, now.middle), fill="tint")
    canvas.line([(axis, canvas.height), (axis, bottom)], _AXIS)
    canvas.line([(0.0, now.middle), (canvas.width, now.middle)], _AXIS)
    canvas.write(Line(NOW, "ink", 600), axis - _GAP, now.middle + size * 0.4, "end")
    if coming:
        canvas.write(Line(COMING, "accent", 600), axis + _GAP, now.middle - size)
    for milestone, row in zip([*past, *coming], [*rows[: len(past)], *rows[len(past) + 1 :]], strict=True):
        _draw_row(milestone, canvas, axis, row)
    if bin_height:
        undated.draw(spec.undated, canvas, Box(0.5, 0.5, canvas.width - 0.5, bin_height))


def natural_height(spec: Timeline, width: float, size: float) -> float:
    """The height in points at which every milestone and everything undated finds room."""
    below = undated.natural_height(spec.undated, width, size) + _BIN_GAP * size if spec.undated else 0.0
    return sum(_heights(spec, width, size)) + below


def _parted(spec: Timeline) -> tuple[list[Milestone], list[Milestone]]:
    ordered = sorted(spec.milestones, key=lambda milestone: milestone.day)
    return [one for one in ordered if one.past], [one for one in ordered if not one.past]


def _axis(spec: Timeline, width: float, size: float) -> float:
    """Where the line runs down: behind the dates."""
    leads = [NOW, *(milestone.lead for milestone in spec.milestones)]
    widest = max(text_width(lead, size, 600 if lead == NOW else 400) for lead in leads)
    return min(widest, width * _LEADS_SHARE) + _GAP


def _heights(spec: Timeline, width: float, size: float) -> list[float]:
    past, coming = _parted(spec)
    room = width - _axis(spec, width, size) - _GAP

    def needed(milestones: Sequence[Milestone]) -> list[float]:
        return [height_of(len(wrap(one.text, room, size, weight=600)), size) for one in milestones]

    return [*needed(past), _TODAY_ROW * size, *needed(coming)]


def _draw_row(milestone: Milestone, canvas: Canvas, axis: float, row: Row) -> None:
    colour: Token = "ink" if milestone.past else "accent"
    canvas.circle((axis, row.middle), _DOT, fill="paper" if milestone.past else "accent", pen=Pen(colour, 1.1))
    lines = wrap(milestone.text, canvas.width - axis - _GAP, canvas.size, weight=600)
    top = canvas.centred(row.middle) + (len(lines) - 1) * canvas.leading / 2
    if not canvas.put([Line(text, "ink", 600) for text in lines], Spot(axis + _GAP, top)):
        canvas.put([Line(text, "ink", 600) for text in lines[:1]], Spot(axis + _GAP, canvas.centred(row.middle)))
    lead = shorten(milestone.lead, axis - _GAP, canvas.size)
    canvas.write(Line(lead, "ink3" if milestone.past else "accent"), axis - _GAP, top, "end")
