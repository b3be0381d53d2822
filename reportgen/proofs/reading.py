"""The third promise: the finished file is read back, and every number in it is one that the note printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.charts import ChartSpec
from reportgen.model.note import Note
from reportgen.numerals import states_number
from reportgen.proofs.attached import data_differs
from reportgen.proofs.beside import number_beside
from reportgen.proofs.data_tables import data_table_differs
from reportgen.proofs.drawn import Word, chart_words, contrary, undrawn, unfounded
from reportgen.proofs.grading import graded
from reportgen.proofs.internal import internal_words
from reportgen.proofs.matching import FOUND, Text, misprinted
from reportgen.proofs.page_alone import resource_external, text_hidden
from reportgen.proofs.pages import html_text, pdf_pages, squeezed
from reportgen.proofs.pdf_beside import pdf_beside
from reportgen.proofs.pdf_seen import text_unseen
from reportgen.proofs.pieces import Piece, drawings, pieces, running, small_print
from reportgen.proofs.windows import lineage_differs

_DISCLOSURES = "disclosures"
_POINTER = re.compile(rf"{_DISCLOSURES}[^0-9\x00]{{0,40}}page([0-9]+)")
_LEFT = re.compile(r"[^\x00]{0,24}?[+\u2212]?[0-9]+(?:[.,][0-9]+)*%?")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the note, its words as drawn, and the words of its other sizes."""

    exhibit: str
    name: str
    spec: ChartSpec
    words: tuple[Word, ...]
    others: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A finished file as it was read: its name, its text page by page, and what of the note is not in it."""

    file: str
    raw: Sequence[str]
    text: Text
    missing: tuple[Piece, ...]
    charts: tuple[Chart, ...]
    values: Mapping[str, float]
    """Each quantity's value as its lineage holds it."""


def read_back(
    note: Note,
    *,
    pdf: bytes | None,
    html: str | None,
    pictures: Mapping[str, Sequence[str]],
    numbered: bool = True,
    attached: bool = False,
) -> tuple[Diagnostic, ...]:
    """Every finding in the finished files: warnings of a draft, errors of a release.

    ``pictures`` are the charts as SVG by id, the one of the printed page first. The engine of record
    names the pages it refers to; a PDF that is not ``numbered`` says the words of the screen instead, and differs in
    nothing else. ``attached`` data are read out of the PDF.
    """
    charts = tuple(_charts(note, pictures))
    found: list[Diagnostic] = []
    if pdf is not None:
        # what is drawn for phones is not printed
        printed = tuple(replace(chart, others=()) for chart in charts)
        found.extend(_findings(_read(note, "note.pdf", pdf_pages(pdf), printed, numbered=numbered)))
        found.extend((*pdf_beside(note, pdf), *text_unseen(pdf)))
    if pdf is not None and attached:
        found.extend(data_differs(note, pdf))
    if html is not None:
        found.extend(_findings(_read(note, "note.html", (html_text(html),), charts, numbered=False)))
        found.extend(_left_out(html, pictures))
        found.extend(lineage_differs(note, html))
        found.extend(data_table_differs(note, html))
        found.extend(number_beside(note, html))
        found.extend((*text_hidden(html), *resource_external(html)))
    return tuple(graded(note.masthead.draft, dict.fromkeys(found)))


def _charts(note: Note, pictures: Mapping[str, Sequence[str]]) -> Iterator[Chart]:
    for exhibit, drawing in drawings(note):
        wide, *narrow = pictures[drawing.id]
        others = tuple(word for each in narrow for word in chart_words(each))
        yield Chart(exhibit.id, drawing.id, drawing.spec, chart_words(wide), others)


def _left_out(html: str, pictures: Mapping[str, Sequence[str]]) -> Iterator[Diagnostic]:
    """On screen a chart is part of the document, letter by letter."""
    for name, sizes in pictures.items():
        if any(svg not in html for svg in sizes):
            yield Diagnostic("number-not-printed", f"chart {name} is not in the page", Location("note.html"))


def _findings(read: Read) -> Iterator[Diagnostic]:
    for proof in PROOFS:
        yield from proof(read)


def _read(note: Note, file: str, raw: Sequence[str], charts: tuple[Chart, ...], *, numbered: bool) -> Read:
    """Put everything aside that the note says it prints.

    First what begins a section or an exhibit, then the longest: a short one may be a part of it.
    """
    text = Text([squeezed(each) for each in raw], paged=file.endswith(".pdf"), numbered=numbered)
    if text.paged:
        _take_furniture(note, text)
    wanted = sorted(pieces(note), key=lambda piece: (not piece.anchor, -piece.length))
    missing = tuple(piece for piece in wanted if not text.take(piece))
    values = {each.path: float(each.unrounded) for each in note.lineages if each.unrounded}
    return Read(file, raw, text, missing, charts, values)


def _take_furniture(note: Note, text: Text) -> None:
    """Heads, page numbers, and the pointer to the disclosures."""
    for piece in running(note):
        text.take_heads(piece)
    total = len(text.pages)
    for number in range(1, total + 1):
        text.take_words(f"{number}/{total}", (number,))
    for number, match in list(text.search(_POINTER)):
        text.references.append((small_print(note), int(match[1]), number))
        text.put_aside(number, match)


# ---- what is proved -------------------------------------------------------------------------------------------------


def number_differs(read: Read) -> Iterator[Diagnostic]:
    """The page shows other digits, or other words beside them, than the note holds: what was checked is not printed.

    Numbers are looked for with the label of their row or the words of their sentence, never alone.
    """
    for piece in read.missing:
        found = misprinted(read.text, piece)
        for each in found:
            what = f" ({each.path})" if each.path else ""
            said = f"{piece.where} shows {each.shown!r} where the note says {each.said!r}{what}"
            yield _diagnostic("number-differs", said, read, each.page)
        if not found:
            paths = f" ({', '.join(dict.fromkeys(piece.paths))})" if piece.paths else ""
            words = " ".join("".join(part.text or " " for part in piece.parts).split())
            code = "disclosure-not-printed" if piece.owed and not piece.paths else "number-not-printed"
            yield _diagnostic(code, f"{piece.where}: {words[:90]!r} is nowhere{paths}", read)


def chart_not_printed(read: Read) -> Iterator[Diagnostic]:
    """A chart that does not reach the page takes its figures with it, and so does a label that was not drawn."""
    for chart in read.charts:
        for label in undrawn(chart.spec, chart.words):
            said = f"chart {chart.name} does not show {label.text!r} ({label.path})"
            yield _diagnostic("number-not-printed", said, read)
        for label, value in contrary(chart.spec, read.values):
            said = (
                f"chart {chart.name} draws {value:g} and says {label.text!r}{f' ({label.path})' if label.path else ''}"
            )
            yield _diagnostic("number-differs", said, read)
        page = read.text.begins.get(chart.exhibit, 0) if read.text.paged else 0
        missing = read.text.take_all([squeezed(word.text) for word in chart.words], page) if page else ()
        lost = ", ".join(repr(each) for each in missing if states_number(each))
        if lost:
            yield _diagnostic("number-not-printed", f"chart {chart.name}: {lost} nowhere on its page", read, page)


def chart_number_unknown(read: Read) -> Iterator[Diagnostic]:
    """A number in a chart is one of its data, a date, or a round number of an axis at equal steps from the others."""
    for chart in read.charts:
        for word in (*unfounded(chart.spec, chart.words), *unfounded(chart.spec, chart.others)):
            what = f" ({word.path})" if word.path else ""
            yield _diagnostic("number-unknown", f"chart {chart.name} shows {word.text!r}{what}", read)


def number_unknown(read: Read) -> Iterator[Diagnostic]:
    """A number that the note does not hold comes from a template or from nowhere: no check has seen it."""
    for page, match in read.text.search(_LEFT):
        words = match[0].replace(FOUND, "")
        digits = re.search(r"[+\u2212]?[0-9].*", words)
        said = f"no quantity, name or date of the note prints {digits[0] if digits else words!r} ({words!r})"
        yield _diagnostic("number-unknown", said, read, page)


def page_reference_wrong(read: Read) -> Iterator[Diagnostic]:
    """A reader who turns to "page 5" must find there what was promised."""
    for anchor, named, page in read.text.references:
        begins = read.text.begins.get(anchor)
        if begins is not None and begins != named:
            yield _diagnostic("page-reference-wrong", f"{anchor} is on page {begins}, not on {named}", read, page)


def internal_word_printed(read: Read) -> Iterator[Diagnostic]:
    """Words of the program (None, nan, braces of a template) on a page are a value that was not there."""
    for number, page in enumerate(read.raw, start=1):
        for word, around in internal_words(page):
            yield _diagnostic("internal-word-printed", f"{word!r} is printed ({around!r})", read, number)


Proof: TypeAlias = Callable[[Read], Iterator[Diagnostic]]

# In this order, as each puts aside what it has told.
PROOFS: tuple[Proof, ...] = (
    number_differs,
    chart_not_printed,
    chart_number_unknown,
    number_unknown,
    page_reference_wrong,
    internal_word_printed,
)


def _diagnostic(code: str, message: str, read: Read, page: int = 1) -> Diagnostic:
    return Diagnostic(code, message, Location(read.file, page if read.text.paged else 1, 1))
