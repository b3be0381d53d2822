"""Drafts in a hurry: the same HTML laid out by PlutoPrint, without tags, attachments or PDF/A.

It costs a fraction of the engine of record and breaks pages like it where templates keep to what both can do: tables,
flex, floats, running elements; no grid, no columns, no footnotes (docs/architecture.md).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from reportgen.diagnostics import ReportgenError
from reportgen.formats.drawings import Pictures
from reportgen.formats.pdf import TYPES, Fetcher, RefusedError, files_of, no_other_fonts
from reportgen.formats.typefaces import Fonts, named

_DRAWING = re.compile(r'<img class="drawing" src="drawing:([^"]*)" alt="[^"]*" style="([^"]*)">')

# The engine forgets which letters a tabular figure or a ligature stands for, and their text could not be read back.
# Where words may break anywhere it breaks all that reach a line's end, and behind bold words even where only long ones
# may: so a currency parts from its number. In cells a word that is too long breaks, in prose none but an address.
# It knows no target-counter(): a reference says its words, as on screen.
_STYLES = """
* { font-variant-numeric: normal !important; font-variant-ligatures: none !important;
    overflow-wrap: break-word !important; }
p, p * { overflow-wrap: normal !important; }
p a { overflow-wrap: break-word !important; }
.page::after { content: attr(data-words) !important; }
"""


def lay_out_quickly(
    page: str,
    *,
    fonts: Fonts,
    pictures: Mapping[str, Pictures],
    folders: Sequence[Path],
    day: datetime,
) -> tuple[bytes, tuple[str, ...]]:
    """A page written for print as a plain PDF, and what it asked for in vain. The same page gives the same bytes.

    Raises ReportgenError where PlutoPrint is not installed.
    """
    try:
        import plutoprint  # noqa: PLC0415 - an extra, and for drafts only
    except ImportError as problem:
        message = "the draft engine is not installed: pip install 'reportgen[draft]', or leave --engine out"
        raise ReportgenError(message) from problem
    refused: list[str] = []
    fetcher = Fetcher(pictures, files_of(fonts), tuple(folders))

    class Serving(plutoprint.ResourceFetcher):
        """Serves the note's own drawings, fonts and files, and nothing else."""

        def fetch_url(self, url: str) -> plutoprint.ResourceData:
            try:
                content, suffix = fetcher.read(url)
            except RefusedError as problem:
                refused.append(str(problem))
                content, suffix = b"", ""
            return plutoprint.ResourceData(content, mime_type=TYPES.get(suffix, "application/octet-stream"))

    book = plutoprint.Book(
        size=plutoprint.PAGE_SIZE_A4, margins=plutoprint.PAGE_MARGINS_NONE, media=plutoprint.MEDIA_TYPE_PRINT
    )
    book.custom_resource_fetcher = Serving()
    base = folders[0].resolve().as_uri() + "/" if folders else ""
    with no_other_fonts():
        styled = page.replace("<style>", f"<style>{named(fonts)}{_STYLES}", 1)
        book.load_html(_with_drawings(styled, pictures), base_url=base)
        # the page's own dates are those of the note; the engine's would be today's
        stamp = day.strftime("%Y-%m-%dT%H:%M:%SZ")
        book.set_metadata(plutoprint.PDF_METADATA_CREATION_DATE, stamp)
        book.set_metadata(plutoprint.PDF_METADATA_MODIFICATION_DATE, stamp)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "note.pdf"
            book.write_to_pdf(str(file))
            return file.read_bytes(), tuple(dict.fromkeys(refused))


def _with_drawings(page: str, pictures: Mapping[str, Pictures]) -> str:
    """The page with its drawings in it: the engine keeps the text of those alone."""

    def drawn(found: re.Match[str]) -> str:
        picture = pictures.get(unquote(html.unescape(found[1])))
        return found[0] if picture is None else picture.wide.replace("<svg ", f'<svg style="{found[2]}" ', 1)

    return _DRAWING.sub(drawn, page)
