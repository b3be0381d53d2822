"""What has happened and what is to come: to the scale of time, or as a list for a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.formats.charts import timeline_rows, undated
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.fonts import ASCENT, DESCENT
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.timeaxis import Days, days_between
from reportgen.formats.charts.words import Anchor, Line, Spot, wrap
from reportgen.model.charts import Milestone, Timeline

NOW, COMING = "This note", "Still to come"

_AXIS = Pen("ink", 1.0)
_TODAY = Pen("ink", 1.0)
_DOT = 2.3
_TICK = 3.0
_STEM_GAP = 2.0
_NAME_WIDTH = 0.17
_BIN_SHARE, _BIN_GAP = 0.26, 0.022

# Free at both ends of the line as a fraction of the time between the first day and the last.
_PADDING = 0.07

# In sizes of the text: the lengths of stems to try, and the heights that are tried for a whole drawing.
_STEMS = (1.6, 3.0, 4.4, 5.8, 7.4, 9.0, 10.8, 12.8, 15.0)
_LEAST_HEIGHT, _STEP, _MOST_HEIGHT = 13.0, 1.5, 40.0


@dataclass(frozen=True, slots=True)
class _Scene:
    """The area of the line, its height, and its days."""

    area: Box
    axis: float
    days: Days


@dataclass(frozen=True, slots=True)
class _Flag:
    """A milestone's stem and text as they would stand."""

    stem: Box
    spot: Spot
    full: bool = True


def draw(spec: Timeline, canvas: Canvas, *, narrow: bool) -> None:
    """A line with the past hollow and the future filled on tint, and a dashed bin for what has no date."""
    if narrow:
        timeline_rows.draw(spec, canvas)
        return
    right = canvas.width
    if spec.undated:
        right = canvas.width * (1 - _BIN_SHARE - _BIN_GAP)
        undated.draw(
            spec.undated, canvas, Box(canvas.width * (1 - _BIN_SHARE), 0.5, canvas.width - 0.5, canvas.height - 0.5)
        )
    _draw_line(spec, canvas, right)


def natural_height(spec: Timeline, width: float, size: float) -> float:
    """The least height in points at which nothing of the line or of the bin is left out."""
    height = _LEAST_HEIGHT * size
    bin_width = width * _BIN_SHARE
    height = max(height, undated.natural_height(spec.undated, bin_width, size) if spec.undated else 0.0)
    right = width * (1 - _BIN_SHARE - _BIN_GAP) if spec.undated else width
    while height < _MOST_HEIGHT * size and not _draw_line(spec, Canvas(width, height, size), right):
        height += _STEP * size
    return height


def _draw_line(spec: Timeline, canvas: Canvas, right: float) -> bool:
    """Draw the dated part up to ``right``; tell whether every milestone has found room for its words."""
    scene = _scene(spec, canvas, right)
    today = scene.days(spec.today)
    canvas.rectangle(Box(today, scene.area.bottom, right, scene.area.top), fill="tint")
    _write_heads(canvas, scene, today)
    flags = _placed_flags(spec, canvas, scene, today)
    canvas.line([(0.0, scene.axis), (right, scene.axis)], _AXIS)
    canvas.line([(today, scene.area.bottom), (today, scene.area.top)], _TODAY)
    for milestone, flag in zip(spec.milestones, flags, strict=True):
        colour: Token = "ink" if milestone.past else "accent"
        x = scene.days(milestone.day)
        if flag:
            end = flag.stem.top if flag.stem.top > scene.axis else flag.stem.bottom
            canvas.line([(x, scene.axis), (x, end)], Pen("ink2" if milestone.past else "accent", 0.6))
        canvas.circle((x, scene.axis), _DOT, fill="paper" if milestone.past else colour, pen=Pen(colour, 1.0))
    _mark_years(canvas, scene, [flag.stem for flag in flags if flag])
    return all(flag and flag.full for flag in flags)


def _scene(spec: Timeline, canvas: Canvas, right: float) -> _Scene:
    days = [spec.today, *(milestone.day for milestone in spec.milestones)]
    first, last = min(days), max(days)
    margin = max((last - first).days * _PADDING, 10.0)
    first = max(date.min + timedelta(days=1), first) - timedelta(days=min(int(margin), (first - date.min).days))
    last += timedelta(days=min(int(margin), (date.max - last).days))
    area = Box(0.0, 0.0, right, canvas.height)
    return _Scene(area, canvas.height * 0.48, days_between(first, last, 0.0, right))


def _write_heads(canvas: Canvas, scene: _Scene, today: float) -> None:
    baseline = scene.area.top - canvas.size * ASCENT - 2
    place(canvas, [Line(COMING, "accent", 600)], [Spot(today + _STEM_GAP + 1, baseline)])
    place(canvas, [Line(NOW, "ink", 600)], [Spot(today - _STEM_GAP, baseline, "end")])


def _placed_flags(spec: Timeline, canvas: Canvas, scene: _Scene, today: float) -> list[_Flag | None]:
    """The words of each milestone, above and below the line by turns, on the shortest stem that is free."""
    order = sorted(range(len(spec.milestones)), key=lambda index: spec.milestones[index].day)
    line = Box(scene.area.left, scene.axis - _DOT, scene.area.right, scene.axis + _DOT)
    taken = [Box(today - 0.5, scene.area.bottom, today + 0.5, scene.area.top), line]
    flags: list[_Flag | None] = [None] * len(order)
    for turn, index in enumerate(order):
        up_first = turn % 2 == 0
        flag = _placed_flag(spec.milestones[index], canvas, scene, taken, up_first=up_first)
        if flag:
            taken.append(flag.stem)
        flags[index] = flag
    return flags


def _placed_flag(
    milestone: Milestone, canvas: Canvas, scene: _Scene, taken: Sequence[Box], *, up_first: bool
) -> _Flag | None:
    """Write a milestone's words where they and their stem are free of everything so far, in full if possible."""
    for lines, full in _versions(milestone, canvas):
        for flag in _options(milestone, canvas, scene, len(lines), up_first=up_first):
            crossed = any(flag.stem.overlaps(words.box) for words in canvas.words)
            inside = flag.stem.within(scene.area) and all(
                words.box.within(scene.area) for words in canvas.placed(lines, flag.spot)
            )
            if inside and not crossed and canvas.put(lines, flag.spot, taken):
                return _Flag(flag.stem, flag.spot, full=full)
    return None


def _versions(milestone: Milestone, canvas: Canvas) -> list[tuple[list[Line], bool]]:
    """The words in full, then on one line, then without the name; and whether they are in full."""
    name = canvas.width * _NAME_WIDTH
    lead = Line(milestone.lead, "ink3" if milestone.past else "accent")
    in_full = wrap(milestone.text, name, canvas.size, weight=600)
    in_short = wrap(milestone.text, name * 0.8, canvas.size, weight=600, lines=1)
    full = not any(text.endswith("…") for text in in_full)
    return [
        ([lead, *(Line(text, "ink", 600) for text in in_full)], full),
        ([lead, *(Line(text, "ink", 600) for text in in_short)], False),
        ([lead], False),
    ]


def _options(milestone: Milestone, canvas: Canvas, scene: _Scene, lines: int, *, up_first: bool) -> Iterator[_Flag]:
    """Stems from the shortest on, on either side of the line, with the words behind or before them."""
    x, size = scene.days(milestone.day), canvas.size
    block = (lines - 1) * canvas.leading + size * (ASCENT + DESCENT)
    anchors: tuple[tuple[float, Anchor], ...] = ((x + _STEM_GAP, "start"), (x - _STEM_GAP, "end"))
    for length in _STEMS:
        for up in (up_first, not up_first):
            near = scene.axis + (length if up else -length) * size
            top = near + block if up else near
            stem = Box(x - 0.3, scene.axis, x + 0.3, top) if up else Box(x - 0.3, top - block, x + 0.3, scene.axis)
            for left, anchor in anchors:
                yield _Flag(stem, Spot(left, top - size * ASCENT, anchor))


def _mark_years(canvas: Canvas, scene: _Scene, stems: Sequence[Box]) -> None:
    """A tick and the number of the year where it begins, unless something stands there."""
    for year in range(scene.days.first.year + 1, scene.days.last.year + 1):
        x = scene.days(date(year, 1, 1))
        name = Line(str(year), "ink3")
        spot = Spot(x + 1.5, scene.axis + _TICK)
        if all(words.box.within(scene.area) for words in canvas.placed([name], spot)):
            canvas.line([(x, scene.axis - _TICK), (x, scene.axis + _TICK)], Pen("ink", 0.8))
            canvas.put([name], spot, stems)
