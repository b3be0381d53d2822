"""Read a company's folder into one value, with everything that is wrong in any of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from reportgen.diagnostics import DataPath, Diagnostic, Location, Places, dotted, in_order
from reportgen.folders import COMPANY, OF_THE_PROGRAM
from reportgen.loading.documents import Document, validate_document
from reportgen.loading.files import SourceText, read_source
from reportgen.loading.missing import with_what_follows
from reportgen.loading.note_text import NoteText, read_note_text
from reportgen.loading.price_source import listed_of, price_source_fault
from reportgen.loading.prose import read_prose
from reportgen.loading.series import Closes, merge_series, read_closes
from reportgen.loading.typed_prices import strange_closes
from reportgen.loading.vendor_prices import is_vendors, vendor_closes
from reportgen.loading.yaml_text import Data, Scalar, YamlText, read_yaml
from reportgen.model.assumptions import with_basis
from reportgen.model.company import Company
from reportgen.model.facts import Close, Facts
from reportgen.model.house import House
from reportgen.model.inputs import Inputs
from reportgen.model.opinion import Conflicts, Exhibits, Opinion
from reportgen.model.prose import Prose
from reportgen.model.valuation import Valuation

_M = TypeVar("_M", bound=BaseModel)
_SERIES = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*\.csv\Z")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The inputs, if enough of them could be read to go on; the files read; and what is wrong.

    ``left_out`` names the paths at fault by file, so that later stages do not report what follows from them.
    """

    inputs: Inputs | None
    files: tuple[SourceText, ...]
    diagnostics: tuple[Diagnostic, ...]
    left_out: Mapping[str, frozenset[DataPath]]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a vendor's file of prices is read by: each is none where it could not be read."""

    house: House | None
    company: Company | None
    facts: Facts | None
    day: date | None


@dataclass(slots=True)
class _Reading:
    """What has been read so far; ``complete`` until a file that is there, or should be, cannot be used at all."""

    root: Path
    slug: str
    files: list[SourceText] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    places: dict[str, Places] = field(default_factory=dict)
    left_out: dict[str, frozenset[DataPath]] = field(default_factory=dict)
    complete: bool = True

    def file(self, name: str) -> str:
        return f"inputs/{name}" if name == "house.yaml" else f"inputs/{self.slug}/{name}"

    def source(self, name: str, *, optional: bool = False, hint: str = "") -> SourceText | None:
        found = read_source(self.root, self.file(name))
        if isinstance(found, SourceText):
            self.files.append(found)
            return found
        if not (optional and found.code == "missing-file"):
            self.diagnostics.append(replace(found, hint=hint or found.hint))
            self.complete = False
        return None


def companies(root: Path) -> tuple[str, ...]:
    """The slugs of all companies of a workspace, sorted."""
    folder = root / "inputs"
    if not folder.is_dir():
        return ()
    return tuple(sorted(each.name for each in folder.iterdir() if (each / "company.yaml").exists()))


def slug_fault(root: Path, slug: str) -> Diagnostic | None:
    """Why a company's name on the command line cannot be one of this workspace, if so."""
    place = Location(f"inputs/{slug}" if re.fullmatch(COMPANY, slug) else "inputs")
    if not re.fullmatch(COMPANY, slug):
        hint = "a company's name is lower-case letters, digits, - and _"
        return Diagnostic("company-name", f"not a company's name: {slug[:60]!r}", place, hint=hint)
    if slug in OF_THE_PROGRAM:
        message = f"no company can be called {slug!r}: output/{slug}/ holds the program's own files"
        return Diagnostic("company-name-reserved", message, place, hint="give the folder another name")
    if not (root / "inputs" / slug).is_dir():
        known = ", ".join(companies(root)) or "none yet; 'reportgen new NAME' makes one"
        return Diagnostic("unknown-company", f"no such company: {slug!r}", place, hint=f"in this workspace: {known}")
    return None


def load(root: Path, slug: str, as_of: date | None = None) -> Loaded:
    """Read all files of a company. ``as_of`` defaults to the opinion's own date."""
    wrong = slug_fault(root, slug)
    if wrong is not None:
        return Loaded(None, (), (wrong,), {})
    reading = _Reading(root, slug)
    house = _document(reading, House, "house.yaml")
    company = _document(reading, Company, "company.yaml")
    facts = _facts(reading)
    prices = reading.source("prices.csv", optional=True)
    valuation = _document(reading, Valuation, "valuation.yaml")
    opinion = _document(reading, Opinion, "opinion.yaml")
    exhibits = _document(reading, Exhibits, "exhibits.yaml", optional=True)
    conflicts = _document(reading, Conflicts, "conflicts.yaml", optional=True)
    text = _note_text(reading)
    day = as_of or (opinion.as_of if opinion else None)
    closes = _closes(reading, prices, _Around(house, company, facts, day)) if prices else ()
    if not (house and company and facts and valuation and opinion and text and reading.complete):
        return _loaded(reading, None)
    valuation = with_basis(valuation)
    # a source of the valuation's own is looked up like one of the facts
    facts = facts.model_copy(update={"sources": {**valuation.sources, **facts.sources}})
    inputs = Inputs(
        slug=slug,
        as_of=as_of or opinion.as_of,
        house=house,
        company=company,
        facts=facts,
        closes=closes,
        valuation=valuation,
        opinion=opinion,
        exhibits=exhibits or Exhibits(),
        conflicts=conflicts,
        headline=text.headline,
        standfirst=text.standfirst,
        sections=text.sections,
        places=reading.places,
    )
    return _loaded(reading, inputs)


def _loaded(reading: _Reading, inputs: Inputs | None) -> Loaded:
    # prose is read once for each pass of validation
    return Loaded(inputs, tuple(reading.files), in_order(reading.diagnostics), reading.left_out)


def _document(reading: _Reading, model: type[_M], name: str, *, optional: bool = False) -> _M | None:
    reading.places[name] = Places(reading.file(name), {}, {})
    source = reading.source(name, optional=optional)
    return None if source is None else _validated(reading, model, name, read_yaml(source))


def _validated(reading: _Reading, model: type[_M], name: str, text: YamlText) -> _M | None:
    reading.diagnostics.extend(text.diagnostics)
    if text.data is None:
        reading.complete = False
        return None
    document: Document[_M] = validate_document(model, text, _context(reading, text.places))
    reading.diagnostics.extend(document.diagnostics)
    reading.left_out[name] = document.left_out
    reading.places[name] = document.places
    reading.complete = reading.complete and document.model is not None
    return document.model


def _context(reading: _Reading, places: Places) -> dict[str, object]:
    """Prose is read while the model is validated; its faults go straight to the list."""

    def read(text: str) -> Prose:
        prose = read_prose(text)
        if isinstance(text, Scalar):
            reading.diagnostics.extend(_prose_faults(prose, text, places))
        return prose

    return {"prose": read}


def _prose_faults(prose: Prose, text: Scalar, places: Places) -> Iterator[Diagnostic]:
    begin, behind = text.source.place(text.begin), 0
    path = next((path for path, place in places.values.items() if place == begin), ()) if prose.faults else ()
    for fault in sorted(prose.faults, key=lambda each: each.offset):
        place, behind = text.place(text[fault.offset : fault.offset + 40], behind)
        yield Diagnostic(fault.code, fault.message, place, dotted(path))


def _facts(reading: _Reading) -> Facts | None:
    source = reading.source("facts.yaml")
    if source is None:
        return None
    text = read_yaml(source)
    for number, name in _series(text.data).items():
        place = text.places.of(("series", number))
        rows = reading.source(name, hint=f"it is named at {place}")
        if rows is not None:
            text, readable = merge_series(rows, text)
            reading.complete = reading.complete and readable
    facts = _validated(reading, Facts, "facts.yaml", text)
    if facts is not None:
        reading.left_out["facts.yaml"] = with_what_follows(facts, reading.left_out["facts.yaml"])
    return facts


def _series(data: Data) -> dict[int, str]:
    """The names of the series files, each once, that can be the name of a file in the folder."""
    series = data.get("series") if isinstance(data, dict) else None
    listed = enumerate(series if isinstance(series, list) else ())
    names = {name: number for number, name in listed if isinstance(name, str) and _SERIES.match(name)}
    return {number: name for name, number in names.items()}


def _closes(reading: _Reading, source: SourceText, around: _Around) -> tuple[Close, ...]:
    closes, diagnostics = _vendors(reading, source, around) if is_vendors(source) else read_closes(source)
    company, day = around.company, around.day
    if closes is not None and company is not None and day is not None and not is_vendors(source):
        listing = company.listing.exchange, reading.places["company.yaml"].of(("listing", "exchange"))
        diagnostics = (*diagnostics, *strange_closes(closes.rows, listing, reading.root, day))
    reading.diagnostics.extend(diagnostics)
    if closes is None:
        reading.complete = False
        return ()
    reading.left_out["prices.csv"] = frozenset() if closes.complete else frozenset({()})
    return closes.rows


def _vendors(reading: _Reading, source: SourceText, around: _Around) -> tuple[Closes | None, tuple[Diagnostic, ...]]:
    """The closes of a vendor's own file, for which other files say whose they are and where they come from."""
    house, company, facts, day = around.house, around.company, around.facts, around.day
    if house is None or company is None or facts is None or day is None:
        # what is wrong with those is told already
        return None, ()
    places = reading.places["company.yaml"]
    fault = None if company.price_source else price_source_fault(company, facts.sources, places)
    if fault is not None:
        why = f"{fault.message} The rows of {source.file} do not say it"
        return Closes((), complete=False), (replace(fault, message=why),)
    listed = listed_of(reading.slug, company, places, source.file)
    return vendor_closes(source, listed, reading.root, house.time_zone, day)


def _note_text(reading: _Reading) -> NoteText | None:
    name = "note.md"
    reading.places[name] = Places(reading.file(name), {}, {})
    source = reading.source(name)
    if source is None:
        return None
    text, diagnostics = read_note_text(source)
    reading.diagnostics.extend(diagnostics)
    reading.left_out[name] = frozenset() if text is None or text.complete else frozenset({()})
    return text
