"""Which periods make a longer one, which stand around another, and how much a month of each brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportgen.model.facts import Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period

_MADE_OF: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "FY{}": (("{}Q1", "{}Q2", "{}Q3", "{}Q4"), ("{}H1", "{}H2"), ("9M{}", "{}Q4")),
    "9M{}": (("{}Q1", "{}Q2", "{}Q3"), ("{}H1", "{}Q3")),
    "{}H1": (("{}Q1", "{}Q2"),),
    "{}H2": (("{}Q3", "{}Q4"),),
}
_MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12, "trailing": 12}
_NEAREST, _QUARTERS = 4, 4


def made_of(inputs: Inputs, metric: Metric) -> Iterator[tuple[Period, ...]]:
    """Each longer period of a metric with the shorter ones that it is made of, where all are typed."""
    typed = {str(period): period for period in metric.values}
    for each in (*_of_years(sorted({period.year for period in typed.values()})), *_of_months(inputs, typed.values())):
        if all(name in typed for name in each):
            yield tuple(typed[name] for name in each)


def _of_years(years: Iterable[int]) -> Iterator[tuple[str, ...]]:
    for year in years:
        for whole, ways in _MADE_OF.items():
            yield from (tuple(each.format(year) for each in (whole, *parts)) for parts in ways)
        for index in range(1, _QUARTERS):
            before = [f"{year - 1}Q{place}" for place in range(index + 1, _QUARTERS + 1)]
            yield (f"LTM{year}Q{index}", *before, *(f"{year}Q{place}" for place in range(1, index + 1)))


def _of_months(inputs: Inputs, periods: Iterable[Period]) -> Iterator[tuple[str, ...]]:
    """Quarters by their months, where quarters end with one."""
    for period in periods:
        if period.kind == "quarter":
            end = period.end(inputs.company.fiscal_year_end)
            last = end.year * 12 + end.month - 1
            months = (divmod(each, 12) for each in (last - 2, last - 1, last))
            yield (str(period), *(f"{year}-{month + 1:02d}" for year, month in months))


def inside(inputs: Inputs, one: Period, other: Period) -> bool:
    """Whether a period is a part of another and shorter."""
    last = inputs.company.fiscal_year_end
    shorter = _MONTHS.get(one.kind, 0) < _MONTHS.get(other.kind, 0)
    return one.kind != "day" and shorter and other.start(last) <= one.start(last) and one.end(last) <= other.end(last)


def monthly(metric: Metric, period: Period) -> float:
    """What a month of a period brings, without its sign; 0 for a day."""
    months = _MONTHS.get(period.kind, 0)
    return abs(float(metric.values[period].value)) / months if months else 0.0


def around(inputs: Inputs, metric: Metric, period: Period) -> tuple[tuple[Period, ...], bool]:
    """The periods that end nearest to one, with the same of the years beside it, and whether it is between them."""
    last = inputs.company.fiscal_year_end
    end = period.end(last)
    held = [each for each in metric.values if each != period and each.kind in _MONTHS and metric.values[each].value]
    held.sort(key=lambda each: (abs((each.end(last) - end).days), str(each)))
    near = held[:_NEAREST]
    seasons = [each for each in held if (each.kind, each.index) == (period.kind, period.index)]
    beside = [each for each in seasons if abs(each.year - period.year) == 1 and each not in near]
    ends = [each.end(last) for each in near]
    return (*near, *beside), bool(ends) and min(ends) < end < max(ends)
