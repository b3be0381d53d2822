"""Periods: fiscal years, halves, nine months, quarters, months, days, and twelve months to a quarter."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeAlias

from reportgen.figures import write_date
from reportgen.model.base import as_text, read_date, refuse, typed

PeriodKind: TypeAlias = Literal["year", "half", "nine_months", "quarter", "month", "day", "trailing"]

_PATTERNS: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    ("year", re.compile(r"FY(?P<year>[0-9]{4})\Z")),
    ("half", re.compile(r"(?P<year>[0-9]{4})H(?P<index>[12])\Z")),
    ("nine_months", re.compile(r"9M(?P<year>[0-9]{4})\Z")),
    ("quarter", re.compile(r"(?P<year>[0-9]{4})Q(?P<index>[1-4])\Z")),
    ("month", re.compile(r"(?P<year>[0-9]{4})-(?P<index>0[1-9]|1[0-2])\Z")),
    ("trailing", re.compile(r"LTM(?P<year>[0-9]{4})Q(?P<index>[1-4])\Z")),
)
_LENGTH: dict[PeriodKind, int] = {
    "year": 12, "half": 6, "nine_months": 9, "quarter": 3, "month": 1, "trailing": 12, "day": 0,
}  # fmt: skip
_HELP = "write FY2024, 2024Q3, 2025H1, 9M2024, 2025-07, LTM2025Q2 or a day such as 2025-06-30"


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a fiscal year, or a day. ``text`` is how it is typed and how it stands in paths."""

    text: str
    kind: PeriodKind
    year: int
    index: int = 1
    day: date | None = None

    def __str__(self) -> str:
        return self.text

    def end(self, year_end: tuple[int, int]) -> date:
        """The last day, for a fiscal year that ends in the given (month, day)."""
        if self.day is not None:
            return self.day
        if self.kind == "month":
            return _last_day(self.year, self.index)
        months = {"year": 12, "half": 6 * self.index, "nine_months": 9}.get(self.kind, 3 * self.index)
        back = 12 - months
        whole = self.year * 12 + year_end[0] - 1 - back
        return _last_day(whole // 12, whole % 12 + 1)

    def start(self, year_end: tuple[int, int]) -> date:
        """The first day; a day begins and ends on itself."""
        if self.day is not None:
            return self.day
        end = self.end(year_end)
        whole = end.year * 12 + end.month - _LENGTH[self.kind]
        return date(whole // 12, whole % 12 + 1, 1)

    def year_before(self) -> Period | None:
        """The same period a year earlier; days have none."""
        if self.kind == "day":
            return None
        return read_period(self.text.replace(str(self.year), str(self.year - 1)))

    def label(self) -> str:
        """As printed in heads and prose: FY2024, 3Q24, 1H25, 9M24, Jul 2025, LTM 2Q25, 30 Jun 2025."""
        short = f"{self.year % 100:02d}"
        match self.kind:
            case "half":
                return f"{self.index}H{short}"
            case "nine_months":
                return f"9M{short}"
            case "quarter":
                return f"{self.index}Q{short}"
            case "trailing":
                return f"LTM {self.index}Q{short}"
            case "month":
                return f"{calendar.month_abbr[self.index]} {self.year}"
            case "day":
                return write_date(self.day, short=True) if self.day else self.text
            case _:
                return self.text


def read_period(value: object) -> Period:
    """A period as typed."""
    if isinstance(value, Period):
        return value
    text = as_text(value)
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and int(match["year"]) >= 1900:  # noqa: PLR2004 - older than any filing
            return Period(text, kind, int(match["year"]), int(match.groupdict().get("index") or 1))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        day = read_date(text)
        return Period(text, "day", day.year, day.timetuple().tm_yday, day)
    raise refuse("period-unknown", f"no such period: {text[:40]!r}; {_HELP}")


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


PeriodText = Annotated[Period, *typed(read_period, {"type": "string", "examples": ["FY2024", "2024Q3", "2025-06-30"]})]
