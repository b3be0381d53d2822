"""From the parts to the target and on to the price: bars that stand side by side, or lie where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.formats.charts import waterfall_rows
from reportgen.formats.charts.axes import (
    AXIS_GAP,
    Margins,
    Plot,
    Slots,
    bands,
    draw_axis,
    draw_grid,
    first_baseline,
    plot_of,
    slots_in,
)
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.scales import zero_based
from reportgen.formats.charts.steps import CONNECTOR, draw_bar, group_colour, group_texts, label_line, levels_of
from reportgen.formats.charts.words import Line, Spot, widest, wrap
from reportgen.model.charts import Step, Waterfall

_GAP = 2.5
_BRACKET_WIDTH = 0.9
_MOST_NAME_LINES = 2

# Below this width, in sizes of the text, a slot is too narrow for the value of its step.
_LEAST_SLOT = 4.0

# How much wider than its slot a name may be where its neighbours leave the room, and the step of trying.
_WIDENINGS = (1.0, 1.15, 1.3, 1.5)


@dataclass(frozen=True, slots=True)
class _Standing:
    """The parts of the drawing that stand fast once its margins are known."""

    plot: Plot
    slots: Slots
    boxes: tuple[Box, ...]


def draw(spec: Waterfall, canvas: Canvas, *, narrow: bool) -> None:
    """Bars with their values, names below, brackets of groups above."""
    if lies(spec, canvas.width, canvas.size, narrow=narrow):
        waterfall_rows.draw(spec, canvas)
        return
    standing = _layout(spec, canvas)
    draw_grid(canvas, standing.plot)
    _draw_connectors(spec, canvas, standing)
    for step, box in zip(spec.steps, standing.boxes, strict=True):
        draw_bar(canvas, box, step.kind)
    draw_axis(canvas, standing.plot)
    _write_values(spec, canvas, standing)
    _draw_brackets(spec, canvas, standing)
    _write_names(spec, canvas, standing)


def lies(spec: Waterfall, width: float, size: float, *, narrow: bool) -> bool:
    """Whether the steps are too many to stand side by side in ``width`` points."""
    return narrow or width < _LEAST_SLOT * size * (len(spec.steps) + 1)


def _layout(spec: Waterfall, canvas: Canvas) -> _Standing:
    levels = levels_of(spec.steps)
    low, high = zero_based(edge for pair in levels for edge in pair)
    grouped = any(step.group for step in spec.steps)
    margins = Margins(
        bottom=_MOST_NAME_LINES * canvas.leading + AXIS_GAP,
        headroom=canvas.leading * (2.4 if grouped else 1.0),
        footroom=canvas.leading if low < 0 else 0.0,
    )
    plot = plot_of(canvas, low, high, margins)
    slots = slots_in(canvas, plot.box.left, plot.box.right, len(spec.steps))
    boxes = tuple(slots.bar(index, plot.y(start), plot.y(end)) for index, (start, end) in enumerate(levels))
    return _Standing(plot, slots, boxes)


def _draw_connectors(spec: Waterfall, canvas: Canvas, standing: _Standing) -> None:
    ends = [standing.plot.y(end) for _, end in levels_of(spec.steps)]
    pairs = zip(standing.boxes, standing.boxes[1:], ends, strict=False)
    canvas.strokes([((before.right, y), (after.left, y)) for before, after, y in pairs], CONNECTOR)


def _write_values(spec: Waterfall, canvas: Canvas, standing: _Standing) -> None:
    for index in _by_weight(spec.steps):
        step, box = spec.steps[index], standing.boxes[index]
        above = Spot(box.middle[0], box.top + _GAP, "middle")
        below = Spot(box.middle[0], first_baseline(canvas, box.bottom), "middle")
        others = [other for at, other in enumerate(standing.boxes) if at != index]
        place(canvas, [label_line(step)], [below, above] if step.value < 0 else [above, below], others)


def _by_weight(steps: Sequence[Step]) -> list[int]:
    """Levels before moves, and the greater before the smaller: who comes first is sure of its place."""
    plain = ("part", "gap")
    return sorted(range(len(steps)), key=lambda index: (steps[index].kind in plain, -abs(steps[index].value)))


def _draw_brackets(spec: Waterfall, canvas: Canvas, standing: _Standing) -> None:
    """A rule over the bars of one group, and its name with its sum on it."""
    baseline = canvas.height - canvas.leading
    rule = baseline - canvas.size * 0.4
    for group, first, last in bands([step.group for step in spec.steps]):
        if not group:
            continue
        left, right = standing.boxes[first].left, standing.boxes[last].right
        left, right = left - standing.slots.pitch * 0.06, min(right + standing.slots.pitch * 0.06, canvas.width)
        colour = group_colour(spec.steps[first : last + 1])
        canvas.line([(left, rule), (right, rule)], Pen(colour, _BRACKET_WIDTH))
        for text in group_texts(spec, group):
            line = Line(text.text, colour, 600, text.path)
            if place(canvas, [line], [Spot(left, baseline), Spot(canvas.width, baseline, "end")]):
                break


def _write_names(spec: Waterfall, canvas: Canvas, standing: _Standing) -> None:
    slots, size = standing.slots, canvas.size
    wrapped = [wrap(step.name, slots.pitch - _GAP, size) for step in spec.steps]
    wrapped = [_widened(spec, canvas, slots, wrapped, index) for index in range(len(wrapped))]
    baseline = first_baseline(canvas, standing.plot.box.bottom)
    for index in _by_weight(spec.steps):
        middle, half = slots.centre(index), widest(wrapped[index], size) / 2
        middle = min(max(middle, half), canvas.width - half)
        canvas.put([Line(text) for text in wrapped[index]], Spot(middle, baseline, "middle"))


def _widened(
    spec: Waterfall, canvas: Canvas, slots: Slots, wrapped: Sequence[tuple[str, ...]], index: int
) -> tuple[str, ...]:
    """The name of one step, unshortened if it can reach into what its neighbours leave free."""
    neighbours = [widest(wrapped[at], canvas.size) for at in (index - 1, index + 1) if 0 <= at < len(wrapped)]
    free = 2 * slots.pitch - max(neighbours, default=0.0) - 2 * _GAP
    for widening in _WIDENINGS:
        lines = wrap(spec.steps[index].name, min(slots.pitch * widening - _GAP, free), canvas.size)
        if lines and not any(line.endswith("…") for line in lines):
            return lines
    return wrapped[index]
