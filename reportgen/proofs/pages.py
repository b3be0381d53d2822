"""The text of the finished files: a PDF page by page, an HTML page as it is read on screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# Whatever may stand between two letters without being seen.
_UNSEEN = re.compile("[\\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
# PDFium's two ways to write a hyphen at a line's end, and hyphens that a font draws with the glyph of "-".
_HYPHENS = str.maketrans(dict.fromkeys("\x02\ufffe\u2010\u2011", "-"))
# Charts are proved on their own.
_SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ONE_AT_A_TIME = Lock()


@contextmanager
def opened(content: bytes) -> Iterator[PdfDocument]:
    """A PDF to be read. PDFium works for one thread at a time: the others wait."""
    from pypdfium2 import PdfDocument as Document  # noqa: PLC0415 - only a build that makes a PDF reads one

    with _ONE_AT_A_TIME, Document(content) as document:
        yield document


def pdf_pages(content: bytes) -> tuple[str, ...]:
    """The text of each page in the order in which it was drawn."""
    found = []
    with opened(content) as document:
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
    return tuple(found)


def html_text(page: str) -> str:
    """The words of the note on screen, without its charts and without the windows that open over it."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return visible(f"<main{main}")


def visible(html: str) -> str:
    """The words of a piece of HTML."""
    # a tag parts two words, or two cells would be one number; autoescaping leaves no ">" inside of one
    return unescape(_TAG.sub(" ", _SILENT.sub(" ", html)))


def squeezed(text: str) -> str:
    """The text with one kind of hyphen and without what is not seen: line breaks, spaces, soft hyphens."""
    return _UNSEEN.sub("", text).translate(_HYPHENS)
