"""What the last released note said, so that the next one can say what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Said:
    """One number of a note: what it was called, its unit as printed, its unrounded value in base units."""

    label: str
    unit: str
    value: float


@dataclass(frozen=True, slots=True)
class Recommended:
    """What a released version recommended, where that was not what the version before it did."""

    version: int
    as_of: date
    rating: str
    currency: str
    target_price: Decimal
    price: Decimal | None = None
    """The share's price in that note, where it is known."""


@dataclass(frozen=True, slots=True)
class Rated:
    """From when on a company of the house's coverage has had a rating."""

    company: str
    as_of: date
    rating: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A released note: its version, its date and its numbers by path, as far as its archive can be read."""

    version: int
    as_of: date
    archive: str
    numbers: Mapping[str, Said] = field(default_factory=dict)
