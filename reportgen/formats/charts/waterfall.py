"""From the parts to the target and on to the price: bars that stand side by side, or lie where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.labels import place
from reportgen.formats.charts.scales import zero_based
from reportgen.formats.charts.slotnames import slot_names
from reportgen.formats.charts.steps import CONNECTOR, draw_bar, group_colour, group_texts, label_line, levels_of
from reportgen.formats.charts.words import Line, Spot, widest
from reportgen.model.charts import Step, Waterfall

_GAP = 2.5
_BRACKET_WIDTH = 0.9

# Below this width, in sizes of the text, a slot is too narrow for the value of its step.
_LEAST_SLOT = 4.0


@dataclass(frozen=True, slots=True)
class _Standing:
    """The parts of the drawing that stand fast once its margins are known."""

    plot: Plot
    slots: Slots
    boxes: tuple[Box, ...]
    names: list[tuple[str, ...]]


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
    """Whether the steps are too many, or their values too long, to stand side by side in ``width`` points."""
    longest = max((text_width(step.label.text, size, 600) for step in spec.steps), default=0.0)
    # the figures of the axis and the room around the bars take two slots more
    return narrow or width < max(_LEAST_SLOT * size * (len(spec.steps) + 1), longest * (len(spec.steps) + 2))


def _layout(spec: Waterfall, canvas: Canvas) -> _Standing:
    levels = levels_of(spec.steps)
    low, high = zero_based(edge for pair in levels for edge in pair)
    grouped = any(step.group for step in spec.steps)
    margins = Margins(
        headroom=canvas.leading * (2.4 if grouped else 1.0),
        footroom=canvas.leading if low < 0 else 0.0,
    )
    # how high the names are follows from the width of the slots, which follows from the figures of the axis
    width = plot_of(canvas, low, high, margins).box
    slots = slots_in(canvas, width.left, width.right, len(spec.steps))
    names = slot_names([step.name for step in spec.steps], slots.pitch, canvas.size)
    rows = max((len(lines) for lines in names), default=1)
    plot = plot_of(canvas, low, high, replace(margins, bottom=rows * canvas.leading + AXIS_GAP))
    boxes = tuple(slots.bar(index, plot.y(start), plot.y(end)) for index, (start, end) in enumerate(levels))
    return _Standing(plot, slots, boxes, names)


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
        zero = standing.plot.zero
        axis = Box(standing.slots.left, zero - 0.5, standing.slots.right, zero + 0.5)
        spots = [below, above] if step.value < 0 else [above, below]
        if not place(canvas, [label_line(step)], spots, [*others, axis]):
            place(canvas, [label_line(step)], spots, others)


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
    baseline = first_baseline(canvas, standing.plot.box.bottom)
    for index in _by_weight(spec.steps):
        name = standing.names[index]
        half = widest(name, canvas.size) / 2
        middle = min(max(standing.slots.centre(index), half), canvas.width - half)
        canvas.put([Line(text) for text in name], Spot(middle, baseline, "middle"))
