"""Long series made short enough to draw, and read between their points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from reportgen.formats.charts.boxes import Point
from reportgen.model.charts import DatedPoint
from reportgen.model.spacing import gaps

# The width of a bucket in points: finer than a line is thick.
_BUCKET = 0.8

# A line need not start at zero where all of it lies this far up.
_FAR_FROM_ZERO = 0.6


def sorted_closes(closes: Sequence[DatedPoint], price: DatedPoint) -> list[DatedPoint]:
    """The closes in the order of their days up to the price of the note, which ends them."""
    before = [close for close in closes if close.day < price.day]
    return [*sorted(before, key=lambda close: close.day), price]


def closes_range(values: Sequence[float]) -> tuple[float, float]:
    """From zero to the highest value; from the lowest where all of them lie far from zero."""
    low, high = min(values), max(values)
    if low > _FAR_FROM_ZERO * high:
        return (low, high) if low < high else (0.0, high)
    return min(low, 0.0), high


def thinned(points: Sequence[Point]) -> list[Point]:
    """The points with, of each narrow bucket, only the first, lowest, highest and last: it looks the same."""
    kept: list[Point] = []
    bucket: list[Point] = []
    for point in points:
        if bucket and point[0] - bucket[0][0] >= _BUCKET:
            kept.extend(_outermost(bucket))
            bucket = []
        bucket.append(point)
    return kept + _outermost(bucket)


def pieces(closes: Sequence[DatedPoint], points: Sequence[Point]) -> list[Sequence[Point]]:
    """The points of closes, parted where a gap lies between them: a line through it would draw what nobody knows."""
    behind = {day for _, day in gaps([close.day for close in closes])}
    cuts = [place for place, close in enumerate(closes) if close.day in behind]
    return [points[begin:end] for begin, end in pairwise((0, *cuts, len(points)))]


def interpolated(closes: Sequence[DatedPoint], day: date) -> float | None:
    """The value of a series on a day: between two observations in proportion, outside the nearest, in a gap none."""
    days = [close.day for close in closes]
    if any(one < day < other for one, other in gaps(days)):
        return None
    after = bisect_left(days, day)
    if after == 0:
        return closes[0].value
    if after == len(closes):
        return closes[-1].value
    left, right = closes[after - 1], closes[after]
    share = (day - left.day).days / (right.day - left.day).days
    return left.value + share * (right.value - left.value)


def _outermost(bucket: Sequence[Point]) -> list[Point]:
    wanted = {0, len(bucket) - 1} if bucket else set()
    if bucket:
        heights = [y for _, y in bucket]
        wanted |= {heights.index(min(heights)), heights.index(max(heights))}
    return [bucket[index] for index in sorted(wanted)]
