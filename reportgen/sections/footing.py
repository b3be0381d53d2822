"""Does what is printed add up? Where a reader who adds it up gets another last digit, the note says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from reportgen.model.note import Missing, Number
from reportgen.sections.writer import capital, listed, printed_value

ROUNDED = " Percentages may not add due to rounding."
"""What is said of shares that do not add to a hundred as printed."""

Printed: TypeAlias = Number | Missing
Level: TypeAlias = tuple[Printed, tuple[Decimal, ...]]
"""A printed total and the printed moves that lead to it from the total before."""


def foots(terms: Iterable[Printed], total: Printed) -> bool:
    """Whether the printed terms add up to the printed total, to the last digit. A missing term counts as nothing."""
    return chain_foots([(total, moves(terms))])


def apart_by_rounding(terms: Iterable[Printed], total: Printed) -> bool:
    """Whether the printed terms miss the printed total by what the rounding of each explains, and no more."""
    if not isinstance(total, Number):
        return False
    shown = moves(terms)
    open_by = sum(Decimal(5).scaleb(int(each.as_tuple().exponent) - 1) for each in (*shown, printed_value(total)))
    return 0 < abs(sum(shown, Decimal(0)) - printed_value(total)) <= open_by


def chain_foots(levels: Iterable[Level]) -> bool:
    """Whether each printed total is the one before it plus the moves between the two; the first begins at zero."""
    before: Decimal | None = Decimal(0)
    for total, steps in levels:
        after = printed_value(total) if isinstance(total, Number) else None
        if before is not None and after is not None and before + sum(steps, Decimal(0)) != after:
            return False
        before = after
    return True


def moves(terms: Iterable[Printed], sign: int = 1) -> tuple[Decimal, ...]:
    """The printed values of the terms that there are, each with a sign."""
    return tuple(sign * printed_value(term) for term in terms if isinstance(term, Number))


def remark(columns: Mapping[str, bool]) -> str:
    """The sentence under an exhibit about the columns that do not add up as printed; nothing where all do."""
    apart = [name for name, adds in columns.items() if not adds]
    return f" {capital(listed(apart))} may not add due to rounding." if apart else ""
