"""What a PDF says beside its pages: descriptions that are read aloud, metadata, bookmarks, annotations."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.note import Note
from reportgen.proofs.beside import numbers_of_none
from reportgen.proofs.pages import visible

if TYPE_CHECKING:
    import pikepdf

_PLACE = Location("note.pdf")
_SPOKEN = ("/Alt", "/ActualText", "/E", "/T")
_DATES = ("/CreationDate", "/ModDate")
_DATE = re.compile(r"(?:D:)?[0-9]{8,14}[Z0-9+\-']*")
# A program's own version is no number of the note.
_ENGINE = re.compile(r"\b(?:WeasyPrint|PlutoBook|PlutoPrint|cairo) [0-9.]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.+\-Z]+)?")
# What the standards want said of themselves: their parts and the schema of the note's properties.
_STANDARDS = re.compile(
    r"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>|<pdfuaid:part>[0-9]</pdfuaid:part>"
    r'|\bpdfaid:part="[0-9]"|\bxmlns:\w+="[^"]*"|<\?.*?\?>',
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'="([^"]*)"')

Said: TypeAlias = Iterator[tuple[str, str]]
"""Where something stands, and its words."""


def pdf_beside(note: Note, content: bytes) -> Iterator[Diagnostic]:
    """Everything in a finished PDF that no page shows and a program or a screen reader tells all the same."""
    import pikepdf  # noqa: PLC0415 - only a build that makes a PDF reads one

    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = (*_spoken(pdf), *_information(pdf), *_metadata(pdf), *_bookmarks(pdf), *_links(pdf))
        yield from numbers_of_none(note, said, _PLACE)
        yield from annotation_unknown(pdf)


def annotation_unknown(pdf: pikepdf.Pdf) -> Iterator[Diagnostic]:
    """A note has links and nothing else that lies over a page: no check reads a comment, a stamp or a field."""
    for number, page in enumerate(pdf.pages, start=1):
        for each in _annotations(page):
            kind = str(each.get("/Subtype", "without a kind")).removeprefix("/")
            if kind != "Link":
                message = f"over the page lies an annotation of the kind {kind}; a note has links alone"
                yield Diagnostic("annotation-unknown", message, Location("note.pdf", number))


def _spoken(pdf: pikepdf.Pdf) -> Said:
    """What is read aloud instead of a picture or of text."""
    import pikepdf as library  # noqa: PLC0415 - see pdf_beside

    waiting: list[Any] = [pdf.Root.get("/StructTreeRoot")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, library.Array):
            waiting.extend(node)
        elif isinstance(node, library.Dictionary):
            yield from ((f"in what is read aloud ({key})", str(node[key])) for key in _SPOKEN if key in node)
            waiting.append(node.get("/K"))


def _information(pdf: pikepdf.Pdf) -> Said:
    for key, value in pdf.docinfo.items():
        words = str(value)
        if not (key in _DATES and _DATE.fullmatch(words)):
            yield f"in the document's information ({key})", _ENGINE.sub(" ", words)


def _metadata(pdf: pikepdf.Pdf) -> Said:
    held = pdf.Root.get("/Metadata")
    if held is not None:
        text = _STANDARDS.sub(" ", held.read_bytes().decode("utf-8", "replace"))
        for words in (visible(text), *_ATTRIBUTE.findall(text)):
            yield "in the metadata", _ENGINE.sub(" ", _DAY.sub(" ", words))


def _bookmarks(pdf: pikepdf.Pdf) -> Said:
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            each = waiting.pop(0)
            yield "in the bookmarks", each.title
            waiting.extend(each.children)


def _links(pdf: pikepdf.Pdf) -> Said:
    for page in pdf.pages:
        yield from (("in an annotation", str(each["/Contents"])) for each in _annotations(page) if "/Contents" in each)


def _annotations(page: pikepdf.Page) -> tuple[Any, ...]:
    return tuple(page.obj.get("/Annots", ()))
