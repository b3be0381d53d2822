"""What has happened and what is to come: to the scale of time, or as a list for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportgen.formats.charts import timeline_rows, undated
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.flags import DOT, STEM_GAP, Scene, best_flags
from reportgen.formats.charts.fonts import ASCENT, text_width
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.scales import with_room
from reportgen.formats.charts.words import Line, Spot
from reportgen.model.charts import Timeline

NOW, COMING = "This note", "Still to come"

_AXIS = Pen("ink", 1.0)
_TICK = 3.0
_BIN_SHARE, _BIN_GAP = 0.26, 0.022

# Free at both ends of the line, of its length.
_PADDING = 0.045

# The heights that are tried for a whole drawing, in sizes of the text.
_LEAST_HEIGHT, _STEP, _MOST_HEIGHT = 13.0, 1.5, 40.0


def draw(spec: Timeline, canvas: Canvas, *, narrow: bool) -> None:
    """A line with the past hollow and the future filled on tint, and a dashed bin for what has no date."""
    if narrow:
        timeline_rows.draw(spec, canvas)
        return
    right = canvas.width
    if spec.undated:
        right = canvas.width * (1 - _BIN_SHARE - _BIN_GAP)
        undated.draw(spec.undated, canvas, _bin(spec, canvas))
    _draw_line(spec, canvas, right)


def _bin(spec: Timeline, canvas: Canvas) -> Box:
    """As high as its names need: a frame about nothing would promise more."""
    left, top = canvas.width * (1 - _BIN_SHARE), canvas.height - 0.5
    high = undated.natural_height(spec.undated, canvas.width - 0.5 - left, canvas.size)
    return Box(left, max(0.5, top - high), canvas.width - 0.5, top)


def natural_height(spec: Timeline, width: float, size: float) -> float:
    """The least height in points at which nothing of the bin and as little as possible of the line is left out."""
    least = _LEAST_HEIGHT * size
    if spec.undated:
        least = max(least, undated.natural_height(spec.undated, width * _BIN_SHARE, size))
    right = width * (1 - _BIN_SHARE - _BIN_GAP) if spec.undated else width
    best, height = (-1, least), least
    while height <= max(least, _MOST_HEIGHT * size) and best[0] < len(spec.milestones):
        shown = _draw_line(spec, Canvas(width, height, size), right)
        best = max(best, (shown, height), key=lambda found: found[0])
        height += _STEP * size
    return best[1]


def _draw_line(spec: Timeline, canvas: Canvas, right: float) -> int:
    """Draw the dated part up to ``right``; tell how many milestones have found room for all their words."""
    scene = _scene(spec, canvas, right)
    today = scene.days(spec.today)
    canvas.rectangle(Box(today, scene.area.bottom, right, scene.area.top), fill="tint")
    _write_heads(canvas, scene, today)
    flags = best_flags(spec, canvas, scene, today)
    canvas.line([(0.0, scene.axis), (right, scene.axis)], _AXIS)
    canvas.line([(today, scene.area.bottom), (today, scene.area.top)], _AXIS)
    _mark_years(canvas, scene, [flag.stem for flag in flags if flag])
    for milestone, flag in zip(spec.milestones, flags, strict=True):
        colour: Token = "ink" if milestone.past else "accent"
        x = scene.days(milestone.day)
        if flag:
            end = flag.stem.top if flag.stem.top > scene.axis else flag.stem.bottom
            canvas.line([(x, scene.axis), (x, end)], Pen("ink2" if milestone.past else "accent", 0.6))
        canvas.circle((x, scene.axis), DOT, fill="paper" if milestone.past else colour, pen=Pen(colour, 1.0))
    return sum(flag is not None and flag.full for flag in flags)


def _scene(spec: Timeline, canvas: Canvas, right: float) -> Scene:
    """The scale of time, with room on either side of today for the words at the head."""
    ordinals = [spec.today.toordinal(), *(milestone.day.toordinal() for milestone in spec.milestones)]
    padding = _PADDING * right
    today = float(spec.today.toordinal())
    heads = [
        (today, -text_width(NOW, canvas.size, 600) - STEM_GAP),
        (today, text_width(COMING, canvas.size, 600) + STEM_GAP),
    ]
    scale = with_room(min(ordinals), max(ordinals), (padding, right - padding), heads)
    area = Box(0.0, 0.0, right, canvas.height)
    return Scene(area, canvas.height * 0.48, scale, (min(ordinals), max(ordinals)))


def _write_heads(canvas: Canvas, scene: Scene, today: float) -> None:
    baseline = scene.area.top - canvas.size * ASCENT - 2
    place(canvas, [Line(COMING, "accent", 600)], [Spot(today + STEM_GAP + 1, baseline)])
    place(canvas, [Line(NOW, "ink", 600)], [Spot(today - STEM_GAP, baseline, "end")])


def _mark_years(canvas: Canvas, scene: Scene, stems: Sequence[Box]) -> None:
    """A tick and the number of the year where it begins, unless something stands there."""
    first, last = (date.fromordinal(day).year for day in scene.span)
    for year in range(first + 1, last + 1):
        x = scene.days(date(year, 1, 1))
        name = Line(str(year), "ink3")
        spot = Spot(x + 1.5, scene.axis + _TICK)
        if all(words.box.within(scene.area) for words in canvas.placed([name], spot)):
            canvas.line([(x, scene.axis - _TICK), (x, scene.axis + _TICK)], Pen("ink", 0.8))
            canvas.put([name], spot, stems)
