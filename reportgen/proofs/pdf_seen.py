"""Whether a reader sees what a program reads in a PDF: words may be white, covered, tiny, or off the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportgen.diagnostics import Diagnostic, Location
from reportgen.proofs.pages import opened
from reportgen.quantities import Array

if TYPE_CHECKING:
    import pypdfium2

# Pixels for each point, and how much lighter or darker than its surroundings a word is at least, of 255: a watermark,
# which is as high as this in points, makes some 20.
_SCALE, _CONTRAST = 2, 40
_HUGE, _PALE = 40.0, 6
# A capital or a figure of less than four points is this high, in points; so far may a letter reach over the edge.
_LEAST, _OVER = 2.8, 1.0
_TOLD = 3


class _Word(NamedTuple):
    """A word and the box around it, in points from the left and from the foot of the page."""

    text: str
    left: float
    right: float
    foot: float
    head: float


def text_unseen(content: bytes) -> Iterator[Diagnostic]:
    """Words that are in the PDF and that no reader sees: what is read back would prove nothing about the page.

    A word counts as seen where the drawn page is lighter and darker within its box.
    """
    pages = []
    with opened(content) as document:
        for page in document:
            pages.append(_unseen(page))
            page.close()
    for number, unseen in enumerate(pages, start=1):
        if unseen:
            more = f" and {len(unseen) - _TOLD} more" if len(unseen) > _TOLD else ""
            words = ", ".join(repr(each) for each in unseen[:_TOLD])
            message = f"in the file, and for no reader to see: {words}{more}"
            yield Diagnostic("text-hidden", message, Location("note.pdf", number))


def _unseen(page: pypdfium2.PdfPage) -> list[str]:
    width, height = page.get_size()
    picture = page.render(scale=_SCALE, grayscale=True)
    drawn: Array = picture.to_numpy().reshape(picture.height, -1)
    found = []
    for word in _words(page):
        inside = word.left >= -_OVER and word.right <= width + _OVER
        inside = inside and word.foot >= -_OVER and word.head <= height + _OVER
        if not inside or _tiny(word) or not _stands_out(word, drawn, height):
            found.append(word.text)
    return found


def _tiny(word: _Word) -> bool:
    tall = any(each.isdigit() or each.isupper() for each in word.text)
    return tall and word.head - word.foot < _LEAST


def _stands_out(word: _Word, drawn: Array, height: float) -> bool:
    top, bottom = max(int((height - word.head) * _SCALE), 0), int((height - word.foot) * _SCALE) + 1
    box = drawn[top:bottom, max(int(word.left * _SCALE), 0) : int(word.right * _SCALE) + 1]
    least = _PALE if word.head - word.foot > _HUGE else _CONTRAST
    return bool(box.size) and int(box.max()) - int(box.min()) >= least


def _words(page: pypdfium2.PdfPage) -> Iterator[_Word]:
    """The words of letters and figures; a dash or a dot may be too thin to stand out."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only a build that makes a PDF reads one

    text = page.get_textpage()
    edges = tuple(ctypes.c_double() for _ in range(4))
    letters: list[str] = []
    boxes: list[tuple[float, ...]] = []
    for index in range(text.count_chars() + 1):
        code = pdfium.FPDFText_GetUnicode(text.raw, index) if index < text.count_chars() else 0
        letter = chr(code)
        if letter.isprintable() and not letter.isspace():
            pdfium.FPDFText_GetCharBox(text.raw, index, *edges)
            letters.append(letter)
            boxes.append(tuple(each.value for each in edges))
            continue
        if any(each.isalnum() for each in letters):
            left, right, foot, head = zip(*boxes, strict=True)
            yield _Word("".join(letters), min(left), max(right), min(foot), max(head))
        letters, boxes = [], []
    text.close()
