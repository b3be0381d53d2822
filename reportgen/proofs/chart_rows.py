"""What each kind of chart holds, row by row, as the table over it must say."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import TypeAlias

from reportgen.figures import MONTHS, write_date
from reportgen.model.charts import (
    ChartSpec,
    CumulativeLines,
    DatedPoint,
    Fan,
    Histogram,
    ImpliedScale,
    Label,
    PartBars,
    PriceChart,
    Ranges,
    RiskMatrix,
    StackedBars,
    Timeline,
    Tornado,
    Waterfall,
)

Cell: TypeAlias = str | float | tuple[float, ...] | None
"""Words as they must stand, a value of which a rounding stands, several, or None for a dash."""
Rows: TypeAlias = list[tuple[Cell, ...]]

WORDS = ""
"""Words that say no number, whatever they are."""


def rows_of(spec: ChartSpec, count: int) -> Rows:
    """The rows of a chart's table; of a price chart all closes or, where ``count`` differs, each month's last."""
    rows = ROWS[type(spec)](spec)
    if isinstance(spec, PriceChart) and len(rows) != count:
        months = groupby((*spec.closes, spec.price), key=lambda each: (each.day.year, each.day.month))
        rows = _with_closes(spec, [list(held)[-1] for _, held in months])
    return rows


def _price(spec: PriceChart) -> Rows:
    return _with_closes(spec, [*spec.closes, spec.price])


def _with_closes(spec: PriceChart, points: list[DatedPoint]) -> Rows:
    events = [(_day(each.day), each.text) for each in spec.events]
    changes = [(f"{each.rating}, {_day(each.day)}", f"target {each.target_label.text}") for each in spec.changes]
    target = (f"Target, {_day(spec.target.day)}", spec.target_label.text)
    return [*((_day(each.day), each.value) for each in points), *events, *changes, target]


def _waterfall(spec: Waterfall) -> Rows:
    return [(step.name, step.label.text, WORDS) for step in spec.steps]


def _stacked(spec: StackedBars) -> Rows:
    return [
        (" ".join(filter(None, period)), *(one.values[place] for one in spec.series), spec.totals[place])
        for place, period in enumerate(spec.periods)
    ]


def _cumulative(spec: CumulativeLines) -> Rows:
    points = [(path.name, _month(each.month), each.value) for path in spec.paths for each in path.points]
    return [*points, *((goal.name, WORDS, goal.label.text) for goal in spec.goals)]


def _bars(spec: PartBars) -> Rows:
    return [(bar.name, bar.label.text, bar.detail.text if bar.detail else None) for bar in spec.bars]


def _ranges(spec: Ranges) -> Rows:
    lines: Rows = [(each.text, None, None) for each in (spec.target_label, spec.price_label)]
    return [*(_ends(row.name, row.detail, row.low_label, row.high_label) for row in spec.rows), *lines]


def _tornado(spec: Tornado) -> Rows:
    base = (WORDS, spec.base_label.text, None)
    return [*(_ends(bar.name, bar.detail, bar.low_label, bar.high_label) for bar in spec.bars), base]


def _histogram(spec: Histogram) -> Rows:
    lines = [(each.text, None) for each in (spec.target_label, spec.price_label) if each is not None]
    return [*((pair, float(held)) for pair, held in zip(pairwise(spec.edges), spec.counts, strict=False)), *lines]


def _fan(spec: Fan) -> Rows:
    columns = [*(line.values for line in spec.lines), spec.own]
    return [(year, *(column[place] for column in columns)) for place, year in enumerate(spec.years)]


def _implied(spec: ImpliedScale) -> Rows:
    return [(mark.above.text, mark.below.text) for mark in sorted(spec.marks, key=lambda mark: mark.position)]


def _timeline(spec: Timeline) -> Rows:
    dated = sorted(spec.milestones, key=lambda each: not each.past)
    return [*((WORDS, each.lead, each.text) for each in dated), *((WORDS, WORDS, each) for each in spec.undated)]


def _risks(spec: RiskMatrix) -> Rows:
    return [(f"{point.number} {point.name}", point.size, WORDS) for point in spec.points]


def _ends(name: str, detail: str, low: Label, high: Label) -> tuple[Cell, ...]:
    return (f"{name}, {detail}" if detail else name, low.text or None, high.text or None)


def _day(day: date) -> str:
    return write_date(day, short=True)


def _month(month: float) -> str:
    return MONTHS[math.ceil(month) - 1][:3] if month > 0 else WORDS


# Each reads its own kind only, which the type of a table cannot say.
ROWS: Mapping[type, Callable[..., Rows]] = MappingProxyType(
    {
        PriceChart: _price,
        Waterfall: _waterfall,
        StackedBars: _stacked,
        CumulativeLines: _cumulative,
        PartBars: _bars,
        Ranges: _ranges,
        Tornado: _tornado,
        Histogram: _histogram,
        Fan: _fan,
        ImpliedScale: _implied,
        Timeline: _timeline,
        RiskMatrix: _risks,
    }
)
