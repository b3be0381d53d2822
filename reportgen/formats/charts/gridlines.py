"""Gridlines break off before words: a line through a figure is taken for a part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.formats.charts.boxes import Box, Point
from reportgen.formats.charts.canvas import LINE, MOVE, Canvas, Mark, Shape

_CLEAR = 1.2
"""Between a gridline's end and the words, in points."""
_LEAST = 1.0
"""A shorter piece between two words looks like a stroke of its own."""


def break_grid(canvas: Canvas) -> None:
    """Take out of the gridlines of a finished drawing what runs through its words."""
    boxes = [words.box.grown(_CLEAR) for words in canvas.words]
    canvas.marks = [after for mark in canvas.marks for after in _after(mark, boxes)]


def _after(mark: Mark, boxes: Sequence[Box]) -> Iterator[Mark]:
    if not isinstance(mark, Shape) or not mark.gives_way:
        yield mark
        return
    segments = zip(mark.points[::2], mark.points[1::2], strict=True)
    kept = [piece for first, last in segments for piece in _pieces(first, last, boxes)]
    if kept:
        yield replace(mark, points=tuple(point for piece in kept for point in piece), codes=(MOVE, LINE) * len(kept))


def _pieces(first: Point, last: Point, boxes: Sequence[Box]) -> Iterator[tuple[Point, Point]]:
    """What is left of a line between the words that stand on it."""
    level = first[1] == last[1]
    start, end = sorted((first[0], last[0]) if level else (first[1], last[1]))
    across = first[1] if level else first[0]
    for low, high in sorted(_reach(box, across, level=level) for box in boxes):
        if low >= end or high <= start:
            continue
        if low - start >= _LEAST:
            yield _placed(start, low, across, level=level)
        start = max(start, high)
    if end - start >= _LEAST:
        yield _placed(start, end, across, level=level)


def _reach(box: Box, across: float, *, level: bool) -> Point:
    """From where to where words stand on a line; nowhere if they stand beside it."""
    low, high = (box.bottom, box.top) if level else (box.left, box.right)
    if not low < across < high:
        return (0.0, 0.0)
    return (box.left, box.right) if level else (box.bottom, box.top)


def _placed(start: float, end: float, across: float, *, level: bool) -> tuple[Point, Point]:
    return ((start, across), (end, across)) if level else ((across, start), (across, end))
