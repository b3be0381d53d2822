"""Periods: fiscal years, halves, nine months, quarters, months, days, and twelve months to a quarter."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from reportgen.figures import MONTHS, write_date
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
_FIRST_YEAR = 1900
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
        """The last day, for a fiscal year that ends on the given (month, day). Months are those of the calendar."""
        return self.day if self.day is not None else self._day_after_months(0, year_end)

    def start(self, year_end: tuple[int, int]) -> date:
        """The first day; a day begins and ends on itself."""
        if self.day is not None:
            return self.day
        return self._day_after_months(-_LENGTH[self.kind], year_end) + timedelta(days=1)

    def _day_after_months(self, months: int, year_end: tuple[int, int]) -> date:
        """The day so many months after the end of the period."""
        if self.kind == "month":
            return _closing_day(self.year * 12 + self.index + months, 31)
        elapsed = {"year": 12, "half": 6 * self.index, "nine_months": 9}.get(self.kind, 3 * self.index)
        # a year that ends with a month has all its periods end with theirs
        day = 31 if year_end[1] >= _days_in(_FIRST_YEAR, year_end[0]) else year_end[1]
        return _closing_day(self.year * 12 + year_end[0] - 12 + elapsed + months, day)

    def year_before(self) -> Period | None:
        """The same period a year earlier; days have none, nor has the first year that can be written."""
        if self.kind == "day" or self.year == _FIRST_YEAR:
            return None
        return read_period(self.text.replace(str(self.year), str(self.year - 1)))

    def label(self) -> str:
        """As printed in heads and prose: FY2024, 3Q24, 1H25, 9M24, Jul 2025, LTM 2Q25, 30 Jun 2025."""
        if self.day is not None:
            return write_date(self.day, short=True)
        if self.kind == "month":
            return f"{MONTHS[self.index - 1][:3]} {self.year}"
        short = f"{self.year % 100:02d}"
        heads = {
            "half": f"{self.index}H",
            "nine_months": "9M",
            "quarter": f"{self.index}Q",
            "trailing": f"LTM {self.index}Q",
        }
        return f"{heads[self.kind]}{short}" if self.kind in heads else self.text


def read_period(value: object) -> Period:
    """A period as typed."""
    if isinstance(value, Period):
        return value
    text = as_text(value)
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and int(match["year"]) >= _FIRST_YEAR:
            return Period(text, kind, int(match["year"]), int(match.groupdict().get("index") or 1))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        day = read_date(text)
        return Period(text, "day", day.year, day.timetuple().tm_yday, day)
    raise refuse("period-unknown", f"no such period: {text[:40]!r}; {_HELP}")


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@lru_cache(maxsize=4096)
def _closing_day(months: int, day: int) -> date:
    """The day of a month, or the last that it has; months are counted from the year 0, its January being 1."""
    year, month = (months - 1) // 12, (months - 1) % 12 + 1
    return date(year, month, min(day, _days_in(year, month)))


PeriodText = Annotated[Period, *typed(read_period, {"type": "string", "examples": ["FY2024", "2024Q3", "2025-06-30"]})]
