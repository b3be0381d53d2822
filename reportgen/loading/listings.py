"""Read of a workspace only who trades where: what fetching prices and planning nights ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from reportgen.diagnostics import Diagnostic, Location, Places
from reportgen.loading.documents import validate_document
from reportgen.loading.files import SourceText, read_source
from reportgen.loading.series import read_closes
from reportgen.loading.vendor_prices import is_vendors, not_rows
from reportgen.loading.workspace import companies
from reportgen.loading.yaml_text import read_yaml
from reportgen.model.closures import Closure, Closures
from reportgen.model.company import Company
from reportgen.model.facts import Close
from reportgen.model.house import House

_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Listing:
    """A company as ``company.yaml`` has it; none where that cannot be used, for the reasons given."""

    slug: str
    company: Company | None
    places: Places
    diagnostics: tuple[Diagnostic, ...]

    def place(self, *path: str | int) -> Location:
        """Where a key of ``company.yaml`` stands."""
        return self.places.of(path)


@dataclass(frozen=True, slots=True)
class RecordedCloses:
    """``prices.csv`` as it is: its text, its hash and its rows; an empty text where there is no such file."""

    file: str
    text: str
    sha256: str
    rows: tuple[Close, ...]
    diagnostics: tuple[Diagnostic, ...]


def listings(root: Path) -> tuple[Listing, ...]:
    """All companies of a workspace with what ``company.yaml`` says of them."""
    return tuple(_listing(root, slug) for slug in companies(root))


def exchanges_named(listed: Sequence[Listing]) -> dict[str, Location]:
    """The exchanges on which the companies trade, each with the first place where it is named."""
    named: dict[str, Location] = {}
    for listing in listed:
        if listing.company is not None:
            named.setdefault(listing.company.listing.exchange, listing.place("listing", "exchange"))
    return named


def closures(root: Path) -> tuple[tuple[tuple[Closure, Location], ...], tuple[Diagnostic, ...]]:
    """The days in ``inputs/closures.yaml``, each with its place; none where there is no such file."""
    model, places, found = _document(root, "inputs/closures.yaml", Closures)
    if [each.code for each in found] == ["missing-file"]:
        return (), ()
    listed = model.closures if model else ()
    return tuple((each, places.of(("closures", number))) for number, each in enumerate(listed)), found


def zone_of_house(root: Path) -> str:
    """The house's time zone; UTC where ``house.yaml`` cannot be read, which a build tells."""
    house, _, _ = _document(root, "inputs/house.yaml", House)
    return house.time_zone if house else "UTC"


def source_keys(root: Path, slug: str) -> tuple[str, ...]:
    """The keys of the sources in ``facts.yaml``, as far as it can be read."""
    source = read_source(root, f"inputs/{slug}/facts.yaml")
    data = read_yaml(source).data if isinstance(source, SourceText) else None
    sources = data.get("sources") if isinstance(data, dict) else None
    return tuple(sources) if isinstance(sources, dict) else ()


def recorded_closes(root: Path, slug: str) -> RecordedCloses:
    """The closing prices that a company has so far."""
    file = f"inputs/{slug}/prices.csv"
    source = read_source(root, file)
    if not isinstance(source, SourceText):
        absent = source.code == "missing-file"
        return RecordedCloses(file, "", "", (), () if absent else (source,))
    if is_vendors(source):
        return RecordedCloses(file, source.text, source.sha256, (), (not_rows(source),))
    closes, found = read_closes(source)
    return RecordedCloses(file, source.text, source.sha256, closes.rows if closes else (), found)


def _listing(root: Path, slug: str) -> Listing:
    company, places, found = _document(root, f"inputs/{slug}/company.yaml", Company)
    return Listing(slug, company, places, found)


def _document(root: Path, file: str, model: type[_M]) -> tuple[_M | None, Places, tuple[Diagnostic, ...]]:
    source = read_source(root, file)
    if not isinstance(source, SourceText):
        return None, Places(file, {}, {}), (source,)
    text = read_yaml(source)
    if text.data is None:
        return None, text.places, text.diagnostics
    document = validate_document(model, text)
    return document.model, document.places, (*text.diagnostics, *document.diagnostics)
