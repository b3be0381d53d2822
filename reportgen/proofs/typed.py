"""The first promise: no number is typed. Prose and captions are read as they were typed, references put aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic, Location, dotted
from reportgen.model.inputs import Inputs
from reportgen.model.references import every_prose
from reportgen.numerals import Numeral, amounts, blank, measured, numerals
from reportgen.proofs.grading import graded
from reportgen.proofs.printed_texts import printed_texts, printed_titles

NOTE = "note.md"
_REFERENCE = re.compile(r"\{\{.*?\}\}|\{#[A-Za-z0-9_-]+\}", re.DOTALL)
# The source of a figure stands beside it; a window says over what a mean is taken.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_WINDOW = re.compile(r"\b[0-9]{1,3} (?:day|session|week|month|quarter|year)s?\b")
_HINT = "refer to a figure: {{ revenue.FY2024 | bn }}; a product's name goes into 'names' of company.yaml"
_NAMED = "a name holds no amount; a title that does is set in quotation marks: “…”"
_PLAIN = {
    "facts.yaml": "say it as a value with its period; quote a source in quotation marks",
    "house.yaml": "these words stand in every note; a figure of one company goes into its own files",
    "conflicts.yaml": "state the interest without amounts, or in per cent",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What may hold digits in this note."""

    names: frozenset[str]
    sources: frozenset[str]

    def numerals(self, text: str) -> Iterator[Numeral]:
        return numerals(text, self.names, self.sources)

    def beside_figures(self, text: str) -> Iterator[Numeral]:
        """Beside figures with their source, words in quotation marks are the source's."""
        return numerals(_QUOTED.sub(blank, _WINDOW.sub(blank, text)), self.names, self.sources)

    def of_companies(self, text: str) -> Iterator[Numeral]:
        """What can only be of a company; a law's percentages, months and paragraphs are the house's own."""
        return amounts(text, self.names, self.sources)


def number_typed(inputs: Inputs, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A number that is typed goes stale without a word: no source, no date and no check stands behind it.

    Prose and captions refer to figures instead. Names, dates, ordinals and quotations with their source may hold
    digits; docs/numbers.md says what counts as which. ``texts`` are the files as typed, by name.
    """
    known = _known(inputs)
    yield from graded(inputs.draft, _in_note(inputs, texts, known))
    yield from graded(inputs.draft, _in_fields(inputs, texts, known))
    yield from graded(inputs.draft, _in_titles(inputs, texts))
    yield from graded(inputs.draft, _in_claims(inputs, known))
    yield from graded(inputs.draft, _in_banner(inputs, known))


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
        ("opinion.yaml", inputs.opinion, known.numerals), ("exhibits.yaml", inputs.exhibits, known.numerals),
        ("valuation.yaml", inputs.valuation, known.numerals), ("company.yaml", inputs.company, known.numerals),
        ("facts.yaml", inputs.facts, known.beside_figures), ("house.yaml", inputs.house, known.of_companies),
        ("conflicts.yaml", inputs.conflicts, known.of_companies),
    )  # fmt: skip
    for file, document, read in documents:
        for path, typed in printed_texts(document) if document is not None else ():
            for each in read(without_references(typed)):
                place = inputs.place(file, path)
                exact = _exactly(place, each.text, texts)
                yield _diagnostic(each, exact, dotted(path), _PLAIN.get(file, _HINT))


def _in_titles(inputs: Inputs, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Names hold what digits they hold, but no amount with its unit; a title that has one is quoted."""
    documents = (("opinion.yaml", inputs.opinion), ("valuation.yaml", inputs.valuation), ("facts.yaml", inputs.facts))
    for file, document in documents:
        for path, typed in printed_titles(document):
            for each in measured(_QUOTED.sub(blank, typed)):
                exact = _exactly(inputs.place(file, path), each.text, texts)
                yield _diagnostic(each, exact, dotted(path), _NAMED)


def _in_claims(inputs: Inputs, known: _Known) -> Iterator[Diagnostic]:
    for prose in every_prose(inputs):
        for claim in prose.claims():
            for each in known.numerals(claim.text):
                yield _diagnostic(each, claim.place)


def _in_banner(inputs: Inputs, known: _Known) -> Iterator[Diagnostic]:
    place = Location(f"templates/{inputs.layout.folder}/sections.txt")
    for each in known.numerals(inputs.layout.title):
        yield _diagnostic(each, place, "title")


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


def _diagnostic(numeral: Numeral, place: Location, path: str = "", hint: str = _HINT) -> Diagnostic:
    message = f"the number {numeral.text!r} is typed"
    return Diagnostic("number-typed", message, place, path, hint=hint)
