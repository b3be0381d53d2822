"""Each kind of chart as most would write it: from the same data, with the same bars, lines and labels, by pyplot.

A new figure for each, axes with their own ticks, tight layout, SVG with text as paths.
"""

# ruff: noqa: INP001 - benchmarks are not a package

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import accumulate
from typing import Any

from reportgen.model import charts as kinds
from reportgen.model.note import Drawing

Axes = Any
"""pyplot's, which this module need not load."""


def naive_chart(pyplot: Any, drawing: Drawing) -> str:  # noqa: ANN401 - a module
    """The chart as the address of an image that holds it."""
    figure, axes = pyplot.subplots(figsize=(drawing.width / 25.4, drawing.height / 25.4))
    DRAWERS[type(drawing.spec)](drawing.spec, axes)
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # labels may leave no room for what they stand beside
        warnings.simplefilter("ignore")
        figure.tight_layout()
        figure.savefig(buffer, format="svg")
    pyplot.close(figure)
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _price(spec: kinds.PriceChart, axes: Axes) -> None:
    axes.plot([each.day for each in spec.closes], [each.value for each in spec.closes])
    axes.plot([spec.price.day, spec.target.day], [spec.price.value, spec.target.value], "--")
    points = [(spec.price, spec.price_label), (spec.target, spec.target_label), (spec.high, spec.high_label)]
    for point, label in points:
        if point is not None and label is not None:
            axes.plot([point.day], [point.value], "o")
            axes.annotate(label.text, (point.day, point.value))
    for event in spec.events:
        axes.axvline(event.day)
        axes.text(event.day, axes.get_ylim()[1], event.text)
    for change in spec.changes:
        axes.plot([change.day], [change.target], "v")
        axes.annotate(f"{change.rating} {change.target_label.text}", (change.day, change.target))
    axes.set_title(spec.horizon_text)
    axes.grid(visible=True)


def _waterfall(spec: kinds.Waterfall, axes: Axes) -> None:
    level = 0.0
    for place, step in enumerate(spec.steps):
        stands = step.kind in ("total", "target", "price")
        bottom = 0.0 if stands else level
        axes.bar(place, step.value, bottom=bottom)
        axes.text(place, bottom + step.value, step.label.text, ha="center")
        level = bottom + step.value
    axes.set_xticks(range(len(spec.steps)), [step.name for step in spec.steps], rotation=45, ha="right")
    for place, (group, label) in enumerate(spec.group_labels):
        axes.text(place, axes.get_ylim()[1], f"{group} {label.text}")


def _stacked(spec: kinds.StackedBars, axes: Axes) -> None:
    places = range(len(spec.periods))
    bottoms = [0.0] * len(spec.periods)
    for series in spec.series:
        values = [value or 0.0 for value in series.values]
        axes.bar(places, values, bottom=bottoms, label=series.name)
        bottoms = [bottom + value for bottom, value in zip(bottoms, values, strict=True)]
        if series.last is not None:
            axes.text(len(spec.periods), bottoms[-1], series.last.text)
    rest = [(total or 0.0) - bottom for total, bottom in zip(spec.totals, bottoms, strict=True)]
    axes.bar(places, rest, bottom=bottoms, hatch="//")
    for place, (total, label) in enumerate(zip(spec.totals, spec.total_labels, strict=True)):
        if total is not None and label is not None:
            axes.text(place, total, label.text, ha="center")
    axes.set_xticks(places, ["\n".join(period) for period in spec.periods])
    axes.legend()


def _cumulative(spec: kinds.CumulativeLines, axes: Axes) -> None:
    for path in spec.paths:
        axes.plot([point.month for point in path.points], [point.value for point in path.points], "o-", label=path.name)
        for point in path.points:
            if point.label is not None:
                axes.annotate(point.label.text, (point.month, point.value))
    for goal in spec.goals:
        axes.plot([12], [goal.value], "D")
        axes.annotate(f"{goal.name} {goal.label.text}", (12, goal.value))
    axes.set_title(spec.pace_text)
    axes.legend()


def _parts(spec: kinds.PartBars, axes: Axes) -> None:
    for place, bar in enumerate(spec.bars):
        axes.barh(place, bar.value)
        axes.text(bar.value, place, f"{bar.label.text} {bar.detail.text if bar.detail else ''}")
    axes.set_yticks(range(len(spec.bars)), [bar.name for bar in spec.bars])
    axes.invert_yaxis()


def _ranges(spec: kinds.Ranges, axes: Axes) -> None:
    for place, row in enumerate(spec.rows):
        axes.barh(place, row.high - row.low, left=row.low)
        axes.text(row.low, place, row.low_label.text, ha="right")
        axes.text(row.high, place, row.high_label.text)
    for value, label in ((spec.target, spec.target_label), (spec.price, spec.price_label)):
        axes.axvline(value)
        axes.text(value, -1, label.text, ha="center")
    axes.set_yticks(range(len(spec.rows)), [f"{row.name}\n{row.detail}" for row in spec.rows])
    axes.invert_yaxis()


def _tornado(spec: kinds.Tornado, axes: Axes) -> None:
    for place, bar in enumerate(spec.bars):
        for end, label in ((bar.low, bar.low_label), (bar.high, bar.high_label)):
            if end is not None:
                axes.barh(place, end - spec.base, left=spec.base)
                axes.text(end, place, label.text)
    axes.axvline(spec.base)
    axes.text(spec.base, -1, spec.base_label.text, ha="center")
    axes.set_yticks(range(len(spec.bars)), [f"{bar.name}\n{bar.detail}" for bar in spec.bars])
    axes.invert_yaxis()


def _histogram(spec: kinds.Histogram, axes: Axes) -> None:
    widths = [right - left for left, right in zip(spec.edges, spec.edges[1:], strict=False)]
    axes.bar(spec.edges[:-1], spec.counts, width=widths, align="edge")
    for value, label in ((spec.target, spec.target_label), (spec.price, spec.price_label)):
        if value is not None and label is not None:
            axes.axvline(value)
            axes.text(value, max(spec.counts), label.text)


def _fan(spec: kinds.Fan, axes: Axes) -> None:
    places = list(range(len(spec.years)))
    values = [[float("nan") if value is None else value for value in line.values] for line in spec.lines]
    for outer in range(len(values) // 2):
        axes.fill_between(places, values[outer], values[-1 - outer], alpha=0.3)
    axes.plot(places, values[len(values) // 2])
    for line, held in zip(spec.lines, values, strict=True):
        axes.annotate(f"{line.name} {line.label.text}", (places[-1], held[-1]))
    axes.plot(places, [float("nan") if value is None else value for value in spec.own], "o", label=spec.own_name)
    axes.set_xticks(places, spec.years)
    axes.legend()


def _implied(spec: kinds.ImpliedScale, axes: Axes) -> None:
    places = [mark.position for mark in spec.marks]
    axes.plot(places, [0.0] * len(places), "o-")
    axes.set_ylim(-1, 1)
    for mark in spec.marks:
        axes.annotate(mark.above.text, (mark.position, 0.5))
        axes.annotate(mark.below.text, (mark.position, -0.5))


def _timeline(spec: kinds.Timeline, axes: Axes) -> None:
    days = [each.day for each in spec.milestones]
    axes.plot(days, [0.0] * len(days), "o-")
    axes.set_ylim(-1.5, 1.5)
    axes.axvline(spec.today)
    for place, each in enumerate(spec.milestones):
        axes.annotate(f"{each.lead}\n{each.text}", (each.day, 1.0 - place % 2), rotation=30)
    steps = accumulate([max([spec.today, *days])] * (len(spec.undated) + 1), lambda day, _: day + timedelta(30))
    for day, text in zip(steps, spec.undated, strict=False):
        axes.text(day, 0.5, text)


def _risks(spec: kinds.RiskMatrix, axes: Axes) -> None:
    axes.scatter([point.size for point in spec.points], [point.probability for point in spec.points])
    for point in spec.points:
        axes.annotate(f"{point.number} {point.name}", (point.size, point.probability))
    axes.set_xlabel(spec.unit_text)
    axes.set_yticks([1, 2, 3], ["low", "medium", "high"])
    axes.grid(visible=True)


DRAWERS: Mapping[type, Callable[[Any, Axes], None]] = {
    kinds.PriceChart: _price,
    kinds.Waterfall: _waterfall,
    kinds.StackedBars: _stacked,
    kinds.CumulativeLines: _cumulative,
    kinds.PartBars: _parts,
    kinds.Ranges: _ranges,
    kinds.Tornado: _tornado,
    kinds.Histogram: _histogram,
    kinds.Fan: _fan,
    kinds.ImpliedScale: _implied,
    kinds.Timeline: _timeline,
    kinds.RiskMatrix: _risks,
}
