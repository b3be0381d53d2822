"""Do figures stand in their own row? Each check holds a figure against its neighbours: other periods, other metrics."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, permutations, product
from statistics import median

from reportgen.checks.facts_plausible import sevenfold
from reportgen.checks.labels import GROSS, REVENUE, is_asset, is_sold, sold_or_spent, volatile
from reportgen.checks.spans import inside, monthly
from reportgen.checks.walking import FACTS, found, told
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.figures import write
from reportgen.model.facts import Fact, Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.results import Results
from reportgen.quantities import SHARE

_FEWEST_DIGITS = 4
_RATES = re.compile(r"\b(?:growth|rise|change|increase|return|premium|rate)\b", re.IGNORECASE)
# Profits need more steady neighbours than revenue does.
_AROUND_PROFITS = 3
_ALIKE = 1.6
_TWO = 2
_ELIMINATED = re.compile(r"eliminat|inter-?segment|intra-?group|consolidation|corporate|adjustment", re.IGNORECASE)
_QUARTERS = 4
# A quarter that is what came before it in the year and what was to be expected of it, this exactly.
_CUMULATED, _FALLS_BACK, _AT_LEAST = 0.06, 0.75, 1.6
_SEASON, _FITS = 1.3, 1.3
# A figure is the odd one of two where it lies ten times further from all others.
_ODD = 10.0


def figure_copied(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """The same four digits or more under two metrics are one figure copied to the wrong row more often than chance.

    Told of metrics that differ in other periods, and not of counts of shares, of which several may well be the same.
    """
    metrics = inputs.facts.metrics
    for (one, first), (other, second) in combinations(metrics.items(), 2):
        unlike = first.unit.unit != second.unit.unit or first.unit.unit == SHARE
        if unlike or _akin(first, second, one, other):
            continue
        both = [period for period in first.values if period in second.values]
        same = [each for each in both if first.values[each].value == second.values[each].value]
        # what is always the same is one thing with two names
        for period in same if len(same) < len(both) else ():
            if _digits(first.values[period]) >= _FEWEST_DIGITS:
                message = f"{first.values[period].value} is the figure of {one} as well"
                yield told(inputs, "figure-copied", message, other, period)


def _akin(first: Metric, second: Metric, one: str, other: str) -> bool:
    """Whether one metric is said to restate the other, or to be a part of it."""
    return one in (second.restates, *(second.sum_of or ())) or other in (first.restates, *(first.sum_of or ()))


def _digits(fact: Fact) -> int:
    return len(str(abs(fact.value)).replace(".", "").strip("0"))


def part_exceeds_whole(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A quarter with more revenue than its year, or gross profit above revenue, cannot be: a unit or a row has slipped.

    Periods are compared for what is sold, which is never below zero; margins and shares of a whole end at 100 %.
    """
    for name, metric in inputs.facts.metrics.items():
        if sold_or_spent(metric):
            yield from _longer_is_larger(inputs, name, metric)
        whole = _share_above_one(metric)
        for period, fact in metric.values.items() if whole else ():
            if fact.value > whole:
                yield told(inputs, "part-exceeds-whole", f"{fact.value} % of a whole", name, period)
    yield from _gross_above_revenue(inputs)
    yield from _asset_above_all(inputs)
    yield from _rest_below_zero(inputs, results)


def _share_above_one(metric: Metric) -> Decimal:
    """All of a whole in the metric's unit, where it is a margin or a share; otherwise nothing."""
    words = metric.label.casefold()
    is_share = "margin" in words or " share of " in f" {words} " or "as a share" in words
    rate = metric.unit.typed == "%" and is_share and not _RATES.search(words)
    return Decimal(100) if rate else Decimal(0)


def _longer_is_larger(inputs: Inputs, name: str, metric: Metric) -> Iterator[Diagnostic]:
    for longer, whole in metric.values.items():
        for part, fact in metric.values.items():
            if inside(inputs, part, longer) and fact.value > whole.value > 0:
                if _is_odd(metric, longer, part):
                    message = f"{whole.value} is less than the {fact.value} of {part}"
                    yield told(inputs, "part-exceeds-whole", message, name, longer)
                else:
                    message = f"{fact.value} is more than the {whole.value} of {longer}"
                    yield told(inputs, "part-exceeds-whole", message, name, part)


def _is_odd(metric: Metric, longer: Period, part: Period) -> bool:
    """Whether it is the longer period that is far from what a month of all others brings, not the part."""
    others = [each for period in metric.values if period not in (longer, part) and (each := monthly(metric, period))]
    usual = median(others) if others else 0.0
    far = [abs(math.log(monthly(metric, each) / usual)) if usual else 0.0 for each in (longer, part)]
    return far[0] > far[1] + math.log(_ODD)


def _gross_above_revenue(inputs: Inputs) -> Iterator[Diagnostic]:
    for (name, metric), (_, sold) in _gross_and_revenue(inputs):
        for period, fact in metric.values.items():
            if period in sold.values and fact.value > sold.values[period].value:
                message = f"gross profit of {fact.value}, and revenue of {sold.values[period].value}"
                yield told(inputs, "part-exceeds-whole", message, name, period)


def _asset_above_all(inputs: Inputs) -> Iterator[Diagnostic]:
    metrics = inputs.facts.metrics
    wholes = [each for each in metrics.values() if each.label.casefold() == "total assets"]
    for (name, metric), whole in product(((key, each) for key, each in metrics.items() if is_asset(each)), wholes):
        for period, fact in metric.values.items() if metric.unit == whole.unit else ():
            if period in whole.values and fact.value > whole.values[period].value:
                message = f"{fact.value}, and all assets are {whole.values[period].value}"
                yield told(inputs, "part-exceeds-whole", message, name, period)


def _rest_below_zero(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A rest of what is sold that is less than nothing in one period alone: one of the parts is too large."""
    for name, metric in inputs.facts.metrics.items():
        whole = inputs.facts.metrics.get(metric.balance_of or "")
        if whole is None or not is_sold(whole) or _ELIMINATED.search(metric.label):
            continue
        stem = f"facts.{name}."
        held = {path.removeprefix(stem): value for path, value in results.values.items() if path.startswith(stem)}
        below = [period for period, value in held.items() if value < 0]
        for period in below if any(value > 0 for value in held.values()) else ():
            message = f"its parts leave {write(held[period], results.form(stem + period)).text} for {metric.label}"
            owner = name if period in map(str, metric.values) else str(metric.balance_of)
            path = ("metrics", owner, "values", period)
            yield found(inputs, "part-exceeds-whole", message, FACTS, path, severity=Severity.WARNING)


def _gross_and_revenue(inputs: Inputs) -> Iterator[tuple[tuple[str, Metric], tuple[str, Metric]]]:
    """Gross profit with the revenue that it is of, in one unit."""
    for one, other in permutations(inputs.facts.metrics.items(), 2):
        labels = one[1].label, other[1].label
        if GROSS.fullmatch(labels[0]) and REVENUE.fullmatch(labels[1]) and one[1].unit == other[1].unit:
            yield one, other


def currency_slip(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A figure in dollars in a row of renminbi or Hong Kong dollars is about seven times too small, and the reverse.

    Told of amounts of money between steady neighbours: growth would not go back.
    """
    for name, metric in inputs.facts.metrics.items():
        for kind in {period.kind for period in metric.values} if metric.unit.unit.currency else ():
            held = sorted((each for each in metric.values if each.kind == kind), key=str)
            for place in range(1, len(held) - 1):
                around = [abs(metric.values[each].value) for each in (*held[:place], *held[place + 1 :])]
                value = abs(metric.values[held[place]].value)
                enough = len(around) >= _AROUND_PROFITS or not volatile(metric)
                if enough and sevenfold(float(value), [float(each) for each in around]):
                    message = f"{metric.values[held[place]].value} is about a seventh or seven times of its neighbours"
                    hint = "in which currency, or in which unit, does the source print it?"
                    yield told(inputs, "currency-slip", message, name, held[place], hint)


def cumulative_in_quarter(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """Reports print the half and the nine months beside the quarter: the wrong column makes a quarter twice as large.

    Told where a quarter is exactly what came before it in its year and what the year before lets expect, and the next
    quarter falls back; so neither a season nor growth is taken for it.
    """
    for name, metric in inputs.facts.metrics.items():
        values = {str(period): float(fact.value) for period, fact in metric.values.items()}
        for period in metric.values if metric.unit.unit.powers else ():
            if period.kind == "quarter" and period.index > 1 and _cumulated(values, period):
                message = f"{metric.values[period].value} is about what the year has brought until then, not a quarter"
                yield told(inputs, "cumulative-in-quarter", message, name, period)


def _cumulated(values: Mapping[str, float], period: Period) -> bool:
    year, index = period.year, period.index
    now = [values.get(f"{year}Q{place}") for place in range(1, index)]
    before = [values.get(f"{year - 1}Q{place}") for place in range(1, index + 1)]
    after = values.get(f"{year + index // _QUARTERS}Q{index % _QUARTERS + 1}")
    if after is None or None in now or None in before:
        return False
    until, known = sum(each or 0.0 for each in now), [each or 0.0 for each in before]
    value, grown = values[str(period)], until / sum(known[:-1]) if sum(known[:-1]) > 0 else 0.0
    expected = known[-1] * grown
    return value > _AT_LEAST * expected > 0 and (
        (abs(value - until - expected) < _CUMULATED * value and after < _FALLS_BACK * value)
        or _rest_fits(value - until, value, [*(each or 0.0 for each in now), after], known)
    )


def _rest_fits(rest: float, value: float, beside: Sequence[float], known: Sequence[float]) -> bool:
    """Whether a quarter less those before it is as large as those around it, and no season of the year before is."""
    season = known[-1] > _SEASON * max(known[:-1])
    fits = min(beside) / _FITS < rest < max(beside) * _FITS
    return fits and not season and value > _AT_LEAST * max(beside)


def unit_slip(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """Two periods of revenue a power of ten apart, while gross profit hardly moves, are a unit misread.

    Two figures of a metric say nothing of each other; the other metric of the same periods does. A company that grows
    tenfold takes its gross profit along.
    """
    for (_, gross), (name, sold) in _gross_and_revenue(inputs):
        for kind in ("year", "half", "quarter"):
            held = sorted((each for each in sold.values if each.kind == kind), key=str)
            # of more, each tells of the others
            if len(held) == _TWO and _apart(_moved(sold, *held), _moved(gross, *held)):
                message = f"{sold.values[held[1]].value} after {sold.values[held[0]].value}, and gross profit as before"
                yield told(inputs, "unit-slip", message, name, held[1], "in which unit do the sources print revenue?")


def _apart(moved: float, beside: float) -> bool:
    """Whether one figure moves by about a power of ten, and another hardly at all."""
    power = round(math.log10(moved)) if moved else 0
    near = power != 0 and abs(math.log10(moved) - power) < math.log10(_ALIKE)
    return near and 1 / _ALIKE < beside < _ALIKE


def _moved(metric: Metric, before: Period, now: Period) -> float:
    held = [metric.values.get(each) for each in (before, now)]
    if held[0] is None or held[1] is None or held[0].value <= 0 or held[1].value <= 0:
        return 0.0
    return float(held[1].value / held[0].value)
