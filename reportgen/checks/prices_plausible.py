"""Do the closing prices go on from day to day as those of one share do?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results

# Between two month-ends, too, a share seldom goes to five times its price or a fifth of it.
_LEAP = 5.0
# A split shows from one session to the next, with a week of holidays between them.
_DAYS = 7
_SPLITS = (2.0, 3.0, 4.0, 5.0)
_NEAR = 0.04


def close_leaps(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A price that goes overnight to a half, a third or ten times what it was is most often a split nobody recorded.

    Or a lost decimal point, or two series of which one is adjusted. The chart and the performance would tell a fall or
    rise that no shareholder saw. One that is true is acknowledged with its reason.
    """
    closes = sorted((each for each in inputs.closes if f"prices.{each.day}" in results.quantities), key=lambda e: e.day)
    for one, other in pairwise(closes):
        before, after = (results.value(f"prices.{each.day}") for each in (one, other))
        times = max(before, after) / min(before, after)
        near_split = (other.day - one.day).days <= _DAYS and any(abs(times / each - 1) <= _NEAR for each in _SPLITS)
        if (times >= _LEAP or near_split) and other.place is not None:
            message = f"{other.close} on {other.day}, after {one.close} on {one.day}: {times:.1f} times, up or down"
            hint = "a split belongs into company.yaml: splits; a move that is true is acknowledged in opinion.yaml"
            yield Diagnostic("close-leaps", message, other.place, severity=Severity.WARNING, hint=hint)
