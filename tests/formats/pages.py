"""What tests ask of a laid-out page: that all words stand inside of it, and none on another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pypdfium2 as pdfium

MM = 72 / 25.4
# The page’s margins with a little for letters that reach out of their box; head and foot keep off the edges.
LEFT, RIGHT, EDGE = 14.4 * MM, 195.6 * MM, 5 * MM
# What two lines of one paragraph may share.
SHARED = 1.2


def boxes(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each run of words; the draft's mark lies under all others and is left out."""
    text = page.get_textpage()
    found = [text.get_rect(index) for index in range(text.count_rects())]
    return [each for each in found if each[3] - each[1] < 40 * MM and each[2] > each[0]]


def outside(document: pdfium.PdfDocument) -> Iterator[tuple[int, str]]:
    """The words that leave the page or its margins, with their page."""
    for number, page in enumerate(document, start=1):
        height = page.get_height()
        for left, bottom, right, top in boxes(page):
            if left < LEFT or right > RIGHT or bottom < EDGE or top > height - EDGE:
                yield number, page.get_textpage().get_text_bounded(left, bottom, right, top)


def overlapping(document: pdfium.PdfDocument) -> Iterator[tuple[int, str, str]]:
    """The words that stand on others, with their page."""
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        for one, other in combinations(boxes(page), 2):
            if _overlap(one, other):
                yield number, text.get_text_bounded(*one), text.get_text_bounded(*other)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > SHARED and down > SHARED
