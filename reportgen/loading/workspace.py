"""Read a company's folder into one value, with everything that is wrong in any of its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from reportgen.diagnostics import DataPath, Diagnostic, Location, Places
from reportgen.loading.documents import Document, validate_document
from reportgen.loading.files import SourceText, read_source
from reportgen.loading.note_text import NoteText, read_note_text
from reportgen.loading.prose import read_prose
from reportgen.loading.series import merge_series, read_closes
from reportgen.loading.yaml_text import Scalar, read_yaml
from reportgen.model.company import Company
from reportgen.model.facts import Close, Facts
from reportgen.model.house import House
from reportgen.model.inputs import Inputs
from reportgen.model.opinion import Conflicts, Exhibits, Opinion
from reportgen.model.prose import Prose
from reportgen.model.valuation import Valuation

_M = TypeVar("_M", bound=BaseModel)
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The inputs, if enough of them could be read to go on; the files read; and what is wrong.

    ``left_out`` names the paths at fault by file, so that later stages do not report what follows from them.
    """

    inputs: Inputs | None
    files: tuple[SourceText, ...]
    diagnostics: tuple[Diagnostic, ...]
    left_out: Mapping[str, frozenset[DataPath]]


@dataclass(slots=True)
class _Reading:
    root: Path
    slug: str
    files: list[SourceText] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    places: dict[str, Places] = field(default_factory=dict)
    left_out: dict[str, frozenset[DataPath]] = field(default_factory=dict)

    def source(self, name: str, *, optional: bool = False) -> SourceText | None:
        relative = f"inputs/{name}" if name == "house.yaml" else f"inputs/{self.slug}/{name}"
        if optional and not (self.root / relative).exists():
            return None
        found = read_source(self.root, relative)
        if isinstance(found, Diagnostic):
            self.diagnostics.append(found)
            return None
        self.files.append(found)
        return found


def companies(root: Path) -> tuple[str, ...]:
    """The slugs of all companies of a workspace, sorted."""
    folder = root / "inputs"
    if not folder.is_dir():
        return ()
    return tuple(sorted(each.name for each in folder.iterdir() if (each / "company.yaml").exists()))


def is_slug(name: str) -> bool:
    """Whether a name can be a company's folder."""
    return _SLUG.match(name) is not None


def slug_fault(root: Path, slug: str) -> Diagnostic | None:
    """Why a company's name on the command line cannot be one of this workspace, if so."""
    place = Location(f"inputs/{slug}" if _SLUG.match(slug) else "inputs")
    if not _SLUG.match(slug):
        hint = "a company's name is lower-case letters, digits, - and _"
        return Diagnostic("company-name", f"not a company's name: {slug[:60]!r}", place, hint=hint)
    if not (root / "inputs" / slug).is_dir():
        known = ", ".join(companies(root)) or "none yet; 'reportgen new NAME' makes one"
        return Diagnostic("unknown-company", f"no such company: {slug!r}", place, hint=f"in this workspace: {known}")
    return None


def load(root: Path, slug: str, as_of: date | None = None, *, draft: bool = False) -> Loaded:
    """Read all files of a company. ``as_of`` defaults to the opinion's own date."""
    wrong = slug_fault(root, slug)
    if wrong is not None:
        return Loaded(None, (), (wrong,), {})
    reading = _Reading(root, slug)
    house = _document(reading, House, "house.yaml")
    company = _document(reading, Company, "company.yaml")
    facts = _facts(reading)
    closes = _closes(reading)
    valuation = _document(reading, Valuation, "valuation.yaml")
    opinion = _document(reading, Opinion, "opinion.yaml")
    exhibits = _document(reading, Exhibits, "exhibits.yaml", optional=True)
    conflicts = _document(reading, Conflicts, "conflicts.yaml", optional=True)
    text = _note_text(reading)
    if not (house and company and facts and valuation and opinion and text) or closes is None:
        return _loaded(reading, None)
    inputs = Inputs(
        slug=slug,
        as_of=as_of or opinion.as_of,
        draft=draft,
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
    return Loaded(inputs, tuple(reading.files), tuple(reading.diagnostics), reading.left_out)


def _document(reading: _Reading, model: type[_M], name: str, *, optional: bool = False) -> _M | None:
    source = reading.source(name, optional=optional)
    if source is None:
        reading.places.setdefault(name, Places(f"inputs/{reading.slug}/{name}", {}, {}))
        return None
    data, places, diagnostics = read_yaml(source)
    reading.places[name] = places
    reading.diagnostics.extend(diagnostics)
    if data is None:
        return None
    return _keep(reading, name, validate_document(model, data, places, _context(reading)))


def _keep(reading: _Reading, name: str, document: Document[_M]) -> _M | None:
    reading.diagnostics.extend(document.diagnostics)
    reading.left_out[name] = document.left_out
    reading.places[name] = document.places
    return document.model


def _context(reading: _Reading) -> dict[str, object]:
    """Prose is read while the model is validated; its faults go straight to the list."""

    def read(text: str) -> Prose:
        prose = read_prose(text)
        if isinstance(text, Scalar):
            for fault in prose.faults:
                snippet = str(text)[fault.offset : fault.offset + 20].split("\n")[0]
                place, _ = text.place(snippet)
                reading.diagnostics.append(Diagnostic(fault.code, fault.message, place))
        return prose

    return {"prose": read}


def _facts(reading: _Reading) -> Facts | None:
    source = reading.source("facts.yaml")
    if source is None:
        return None
    data, places, diagnostics = read_yaml(source)
    reading.diagnostics.extend(diagnostics)
    if isinstance(data, dict):
        series = data.get("series")
        for name in series if isinstance(series, list) else ():
            if isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_\-]*\.csv", name):
                rows = reading.source(name)
                if rows is not None:
                    places, found = merge_series(rows, data, places)
                    reading.diagnostics.extend(found)
    reading.places["facts.yaml"] = places
    if data is None:
        return None
    return _keep(reading, "facts.yaml", validate_document(Facts, data, places, _context(reading)))


def _closes(reading: _Reading) -> tuple[Close, ...] | None:
    if not (reading.root / "inputs" / reading.slug / "prices.csv").exists():
        return ()
    source = reading.source("prices.csv")
    if source is None:
        return None
    closes, diagnostics = read_closes(source)
    reading.diagnostics.extend(diagnostics)
    return closes


def _note_text(reading: _Reading) -> NoteText | None:
    source = reading.source("note.md")
    if source is None:
        return None
    text, diagnostics = read_note_text(source)
    reading.diagnostics.extend(diagnostics)
    return text
