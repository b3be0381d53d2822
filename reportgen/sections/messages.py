"""What a title needs to tell its message: what is largest, which way a figure went, who holds more than half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from reportgen.model.note import Line, Number
from reportgen.sections.writer import join

_HALF = 0.5


def foremost(sizes: Mapping[str, float]) -> list[str]:
    """The names of the largest size: more than one where they tie, none where there is none."""
    most = max(sizes.values(), default=0.0)
    return [name for name, size in sizes.items() if size == most]


def holding_half(shares: Mapping[str, float]) -> list[str]:
    """The fewest names, the largest first, that hold more than half of the whole; none where nothing adds up to it."""
    ranked = sorted(shares, key=lambda name: -shares[name])
    for number, held in enumerate(accumulate(shares[name] for name in ranked), start=1):
        if held > _HALF:
            return ranked[:number]
    return []


def went(before: Number, now: Number) -> str:
    """Which way a figure went, as a reader sees both: "up from", "down from", "unchanged at"."""
    if before.written == now.written:
        return "unchanged at"
    return "up from" if now.value > before.value else "down from"


def course(label: str, ends: Sequence[tuple[str, Number]]) -> Line:
    """A figure's way from its first to its last period; of one period its level there."""
    (first, before), (last, now) = ends[0], ends[-1]
    if len(ends) == 1:
        return join(f"{label}: ", now, f" in {last}")
    moved = went(before, now)
    if moved == "unchanged at":
        return join(f"{label}, {moved} ", now, f" from {first} to {last}")
    return join(f"{label}, {moved} ", before, f" in {first} to ", now, f" in {last}")
