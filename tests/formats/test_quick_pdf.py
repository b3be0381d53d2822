"""The draft engine prints the same numbers as the engine of record, on about the same pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest

from reportgen.build import ALL_FORMATS, examine, render
from reportgen.formats import pdf
from reportgen.formats.quick_pdf import lay_out_quickly
from reportgen.model.note import Note
from tests.formats import sample
from tests.formats.test_html import FONTS, ROOT, stand_ins, write

DAY = datetime(2025, 11, 14, tzinfo=UTC)
PAGES_APART = 1


@pytest.fixture(scope="module")
def note() -> Note:
    return sample.note()


def quick(page: str, note: Note) -> tuple[bytes, tuple[str, ...]]:
    return lay_out_quickly(page, fonts=FONTS, pictures=stand_ins(note), folders=(), day=DAY)


def pages(content: bytes) -> list[str]:
    with pdfium.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def numbers(content: bytes) -> set[str]:
    """Every number with a decimal, to the first one: labels that touch are read as one where lines are drawn."""
    return set(re.findall(r"\d[\d,]*\.\d", "\n".join(pages(content))))


def assert_the_same(slowly: bytes, quickly: bytes) -> None:
    one, other = numbers(slowly), numbers(quickly)
    assert len(one) > 100
    # two axis labels that touch make a third number in one engine or the other
    assert len(one ^ other) <= len(one) / 20


def test_the_small_sample_has_the_same_numbers_in_both(note: Note) -> None:
    page = write(note, "print")
    quickly, refused = quick(page, note)
    slowly, warnings = pdf.lay_out(page, fonts=FONTS, pictures=stand_ins(note))
    assert refused == warnings == ()
    assert abs(len(pages(quickly)) - len(pages(slowly))) <= PAGES_APART
    assert_the_same(slowly, quickly)


def lines(content: bytes) -> list[str]:
    """The words of the first page, line by line."""
    found: dict[int, str] = {}
    with pdfium.PdfDocument(content) as document:
        text = document[0].get_textpage()
        for index in range(text.count_chars()):
            _, bottom, _, _ = text.get_charbox(index, loose=True)
            letter = text.get_text_range(index, 1)
            if letter.strip():
                found[round(bottom)] = found.get(round(bottom), "") + letter
    return [found[bottom] for bottom in sorted(found, reverse=True)]


@pytest.mark.parametrize(
    "within",
    [
        "<p>It <b>makes</b> {}</p>",
        '<table class="card-rows"><tr><td class="t">It makes {}</td></tr></table>',
        '<div class="pair"><div class="value">It makes {}</div></div>',
    ],
)
def test_a_currency_stays_with_its_number_in_a_narrow_box(note: Note, within: str) -> None:
    """The engine breaks all words that may break, even where the next line has room for them."""
    words = "HKD\u00a036.03 that the market pays HKD\u00a042.48 and CNY\u00a0350.6\u00a0bn for."
    whole = {"HKD36.03", "HKD42.48", "CNY350.6bn"}
    page = write(note, "print")
    head, body = page[: page.index("<body")], within.format(words)
    for width in range(24, 60, 3):
        content, _ = quick(f'{head}<body><div style="width: {width}mm">{body}</div></body></html>', note)
        found = lines(content)
        assert whole == {each for each in whole if any(each in line for line in found)}, (width, found)


def test_a_reference_says_its_words_where_no_page_can_be_counted(note: Note) -> None:
    page = write(note, "print").replace(
        "</main>", '<p>See <a class="page" href="#disclosures" data-words="the small print"></a>.</p></main>'
    )
    assert "See the small print." in "".join(pages(quick(page, note)[0]))


def test_the_same_page_gives_the_same_bytes(note: Note) -> None:
    page = write(note, "print")
    assert quick(page, note)[0] == quick(page, note)[0]


def test_its_dates_are_the_notes(note: Note) -> None:
    with pdfium.PdfDocument(quick(write(note, "print"), note)[0]) as document:
        assert document.get_metadata_dict()["CreationDate"].replace("D:", "").startswith("20251114")


@pytest.mark.parametrize("address", ["http://example.com/a.png", "file:///etc/passwd", "drawing:none"])
def test_nothing_but_the_note_is_read(note: Note, address: str) -> None:
    page = write(note, "print").replace("</main>", f'<img src="{address}" alt=""></main>')
    _, refused = quick(page, note)
    assert any(address.rpartition("/")[2] in words for words in refused)


def test_every_format_can_be_asked_for_with_it() -> None:
    files, _ = render(ROOT, examine(ROOT, "xiaomi"), ALL_FORMATS, "draft")
    assert set(files) == {"note.pdf", "note.html", "note.json", "model.xlsx", "manifest.json"}
    assert b'"engine": "draft"' in files["manifest.json"]
