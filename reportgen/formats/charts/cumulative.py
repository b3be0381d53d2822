"""Progress within a year, against its goals and against other years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formats.charts import goals
from reportgen.formats.charts.axes import Margins, Plot, draw_axis, draw_grid, first_baseline, plot_of
from reportgen.formats.charts.boxes import Box, Point, along, around
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import name_token
from reportgen.formats.charts.labels import place, place_anyhow
from reportgen.formats.charts.scales import Scale, zero_based
from reportgen.formats.charts.words import Line, Spot
from reportgen.model.charts import CumulativeLines, CumulativePath, Goal, PathPoint

YEAR = 12.0
_MONTHS = ((1, "Jan"), (3, "Mar"), (6, "Jun"), (9, "Sep"), (12, "Dec"))
_LINE_WIDTH = 1.5
_TO_FLOOR = (2.4, 1.8)
_PACE = Pen("rule", 0.8, (3.0, 2.0))
_DOT = 1.5
_RING = 2.1
_TICK = 2.0

# Where along the line of even pace its name may stand, as fractions of the year.
_PACE_PLACES = (0.84, 0.7, 0.55, 0.4, 0.25)


@dataclass(frozen=True, slots=True)
class _Course:
    """A path as it runs over the drawing."""

    path: CumulativePath
    points: tuple[Point, ...]


def draw(spec: CumulativeLines, canvas: Canvas, *, narrow: bool) -> None:
    """Lines over the months, the goals at the year's end, and their names behind it."""
    values = [point.value for path in spec.paths for point in path.points]
    low, high = zero_based([*values, *(goal.value for goal in spec.goals)])
    columns = goals.columns(spec, canvas, narrow=narrow)
    margins = Margins(
        right=columns.width,
        bottom=canvas.leading + _TICK + 2,
        headroom=canvas.leading * 0.6,
        footroom=canvas.leading if low < 0 else 0.0,
    )
    plot = plot_of(canvas, low, high, margins)
    x = Scale(0.0, YEAR, plot.box.left, plot.box.right)
    courses = [_Course(path, tuple((x(_month(p)), plot.y(p.value)) for p in path.points)) for path in spec.paths]
    draw_grid(canvas, plot)
    pace = _draw_pace(spec, canvas, plot, x)
    draw_axis(canvas, plot)
    _write_months(canvas, plot, x)
    goals.draw_marks(spec, canvas, plot)
    for course in courses:
        _draw_course(canvas, course)
    goals.write(spec, canvas, plot, columns)
    avoid = [*along(pace, 1.0), *(box for course in courses for box in _covered(course))]
    for course in courses:
        _write_points(spec, canvas, course, avoid)
    _write_pace(spec, canvas, pace, avoid)


def _month(point: PathPoint) -> float:
    return min(max(point.month, 0.0), YEAR)


def _draw_pace(spec: CumulativeLines, canvas: Canvas, plot: Plot, x: Scale) -> tuple[Point, ...]:
    """The straight line from nothing in January to the first goal that still stands."""
    goal = current_goal(spec.goals)
    if goal is None:
        return ()
    pace = (x(0.0), plot.y(0.0)), (x(YEAR), plot.y(goal.value))
    canvas.line(pace, _PACE)
    return pace


def current_goal(candidates: Sequence[Goal]) -> Goal | None:
    """The first goal that is not past."""
    return next((goal for goal in candidates if not goal.past), None)


def _draw_course(canvas: Canvas, course: _Course) -> None:
    """The line, solid between known points and dashed to a floor; filled dots, hollow for a floor."""
    tone, points = course.path.tone, course.points
    known = [point for point, at in zip(course.path.points, points, strict=True) if not point.floor]
    solid = [at for point, at in zip(course.path.points, points, strict=True) if not point.floor]
    canvas.line(solid, Pen(tone, _LINE_WIDTH))
    for index, point in enumerate(course.path.points):
        if point.floor and index:
            canvas.line(points[index - 1 : index + 1], Pen(tone, _LINE_WIDTH, _TO_FLOOR))
    for point, at in zip(known, solid, strict=True):
        # a line that leaves from zero needs no dot there
        if point.value or point.label:
            canvas.circle(at, _DOT, fill=tone)
    for point, at in zip(course.path.points, points, strict=True):
        if point.floor:
            canvas.circle(at, _RING, fill="paper", pen=Pen(tone, 1.1))


def _covered(course: _Course) -> tuple[Box, ...]:
    return (*along(course.points, _LINE_WIDTH), *(around(point, _DOT) for point in course.points))


def _write_months(canvas: Canvas, plot: Plot, x: Scale) -> None:
    bottom = plot.box.bottom
    canvas.strokes([((x(month), plot.zero), (x(month), plot.zero - _TICK)) for month, _ in _MONTHS], Pen("ink", 0.5))
    for month, name in reversed(_MONTHS):
        canvas.write(Line(name), x(month), first_baseline(canvas, bottom - _TICK + 1), "middle")


def _write_points(spec: CumulativeLines, canvas: Canvas, course: _Course, avoid: Sequence[Box]) -> None:
    """The labels of points beside the line, the latest firm one in bold."""
    ended = goals.at_end(course.path)
    shown = [
        (point, at)
        for point, at in zip(course.path.points, course.points, strict=True)
        if point.label and not (ended and point is course.path.points[-1])
    ]
    firm = [point for point, _ in shown if not point.floor]
    colour = name_token(course.path.tone)
    named = not ended and current_goal(spec.goals) is None
    if named and course.points and course.path.points[-1].label is None:
        place_anyhow(canvas, [Line(course.path.name, colour)], _around_point(canvas, course.points[-1]), avoid)
    for point, at in reversed(shown):
        if point.label is None:
            continue
        bold = bool(firm) and point is firm[-1] and not ended
        lines = [Line(point.label.text, colour, 600 if bold else 400, point.label.path)]
        if named and point is course.path.points[-1]:
            # no goal tells what the line is: its name stands below its last value
            lines.append(Line(course.path.name, colour))
        place_anyhow(canvas, lines, _around_point(canvas, at, len(lines)), avoid)


def _around_point(canvas: Canvas, at: Point, lines: int = 1) -> list[Spot]:
    """Above to the left, where a rising line leaves room, then above, below and beside."""
    (x, y), size, more = at, canvas.size, (lines - 1) * canvas.leading
    return [
        Spot(x - 3, y + 2.5 + more, "end"),
        Spot(x - 5, y + 0.5 + more, "end"),
        Spot(x - 1, y + size * 0.6 + more, "end"),
        Spot(x, y + size * 0.6 + more, "middle"),
        Spot(x + 4, y - size * 0.8),
        Spot(x, y - size * 1.3, "middle"),
        Spot(x - 4, y - size * 0.8, "end"),
        Spot(x + 4, canvas.centred(y)),
        # below a line that rises steeply
        Spot(x + 3, y - size * 1.2),
        Spot(x + 7, y - size * 0.9),
        Spot(x + 8, y - size * 0.5),
    ]


def _write_pace(spec: CumulativeLines, canvas: Canvas, pace: tuple[Point, ...], avoid: Sequence[Box]) -> None:
    if not spec.pace_text or not pace:
        return
    (x0, y0), (x1, y1) = pace
    places = [(x0 + (x1 - x0) * at, y0 + (y1 - y0) * at) for at in _PACE_PLACES]
    spots = [Spot(x + 4, y - canvas.size) for x, y in places] + [Spot(x - 4, y + 4, "end") for x, y in places]
    place(canvas, [Line(spec.pace_text, "ink3")], spots, avoid)
