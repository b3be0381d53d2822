"""Look at closes beside the ones before them: leaps that no split explains, and sessions that lack a close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.model.company import explains
from reportgen.prices.calendars import Calendar, sessions_between
from reportgen.prices.findings import first_few

JUMP = Decimal(5)
"""How many times dearer or cheaper a share may be than at its last close before it is taken for a fault."""
GAP = 5
"""How many sessions in a row may lack a close before it is said."""


def strange_neighbours(
    closes: Mapping[date, Decimal],
    places: Mapping[date, Location],
    splits: Mapping[date, Decimal],
    calendar: Calendar,
) -> tuple[Diagnostic, ...]:
    """What is strange between two closes, one of which at least has its place among those that are looked at."""
    jumps: list[Diagnostic] = []
    gaps: list[Diagnostic] = []
    for one, other in pairwise(sorted(closes)):
        place = places.get(other) or places.get(one)
        if place is None:
            continue
        jumps += _jump((one, closes[one]), (other, closes[other]), splits, place)
        missing = len(sessions_between(calendar, one, other)) - 1
        if missing > GAP:
            message = f"{missing} sessions of {calendar.mic} between {one} and {other} have no close"
            gaps.append(Diagnostic("price-gap", message, place, severity=Severity.WARNING))
    return (*first_few(jumps), *first_few(gaps))


def _jump(
    before: tuple[date, Decimal], after: tuple[date, Decimal], splits: Mapping[date, Decimal], place: Location
) -> list[Diagnostic]:
    (first, old), (last, new) = before, after
    if old / JUMP < new < old * JUMP:
        return []
    ratio = Decimal(1)
    for day, each in splits.items():
        ratio *= each if first < day <= last else 1
    if ratio != 1 and explains(ratio, old, new):
        return []
    times = f"{new / old:.1f} times" if new > old else f"1/{old / new:.1f} of"
    message = f"the close {new} of {last} is {times} the {old} of {first}"
    hint = "a split belongs into company.yaml (splits); a fall or rise that is true is typed into prices.csv by hand"
    return [Diagnostic("price-jump", message, place, hint=hint)]
