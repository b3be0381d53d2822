"""Where the words of a timeline's milestones stand: on stems above and below the line, none across another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas
from reportgen.formats.charts.fonts import ASCENT, DESCENT
from reportgen.formats.charts.scales import Scale
from reportgen.formats.charts.words import ELLIPSIS, Anchor, Line, Spot, wrap
from reportgen.model.charts import Milestone, Timeline

STEM_GAP = 2.0
DOT = 2.3

_NAME_WIDTH = 0.17

# The lengths of stems to try, in sizes of the text.
_STEMS = (1.6, 3.0, 4.4, 5.8, 7.4, 9.0, 10.8, 12.8, 15.0)


@dataclass(frozen=True, slots=True)
class Scene:
    """The area of the line, its height, and the scale of its days by their ordinals."""

    area: Box
    axis: float
    scale: Scale
    span: tuple[int, int]

    def days(self, day: date) -> float:
        """The place of a day."""
        return self.scale(day.toordinal())


@dataclass(frozen=True, slots=True)
class Flag:
    """A milestone's stem and text as they would stand."""

    stem: Box
    spot: Spot
    full: bool = True


@dataclass(frozen=True, slots=True)
class _Plan:
    """In which order milestones find their place, and what is tried first."""

    order: Sequence[int]
    up_first: bool = True
    behind_first: bool = False


def best_flags(spec: Timeline, canvas: Canvas, scene: Scene, today: float) -> list[Flag | None]:
    """The words of the milestones by the plan that leaves out least; the first one if it leaves out nothing."""
    by_day = sorted(range(len(spec.milestones)), key=lambda index: spec.milestones[index].day)
    best: tuple[int, Canvas, list[Flag | None]] | None = None
    for plan in (
        _Plan(by_day),
        _Plan(by_day[::-1]),
        # from the future back, words behind their stems never stand in the way of the next stem: a staircase
        _Plan(by_day[::-1], behind_first=True),
    ):
        trial = replace(canvas, marks=list(canvas.marks), words=list(canvas.words))
        flags = _placed_flags(spec, trial, scene, today, plan)
        shown = sum(flag is not None and flag.full for flag in flags)
        if best is None or shown > best[0]:
            best = shown, trial, flags
        if shown == len(flags):
            break
    if best is None:
        return []
    canvas.marks, canvas.words = best[1].marks, best[1].words
    return best[2]


def _placed_flags(spec: Timeline, canvas: Canvas, scene: Scene, today: float, plan: _Plan) -> list[Flag | None]:
    """The words of each milestone, above and below the line by turns, on the shortest stem that is free."""
    line = Box(scene.area.left, scene.axis - DOT, scene.area.right, scene.axis + DOT)
    taken = [Box(today - 0.5, scene.area.bottom, today + 0.5, scene.area.top), line]
    flags: list[Flag | None] = [None] * len(plan.order)
    for turn, index in enumerate(plan.order):
        turned = replace(plan, up_first=plan.up_first == (turn % 2 == 0))
        flag = _placed_flag(spec.milestones[index], canvas, scene, taken, turned)
        if flag:
            taken.append(flag.stem)
        flags[index] = flag
    return flags


def _placed_flag(milestone: Milestone, canvas: Canvas, scene: Scene, taken: Sequence[Box], plan: _Plan) -> Flag | None:
    """Write a milestone's words where they and their stem are free of everything so far, in full if possible."""
    for lines, full in _versions(milestone, canvas):
        for flag in _options(milestone, canvas, scene, len(lines), plan):
            crossed = any(flag.stem.overlaps(words.box) for words in canvas.words)
            inside = flag.stem.within(scene.area) and all(
                words.box.grown(STEM_GAP).within(scene.area) for words in canvas.placed(lines, flag.spot)
            )
            if inside and not crossed and canvas.put(lines, flag.spot, taken):
                return Flag(flag.stem, flag.spot, full=full)
    return None


def _versions(milestone: Milestone, canvas: Canvas) -> list[tuple[list[Line], bool]]:
    """The words in full, then on one line, then without the name; and whether they are in full."""
    name = canvas.width * _NAME_WIDTH
    lead = Line(milestone.lead, "ink3" if milestone.past else "accent")
    in_full = wrap(milestone.text, name, canvas.size, weight=600)
    in_short = wrap(milestone.text, name * 0.8, canvas.size, weight=600, lines=1)
    full = not any(text.endswith(ELLIPSIS) for text in in_full)
    return [
        ([lead, *(Line(text, "ink", 600) for text in in_full)], full),
        ([lead, *(Line(text, "ink", 600) for text in in_short)], False),
        ([lead], False),
    ]


def _options(milestone: Milestone, canvas: Canvas, scene: Scene, lines: int, plan: _Plan) -> Iterator[Flag]:
    """Stems of all lengths on either side of the line, with the words behind or before them, the best first."""
    x, size = scene.days(milestone.day), canvas.size
    block = (lines - 1) * canvas.leading + size * (ASCENT + DESCENT)
    behind: tuple[float, Anchor] = (x + STEM_GAP, "start")
    before: tuple[float, Anchor] = (x - STEM_GAP, "end")
    tries = [(length, up, side) for length in _STEMS for up in (True, False) for side in (behind, before)]
    tries.sort(key=lambda one: (plan.behind_first and one[2] is before, one[0], one[1] != plan.up_first))
    for length, up, (left, anchor) in tries:
        near = scene.axis + (length if up else -length) * size
        top = near + block if up else near
        stem = Box(x - 0.3, scene.axis, x + 0.3, top) if up else Box(x - 0.3, top - block, x + 0.3, scene.axis)
        yield Flag(stem, Spot(left, top - size * ASCENT, anchor))
