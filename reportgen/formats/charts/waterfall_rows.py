"""A waterfall whose bars lie one below the other: for a phone, and for more steps than can stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.formats.charts.axes import AXIS, bands
from reportgen.formats.charts.boxes import Box, Point
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.labels import place_anyhow
from reportgen.formats.charts.rows import (
    NAME_GAP,
    VALUE_GAP,
    Row,
    column_width,
    height_of,
    rows_in,
    wrapped_names,
    write_name,
)
from reportgen.formats.charts.scales import Scale, with_room, zero_based
from reportgen.formats.charts.steps import CONNECTOR, draw_bar, group_colour, group_texts, label_line, levels_of
from reportgen.formats.charts.words import Line, Spot
from reportgen.model.charts import Step, Waterfall

_NAMES_SHARE = 0.34
_HEADING = 2.3
_THICKNESS = 1.5
_RULE_WIDTH = 0.9
_RULE_AT = 0.22


@dataclass(frozen=True, slots=True)
class _Heading:
    """A row that holds the name of a group above its steps."""

    group: str
    steps: tuple[Step, ...]


def draw(spec: Waterfall, canvas: Canvas) -> None:
    """A row for each step, and one above each group for its name and sum."""
    names = _names(spec, canvas.width, canvas.size)
    contents = _contents(spec)
    rows = rows_in(_heights(contents, names, canvas.size), 0.0, canvas.height)
    names_end = column_width(names, canvas.size)
    x = _scale(spec, canvas, names_end + NAME_GAP)
    _draw_connectors(spec, canvas, list(zip(contents, rows, strict=True)), x)
    levels = levels_of(spec.steps)
    for content, row in zip(contents, rows, strict=True):
        if isinstance(content, _Heading):
            _draw_heading(spec, canvas, row, content)
            continue
        start, end = levels[content]
        box = row.bar(x(start), x(end), _THICKNESS * canvas.size)
        draw_bar(canvas, box, spec.steps[content].kind)
        # row by row, so that a heading interrupts the axis
        canvas.line([(x(0.0), row.bottom), (x(0.0), row.top)], AXIS)
        _write_value(spec.steps[content], canvas, box, Box(x(0.0) - 0.5, row.bottom, x(0.0) + 0.5, row.top))
        write_name(canvas, [Line(text) for text in names[content]], names_end, row.middle)


def natural_height(spec: Waterfall, width: float, size: float) -> float:
    """The height in points at which every row has the room its name needs."""
    return sum(_heights(_contents(spec), _names(spec, width, size), size))


def _names(spec: Waterfall, width: float, size: float) -> list[tuple[str, ...]]:
    return wrapped_names([step.name for step in spec.steps], width * _NAMES_SHARE, size)


def _contents(spec: Waterfall) -> list[int | _Heading]:
    """The rows from the top down: the number of a step, or the heading of the group that begins there."""
    contents: list[int | _Heading] = []
    for group, first, last in bands([step.group for step in spec.steps]):
        if group:
            contents.append(_Heading(group, spec.steps[first : last + 1]))
        contents.extend(range(first, last + 1))
    return contents


def _heights(contents: list[int | _Heading], names: list[tuple[str, ...]], size: float) -> list[float]:
    return [
        height_of(len(names[content]), size) if isinstance(content, int) else _HEADING * size for content in contents
    ]


def _scale(spec: Waterfall, canvas: Canvas, left: float) -> Scale:
    """Values from left to right, with room for what is printed beside the bars."""
    levels = levels_of(spec.steps)
    low, high = zero_based(edge for pair in levels for edge in pair)
    widths = [text_width(step.label.text, canvas.size, 600) + VALUE_GAP + 1 for step in spec.steps]
    beside = [
        (min(pair), -width) if step.value < 0 else (max(pair), width)
        for step, pair, width in zip(spec.steps, levels, widths, strict=True)
    ]
    return with_room(low, high, (left, canvas.width), beside)


def _draw_connectors(spec: Waterfall, canvas: Canvas, strips: list[tuple[int | _Heading, Row]], x: Scale) -> None:
    """From each bar down to the next, at the level they share, but not through the words of a heading."""
    levels = levels_of(spec.steps)
    segments: list[tuple[Point, Point]] = []
    level: float | None = None
    begin = 0.0
    for content, row in strips:
        if level is not None:
            segments.append(((level, begin), (level, row.top if isinstance(content, _Heading) else row.middle)))
        if isinstance(content, _Heading):
            begin = _rule(row)
        else:
            level, begin = x(levels[content][1]), row.middle
    canvas.strokes(segments, CONNECTOR)


def _rule(row: Row) -> float:
    """The height of the rule under a heading."""
    return row.bottom + (row.top - row.bottom) * _RULE_AT


def _write_value(step: Step, canvas: Canvas, box: Box, axis: Box) -> None:
    """The value at the end towards which the bar runs, or else at the other one; not across the axis."""
    baseline = canvas.centred(box.middle[1])
    after, before = Spot(box.right + VALUE_GAP, baseline), Spot(box.left - VALUE_GAP, baseline, "end")
    spots = [before, after] if step.value < 0 else [after, before]
    place_anyhow(canvas, [label_line(step)], spots, [axis])


def _draw_heading(spec: Waterfall, canvas: Canvas, row: Row, heading: _Heading) -> None:
    colour = group_colour(heading.steps)
    rule = _rule(row)
    canvas.line([(0.0, rule), (canvas.width, rule)], Pen(colour, _RULE_WIDTH))
    for text in group_texts(spec, heading.group):
        if canvas.write(Line(text.text, colour, 600, text.path), 0.0, rule + canvas.size * 0.4):
            break
