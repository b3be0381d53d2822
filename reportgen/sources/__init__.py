"""What comes from outside: vendors' files of prices, merged into a company's own as dated text with its origin."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from reportgen.prices.values import Listed
from reportgen.sources.prices_folder import fetch_prices
from reportgen.sources.values import Asked, Fetched, Merged

Source = Callable[[Path, Sequence[Listed], Asked], Fetched]

SOURCES: Mapping[str, Source] = MappingProxyType({"prices": fetch_prices})
"""Where to add a source: a function from a folder, the companies and what was asked to what it found."""


def fetch(source: str, folder: Path, companies: Sequence[Listed], asked: Asked) -> Fetched:
    """What a source holds for the companies, and what their files become; nothing is written."""
    return SOURCES[source](folder, companies, asked)


__all__ = ["SOURCES", "Asked", "Fetched", "Merged", "fetch"]
