"""The company: identity, listing, currencies, fiscal year."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from reportgen.model.base import Day, Keys, Model, Name, Number, Text, as_text, refuse, typed
from reportgen.quantities import CURRENCIES


def _read_currency(value: object) -> str:
    text = as_text(value)
    if text not in CURRENCIES:
        hint = "; did you mean 'CNY'?" if text.upper() in ("RMB", "CNH", "YUAN") else "; write its ISO 4217 code"
        raise refuse("currency-unknown", f"no such currency: {text[:20]!r}{hint}")
    return text


def _read_year_end(value: object) -> tuple[int, int]:
    if isinstance(value, tuple):
        return value
    text = as_text(value)
    match = re.fullmatch(r"([0-9]{2})-([0-9]{2})", text)
    try:
        # a leap year, so that 02-29 is a day
        day = date(2024, int(match[1]), int(match[2])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise refuse("year-end-format", f"{text[:20]!r} is not a day of the year; write it as 12-31")
    return day.month, day.day


def _read_exchange(value: object) -> str:
    text = as_text(value)
    if not re.fullmatch(r"X[A-Z0-9]{3}|[A-Z]{4}", text):
        raise refuse("exchange-format", f"{text[:20]!r} is not an exchange; write its ISO 10383 code, such as XHKG")
    return text


def _read_ticker(value: object) -> str:
    text = as_text(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.\-^=/ ]{0,19}", text):
        raise refuse("ticker-format", f"{text[:40]!r} is not a ticker")
    return text


Currency = Annotated[str, *typed(_read_currency, {"type": "string", "pattern": "^[A-Z]{3}$"})]
YearEnd = Annotated[tuple[int, int], *typed(_read_year_end, {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"})]
Exchange = Annotated[str, *typed(_read_exchange, {"type": "string", "pattern": "^[A-Z][A-Z0-9]{3}$"})]
Ticker = Annotated[str, *typed(_read_ticker, {"type": ["string", "number"]})]


class Listing(Model):
    """Where and under which name the shares trade."""

    ticker: Ticker
    exchange: Exchange
    """ISO 10383 code, such as XHKG."""
    short_name: Name | None = None


class Split(Model):
    """New shares for old ones: from this day on a price is that of a smaller, or larger, piece of the company."""

    date: Day
    """The first day on which the new shares trade."""
    ratio: Number = Field(gt=0)
    """New shares for one old one: 10 for a split into ten, 0.1 for ten put together."""


_OFF_AT_MOST = Decimal("1.5")


def explains(ratio: Decimal, before: Decimal, after: Decimal) -> bool:
    """Whether a split of this ratio explains that a price went from one to the other overnight."""
    return 1 / _OFF_AT_MOST <= after * ratio / before <= _OFF_AT_MOST


class Company(Model):
    """``company.yaml``."""

    name: Name
    native_name: Name | None = None
    """The name in the company's own script."""
    listing: Listing
    reporting_currency: Currency
    trading_currency: Currency
    fiscal_year_end: YearEnd
    """Month and day, such as 12-31."""
    sector: Name
    country: Name
    """Country and place of listing as printed in the banner."""
    description: Text | None = None
    note_type: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    """The folder of templates: initiation."""
    analysts: Keys
    """Keys of house.yaml's analysts, the lead first."""
    price_source: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")] | None = None
    """The source of closes that ``reportgen fetch prices`` adds, or of a vendor's own file: one of facts.yaml."""
    names: tuple[Name, ...] = ()
    """Names that hold digits and could be taken for numbers, such as products: "Model 3"."""
    splits: tuple[Split, ...] = ()
    """So that a price at a tenth of yesterday's is not taken for a fault."""

    def new_for_old(self, day: date, last: date) -> float:
        """How many shares of the last day one share of a day has become: what is told a share is divided by it."""
        return math.prod(float(each.ratio) for each in self.splits if day < each.date <= last)
