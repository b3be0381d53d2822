"""Percentiles of sorted values."""

from __future__ import annotations

import math

from reportgen.quantities import Array


def percentile(ranked: Array, hundredths: float) -> float:
    """A percentile of sorted values, linear between neighbours."""
    if not ranked.size:
        return math.nan
    place = (ranked.size - 1) * hundredths / 100
    below = int(place)
    above = min(below + 1, ranked.size - 1)
    return float(ranked[below] + (ranked[above] - ranked[below]) * (place - below))
