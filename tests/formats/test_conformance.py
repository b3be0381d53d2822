"""The PDF of record is PDF/A-3a and PDF/UA-1 at once, by an independent validator, and carries its own data."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from functools import cache

import page as validator
import pikepdf
import pypdfium2 as pdfium
import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.formats import pdf
from reportgen.formats.conformance import conforming
from tests.formats import sample
from tests.formats.test_html import FONTS, stand_ins, write

DAY = datetime(2025, 11, 14, tzinfo=UTC)
FILES = {"note.json": b'{"one": 1}', "manifest.json": b"{}"}
SAID = {"ticker": "1810.HK", "company": "小米 & <Co>", "version": "2", "status": "released"}
# fires where compressed data end in the byte of a carriage return; qpdf sees no error there
FALSE_ALARM = "STREAM-LENGTH-001"


@pytest.fixture(scope="module")
def content() -> bytes:
    return record(SAID)


def record(said: dict[str, str]) -> bytes:
    """The sample's PDF of record, laid out once for each that is said of it."""
    return _record(tuple(said.items()))


@cache
def _record(said: tuple[tuple[str, str], ...]) -> bytes:
    return laid_out(dict(said))


def laid_out(said: dict[str, str]) -> bytes:
    note = sample.note()
    made = pdf.RecordOf(FILES, DAY, said)
    written, warnings = pdf.lay_out(write(note, "print"), fonts=FONTS, pictures=stand_ins(note), record=made)
    assert warnings == ()
    return written


def faults(content: bytes, profile: validator.ValidationProfile) -> list[str]:
    found = validator.validate_pdf_bytes(content, profile=profile).failures
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert opened.check_pdf_syntax() == []
    return [f"{one.rule_id}: {one.message}" for one in found if not one.rule_id.endswith(FALSE_ALARM)]


@pytest.mark.parametrize("profile", [validator.ValidationProfile.PDF_A_3A, validator.ValidationProfile.PDF_UA_1])
@pytest.mark.parametrize("said", [SAID, {}])
def test_the_validator_finds_nothing(profile: validator.ValidationProfile, said: dict[str, str]) -> None:
    assert faults(record(said), profile) == []


def test_a_plain_pdf_is_found_wanting() -> None:
    note = sample.note()
    plain, _ = pdf.lay_out(write(note, "print"), fonts=FONTS, pictures=stand_ins(note))
    assert faults(plain, validator.ValidationProfile.PDF_A_3A)
    assert faults(plain, validator.ValidationProfile.PDF_UA_1)


def test_its_data_are_attached_with_the_notes_date(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert set(opened.attachments) == set(FILES)
        for name, expected in FILES.items():
            held = opened.attachments[name].get_file()
            assert held.read_bytes() == expected
            assert held.creation_date == held.mod_date == DAY
        assert json.loads(opened.attachments["note.json"].get_file().read_bytes()) == {"one": 1}


def test_the_metadata_say_what_the_note_is(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as opened:
        text = opened.Root.Metadata.read_bytes().decode()
        assert "/Filter" not in opened.Root.Metadata
        assert str(opened.Root.Lang) == "en"
    assert "<note:ticker>1810.HK</note:ticker>" in text
    assert "<note:company>小米 &amp; &lt;Co&gt;</note:company>" in text
    assert "<pdfuaid:part>1</pdfuaid:part>" in text


def test_every_picture_has_its_words_and_every_heading_its_bookmark(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as opened:
        figures = [each for each in structure(opened.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
        assert figures
        assert all(str(each.get("/Alt", "")).strip() for each in figures)
    with pdfium.PdfDocument(content) as document:
        assert pdfium.raw.FPDFCatalog_IsTagged(document.raw)
        assert [mark.get_title() for mark in document.get_toc()]


def structure(node: pikepdf.Object) -> list[pikepdf.Object]:
    found: list[pikepdf.Object] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(list(each))
        elif isinstance(each, pikepdf.Dictionary):
            found.append(each)
            if "/K" in each:
                waiting.append(each.K)
    return found


def test_the_same_note_gives_the_same_bytes(content: bytes) -> None:
    assert laid_out(SAID) == content


def test_a_pdf_without_metadata_is_refused() -> None:
    bare = io.BytesIO()
    pikepdf.new().save(bare)
    with pytest.raises(ReportgenError):
        conforming(bare.getvalue(), {})
