"""What is known of a company before its vendor files are read, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.company import Split
from reportgen.model.facts import Close
from reportgen.sources.calendars import Calendar

State = Literal["changed", "unchanged", "refused", "no file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A company that prices are fetched for, and the closes that it has already."""

    slug: str
    ticker: str
    exchange: str
    currency: str
    source: str
    """Where new closes come from: a key of facts.yaml's sources."""
    splits: tuple[Split, ...] = ()
    place: Location
    """Where the ticker stands."""
    file: str
    """``inputs/<slug>/prices.csv``."""
    text: str = ""
    closes: tuple[Close, ...] = ()


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


@dataclass(frozen=True, slots=True)
class VendorClose:
    """One close of a vendor's file, as it was quoted."""

    day: date
    close: Decimal
    place: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorCloses:
    """The closes that a vendor's file holds for one company, in order, and where they come from."""

    slug: str
    file: str
    name: str
    sha256: str
    layout: str
    basis: str
    """Which closes they are: unadjusted, or those days of an adjusted series that no adjustment has moved."""
    closes: tuple[VendorClose, ...]
    events: Mapping[date, Decimal] = field(default_factory=dict)
    """Splits that the file itself records: new shares for one old."""


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
