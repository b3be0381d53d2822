"""Rectangles on the drawing, in points from its lower left corner."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

POINTS_PER_MM = 72 / 25.4

# Boxes that only touch do not overlap, whatever the rounding of their edges.
_TOUCH = 0.01

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its edges."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def middle(self) -> Point:
        """The centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right - _TOUCH
            and other.left < self.right - _TOUCH
            and self.bottom < other.top - _TOUCH
            and other.bottom < self.top - _TOUCH
        )

    def within(self, other: Box) -> bool:
        """Whether nothing of this box lies outside the other."""
        return (
            self.left >= other.left - _TOUCH
            and self.right <= other.right + _TOUCH
            and self.bottom >= other.bottom - _TOUCH
            and self.top <= other.top + _TOUCH
        )

    def grown(self, across: float, up: float = 0.0) -> Box:
        """The box with a margin at its sides, and one above and below."""
        return Box(self.left - across, self.bottom - up, self.right + across, self.top + up)


def around(point: Point, radius: float) -> Box:
    """The square about a point."""
    x, y = point
    return Box(x - radius, y - radius, x + radius, y + radius)


def along(points: tuple[Point, ...], thickness: float, step: float = 4.0) -> tuple[Box, ...]:
    """Small boxes that cover a line: what labels have to keep clear of."""
    half = thickness / 2
    covers: list[Box] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        pieces = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / step))
        for piece in range(pieces):
            xs = x0 + (x1 - x0) * piece / pieces, x0 + (x1 - x0) * (piece + 1) / pieces
            ys = y0 + (y1 - y0) * piece / pieces, y0 + (y1 - y0) * (piece + 1) / pieces
            covers.append(Box(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half))
    return tuple(covers)
