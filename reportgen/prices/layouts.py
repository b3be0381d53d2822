"""The layouts in which vendors write daily prices, told by the head of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

UNADJUSTED = "unadjusted closes, the adjusted ones left aside"
UNMOVED = "closes as the vendor adjusts them, only the days that no adjustment has moved"

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "date": "date",
        "open": "open",
        "high": "high",
        "low": "low",
        "close": "close",
        "adj close": "adjusted",
        "adjclose": "adjusted",
        "adj_close": "adjusted",
        "volume": "volume",
        "vol": "volume",
        "dividends": "dividends",
        "stock splits": "splits",
        "capital gains": "gains",
        "ticker": "ticker",
        "symbol": "ticker",
        "name": "ticker",
        "code": "ticker",
        "currency": "currency",
        "amount": "amount",
        "per": "period",
        "time": "time",
        "openint": "interest",
    }
)
"""What the columns of vendors hold, by their names in small letters and without angle brackets."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A vendor's layout: the names of its columns in its own order."""

    name: str
    columns: tuple[str, ...]


LAYOUTS: tuple[Layout, ...] = (
    Layout("Yahoo download", ("date", "open", "high", "low", "close", "adj close", "volume")),
    Layout("yfinance history", ("date", "open", "high", "low", "close", "volume", "dividends", "stock splits")),
    Layout("yfinance table", ("date", "close", "high", "low", "open", "volume")),
    Layout("yfinance table with tickers", ("price", "close", "high", "low", "open", "volume")),
    Layout("Stooq bulk", ("ticker", "per", "date", "time", "open", "high", "low", "close", "vol", "openint")),
    Layout("Stooq download", ("date", "open", "high", "low", "close", "volume")),
    Layout("Eastmoney", ("date", "open", "close", "high", "low", "volume", "amount")),
    Layout("daily table with names", ("date", "open", "high", "low", "close", "volume", "name")),
)
"""The layouts that are known by name. Others are read where every column is known and there are a date and a close."""

ANY = "table with date and close"


def plain(name: str) -> str:
    """The name of a column without case, angle brackets and quotation marks."""
    return name.strip().strip("<>\"'").lower()


def layout_of(head: Sequence[str]) -> str:
    """The name of the layout with these columns: in the vendor's order first, in any other next."""
    names = tuple(plain(name) for name in head)
    exact = [layout.name for layout in LAYOUTS if layout.columns == names]
    shuffled = [layout.name for layout in LAYOUTS if set(layout.columns) == set(names)]
    return (*exact, *shuffled, ANY)[0]


def basis_of(columns: Mapping[str, int]) -> str:
    """Which closes a table with these columns holds."""
    return UNADJUSTED if "adjusted" in columns else UNMOVED
