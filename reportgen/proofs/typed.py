"""The first promise: no number is typed. Prose and captions are read as they were typed, references put aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from reportgen.diagnostics import DataPath, Diagnostic, Location, dotted
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Prose
from reportgen.model.references import every_prose
from reportgen.numerals import Numeral, blank, numerals, states_number
from reportgen.proofs.grading import graded

NOTE = "note.md"
# Fields of plain text that are printed; prose is prose wherever it stands.
_PRINTED = frozenset(
    {"context", "description", "detail", "event", "label", "multiple_of", "name", "note", "noun", "printed", "short",
     "stated_method", "text"}
)  # fmt: skip
_REFERENCE = re.compile(r"\{\{.*?\}\}|\{#[A-Za-z0-9_-]+\}", re.DOTALL)
_HINT = "refer to a figure: {{ revenue.FY2024 | bn }}; a product's name goes into 'names' of company.yaml"


@dataclass(frozen=True, slots=True)
class _Known:
    """What may hold digits in this note."""

    names: frozenset[str]
    sources: frozenset[str]

    def numerals(self, text: str) -> Iterator[Numeral]:
        return numerals(text, self.names, self.sources)


def number_typed(inputs: Inputs, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A number that is typed goes stale without a word: no source, no date and no check stands behind it.

    Prose and captions refer to figures instead. Names, dates, ordinals and quotations with their source may hold
    digits; docs/numbers.md says what counts as which. ``texts`` are the files as typed, by name.
    """
    known = _known(inputs)
    yield from graded(inputs.draft, _in_note(inputs, texts, known))
    yield from graded(inputs.draft, _in_fields(inputs, texts, known))
    yield from graded(inputs.draft, _in_claims(inputs, known))


def _known(inputs: Inputs) -> _Known:
    company, peers = inputs.company, inputs.valuation.peers
    names = {company.name, company.native_name or "", company.listing.ticker, company.listing.short_name or ""}
    names |= {*company.names, inputs.house.name}
    for peer in peers.companies.values() if peers else ():
        names |= {peer.name, peer.ticker or ""}
    return _Known(frozenset(names - {""}), frozenset(inputs.facts.sources))


def _in_note(inputs: Inputs, texts: Mapping[str, str], known: _Known) -> Iterator[Diagnostic]:
    file = inputs.places[NOTE].file if NOTE in inputs.places else f"inputs/{inputs.slug}/{NOTE}"
    text = texts.get(file, "")
    for each in known.numerals(without_references(text)):
        before = text[: each.start]
        place = Location(file, before.count("\n") + 1, each.start - before.rfind("\n"))
        yield _diagnostic(each, place)


def _in_fields(inputs: Inputs, texts: Mapping[str, str], known: _Known) -> Iterator[Diagnostic]:
    documents = (
        ("opinion.yaml", inputs.opinion), ("exhibits.yaml", inputs.exhibits), ("valuation.yaml", inputs.valuation),
        ("company.yaml", inputs.company),
    )  # fmt: skip
    for file, document in documents:
        for path, typed in _texts(document, ()):
            # a company's own name is a name
            if (file, path) == ("company.yaml", ("name",)) or not states_number(typed):
                continue
            place = inputs.place(file, path)
            for each in known.numerals(without_references(typed)):
                yield _diagnostic(each, _exactly(place, each.text, texts), dotted(path))


def _in_claims(inputs: Inputs, known: _Known) -> Iterator[Diagnostic]:
    for prose in every_prose(inputs):
        for claim in prose.claims():
            for each in known.numerals(claim.text):
                yield _diagnostic(each, claim.place)


def _texts(value: object, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    """Every printed text of a document with its path."""
    if isinstance(value, Prose):
        yield path, value.typed
    elif isinstance(value, str):
        if path[-1] in _PRINTED:
            yield path, value
    else:
        for step, each in _inside(value):
            yield from _texts(each, (*path, step))


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        return [(name, getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, dict):
        return [(str(key), each) for key, each in value.items()]
    return enumerate(value) if isinstance(value, tuple) else ()


def _exactly(place: Location, digits: str, texts: Mapping[str, str]) -> Location:
    """The place of some digits in the value that begins at a place."""
    text = without_references(texts.get(place.file, ""))
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
    found = re.compile(rf"(?<![\d.,]){re.escape(digits)}(?!\d)").search(text, start)
    if found is None:
        return place
    before = text[: found.start()]
    return Location(place.file, before.count("\n") + 1, found.start() - before.rfind("\n"))


def without_references(text: str) -> str:
    """The text with each reference and anchor blanked out, every other character in its place."""
    return _REFERENCE.sub(blank, text)


def _diagnostic(numeral: Numeral, place: Location, path: str = "") -> Diagnostic:
    message = f"the number {numeral.text!r} is typed"
    return Diagnostic("number-typed", message, place, path, hint=_HINT)
