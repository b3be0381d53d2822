"""Have figures the sign and the order that they must have? Signs are lost where brackets or a minus are not copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import permutations

from reportgen.checks.labels import EARNED, is_share_count, never_below_zero
from reportgen.checks.walking import told
from reportgen.diagnostics import Diagnostic
from reportgen.model.amounts import to_base
from reportgen.model.facts import Fact, Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.results import Results

_PRETAX = re.compile(r"(?:profit|income|earnings|loss)\b.* before (?:income )?tax(?:es|ation)?", re.IGNORECASE)
_TAX = re.compile(r"income tax(?:es)?(?: expense)?|taxation|tax expense", re.IGNORECASE)
# With the right sign the three figures meet but for minorities; with the wrong one they are this far apart.
_MEET, _MISS = 0.12, 0.25
_WORTH = re.compile(
    r"\b(?:growth|change|rise|increase) (?:of|in) (?:the )?"
    r"(?:market (?:cap\w*|value)|revenues?|sales|deliveries|shipments)",
    re.IGNORECASE,
)
_LOW = re.compile(r"\b(?:low|lowest|minimum)\b", re.IGNORECASE)
_HIGH = re.compile(r"\b(?:high|highest|maximum)\b", re.IGNORECASE)
_BASIC, _DILUTED = re.compile(r"\bbasic\b", re.IGNORECASE), re.compile(r"\bdiluted\b", re.IGNORECASE)


def sign_lost(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """Brackets or a minus that are not copied turn a loss into a profit; one that is added makes what is held negative.

    Told of what cannot be below zero beside figures above it, and of profit before tax, tax and net profit where one of
    them with the other sign makes them meet.
    """
    for name, metric in inputs.facts.metrics.items():
        below = [period for period, fact in metric.values.items() if fact.value < 0]
        if never_below_zero(metric) and len(below) < sum(fact.value != 0 for fact in metric.values.values()):
            for period in below:
                yield told(inputs, "sign-lost", f"{metric.values[period].value} is below zero", name, period)
    yield from _profits(inputs)


def fall_beyond_all(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """What cannot be below zero does not fall by more than all of it: a minus too many, or points for per cent."""
    for name, metric in inputs.facts.metrics.items():
        base = inputs.facts.metrics.get(metric.growth_of or "")
        held = never_below_zero(base) if base is not None else _WORTH.search(metric.label) is not None
        for period, fact in metric.values.items() if held and not metric.unit.unit.powers else ():
            if to_base(fact.value, metric.unit) < -1:
                yield told(inputs, "fall-beyond-all", f"a fall of more than all: {fact.value}", name, period)


def _profits(inputs: Inputs) -> Iterator[Diagnostic]:
    metrics = inputs.facts.metrics
    pretax, tax, net = (_of(metrics, pattern) for pattern in (_PRETAX, _TAX, EARNED))
    for one, taxed, after in ((a, b, c) for a in pretax for b in tax for c in net):
        if len({metrics[each].unit.unit for each in (one, taxed, after)}) > 1:
            continue
        for period in metrics[one].values:
            facts = [metrics[each].values.get(period) for each in (one, taxed, after)]
            turned = _turned([each for each in facts if each is not None])
            if turned is not None:
                name = (one, taxed, after)[turned]
                message = f"{metrics[name].values[period].value}: profit before tax less tax is no net profit"
                hint = "with the other sign they meet"
                yield told(inputs, "sign-lost", message, name, period, hint=hint)


def _of(metrics: Mapping[str, Metric], pattern: re.Pattern[str]) -> list[str]:
    return [name for name, metric in metrics.items() if pattern.fullmatch(metric.label)]


def _turned(facts: list[Fact]) -> int | None:
    """Which of profit before tax, tax and net profit has the wrong sign; None if none, or if all are not known."""
    if len(facts) < 3 or not facts[2].value:  # noqa: PLR2004 - the three
        return None
    before, tax, net = (each.value for each in facts)
    if abs(before - tax - net) <= _MISS * float(abs(net)):
        return None
    ways = (-before - tax - net, before + tax - net, before - tax + net)
    apart = [float(abs(each)) for each in ways]
    nearest = min(range(3), key=apart.__getitem__)
    meets = apart[nearest] <= _MEET * float(abs(before - tax - net)) and apart[nearest] <= _MEET * float(abs(net))
    return nearest if meets else None


def low_above_high(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A low end above the high end, or more basic shares than diluted ones: columns are exchanged, or digits."""
    for (one, first), (other, second) in permutations(inputs.facts.metrics.items(), 2):
        if first.unit.unit == second.unit.unit and _pair(first, second):
            for period in first.values:
                ends = _in_base(first, period), _in_base(second, period)
                if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
                    message = f"{first.values[period].value} is above {second.values[period].value} of {other}"
                    yield told(inputs, "low-above-high", message, one, period)


def _pair(first: Metric, second: Metric) -> bool:
    """Whether two metrics are the low and the high end of one thing, or the basic and the diluted count of shares."""
    counts = is_share_count(first) and is_share_count(second)
    low, high = (_BASIC, _DILUTED) if counts else (_LOW, _HIGH)
    if not low.search(first.label) or not high.search(second.label):
        return False
    return low.sub("", first.label).casefold() == high.sub("", second.label).casefold()


def _in_base(metric: Metric, period: Period) -> Decimal | None:
    fact = metric.values.get(period)
    return fact.value.scaleb(metric.unit.scale) if fact is not None else None
