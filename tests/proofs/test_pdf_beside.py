"""What a PDF says beside its pages: of the clean file nothing is said; a wrong number in any place of it is found."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

import pikepdf
import pytest

from reportgen.build import fonts_of, templates_of
from reportgen.diagnostics import Diagnostic
from reportgen.formats import pdf
from reportgen.proofs.reading import read_back
from tests.formats.test_conformance import structure
from tests.proofs.test_reading import finished, sizes
from tests.workspaces import REPOSITORY

WRONG = "Target 99.99"


@cache
def record() -> bytes:
    said = {"ticker": "1810.HK", "asOf": "2025-11-14", "status": "draft"}
    content, warnings = pdf.lay_out(
        finished().printed,
        fonts=fonts_of(REPOSITORY),
        pictures=finished().pictures,
        folders=templates_of(REPOSITORY),
        record=pdf.RecordOf({}, datetime(2025, 11, 14, tzinfo=UTC), said),
    )
    assert warnings == ()
    return content


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(record())) as opened:
        change(opened)
        written = io.BytesIO()
        opened.save(written, fix_metadata_version=False)
        return written.getvalue()


def found_in(content: bytes) -> tuple[Diagnostic, ...]:
    return read_back(finished().note, pdf=content, html=None, pictures=sizes())


def _figure(opened: pikepdf.Pdf) -> pikepdf.Object:
    return next(each for each in structure(opened.Root.StructTreeRoot) if each.get("/S") == "/Figure")


def _described(opened: pikepdf.Pdf) -> None:
    _figure(opened).Alt = pikepdf.String(WRONG)


def _replaced(opened: pikepdf.Pdf) -> None:
    _figure(opened).ActualText = pikepdf.String(WRONG)


def _titled(opened: pikepdf.Pdf) -> None:
    opened.docinfo["/Title"] = pikepdf.String(WRONG)


def _undated(opened: pikepdf.Pdf) -> None:
    opened.docinfo["/CreationDate"] = pikepdf.String(WRONG)


def _named(opened: pikepdf.Pdf) -> None:
    text = opened.Root.Metadata.read_bytes().replace(b"Xiaomi Corporation: ", WRONG.encode() + b": ", 1)
    opened.Root.Metadata = opened.make_stream(text)


def _marked(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        outline.root[0].children[0].title = WRONG


def _linked(opened: pikepdf.Pdf) -> None:
    annotation = next(each for page in opened.pages for each in page.obj.get("/Annots", ()))
    annotation.Contents = pikepdf.String(WRONG)


FAULTS: Mapping[str, Callable[[pikepdf.Pdf], None]] = {
    "the description of a figure": _described,
    "text in place of a figure": _replaced,
    "the title": _titled,
    "a date that is none": _undated,
    "the metadata": _named,
    "a bookmark": _marked,
    "the words of a link": _linked,
}


def test_of_the_clean_file_nothing_is_said() -> None:
    assert found_in(record()) == ()
    assert found_in(changed(lambda _: None)) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_found_and_nothing_else(name: str) -> None:
    (found,) = found_in(changed(FAULTS[name]))
    assert (found.code, "99.99" in found.message) == ("number-unknown", True)


def _stamp(opened: pikepdf.Pdf, kind: str) -> None:
    page = opened.pages[1]
    made = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=[0, 0, 99, 99])
    page.obj["/Annots"] = opened.make_indirect(pikepdf.Array([*page.obj.get("/Annots", ()), made]))


@pytest.mark.parametrize(("kind", "codes"), [("/FreeText", ["annotation-unknown"]), ("/Link", [])])
def test_a_page_has_links_and_no_other_annotation(kind: str, codes: list[str]) -> None:
    found = found_in(changed(lambda opened: _stamp(opened, kind)))
    assert [(one.code, str(one.location)) for one in found] == [(code, "note.pdf:2:1") for code in codes]
