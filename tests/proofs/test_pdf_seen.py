"""What is in a PDF and what a reader sees of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from reportgen.proofs.pages import pdf_pages
from reportgen.proofs.pdf_seen import text_unseen
from tests.proofs.test_reading import finished, found_in_draft, found_in_print, laid_out, swap

FIRST = '<p class="standfirst">'
COVER = '<span style="position:absolute;left:0;right:0;top:0;bottom:0;background:#fff"></span>'


def styled(style: str) -> Callable[[str], str]:
    return lambda page: swap(page, "</style>", f".standfirst {{ {style} }}</style>")


HIDES: dict[str, Callable[[str], str]] = {
    "white": styled("color: #fff"),
    "almost white": styled("color: #f4f4f4"),
    "transparent": styled("opacity: 0"),
    "tiny": styled("font-size: 1pt; line-height: 1pt"),
    "off the page": styled("margin-left: -300mm; margin-right: 300mm"),
    "cut off": styled("height: 0; overflow: hidden"),
    "covered": lambda page: swap(styled("position: relative")(page), FIRST, f"{FIRST}{COVER}"),
}


@pytest.mark.parametrize(
    ("engine", "how", "code"),
    [
        ("draft", "white", "text-hidden"),
        ("draft", "almost white", "text-hidden"),
        ("draft", "tiny", "text-hidden"),
        ("draft", "covered", "text-hidden"),
        # what cannot be seen at all this engine leaves out
        ("draft", "off the page", "number-not-printed"),
        ("record", "transparent", "text-hidden"),
        ("record", "off the page", "text-hidden"),
        ("record", "cut off", "text-hidden"),
    ],
)
def test_words_that_no_reader_sees_are_told(engine: str, how: str, code: str) -> None:
    found = {"draft": found_in_draft, "record": found_in_print}[engine](HIDES[how](finished().printed))
    assert {(each.code, str(each.location)) for each in found} == {(code, "note.pdf:1:1")}


def test_what_is_painted_over_afterwards_is_told() -> None:
    with pikepdf.open(io.BytesIO(laid_out(finished().printed))) as opened:
        opened.pages[1].contents_add(opened.make_stream(b"q 1 g 0 0 600 850 re f Q"))
        written = io.BytesIO()
        opened.save(written)
    (found,) = text_unseen(written.getvalue())
    assert (found.code, str(found.location)) == ("text-hidden", "note.pdf:2:1")
    assert " more" in found.message


def test_threads_read_one_after_the_other() -> None:
    """PDFium fails without a word where two threads use it at once."""
    content = laid_out(finished().printed)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: (pdf_pages(content), list(text_unseen(content))), range(8)))
    assert found == [(pdf_pages(content), [])] * 8
