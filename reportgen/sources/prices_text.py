"""Add rows to the text of ``prices.csv``: what is there stays letter by letter, new rows say where they are from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_HEAD = "date,close,source"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Origin:
    """The vendor's file from which some closes were taken, as it is written above the rows."""

    name: str
    sha256: str
    layout: str
    basis: str
    retrieved: date
    count: int
    first: date
    last: date

    def line(self) -> str:
        """One line of comment."""
        name = "".join(character if character.isprintable() else "?" for character in self.name)
        closes = f"{self.count} close{'s' if self.count > 1 else ''} from {self.first} to {self.last}"
        return (
            f"# origin: {name}, sha256 {self.sha256}, {self.layout} ({self.basis}), "
            f"retrieved {self.retrieved}: {closes}"
        )


def with_rows(text: str, rows: Mapping[date, Decimal], source: str, origins: Sequence[Origin], currency: str) -> str:
    """The text with rows added or replaced, in the order of their days, and their origins above the head of columns."""
    lines = text.removesuffix("\n").split("\n") if text else [f"# Closing prices in {currency}", _HEAD]
    place = next(number for number, line in enumerate(lines) if line.strip() and not line.startswith("#"))
    columns = [cell.strip().strip('"') for cell in lines[place].split(",")]
    top = [*lines[:place], *(origin.line() for origin in origins), lines[place]]
    blocks = {
        (_day_of(block, columns) or date.max, number): block for number, block in enumerate(_blocks(lines[place + 1 :]))
    }
    replaced = {day: key for key in blocks if (day := key[0]) in rows}
    for day, close in rows.items():
        key = replaced.get(day, (day, 0))
        above, line_end, _ = blocks.get(key, "").rpartition("\n")
        blocks[key] = above + line_end + ",".join(_cells(columns, day, close, source))
    return "\n".join((*top, *(blocks[key] for key in sorted(blocks)))) + "\n"


def _cells(columns: Sequence[str], day: date, close: Decimal, source: str) -> list[str]:
    known = {"date": str(day), "close": f"{close:f}", "source": source}
    return [known[name] for name in columns]


def _blocks(lines: Sequence[str]) -> list[str]:
    """The rows, each with the comments above it."""
    blocks: list[str] = []
    above: list[str] = []
    for line in lines:
        above.append(line)
        if line.strip() and not line.startswith("#"):
            blocks.append("\n".join(above))
            above = []
    return [*blocks, "\n".join(above)] if above else blocks


def _day_of(block: str, columns: Sequence[str]) -> date | None:
    cells = block.rpartition("\n")[2].split(",")
    found = _DAY.search(cells[columns.index("date")]) if len(cells) == len(columns) else None
    return date.fromisoformat(found[0]) if found else None
