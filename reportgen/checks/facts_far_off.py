"""Are figures far from others that bound them: costs by revenue, a target by deliveries, a sum by another currency?

Only what is far off is told: a business may spend more than it sells, and a target may be passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from reportgen.checks.facts_of_the_market import PER_DOLLAR
from reportgen.checks.labels import COST_LINE, GROSS, OPERATING, REVENUE
from reportgen.checks.spans import inside
from reportgen.checks.walking import told
from reportgen.diagnostics import Diagnostic
from reportgen.model.facts import Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.results import Results
from reportgen.quantities import currency_unit

# What is above its bound by so much in one period, and in so many others not at all.
_ABOVE, _OTHERS = 2.0, 2
# A target that is passed four times over is missing a digit.
_PASSED = 4.0
_TARGET = re.compile(
    r"(?:(?:first|second|last|annual|full-year) )*(?:delivery|shipment|sales) (?:target|goal)", re.IGNORECASE
)
_DELIVERED = re.compile(
    r"(?:total )?(?:(?:cars?|vehicles?|devices?|smartphones?|units?) )?(?:deliver(?:ed|ies)|shipped|shipments|sold)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r",? in (?:renminbi|yuan|(?:us |hong kong )?dollars|euros?|yen|pounds|sterling|francs|won|"
    rf"{'|'.join(PER_DOLLAR)})\b|, as stated",
    re.IGNORECASE,
)
# An average of a period beside the rate of a day, and rounding.
_SLACK = 1.1


def figure_above_bound(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """Operating profit twice gross profit, or one kind of cost twice revenue, in one period alone is a slip.

    Told where at least two other periods have it below; young companies spend more than they sell in all of them.
    """
    for (name, metric), (_, bound) in permutations(inputs.facts.metrics.items(), 2):
        if metric.unit != bound.unit or not _is_bounded(metric, bound):
            continue
        both = [each for each in metric.values if each in bound.values and bound.values[each].value > 0]
        ratios = {each: float(abs(metric.values[each].value) / bound.values[each].value) for each in both}
        above = [each for each in both if ratios[each] > 1]
        if len(above) == 1 and ratios[above[0]] >= _ABOVE and len(both) > _OTHERS:
            values = metric.values[above[0]].value, bound.values[above[0]].value
            message = f"{values[0]}, and {bound.label.lower()} is {values[1]}"
            yield told(inputs, "figure-above-bound", message, name, above[0])


def _is_bounded(metric: Metric, bound: Metric) -> bool:
    profit = OPERATING.fullmatch(metric.label) and GROSS.fullmatch(bound.label)
    return bool(profit or (COST_LINE.fullmatch(metric.label) and REVENUE.fullmatch(bound.label)))


def target_below_delivered(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A target of a quarter of what its year has delivered already has lost a digit."""
    metrics = inputs.facts.metrics
    for name, target in metrics.items():
        if not _TARGET.fullmatch(target.label):
            continue
        for period, fact in target.values.items():
            goal = results.values.get(f"facts.{name}.{period}", 0.0)
            most = max((each for each in _delivered(inputs, results, target, period)), default=0.0)
            if 0 < goal * _PASSED <= most:
                message = f"{fact.value}, and {most / 10**target.unit.scale:,.10g} are delivered in {period} already"
                yield told(inputs, "target-below-delivered", message, name, period, "is a digit missing?")


def _delivered(inputs: Inputs, results: Results, target: Metric, year: Period) -> Iterator[float]:
    for name, metric in inputs.facts.metrics.items():
        if metric.unit.unit == target.unit.unit and _DELIVERED.fullmatch(metric.label):
            for period in (*metric.values, *metric.formulas):
                if period == year or inside(inputs, period, year):
                    yield results.values.get(f"facts.{name}.{period}", 0.0)


def currencies_disagree(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """One amount that is stated in two currencies gives a rate between them, and no rate that they never had.

    Compared are metrics whose names differ by the currency alone; the bounds are wide and hold since 2001.
    """
    metrics = list(inputs.facts.metrics.items())
    for number, (one, first) in enumerate(metrics):
        for other, second in metrics[number + 1 :]:
            pair = _money(first), _money(second)
            if not all(pair) or pair[0] == pair[1] or _bare(first) != _bare(second):
                continue
            low, high = _rate(*pair)
            for period, fact in second.values.items():
                values = [results.values.get(f"facts.{name}.{period}", 0.0) for name in (one, other)]
                rate = values[1] / values[0] if values[0] else 0.0
                if rate and not low / _SLACK <= rate <= high * _SLACK:
                    message = f"{fact.value} {second.unit.typed} beside {one} is {rate:.4g} {pair[1]} for one {pair[0]}"
                    hint = f"the rate has been {low:.3g} to {high:.3g}"
                    yield told(inputs, "currencies-disagree", message, other, period, hint)


def _money(metric: Metric) -> str:
    """The currency of an amount whose rates are known; a figure for each share may be for each receipt elsewhere."""
    own = metric.unit.unit.currency or ""
    return own if own in PER_DOLLAR and metric.unit.unit == currency_unit(own) and not metric.is_expectation else ""


def _bare(metric: Metric) -> str:
    return _CURRENCY.sub("", metric.label.casefold()).strip()


def _rate(one: str, other: str) -> tuple[float, float]:
    """How many units of the other currency one of the first has bought."""
    first, second = PER_DOLLAR[one], PER_DOLLAR[other]
    return second[0] / first[1], second[1] / first[0]
