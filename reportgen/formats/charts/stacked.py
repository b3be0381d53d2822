"""Bars of layers by period; what the sources do not split is hatched."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.formats.charts.axes import (
    AXIS_GAP,
    Margins,
    Plot,
    Slots,
    draw_axis,
    draw_grid,
    draw_periods,
    period_rows,
    plot_of,
    slots_in,
)
from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import Token, name_token
from reportgen.formats.charts.hatching import hatch
from reportgen.formats.charts.labels import LEAST_DISTANCE, place, spread_strongest
from reportgen.formats.charts.scales import zero_based
from reportgen.formats.charts.words import Line, Spot, shorten, widest
from reportgen.model.charts import StackedBars

PARTING = Pen("paper", 0.5)
UNSPLIT: Token = "d6"

# A gap between the total and its layers below this part of the total is rounding, not a missing layer.
_ROUNDING = 0.005

_GAP = 2.5
_SIDE_GAP = 7.0
_NAME_GAP = 4.0
_MOST_OF_WIDTH = {False: 0.3, True: 0.34}


@dataclass(frozen=True, slots=True)
class Layer:
    """A piece of one bar; ``series`` is None where the sources do not split."""

    series: int | None
    low: float
    high: float


def draw(spec: StackedBars, canvas: Canvas, *, narrow: bool) -> None:
    """Bars, totals above them, and the names of the layers beside the last one."""
    stacks = [layers_of(spec, period) for period in range(len(spec.periods))]
    low, high = zero_based(edge for stack in stacks for layer in stack for edge in (layer.low, layer.high))
    names = _side_names(spec, canvas, most=_MOST_OF_WIDTH[narrow] * canvas.width)
    values = [series.last.text if series.last else "" for series in spec.series]
    value_width = widest(values, canvas.size)
    margins = Margins(
        right=_SIDE_GAP + value_width + _NAME_GAP * bool(value_width) + widest(names, canvas.size, 600) + 1,
        bottom=period_rows(spec.periods) * (canvas.leading + AXIS_GAP) + 1,
        headroom=canvas.leading,
        footroom=canvas.leading if low < 0 else 0.0,
    )
    plot = plot_of(canvas, low, high, margins)
    slots = slots_in(canvas, plot.box.left + 1, plot.box.right, len(spec.periods))
    plot = Plot(Box(plot.box.left, plot.box.bottom, slots.right, plot.box.top), plot.y, plot.ticks)
    draw_grid(canvas, plot)
    for period, stack in enumerate(stacks):
        _draw_stack(spec, canvas, stack, slots, plot, period)
    draw_axis(canvas, plot)
    _write_totals(spec, canvas, stacks, slots, plot)
    draw_periods(canvas, slots, spec.periods, plot.box.bottom)
    if stacks:
        _write_names(spec, canvas, stacks, plot, names, slots.right + _SIDE_GAP + value_width)


def layers_of(spec: StackedBars, period: int) -> tuple[Layer, ...]:
    """The layers of one bar from zero outwards: what a total holds beyond them lies where the first one is missing."""
    values = [series.values[period] if period < len(series.values) else None for series in spec.series]
    total = spec.totals[period] if period < len(spec.totals) else None
    known = sum(value for value in values if value is not None)
    rest = total - known if total is not None else 0.0
    if total is None or rest <= _ROUNDING * abs(total):
        rest = 0.0
    gap = values.index(None) if None in values else len(values)
    pieces: list[tuple[int | None, float]] = [(index, value) for index, value in enumerate(values) if value]
    if rest:
        pieces.insert(sum(index < gap for index, _ in pieces if index is not None), (None, rest))
    up = down = 0.0
    result = []
    for series, value in pieces:
        if value > 0:
            result.append(Layer(series, up, up := up + value))
        else:
            result.append(Layer(series, down, down := down + value))
    return tuple(result)


def _draw_stack(
    spec: StackedBars, canvas: Canvas, stack: tuple[Layer, ...], slots: Slots, plot: Plot, period: int
) -> None:
    boxes = [slots.bar(period, plot.y(layer.low), plot.y(layer.high)) for layer in stack]
    for layer, box in zip(stack, boxes, strict=True):
        if layer.series is None:
            hatch(canvas, box, UNSPLIT, under="paper")
            canvas.rectangle(box, pen=Pen(UNSPLIT, 0.5))
        else:
            canvas.rectangle(box, fill=spec.series[layer.series].tone)
    edges = [plot.y(layer.low) for layer in stack if layer.low]
    canvas.strokes([((box.left, y), (box.right, y)) for y in edges for box in boxes[:1]], PARTING)


def _write_totals(spec: StackedBars, canvas: Canvas, stacks: list[tuple[Layer, ...]], slots: Slots, plot: Plot) -> None:
    tops = [max((layer.high for layer in stack), default=0.0) for stack in stacks]
    bars = [slots.bar(index, plot.zero, plot.y(top)) for index, top in enumerate(tops)]
    # the latest total weighs most, then the first, then the others backwards
    order = sorted(range(len(bars)), key=lambda index: (index != len(bars) - 1, index != 0, -index))
    for index in order:
        label = spec.total_labels[index] if index < len(spec.total_labels) else None
        if label is None:
            continue
        line = Line(label.text, "ink", 600, label.path)
        others = [bar for other, bar in enumerate(bars) if other != index]
        base = bars[index].top + _GAP
        place(canvas, [line], [Spot(slots.centre(index), base, "middle")], others)


def _side_names(spec: StackedBars, canvas: Canvas, most: float) -> list[str]:
    return [shorten(series.name, most, canvas.size, weight=600) for series in spec.series]


def _write_names(
    spec: StackedBars, canvas: Canvas, stacks: list[tuple[Layer, ...]], plot: Plot, names: list[str], values_end: float
) -> None:
    """The value of the last bar, right-aligned, and the name behind it, as near to its layer as there is room."""
    shown = [index for index, name in enumerate(names) if name or spec.series[index].last]
    middles = {index: _middle(stacks, index, plot) for index in shown}
    shown.sort(key=lambda index: middles[index])
    weights = [abs(next((v for v in reversed(spec.series[index].values) if v), 0.0)) for index in shown]
    half = canvas.size / 2
    distance = max(LEAST_DISTANCE, canvas.leading)
    places = spread_strongest(
        [middles[index] for index in shown], weights, distance, plot.box.bottom + half, plot.box.top - half
    )
    for index, y in zip(shown, places, strict=True):
        if y is None:
            continue
        series, baseline = spec.series[index], canvas.centred(y)
        start = values_end + (_NAME_GAP if any(one.last for one in spec.series) else 0.0)
        canvas.write(Line(names[index], name_token(series.tone), 600), start, baseline)
        if series.last:
            canvas.write(Line(series.last.text, "ink2", 400, series.last.path), values_end, baseline, "end")


def _middle(stacks: list[tuple[Layer, ...]], series: int, plot: Plot) -> float:
    """The height of a layer in the last bar, or else in the latest bar that has it."""
    for stack in reversed(stacks):
        for layer in stack:
            if layer.series == series:
                return plot.y((layer.low + layer.high) / 2)
    return plot.zero
