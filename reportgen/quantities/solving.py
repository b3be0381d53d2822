"""Seek the value of one quantity at which another comes out as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from reportgen.quantities.evaluation import Plan, evaluate, plan
from reportgen.quantities.nodes import Quantity
from reportgen.quantities.operations import Array

_POINTS = 65
_ROUNDS = 8
# narrowed to neighbouring floats the difference is nearly nothing; at a jump or a pole it is not
_MET = 1e-9

_Difference: TypeAlias = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Solution:
    """Where the target is met, in rising order; and the target at both ends of what was searched (NaN: no figure)."""

    roots: tuple[float, ...]
    at_low: float
    at_high: float


def solve(target: Quantity, unknown: Quantity, between: tuple[float, float], equal_to: float) -> Solution:
    """The values of ``unknown`` at which ``target`` equals a number.

    65 points in one evaluation; wherever the difference changes its sign between two neighbours that both have a
    figure, again 65 points between these, eight times in all: to the last digit. A root that the target touches
    without crossing it, or two of them between neighbouring points, may be missed.
    """
    steps = plan([target], varying=[unknown])

    def difference(points: Array) -> Array:
        return _difference(steps, target, unknown, points, equal_to)

    points = np.linspace(*between, _POINTS)
    found = difference(points)
    ends = float(found[0] + equal_to), float(found[-1] + equal_to)
    exact = points[found == 0]
    low, high = _brackets(points, found)
    for _ in range(_ROUNDS):
        if not low.size:
            break
        low, high, exact = _narrowed(low, high, exact, difference)
    roots = [float(each) for each in exact]
    if low.size:
        sides = np.stack([low, high])
        left = np.abs(difference(sides.ravel())).reshape(sides.shape)
        nearest = np.argmin(left, axis=0)
        met = np.min(left, axis=0) <= _MET * _size(found, equal_to)
        roots.extend(float(each) for each in np.take_along_axis(sides, nearest[None], axis=0)[0][met])
    return Solution(tuple(_apart(sorted(roots), between)), *ends)


def _size(found: Array, equal_to: float) -> float:
    """How large the target usually is: what is next to nothing beside it is nothing."""
    return max(abs(equal_to), float(np.median(np.abs(found[np.isfinite(found)] + equal_to))))


def _difference(steps: Plan, target: Quantity, unknown: Quantity, points: Array, equal_to: float) -> Array:
    return np.broadcast_to(evaluate(steps, {unknown: points})[target] - equal_to, points.shape)


def _brackets(points: Array, found: Array) -> tuple[Array, Array]:
    """Neighbouring points between which the sign changes; NaN on either side never does."""
    signs = np.sign(found)
    crosses = signs[:-1] * signs[1:] < 0
    return points[:-1][crosses], points[1:][crosses]


def _narrowed(low: Array, high: Array, exact: Array, difference: _Difference) -> tuple[Array, Array, Array]:
    """Each bracket cut down to the piece of it in which the sign changes; all in one evaluation."""
    points = np.linspace(low, high, _POINTS)
    found = difference(points.ravel()).reshape(points.shape)
    lows, highs = [], []
    for column, values in zip(points.T, found.T, strict=True):
        hit = column[values == 0]
        exact = np.append(exact, hit[:1])
        inner = _brackets(column, values) if not hit.size else (column[:0], column[:0])
        lows.append(inner[0])
        highs.append(inner[1])
    return np.concatenate(lows), np.concatenate(highs), exact


def _apart(roots: list[float], between: tuple[float, float]) -> Iterator[float]:
    """Each root once: one that lies on a point may be found from both of its sides."""
    least = abs(between[1] - between[0]) * 1e-12
    last = None
    for each in roots:
        if last is None or each - last > least:
            yield each
        last = each
