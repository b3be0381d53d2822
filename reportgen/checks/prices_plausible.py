"""Do the closing prices go on from day to day as those of one share do?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.facts import Close
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results

# Between two month-ends, too, a share seldom goes to five times its price or a fifth of it.
_LEAP = 5.0
# A split shows from one session to the next, with a week of holidays between them.
_DAYS = 7
_SPLITS = (2.0, 3.0, 4.0, 5.0)
_NEAR = 0.04
# Further apart it shows beside the series' own moves, of which so many on each side tell how large they are.
_BESIDE, _FEWEST, _FAR = 12, 3, 2.2
_FROM = math.log(1.8)
# A close that is alone with its price: this far from both beside it, which are this much nearer to each other.
_ALONE, _FARTHER, _NEARER = math.log(1.4), 1.3, 3.0


def close_leaps(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A price that goes overnight to a half, a third or ten times what it was is most often a split nobody recorded.

    Or a lost decimal point, or two series of which one is adjusted. Month-ends are told by their own moves, where one
    is far beyond all others and near a split. The chart and the performance would tell a fall or rise that no
    shareholder saw. One that is true is acknowledged with its reason.
    """
    closes = _known(inputs, results)
    moves = _moves(closes, results)
    for place, (one, other) in enumerate(pairwise(closes)):
        times = math.exp(abs(moves[place]))
        overnight = (other.day - one.day).days <= _DAYS and any(abs(times / each - 1) <= _NEAR for each in _SPLITS)
        leaps = times >= _LEAP * (1 - 1e-9)
        if (leaps or overnight or _like_a_split(moves, place)) and other.place is not None:
            message = f"{other.close} on {other.day}, after {one.close} on {one.day}: {times:.1f} times, up or down"
            hint = "a split belongs into company.yaml: splits; a move that is true is acknowledged in opinion.yaml"
            yield Diagnostic("close-leaps", message, other.place, severity=Severity.WARNING, hint=hint)


def close_alone(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A close far from both beside it, which agree, is a digit mistyped: a share seldom falls by a third and is back.

    Told where both of its moves are larger than all others around them. One that is true is acknowledged.
    """
    closes = _known(inputs, results)
    moves = _moves(closes, results)
    for place in range(1, len(closes) - 1):
        there, back = moves[place - 1], moves[place]
        far, others = min(abs(there), abs(back)), _beside(moves, place - 1, place)
        alone = there * back < 0 and far >= max(_ALONE, _NEARER * abs(there + back))
        # a split that is typed with a wrong day, or a point that is lost, is told as a leap already
        leaps = max(abs(there), abs(back)) >= math.log(_LEAP)
        close = closes[place]
        if alone and not leaps and len(others) >= _FEWEST and far > _FARTHER * max(others) and close.place is not None:
            message = f"{close.close} on {close.day}, between {closes[place - 1].close} and {closes[place + 1].close}"
            yield Diagnostic(
                "close-alone", message, close.place, severity=Severity.WARNING, hint="is a digit mistyped?"
            )


def _known(inputs: Inputs, results: Results) -> list[Close]:
    return sorted((each for each in inputs.closes if f"prices.{each.day}" in results.quantities), key=lambda e: e.day)


def _moves(closes: Sequence[Close], results: Results) -> list[float]:
    """From each close to the next, as logarithms: up and down are alike."""
    values = [results.value(f"prices.{each.day}") for each in closes]
    return [math.log(after / before) for before, after in pairwise(values)]


def _beside(moves: Sequence[float], first: int, last: int) -> list[float]:
    """How large the moves on both sides of some are."""
    around = (*moves[max(0, first - _BESIDE) : first], *moves[last + 1 : last + 1 + _BESIDE])
    return [abs(each) for each in around]


def _like_a_split(moves: Sequence[float], place: int) -> bool:
    """Whether one move is far beyond all around it, with no return from it, and no further from a split than those."""
    before, after = _beside(moves[: place + 1], place, place), _beside(moves[place:], 0, 0)
    if min(len(before), len(after)) < _FEWEST:
        return False
    size, usual = abs(moves[place]), max(*before, *after)
    near = any(abs(size - math.log(ratio)) <= usual for ratio in _SPLITS)
    return near and size > max(_FROM, _FAR * usual)
