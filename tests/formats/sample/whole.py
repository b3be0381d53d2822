"""The sections put together, and a lineage for each of their numbers."""

from __future__ import annotations

from dataclasses import replace

from reportgen.figures import NBSP, TIMES
from reportgen.model.note import (
    Lineage,
    Masthead,
    Note,
    Number,
    Operand,
)
from tests.formats.sample.back import BACK
from tests.formats.sample.front import FRONT
from tests.formats.sample.operations import OPERATIONS
from tests.formats.sample.pieces import AS_OF, PRICE, TARGET, bold, line
from tests.formats.sample.risks import RISK_SECTION
from tests.formats.sample.valuation import VALUATION

TARGET_LINEAGE = Lineage(
    path="valuation.target_price",
    name="Target price, 12 months",
    printed=f"HKD{NBSP}36.03",
    unrounded="36.027857",
    formula=f"adjusted equity value ÷ shares {TIMES} HKD per CNY",
    substituted=f"844.928 bn ÷ 26.65 bn {TIMES} 1.13636",
    operands=(
        Operand("Adjusted equity value", "adjusted_equity", f"CNY{NBSP}844.928{NBSP}bn", ""),
        Operand("Equity value", "equity_value", "754.4", "S3, 30 Jun 2025", 1),
        Operand("1 + premium", "", f"{TIMES} 1.12", "judgement", 1),
        Operand("Shares", "shares", "÷ 26.65 bn", "S3, 30 Jun 2025"),
        Operand("HKD per CNY", "fx", f"{TIMES} 1.13636", "S3, 14 Nov 2025"),
    ),
    source="S3 Independent sum-of-the-parts report on Xiaomi",
    as_of="14 November 2025",
    place="inputs/xiaomi/valuation.yaml:31:3",
    used_in=("implied return", "rating", "Exhibits 1, 3, 4, 6, 13"),
    published="14 November 2025",
    fuller=f"HKD{NBSP}36.027857",
)


def numbers(item: object) -> list[Number]:
    """Every number below a value, in the order of its fields."""
    if isinstance(item, Number):
        return [item]
    if isinstance(item, tuple):
        return [found for part in item for found in numbers(part)]
    names = getattr(type(item), "__dataclass_fields__", ())
    return [found for name in names for found in numbers(getattr(item, name))]


def lineages(note: Note) -> tuple[Lineage, ...]:
    """One for every path: the target's in full, the others as facts."""
    first = {item.path: item for item in reversed(numbers((note.front, note.sections)))}
    plain = tuple(
        Lineage(
            path, path.rsplit(".", 1)[-1].replace("_", " ").capitalize(), item.written.text, str(item.value), "", "",
            (), "S4 Results announcements of the company", "30 Jun 2025", "inputs/xiaomi/facts.yaml:12:3",
            ("Exhibit 3",),
        )
        for path, item in sorted(first.items())
        if path != TARGET_LINEAGE.path
    )  # fmt: skip
    return (TARGET_LINEAGE, *plain)


def note(*, draft: bool = False) -> Note:
    """The sample, as a release or as a draft."""
    made = Note(
        title="Xiaomi Corporation: Priced for the cars, valued on the investments",
        subject="Initiation of coverage, Neutral, target HKD 36.03",
        authors=("Lead Analyst", "Second Analyst"),
        keywords=("1810.HK", "Neutral", "equity research"),
        as_of=AS_OF,
        masthead=Masthead(
            house="Example Research",
            note_type="Initiation of coverage",
            sector="Consumer electronics and cars",
            country="China, listed in Hong Kong",
            completed=f"14{NBSP}November{NBSP}2025, 18:00{NBSP}HKT",
            language="en",
            draft=draft,
            accent="#b93a0e",
            accent_soft="#f2d8cb",
        ),
        header_left=line(bold("Xiaomi Corporation"), "  1810.HK"),
        header_right=line(bold("Neutral"), "  Target ", TARGET, "  Price ", PRICE, f"  14{NBSP}November{NBSP}2025"),
        front=FRONT,
        sections=(VALUATION, OPERATIONS, RISK_SECTION, BACK),
    )
    return replace(made, lineages=lineages(made))
