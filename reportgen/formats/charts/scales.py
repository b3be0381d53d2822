"""From values to places on the drawing, and the round numbers that stand on an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.figures import MINUS, SCALE_WORDS

# Steps that a reader counts in, the best first within each group.
_BEST_STEPS = (1.0, 2.0, 5.0)
_OTHER_STEPS = (2.5, 3.0, 4.0)
_FEWEST = 4

# From ten million the figures on an axis are written with a word.
_WORDY = 1e7
_WORD_POWERS = (12, 9, 6)

# Below this a range is a single value.
_NO_EXTENT = 1e-12

# How often room is sought for texts that push each other, and how far from the end of a scale a text moves it.
_ROUNDS = 12
_NEAR = 0.25


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale: ``low`` and ``high`` lie at ``start`` and ``end`` points."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value; of a range without extent all values lie at its start."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round numbers on an axis at equal steps."""

    values: tuple[float, ...]
    step: float

    def texts(self, *, signed: bool = False) -> tuple[str, ...]:
        """The numbers as printed, all with as many decimals as the step needs."""
        greatest = max(abs(value) for value in self.values)
        power = next((power for power in _WORD_POWERS if greatest >= 10.0**power), 0) if greatest >= _WORDY else 0
        decimals = max(0, -_exponent(Decimal(repr(self.step)).scaleb(-power)))
        return tuple(_written(value, power, decimals, signed=signed) for value in self.values)


def ticks(low: float, high: float, *, slack: float = 0.05, most: int = 5) -> Ticks:
    """Four to ``most`` round numbers from ``low`` to ``high``; the last may lie a little above what is shown.

    ``slack`` is how far, as a fraction of the range. Where the range has no extent there is one tick.
    """
    extent = high - low
    if extent <= _NO_EXTENT:
        return Ticks((low,), 1.0)
    reach = slack * extent
    candidates: list[tuple[tuple[int, float, float], Ticks]] = []
    top = math.floor(math.log10(extent)) + 1
    for power in (top, top - 1, top - 2):
        for base in (*_BEST_STEPS, *_OTHER_STEPS):
            step = base * 10.0**power
            first, last = math.ceil((low - reach) / step), math.floor((high + reach) / step)
            count = last - first + 1
            missed = 0 if _FEWEST <= count <= most else min(abs(count - _FEWEST), abs(count - most))
            rank = missed, 0.0 if base in _BEST_STEPS else 1.0, abs(last * step - high) / extent - count / 1000
            values = tuple(_exactly(index, base, power) for index in range(first, last + 1))
            if values:
                candidates.append((rank, Ticks(values, _exactly(1, base, power))))
    return min(candidates, key=lambda candidate: candidate[0])[1]


def with_room(low: float, high: float, bounds: tuple[float, float], beside: Iterable[tuple[float, float]]) -> Scale:
    """The widest scale within bounds that leaves room for text beside its values.

    ``beside`` holds a value and the width of what is printed next to it: to its right, or to its left if negative.
    Where the text leaves nothing to the scale, the scale takes it all.
    """
    left, right = bounds
    texts = [(((value - low) / (high - low) if high > low else 0.0), width) for value, width in beside]
    start, end = left, right
    for _ in range(_ROUNDS):
        for fraction, width in texts:
            reached = start + fraction * (end - start) + width
            # the end that the text is nearer to gives way
            if width < 0 and reached < left:
                start += (left - reached) / max(1 - fraction, _NEAR)
            elif width > 0 and reached > right:
                end -= (reached - right) / max(fraction, _NEAR)
    return Scale(low, high, start, end) if start < end else Scale(low, high, left, right)


def zero_based(values: Iterable[float]) -> tuple[float, float]:
    """The range of some values with zero in it."""
    found = [0.0, *values]
    return min(found), max(found)


def _exactly(index: int, base: float, power: int) -> float:
    # through decimals, so that three steps of 0.1 are 0.3
    return float(Decimal(index) * Decimal(repr(base)).scaleb(power))


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _written(value: float, power: int, decimals: int, *, signed: bool) -> str:
    number = Decimal(repr(value)).scaleb(-power)
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    word = f"\u00a0{SCALE_WORDS[power]}" if power and value else ""
    return f"{sign}{abs(number):,.{decimals if value else 0}f}{word}"
