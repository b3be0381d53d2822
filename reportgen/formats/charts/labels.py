"""Where labels stand: spread along a line, or at the first free of several places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from reportgen.formats.charts.boxes import POINTS_PER_MM, Box
from reportgen.formats.charts.canvas import Canvas
from reportgen.formats.charts.words import Line, Spot

# Between the baselines of labels at the ends of lines.
LEAST_DISTANCE = 3.2 * POINTS_PER_MM


def place(canvas: Canvas, lines: Sequence[Line], spots: Iterable[Spot], avoid: Sequence[Box] = ()) -> Spot | None:
    """Write a label at the first spot that is free; None, and nothing is written, if none is."""
    return next((spot for spot in spots if canvas.put(lines, spot, avoid)), None)


def place_anyhow(canvas: Canvas, lines: Sequence[Line], spots: Sequence[Spot], avoid: Sequence[Box]) -> Spot | None:
    """Write a label clear of lines and bars if it can be, and else clear of other words at least."""
    return place(canvas, lines, spots, avoid) or place(canvas, lines, spots)


def spread(wanted: Sequence[float], distances: Sequence[float], low: float, high: float) -> list[float]:
    """Positions in the order given, as near to the wanted ones as their distances and the bounds allow.

    ``distances`` has one entry fewer than ``wanted``: how far each stands from the next at least. The sum of squared
    moves is least (pool adjacent violators). Where the bounds leave too little room, the upper one gives way.
    """
    if not wanted:
        return []
    offsets = list(accumulate(distances, initial=0.0))
    blocks: list[tuple[float, int]] = []
    for position, offset in zip(wanted, offsets, strict=True):
        mean, count = position - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, size = blocks.pop()
            mean, count = (before * size + mean * count) / (size + count), count + size
        blocks.append((mean, count))
    level = [mean for mean, count in blocks for _ in range(count)]
    last = max(low, high - offsets[-1])
    return [min(max(base, low), last) + offset for base, offset in zip(level, offsets, strict=True)]


def spread_strongest(
    wanted: Sequence[float], strengths: Sequence[float], distance: float, low: float, high: float
) -> list[float | None]:
    """Ascending positions at equal distances; where they do not all find room, the weakest get None."""
    room = max(0, int((high - low) / distance + 1e-9) + 1) if high >= low else 0
    ranked = sorted(range(len(wanted)), key=lambda index: (-strengths[index], index))
    kept = sorted(ranked[:room], key=lambda index: (wanted[index], index))
    found = spread([wanted[index] for index in kept], [distance] * (len(kept) - 1), low, high)
    places = dict(zip(kept, found, strict=True))
    return [places.get(index) for index in range(len(wanted))]
