"""How far apart the closes of a series lie, and where one lies further from the next than the series explains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

# Of dailies ten sessions, with the weekends among them; of month-ends half a month more than there is between two.
_DAILY, _DAILY_AT_MOST, _TIMES, _LEAST = 4, 17, 1.5, 28
# So many steps on each side tell how far apart closes lie there, and so few tell nothing.
_BESIDE, _FEWEST = 3, 4


def gaps(days: Sequence[date]) -> tuple[tuple[date, date], ...]:
    """The last day before each gap and the first behind it, of days in order.

    A series may go over from month-ends to days: the side with the longer steps says what is usual.
    """
    steps = [(other - one).days for one, other in pairwise(days)]
    if len(steps) <= _FEWEST:
        return ()
    return tuple(pair for place, pair in enumerate(pairwise(days)) if steps[place] > _usual(steps, place))


def _usual(steps: Sequence[int], place: int) -> float:
    sides = steps[max(0, place - _BESIDE) : place], steps[place + 1 : place + 1 + _BESIDE]
    apart = max(median(side) for side in sides if side)
    return _DAILY_AT_MOST if apart <= _DAILY else max(_LEAST, _TIMES * apart)
