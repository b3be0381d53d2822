"""What is known of a company before a vendor's file is read, and the closes that the file holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from reportgen.diagnostics import Location
from reportgen.model.company import Split
from reportgen.model.facts import Close
from reportgen.prices.calendars import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A company that prices are read for, and the closes that it has already."""

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
class Moment:
    """What a file is read by: the exchange's sessions, and until when a row can be known.

    Without ``now`` no row is too late: a build leaves aside what lies behind its note's date.
    """

    calendar: Calendar
    now: datetime | None = None
    retrieved: date | None = None
    """The day on which the file is said to have been retrieved."""
    until: date = date.max
    """The note's date: of what lies behind it nothing is said."""


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
