"""A chart as a table, for those who do not see it and for those who want its figures: text from the chart's spec."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from types import MappingProxyType

from reportgen.figures import DASH, Form, write, write_date
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
from reportgen.model.within import within
from reportgen.sections.writer import read

# A year and a quarter of sessions is read as months.
MOST_DAYS = 60
_MOST_DECIMALS = 9
_SOFT_HYPHEN = "\u00ad"
_LEVELS = ("low", "medium", "high")
_MONTHS = 12
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class ChartTable:
    """Heads and rows of words; the first cell of a row names it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def table_of(spec: ChartSpec) -> ChartTable:
    """What a chart shows. A kind that has no table of its own gives the labels that stand in it."""
    return TABLES.get(type(spec), _labels)(spec)


def figures(values: Sequence[float | None], *, digits: int = 4, signed: bool = False) -> tuple[str, ...]:
    """Figures of one unit: the largest with so many digits, all with as many decimals, a dash where there is none."""
    known = [abs(value) for value in values if value is not None and math.isfinite(value)]
    largest = max(known, default=0.0)
    power = math.floor(math.log10(largest)) if largest > 0 else 0
    form = Form(decimals=min(max(digits - 1 - power, 0), _MOST_DECIMALS), signed=signed)
    return tuple(DASH if value is None or not math.isfinite(value) else write(value, form).digits for value in values)


# ---- one for each kind ----------------------------------------------------------------------------------------------


def _price(spec: PriceChart) -> ChartTable:
    closes, remark = _closes((*spec.closes, spec.price))
    # two lines of one drawing are one line of a table
    events = [(write_date(event.day, short=True), event.text.replace("\n", " ")) for event in spec.events]
    changes = [
        (f"{change.rating}, {write_date(change.day, short=True)}", f"target {change.target_label.text}")
        for change in spec.changes
    ]
    target = (f"Target, {write_date(spec.target.day, short=True)}", spec.target_label.text)
    return ChartTable(("Date", remark), (*closes, *events, *changes, target))


def _closes(points: Sequence[DatedPoint]) -> tuple[list[tuple[str, str]], str]:
    """Each close; of a long series the last of each month."""
    remark = "Close"
    if len(points) > MOST_DAYS:
        months = groupby(points, key=lambda point: (point.day.year, point.day.month))
        points, remark = [list(days)[-1] for _, days in months], "Last close of the month"
    found = figures([point.value for point in points])
    return [(write_date(point.day, short=True), text) for point, text in zip(points, found, strict=True)], remark


def _waterfall(spec: Waterfall) -> ChartTable:
    moving = {"part": "step", "judgement": "judgement", "gap": "only in the price"}
    rows = [(_plain(step.name), step.label.text, moving.get(step.kind, step.kind)) for step in spec.steps]
    return ChartTable(("Step", "Value", "What it is"), tuple(rows))


def _stacked(spec: StackedBars) -> ChartTable:
    columns = (*(one.values for one in spec.series), spec.totals)
    # all in one unit, and so with the decimals of the largest
    found = iter(figures([value for column in columns for value in column]))
    texts = [[next(found) for _ in column] for column in columns]
    rows = [
        (" ".join(word for word in period if word), *(column[index] for column in texts))
        for index, period in enumerate(spec.periods)
    ]
    note = "" if all(map(_adds, zip(*texts, strict=True))) else "Periods may not add due to rounding."
    return ChartTable(("Period", *(_plain(one.name) for one in spec.series), "Total"), tuple(rows), note)


def _adds(texts: Sequence[str]) -> bool:
    """Whether parts add up to the total behind them as printed; what is not split, or further apart, claims nothing."""
    if DASH in texts:
        return True
    *parts, total = (read(each) for each in texts)
    open_by = len(texts) * Decimal(5).scaleb(int(total.as_tuple().exponent) - 1)
    return not 0 < abs(sum(parts) - total) <= open_by


def _cumulative(spec: CumulativeLines) -> ChartTable:
    rows: list[tuple[str, ...]] = []
    for path in spec.paths:
        found = figures([point.value for point in path.points])
        for point, text in zip(path.points, found, strict=True):
            least = "at least " if point.floor else ""
            rows.append((_plain(path.name), _month(point.month), f"{least}{text}"))
    rows.extend((_plain(goal.name), "year’s end", goal.label.text) for goal in spec.goals)
    return ChartTable(("Line", "Until the end of", "Reached"), tuple(rows))


def _month(month: float) -> str:
    """Twelve ends December, and nothing has been reached at the start of January."""
    whole = math.ceil(month)
    return _NAMES[min(whole, _MONTHS) - 1] if whole > 0 else "start of the year"


def _part_bars(spec: PartBars) -> ChartTable:
    rows = [(_plain(bar.name), bar.label.text, bar.detail.text if bar.detail else DASH) for bar in spec.bars]
    return ChartTable(("Bar", "Value", "Detail"), tuple(rows))


def _ranges(spec: Ranges) -> ChartTable:
    rows = [
        (f"{_plain(row.name)}, {_plain(row.detail)}" if row.detail else _plain(row.name), low.text, high.text)
        for row in spec.rows
        for low, high in [(row.low_label, row.high_label)]
    ]
    lines = [(label.text, DASH, DASH) for label in (spec.target_label, spec.price_label)]
    return ChartTable(("Range", "Low", "High"), (*rows, *lines))


def _tornado(spec: Tornado) -> ChartTable:
    rows = [
        (f"{_plain(bar.name)}, {_plain(bar.detail)}" if bar.detail else _plain(bar.name), low or DASH, high or DASH)
        for bar in spec.bars
        for low, high in [(bar.low_label.text, bar.high_label.text)]
    ]
    return ChartTable(("Input", "At its low", "At its high"), (*rows, ("The note", spec.base_label.text, DASH)))


def _histogram(spec: Histogram) -> ChartTable:
    edges = figures(spec.edges)
    rows = [
        (f"{low} to {high}", f"{count:,}") for (low, high), count in zip(pairwise(edges), spec.counts, strict=False)
    ]
    lines = [(label.text, DASH) for label in (spec.target_label, spec.price_label) if label]
    return ChartTable(("Values", "How many"), (*rows, *lines))


def _fan(spec: Fan) -> ChartTable:
    columns = (*(line.values for line in spec.lines), spec.own)
    found = iter(figures([value for column in columns for value in column]))
    texts = [[next(found) for _ in column] for column in columns]
    rows = [(year, *(column[index] for column in texts)) for index, year in enumerate(spec.years)]
    return ChartTable(("Year", *(_plain(line.name) for line in spec.lines), _plain(spec.own_name)), tuple(rows))


def _implied(spec: ImpliedScale) -> ChartTable:
    rows = [(mark.above.text, mark.below.text) for mark in sorted(spec.marks, key=lambda mark: mark.position)]
    return ChartTable(("Assumption", "Value"), tuple(rows))


def _timeline(spec: Timeline) -> ChartTable:
    past = [("before the note", each.lead, each.text) for each in spec.milestones if each.past]
    coming = [("to come", each.lead, each.text) for each in spec.milestones if not each.past]
    undated = [("to come", "no date", each) for each in spec.undated]
    return ChartTable(("When", "Date", "What"), (*past, *coming, *undated))


def _risks(spec: RiskMatrix) -> ChartTable:
    sizes = figures([point.size for point in spec.points], digits=3, signed=True)
    rows = [
        (f"{point.number} {_plain(point.name)}", size, _LEVELS[point.probability - 1])
        for point, size in zip(spec.points, sizes, strict=True)
    ]
    return ChartTable(("Risk", _plain(spec.unit_text), "Probability"), tuple(rows))


def _labels(spec: ChartSpec) -> ChartTable:
    return ChartTable(("In the chart",), tuple((label.text,) for label in within(spec, Label) if label.text))


def _plain(name: str) -> str:
    return " ".join(name.replace(_SOFT_HYPHEN, "").split())


# Each reads its own kind only, which the type of a table cannot say.
TABLES: Mapping[type, Callable[..., ChartTable]] = MappingProxyType(
    {
        PriceChart: _price,
        Waterfall: _waterfall,
        StackedBars: _stacked,
        CumulativeLines: _cumulative,
        PartBars: _part_bars,
        Ranges: _ranges,
        ImpliedScale: _implied,
        Tornado: _tornado,
        Histogram: _histogram,
        Fan: _fan,
        Timeline: _timeline,
        RiskMatrix: _risks,
    }
)
