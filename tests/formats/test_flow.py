"""How the sample fills its pages: no heading at the foot of one, none half empty, a last one worth turning to."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest

from tests.commands.reading import Files

# In points from the foot of the page: where the text ends, and what is the furniture of head and foot.
FOOT, HEAD = 15 / 25.4 * 72, 20 / 25.4 * 72
LINE = 9.0


@pytest.fixture(scope="module")
def document(sample_files: Files) -> Iterator[pdfium.PdfDocument]:
    with pdfium.PdfDocument((sample_files.folder / "note.pdf").read_bytes()) as opened:
        yield opened


def lines(page: pdfium.PdfPage) -> list[tuple[float, float]]:
    """The foot and the top of every run of words between head and foot, from the top of the page."""
    text = page.get_textpage()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    high = page.get_height() - HEAD
    return sorted({(round(low), round(top)) for _, low, _, top in boxes if low > FOOT and top < high}, reverse=True)


def lowest(page: pdfium.PdfPage) -> float:
    """How far down a page reaches: 0 at the top of what can be printed on, 1 at its end."""
    reached = min(low for low, _ in lines(page))
    top = page.get_height() - HEAD
    return float((top - reached) / (top - FOOT))


def test_no_page_is_less_than_two_thirds_full(document: pdfium.PdfDocument) -> None:
    filled = [lowest(page) for page in document]
    assert all(share > 2 / 3 for share in filled[:-1]), filled
    assert filled[-1] > 1 / 3, filled


def test_no_heading_stands_alone(document: pdfium.PdfDocument) -> None:
    marks = [mark.get_dest() for mark in document.get_toc()]
    assert len(marks) > 25
    for dest in marks:
        index, (mode, (_, top, *_)) = dest.get_index(), dest.get_view()
        assert mode == pdfium.raw.PDFDEST_VIEW_XYZ
        # the heading itself, a subtitle, and two lines to stand on
        below = {low for low, high in lines(document[index]) if high <= top + 1}
        assert len(below) >= 3, (index + 1, top)


def test_no_letter_is_smaller_than_seven_points(document: pdfium.PdfDocument) -> None:
    for page in document:
        objects = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], max_depth=8)
        sizes = {round(each.get_font_size() * scale(each), 2) for each in objects}
        assert min(sizes) >= 6.99, sorted(sizes)[:5]


def scale(item: pdfium.PdfObject) -> float:
    """By how much the matrices around a text shrink or grow it."""
    factor, within = 1.0, item
    while within is not None:
        matrix = within.get_matrix()
        factor *= abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        within = within.container
    return float(factor)
