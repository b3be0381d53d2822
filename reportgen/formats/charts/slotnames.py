"""The names under bars that stand side by side: wrapped, and wider than their slots where neighbours leave room."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.formats.charts.words import ELLIPSIS, widest, wrap

# Between two names, in points.
GAP = 2.5

# How many lines a name may take, and how much wider than its slot it may be, in the order of trying.
_TRIALS = ((2, 1.0), (3, 1.0), (2, 1.2), (3, 1.2), (3, 1.5))


def slot_names(names: Sequence[str], pitch: float, size: float) -> list[tuple[str, ...]]:
    """Each name in up to three lines, in full if its slot and what its neighbours leave free allow it."""
    wrapped = [wrap(name, pitch - GAP, size, lines=3) for name in names]
    for index, name in enumerate(names):
        beside = [widest(wrapped[at], size) for at in (index - 1, index + 1) if 0 <= at < len(names)]
        free = 2 * pitch - max(beside, default=0.0) - 2 * GAP
        trials = (wrap(name, min(pitch * wider - GAP, free), size, lines=lines) for lines, wider in _TRIALS)
        wrapped[index] = next((lines for lines in trials if _in_full(lines)), wrapped[index])
    return wrapped


def _in_full(lines: tuple[str, ...]) -> bool:
    return bool(lines) and not any(line.endswith(ELLIPSIS) for line in lines)
