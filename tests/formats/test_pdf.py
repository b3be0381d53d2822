"""What the printed page holds, and what laying it out may read."""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from reportgen.formats import pdf, typefaces
from reportgen.formats.drawings import Pictures
from reportgen.model.note import Beside, Exhibit, Facts, Note, Paragraph, RatingRow, Subheading, Text
from tests.formats import sample
from tests.formats.test_html import FONTS, ROOT, stand_ins, write

PAGE = '<!doctype html><html lang="en"><title>t</title><style>html {{ font-family: "Inter", "Noto Sans SC" }}</style>{}'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="5" font-size="3">seen</text></svg>'


def lay_out(body: str, *folders: Path) -> tuple[str, tuple[str, ...]]:
    content, warnings = pdf.lay_out(PAGE.format(body), fonts=FONTS, pictures={"one": Pictures(SVG)}, folders=folders)
    with pdfium.PdfDocument(content) as document:
        return text(document), warnings


def text(document: pdfium.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture(scope="module")
def note() -> Note:
    return sample.note()


@pytest.fixture(scope="module")
def laid_out(note: Note) -> tuple[bytes, tuple[str, ...]]:
    return pdf.lay_out(write(note, "print"), fonts=FONTS, pictures=stand_ins(note))


@pytest.fixture
def document(laid_out: tuple[bytes, tuple[str, ...]]) -> Iterator[pdfium.PdfDocument]:
    with pdfium.PdfDocument(laid_out[0]) as opened:
        yield opened


def test_the_sample_takes_five_pages_without_a_warning(
    laid_out: tuple[bytes, tuple[str, ...]], document: pdfium.PdfDocument
) -> None:
    assert laid_out[1] == ()
    assert len(document) == 5
    assert {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document} == {(210, 297)}


def test_metadata_come_from_the_note(document: pdfium.PdfDocument) -> None:
    metadata = document.get_metadata_dict()
    assert metadata["Title"] == "Xiaomi Corporation: Priced for the cars, valued on the investments"
    assert metadata["Author"] == "Lead Analyst, Second Analyst"
    assert metadata["Subject"] == "Initiation of coverage, Neutral, target HKD 36.03"
    assert metadata["Keywords"] == "1810.HK, Neutral, equity research"
    assert metadata["CreationDate"].startswith("D:20251114")
    assert metadata["ModDate"] == metadata["CreationDate"]


def test_the_language_is_in_the_catalogue(document: pdfium.PdfDocument) -> None:
    buffer = (ctypes.c_ushort * 10)()
    length = pdfium.raw.FPDFCatalog_GetLanguage(document.raw, buffer, 20)
    assert bytes(buffer)[: length - 2].decode("utf-16-le") == "en"


def test_bookmarks_lead_to_sections_and_exhibits(document: pdfium.PdfDocument) -> None:
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    top = [(title, page) for level, title, page in marks if level == 0]
    assert top == [
        ("Priced for the cars, valued on the investments", 0),
        ("Valuation: the parts give 32.17, judgement adds 3.86", 1),
        ("Operations: the cars grow, the phones carry", 2),
        ("Catalysts and risks: two judgements matter most", 3),
        ("Rating history and disclosures", 4),
    ]
    assert (1, "The largest part is a portfolio, not a business", 1) in marks


def test_every_page_carries_its_head_and_foot(document: pdfium.PdfDocument) -> None:
    pages = [page.get_textpage().get_text_bounded() for page in document]
    for number, page in enumerate(pages, start=1):
        assert f"{number} / 5" in page
        assert "Important disclosures and analyst certification: page 5" in page
        assert ("Target HKD 36.03" in " ".join(page.split())) == (number > 1)


def test_page_references_give_the_page(document: pdfium.PdfDocument) -> None:
    assert "page 2 gives the reason" in " ".join(document[0].get_textpage().get_text_bounded().split())


def test_the_page_prints_the_words_of_the_note(note: Note, document: pdfium.PdfDocument) -> None:
    found = re.sub(r"\s+", "", text(document))
    for number in sample.numbers((note.front.thesis, note.sections)):
        assert re.sub(r"\s+", "", number.written.text) in found


def test_only_the_fonts_of_the_house_are_embedded(laid_out: tuple[bytes, tuple[str, ...]]) -> None:
    content, _ = pdf.lay_out(
        PAGE.format("<p>Latin 小米 <span style='font-family: DejaVu Sans, cursive'>other</span> ش</p>"),
        fonts=FONTS,
        pictures={},
    )
    for data in (content, laid_out[0]):
        with pdfium.PdfDocument(data) as opened:
            assert families(opened) <= {"Inter", "Source Serif 4", "Noto Sans SC"}


def families(document: pdfium.PdfDocument) -> set[str]:
    names = set()
    for page in document:
        for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.raw.FPDFTextObj_GetFont(item.raw)
            buffer = ctypes.create_string_buffer(200)
            pdfium.raw.FPDFFont_GetFamilyName(font, buffer, 200)
            names.add(buffer.value.decode())
    return {re.sub(r" (Medium|SemiBold|Semibold)$", "", name) for name in names}


def test_the_same_note_gives_the_same_bytes_anywhere(
    note: Note, laid_out: tuple[bytes, tuple[str, ...]], tmp_path: Path
) -> None:
    for source in (*FONTS.print, *FONTS.web):
        target = tmp_path / source.file.relative_to(FONTS.folder)
        target.parent.mkdir(exist_ok=True)
        os.link(source.file, target)
    (tmp_path / "fonts.json").write_bytes((FONTS.folder / "fonts.json").read_bytes())
    elsewhere = typefaces.read(tmp_path)
    again, _ = pdf.lay_out(write(note, "print"), fonts=elsewhere, pictures=stand_ins(note))
    assert again == laid_out[0]


def test_a_draft_says_so_on_every_page() -> None:
    draft = sample.note(draft=True)
    content, _ = pdf.lay_out(write(draft, "print"), fonts=FONTS, pictures=stand_ins(draft))
    with pdfium.PdfDocument(content) as opened:
        assert all("not for distribution" in page.get_textpage().get_text_bounded() for page in opened)


def test_a_long_table_repeats_its_head(note: Note) -> None:
    operations = note.sections[1]
    exhibit = operations.blocks[-1]
    assert isinstance(exhibit, Exhibit)
    long = replace(exhibit, body=(replace(sample.THREE_YEARS, rows=sample.THREE_YEARS.rows * 4),))
    made = replace(note, sections=(replace(operations, blocks=(long,)),))
    content, _ = pdf.lay_out(write(made, "print"), fonts=FONTS, pictures=stand_ins(made))
    with pdfium.PdfDocument(content) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    assert len(pages) == 3
    assert all("FY2026E" in page for page in pages[1:])


def test_columns_of_prose_break_over_pages_without_loss(note: Note) -> None:
    counted = tuple(Paragraph((Text(f"word{index} " + "and more of the same " * 40),)) for index in range(24))
    section = replace(note.sections[0], blocks=(Beside(counted[:12], counted[12:]),))
    made = replace(note, sections=(section,))
    content, _ = pdf.lay_out(write(made, "print"), fonts=FONTS, pictures=stand_ins(made))
    with pdfium.PdfDocument(content) as opened:
        assert sorted(re.findall(r"word\d+", text(opened))) == sorted(f"word{index}" for index in range(24))


# ---- what goes wrong, and what is refused -------------------------------------------------------------------------


def test_a_missing_glyph_is_told() -> None:
    _, warnings = lay_out("<p>name: ش</p>")
    assert any("U+0634" in warning for warning in warnings)


def test_a_bad_style_is_told() -> None:
    _, warnings = lay_out("<style>p { colour: red }</style><p>words</p>")
    assert any("colour" in warning for warning in warnings)


def test_a_chart_is_served_by_its_name() -> None:
    found, warnings = lay_out('<img src="drawing:one" style="width:50mm">')
    assert "seen" in found
    assert warnings == ()


@pytest.mark.parametrize(
    "address",
    [
        "drawing:other",
        "font:../formats/pdf.py",
        "font:/etc/passwd",
        "file:///etc/passwd",
        "file:../secret.svg",
        "../secret.svg",
        "%2e%2e/secret.svg",
        "link.svg",
        "folder/../../secret.svg",
        "http://127.0.0.1:9/x.svg",
        "https://example.com/x.svg",
        "ftp://127.0.0.1/x.svg",
    ],
)
def test_nothing_else_is_read(tmp_path: Path, address: str) -> None:
    allowed = tmp_path / "images"
    (allowed / "folder").mkdir(parents=True)
    (tmp_path / "secret.svg").write_text(SVG.replace("seen", "secret"), encoding="utf-8")
    (allowed / "link.svg").symlink_to(tmp_path / "secret.svg")
    found, warnings = lay_out(f'<p>words</p><img src="{address}" alt="">', allowed)
    assert "secret" not in found
    assert any("Failed to load image" in warning for warning in warnings)


def test_an_image_of_an_allowed_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG, encoding="utf-8")
    found, warnings = lay_out('<img src="logo.svg" style="width:50mm">', tmp_path)
    assert "seen" in found
    assert warnings == ()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x", "file:///etc/passwd", "font:../fonts.json/../../x", "data:,x"]
)
def test_the_fetcher_refuses(address: str) -> None:
    with pytest.raises(pdf.RefusedError):
        pdf.Fetcher({}, {"a.ttf": FONTS.folder / "a.ttf"}, (ROOT / "templates",))(address)


def test_words_without_end_stay_inside_the_page(note: Note) -> None:
    words = (Text("Donaudampfschifffahrtsgesellschaft" * 15),)
    # the labels of the card are the program's own, and stay on one line
    row = RatingRow("Expected total return", words)
    front = replace(
        note.front,
        company="company" * 43,
        headline=words,
        standfirst=words,
        thesis=(words,),
        card=replace(
            note.front.card, rating="rating" * 9, action="action" * 50, rows=(row,), override=words, marker=1.0
        ),
        side=(Facts("title" * 60, ((words, words),)),),
    )
    blocks = (Paragraph(words), Beside((Paragraph(words),), (Subheading(words),), 56))
    section = replace(note.sections[0], title=words, blocks=blocks)
    made = replace(note, front=front, sections=(section,))
    content, _ = pdf.lay_out(write(made, "print"), fonts=FONTS, pictures=stand_ins(made))
    with pdfium.PdfDocument(content) as opened:
        for page in opened:
            letters = page.get_textpage()
            edges = [letters.get_rect(index) for index in range(letters.count_rects())]
            assert min(left for left, *_ in edges) > 14 / 25.4 * 72
            assert max(right for _, _, right, _ in edges) < 196 / 25.4 * 72
