"""Are the facts typed as their sources print them? Each check knows one way in which a figure goes wrong by hand."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from statistics import median

from reportgen.checks.labels import adds_up, counted, volatile
from reportgen.checks.spans import around, inside, monthly
from reportgen.checks.tolerance import bounds, disjoint
from reportgen.checks.walking import ten_times, told
from reportgen.diagnostics import Diagnostic
from reportgen.figures import write
from reportgen.model.amounts import decimals_of
from reportgen.model.facts import Fact, Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.results import Results
from reportgen.quantities import SHARE

# Neighbours tell the size of a figure where they are this near to each other themselves.
_ALIKE = 3.0
# How far from a power of ten a slip may lie: a business that grows is not ten times as large the year after.
_NEAR_POWER = 1.6
# So many figures so near to each other make a jump by ten at either end of them a slip.
_MANY, _STEADY = 3, 1.6
# Two that hardly differ do, if the jump is almost exactly tenfold.
_SAME, _EXACT = 1.15, 1.25
_THOUSAND = 3
# Renminbi or Hong Kong dollars are seven or eight to a dollar.
_SEVENFOLD, _FEWEST_AROUND = (6.2, 8.4), 2
_FEWEST_DIGITS = 3


def power_of_ten_slip(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A unit that is read for another moves a figure by a power of ten: 亿 is a hundred million, and no billion.

    Told where the other figures of the metric agree on its size, and this one lies near a power of ten from them.
    """
    for name, period, fact, power in _slips(inputs):
        if not _comma_lost(fact, power):
            times = f"{ten_times(power)} as {'large' if power > 0 else 'small'}"
            message = f"{fact.value} is about {times} as in other periods"
            yield told(
                inputs, "power-of-ten-slip", message, name, period, hint="in which unit does the source print it?"
            )


def decimal_for_thousands(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A comma that parts thousands, typed as a decimal point, makes 1,234 a thousand times too small."""
    for name, period, fact, power in _slips(inputs):
        if _comma_lost(fact, power):
            message = f"{fact.value} is about a thousandth of other periods"
            hint = f"is it {str(fact.value).replace('.', '')}?"
            yield told(inputs, "decimal-for-thousands", message, name, period, hint=hint)


def _comma_lost(fact: Fact, power: int) -> bool:
    return power == -_THOUSAND and decimals_of(fact.value) == _THOUSAND


def _slips(inputs: Inputs) -> Iterator[tuple[str, Period, Fact, int]]:
    """Each fact that is a power of ten away from the others of its metric."""
    for name, metric in inputs.facts.metrics.items():
        powers = dict(_among_its_kind(metric)) | dict(_parts_of_a_thing(metric))
        if adds_up(metric) and not volatile(metric):
            powers = dict(_in_its_time(inputs, metric)) | powers
        yield from ((name, each, metric.values[each], powers[each]) for each in metric.values if each in powers)


def _parts_of_a_thing(metric: Metric) -> Iterator[tuple[Period, int]]:
    """Those with three decimals of things that are counted whole, where all others are whole and a thousand or more."""
    things = counted(metric) and not metric.unit.unit.currency and metric.unit.scale == 0
    for period, fact in metric.values.items() if things else ():
        others = [other.value for other in metric.values.values() if other is not fact]
        whole = others and all(each == int(each) and abs(each) >= 10**_THOUSAND for each in others)
        if whole and decimals_of(fact.value) == _THOUSAND:
            yield period, -_THOUSAND


def _among_its_kind(metric: Metric) -> Iterator[tuple[Period, int]]:
    """Those away from the others that cover as long a period."""
    groups: dict[str, list[tuple[Period, Fact]]] = defaultdict(list)
    for period, fact in metric.values.items():
        if fact.value:
            groups[period.kind].append((period, fact))
    for held in groups.values():
        held.sort(key=lambda each: str(each[0]))
        for place, (period, fact) in enumerate(held):
            others = [abs(float(other.value)) for _, other in held if other is not fact]
            power = _power(abs(float(fact.value)), others)
            between = 0 < place < len(held) - 1
            # one other alone says nothing of the size, but for a comma that is typed as a point
            alone = len(others) == 1 and not (_comma_lost(fact, power) and others[0] == int(others[0]))
            amid = between and not volatile(metric)
            money = between and metric.unit.unit.currency and sevenfold(abs(float(fact.value)), others)
            if power and not alone and not money and (abs(power) > 1 or amid or _steady(others)):
                yield period, power


def _in_its_time(inputs: Inputs, metric: Metric) -> Iterator[tuple[Period, int]]:
    """Those away from what a month brought before and after, in periods of any length."""
    for period, fact in metric.values.items():
        near, between = around(inputs, metric, period)
        others, value = [monthly(metric, each) for each in near], monthly(metric, period)
        power = _power(value, others) if fact.value and value else 0
        if not power or len(others) == 1 or (metric.unit.unit.currency and sevenfold(value, others)):
            continue
        amid = between and len(others) >= _MANY
        if amid or _steady(others) or _exactly_tenfold(value, others):
            yield period, power


def _exactly_tenfold(value: float, others: Sequence[float]) -> bool:
    """Whether figures hardly differ and a value is ten times as large, or a tenth, nearly to the digit."""
    ratio = max(value / median(others), median(others) / value)
    return max(others) <= _SAME * min(others) and 10 / _EXACT < ratio < 10 * _EXACT


def _power(value: float, others: list[float]) -> int:
    """The power of ten by which a value is away from others that are alike; 0 if they are not, or it is near them."""
    if not others or max(others) > _ALIKE * min(others):
        return 0
    distance = math.log10(value / median(others))
    power = round(distance)
    return power if power and abs(distance - power) < math.log10(_NEAR_POWER) else 0


def _steady(others: Sequence[float]) -> bool:
    """Whether figures hardly move; profits may well be ten times those of the year before."""
    return len(others) >= _MANY and max(others) <= _STEADY * min(others)


def sevenfold(value: float, around: Sequence[float]) -> bool:
    """Whether a figure is as far from steady ones around it as dollars from renminbi or Hong Kong dollars."""
    if len(around) < _FEWEST_AROUND or not value or not min(around) or max(around) > _STEADY * min(around):
        return False
    ratio = value / median(around)
    return _SEVENFOLD[0] < max(ratio, 1 / ratio) < _SEVENFOLD[1]


def figure_repeated(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """The same digits as a year before are last year's figure in this year's row more often than chance."""
    for name, metric in inputs.facts.metrics.items():
        if SHARE.powers == metric.unit.unit.powers:
            continue  # a company may well have as many shares as a year before
        for period, fact in metric.values.items():
            status = fact.status or metric.status
            columns = _mistaken(inputs, metric, period)
            same = next((each for each in columns if metric.values[each].value == fact.value), None)
            if same is not None and status == "actual" and _digits(fact) >= _FEWEST_DIGITS:
                message = f"{fact.value} is the figure of {same} as well"
                yield told(inputs, "figure-repeated", message, name, period)


def _mistaken(inputs: Inputs, metric: Metric, period: Period) -> Iterator[Period]:
    """The periods whose column may have been read: the year before, and those that end within this one.

    Where both end on one day a stock has the same figure by right, and so has what began only then.
    """
    last, earlier = inputs.company.fiscal_year_end, period.year_before()
    if earlier is not None and earlier in metric.values:
        yield earlier
    for each in metric.values if period.kind == "year" else ():
        long = each.kind in ("half", "nine_months", "trailing")
        if long and period.start(last) <= each.end(last) < period.end(last):
            yield each
    for each in metric.values if adds_up(metric) else ():
        began = any(
            fact.value and other.end(last) < each.start(last)
            for other, fact in metric.values.items()
            if other.kind != "day"
        )
        if inside(inputs, each, period) and each.end(last) == period.end(last) and began:
            yield each


def _digits(fact: Fact) -> int:
    return len(str(abs(fact.value)).replace(".", "").strip("0"))


def sources_disagree(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Two sources that print the same figure differently cannot both be right, and the note quotes one of them.

    Compared are metrics that say that they restate another, and metrics of the same name and unit.
    """
    for one, other in _restated(inputs.facts.metrics):
        for period in inputs.facts.metrics[one].values:
            pair = [bounds(inputs, results, f"facts.{name}.{period}") for name in (one, other)]
            if pair[0] is not None and pair[1] is not None and disjoint(pair[0], pair[1]):
                paths = [f"facts.{name}.{period}" for name in (one, other)]
                said = [write(results.values[path], results.form(path)).text for path in paths]
                message = f"{said[0]}, but {other} says {said[1]}"
                yield told(inputs, "sources-disagree", message, one, period)


def _restated(metrics: Mapping[str, Metric]) -> Iterator[tuple[str, str]]:
    for name, metric in metrics.items():
        if metric.restates is not None and metric.restates in metrics:
            yield name, metric.restates
    for (one, first), (other, second) in combinations(metrics.items(), 2):
        alike = (first.label.casefold(), first.unit.unit) == (second.label.casefold(), second.unit.unit)
        if alike and other not in (first.restates, one) and second.restates != one:
            yield other, one
