"""What a fetch goes by, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from reportgen.diagnostics import Diagnostic
from reportgen.prices.calendars import Calendar

State = Literal["changed", "unchanged", "refused", "no file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a fetch goes by: the moment of now, the exchanges' sessions, and what the user has said."""

    now: datetime
    calendars: Mapping[str, Calendar]
    as_of: date | None = None
    """The day on which the files were retrieved; none is today."""
    accept_revisions: bool = False
    only: frozenset[str] | None = None
    """The companies that are wanted; none means all."""

    @property
    def retrieved(self) -> date:
        """The day on which the files were retrieved, as it is written beside their closes."""
        return self.as_of or self.now.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What became of a company's ``prices.csv``; ``text`` is its new content where it changes."""

    slug: str
    state: State
    files: tuple[str, ...] = ()
    added: int = 0
    revised: int = 0
    agreeing: int = 0
    last: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch found, company by company, and everything that is to be said of the files."""

    companies: tuple[Merged, ...]
    diagnostics: tuple[Diagnostic, ...]
