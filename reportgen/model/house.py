"""The house that publishes: its analysts, its rating system, its policies and its small print."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import Field

from reportgen.model.amounts import AmountText
from reportgen.model.base import Key, Model, Name, Number, Text, Whole, as_text, refuse, typed
from reportgen.model.mail import Mail


def _read_colour(value: object) -> str:
    text = as_text(value)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise refuse("colour-format", f"{text[:40]!r} is not a colour; write it as #b93a0e")
    return text.lower()


def _read_zone(value: object) -> str:
    text = as_text(value)
    if text not in available_timezones():
        raise refuse("time-zone-unknown", f"no such time zone: {text[:60]!r}; write it like Asia/Hong_Kong")
    return text


def _read_logo(value: object) -> str:
    text = as_text(value)
    if not re.fullmatch(_LOGO, text):
        raise refuse("logo-format", f"{text[:60]!r} is not the name of an SVG or PNG file, such as logo.svg")
    return text


_LOGO = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.(svg|png)"

Colour = Annotated[str, *typed(_read_colour, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
Logo = Annotated[str, *typed(_read_logo, {"type": "string", "pattern": f"^{_LOGO}$"})]
Zone = Annotated[str, *typed(_read_zone, {"type": "string", "examples": ["Asia/Hong_Kong"]})]


class Analyst(Model):
    """A person who answers for notes."""

    name: Name
    title: Name
    """Job title as printed."""
    email: Name | None = None
    phone: Name | None = None
    licence: Name | None = None
    """Licence or registration number, where the regime asks for it."""


class Band(Model):
    """One class of the rating system: the implied returns it stands for. A missing bound is open."""

    name: Name
    lower: AmountText | None = None
    upper: AmountText | None = None
    meaning: Text
    """What the class means, as printed in the disclosures."""
    bucket: Literal["buy", "hold", "sell"]
    """The class for the distribution of ratings."""


class Ratings(Model):
    """The rating system. Bands touch; a shared bound belongs to the band that is nearer to zero return."""

    horizon_months: Whole = Field(ge=1, le=60)
    benchmark: Text
    """What the return is measured against: absolute, or an index."""
    bands: tuple[Band, ...] = Field(min_length=2)


class Rounding(Model):
    """How published figures are rounded."""

    target_price: Number
    """The step to which a target is rounded once, in the trading currency: 0.01, 0.05, 0.5, 1 or 10."""


class Staleness(Model):
    """How many days a fact may be old at the note's date."""

    price: Whole = Field(ge=0)
    exchange_rate: Whole = Field(ge=0)
    balance_sheet: Whole = Field(ge=0)
    """Net cash, shares and other items of the bridge."""
    reported: Whole = Field(ge=0)
    """The latest figure of each total that the note shows, and whatever else target and peers' multiples stand on."""


class Branding(Model):
    """The one accent colour, its pale companion under hatching, and the mark in the masthead."""

    accent: Colour
    accent_soft: Colour
    logo: Logo | None = None
    """A file of the workspace's folder templates/, printed in place of the house's name: logo.svg."""


class Night(Model):
    """Limits of the nightly run."""

    seconds_per_company: Whole = Field(default=120, ge=1, le=3600)
    megabytes_per_company: Whole = Field(default=2048, ge=256)


class Statement(Model):
    """A titled piece of small print."""

    title: Name
    text: Text


class Signing(Model):
    """The token whose key signs released PDFs. The key and its PIN stand nowhere in the workspace."""

    module: Annotated[str, Field(pattern=r"^/.+$")]
    """The PKCS #11 module of the token's vendor: /usr/lib/softhsm/libsofthsm2.so."""
    token: Name
    """The label of the token."""
    key: Name
    """The label of the private key on it, and of its certificate."""


class House(Model):
    """``house.yaml``: everything that belongs to the firm and not to a company."""

    name: Name
    legal_name: Name
    place: Name
    time_zone: Zone
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Za-z0-9]+)*$")]
    analysts: dict[Key, Analyst] = Field(min_length=1)
    ratings: Ratings
    rounding: Rounding
    staleness_days: Staleness
    branding: Branding
    statements: tuple[Statement, ...] = ()
    """Risk warning, dissemination, copyright and what else the house prints in every note."""
    certification: Text
    """The analysts' certification."""
    release: Literal["manual", "auto"] = "manual"
    """``auto`` lets the night release notes that have neither errors nor warnings."""
    record: Text | None = None
    """Address of the record's database; by default SQLite in the workspace. The environment's REPORTGEN_RECORD wins."""
    mail: Mail | None = None
    signing: Signing | None = None
    night: Night = Night()


_OPERATION = {"mail", "night", "record", "release", "signing"}


def settings_of_notes(house: House) -> dict[str, object]:
    """What a house says of its notes: all but how the program is run."""
    return house.model_dump(exclude=_OPERATION, exclude_unset=True)


def allowed_steps() -> tuple[Decimal, ...]:
    """The rounding steps of published targets."""
    return tuple(Decimal(step) for step in ("0.01", "0.05", "0.1", "0.5", "1", "5", "10"))
