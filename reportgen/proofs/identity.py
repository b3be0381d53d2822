"""One figure that a reader can recompute: from what, and by which formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.checks.tolerance import Bounds
from reportgen.proofs.figures_printed import Formula, exactly, minus, over, plus, widened


@dataclass(frozen=True, slots=True)
class Identity:
    """``path`` is ``formula`` of the operands, give or take ``slack`` for what was rounded before printing."""

    code: str
    path: str
    operands: tuple[str, ...]
    formula: Formula
    slack: float = 0.0


def expected(identity: Identity, known: Sequence[Bounds]) -> Bounds:
    """Between which values the figure must stand."""
    return widened(identity.formula(*known), identity.slack)


def signed(adds: Sequence[bool]) -> Formula:
    """The first with all others added to it or taken away."""

    def formula(first: Bounds, *others: Bounds) -> Bounds:
        for add, other in zip(adds, others, strict=True):
            first = plus(first, other) if add else minus(first, other)
        return first

    return formula


def change(now: Bounds, then: Bounds) -> Bounds:
    """Growth from one level to another."""
    return minus(over(now, then), exactly(1.0))
