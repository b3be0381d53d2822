"""Do margins, growth rates and earnings a share follow from the metrics that their names mean?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from reportgen.checks.labels import EARNED, REVENUE, counted, is_share_count
from reportgen.checks.tolerance import Bounds, bounds, disjoint, quotient_bounds
from reportgen.checks.walking import told
from reportgen.diagnostics import Diagnostic
from reportgen.figures import write
from reportgen.model.facts import Metric
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results

_PARTS: Mapping[re.Pattern[str], re.Pattern[str]] = {
    re.compile(r"gross (?:profit )?margin", re.IGNORECASE): re.compile(r"gross profit", re.IGNORECASE),
    re.compile(r"operating (?:profit )?margin", re.IGNORECASE): re.compile(
        r"operating (?:profit|income)", re.IGNORECASE
    ),
    re.compile(r"net (?:profit |income )?margin", re.IGNORECASE): EARNED,
}
_EARNINGS = re.compile(
    r"(?:(?:basic|diluted) )?(?:earnings (?:per|a) share|eps)(?:, (?:basic|diluted))?", re.IGNORECASE
)
# What a restated year before, or another way of rounding, may move; minorities and weighted counts move earnings more.
_MARGIN, _GROWTH, _TIMES = 0.003, 0.01, 1.5


def rate_follows_by_name(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A gross margin is gross profit over revenue, growth is of the metric that it names, declared so or not.

    Warnings only, since a name is no definition; `share_of` and `growth_of` say it exactly. Earnings a share are told
    of where they are half as large again as profit over any count of shares, or less.
    """
    for name, metric in inputs.facts.metrics.items():
        for period in metric.values if not (metric.share_of or metric.growth_of) else ():
            stated = f"facts.{name}.{period}"
            known = [*_ratios(inputs, results, metric, str(period)), *_growths(inputs, results, metric, stated)]
            held = bounds(inputs, results, stated)
            if known and held is not None and all(disjoint(held, each) for each in known):
                form = results.form(stated)
                low, high = (write(each, form).text for each in known[0])
                said = low if low == high else f"{low} to {high}"
                yield told(inputs, "rate-follows-by-name", f"the figures beside it give {said}", name, period)


def _ratios(inputs: Inputs, results: Results, metric: Metric, period: str) -> Iterator[Bounds]:
    """What a margin must be, by every pair of metrics that it may mean, or earnings a share."""
    if metric.unit.typed == "%":
        for part in (found for name, found in _PARTS.items() if name.fullmatch(metric.label)):
            for one, other in product(_named(inputs, part), _named(inputs, REVENUE)):
                ratio = _ratio(inputs, results, one, other, period)
                yield from ((each[0] - _MARGIN, each[1] + _MARGIN) for each in ratio)
    elif _EARNINGS.fullmatch(metric.label):
        counts = [name for name, each in inputs.facts.metrics.items() if is_share_count(each)]
        for one, other in product(_named(inputs, EARNED), counts):
            profit, count = inputs.facts.metrics[one].unit.unit, inputs.facts.metrics[other].unit.unit
            for low, high in _ratio(inputs, results, one, other, period) if profit / count == metric.unit.unit else ():
                spread = [low / _TIMES, low * _TIMES, high / _TIMES, high * _TIMES]
                yield min(spread), max(spread)


def _growths(inputs: Inputs, results: Results, metric: Metric, stated: str) -> Iterator[Bounds]:
    period = next(each for each in metric.values if stated.endswith(f".{each}"))
    before = period.year_before()
    label = metric.label.casefold()
    for name, other in inputs.facts.metrics.items():
        of = other.label.casefold()
        named = label in (f"growth of {of}", f"{of} growth", f"growth in {of}", f"growth of {of} on the year")
        if metric.unit.typed == "%" and named and counted(other) and before is not None:
            levels = [bounds(inputs, results, f"facts.{name}.{each}") for each in (period, before)]
            ratio = quotient_bounds(levels[0], levels[1]) if levels[0] and levels[1] and levels[1][0] > 0 else None
            if ratio is not None:
                yield ratio[0] - 1 - _GROWTH, ratio[1] - 1 + _GROWTH


def _ratio(inputs: Inputs, results: Results, one: str, other: str, period: str) -> Iterator[Bounds]:
    pair = [bounds(inputs, results, f"facts.{name}.{period}") for name in (one, other)]
    ratio = quotient_bounds(pair[0], pair[1]) if pair[0] and pair[1] else None
    if ratio is not None:
        yield ratio


def _named(inputs: Inputs, pattern: re.Pattern[str]) -> list[str]:
    return [name for name, metric in inputs.facts.metrics.items() if pattern.fullmatch(metric.label)]
