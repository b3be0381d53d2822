"""Of which day a quantity is."""

from __future__ import annotations

from datetime import date

from reportgen.model.results import Results

_KEEP_THE_DAY = ("same", "add", "subtract", "negate")


def as_of(results: Results, path: str) -> date | None:
    """The date of a quantity: its own, or the one date of all that it renames, adds up or subtracts."""
    quantity = results.quantities.get(path)
    days: set[date | None] = set()
    waiting = [quantity] if quantity is not None else []
    while waiting:
        each = waiting.pop()
        if each.origin is None and each.operation in _KEEP_THE_DAY:
            waiting.extend(each.operands)
        else:
            days.add(each.origin.as_of if each.origin is not None else None)
    return days.pop() if len(days) == 1 else None
