"""What a page says beside its text: the title of the window, descriptions, names that are read aloud, bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.note import Note
from reportgen.model.within import within
from reportgen.proofs.pages import squeezed, visible

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIBED = re.compile(r'<meta\b(?=[^>]*\bname="(?:description|author|keywords)")[^>]*\bcontent="([^"]*)"')
_SPOKEN = re.compile(r'\s(?:alt|title|aria-label|aria-description)="([^"]*)"')
# The tables over charts and the windows of numbers are read by proofs of their own, and stand behind the text.
_OVER = re.compile(r'<div\b[^>]*(?:\bclass="data"|\bdata-lineage=)')
_NUMBER = re.compile(r"[+\u2212]?[0-9]+(?:[.,:][0-9]+)*")


def number_beside(note: Note, html: str) -> Iterator[Diagnostic]:
    """Numbers in the title of the window, in descriptions and in what is read aloud are numbers of the note."""
    return numbers_of_none(note, (("beside the text", words) for words in _beside(html)), Location("note.html"))


def numbers_of_none(note: Note, said: Iterable[tuple[str, str]], place: Location) -> Iterator[Diagnostic]:
    """The numbers in some words that the note does not hold; each of the words comes with where it stands."""
    known = {each for text in texts_of(note) for each in _NUMBER.findall(squeezed(text))}
    for where, words in said:
        for each in dict.fromkeys(_NUMBER.findall(squeezed(words))):
            if each not in known:
                message = f"{where} stands {each!r} ({' '.join(words.split())[:80]!r}), which the note does not hold"
                yield Diagnostic("number-unknown", message, place)


def _beside(html: str) -> Iterator[str]:
    head, _, rest = html.partition("<main")
    yield from map(unescape, (*_TITLE.findall(head), *_DESCRIBED.findall(head), *_SPOKEN.findall(html)))
    behind = rest.partition("</main>")[2]
    over = _OVER.search(behind)
    yield visible(_TITLE.sub(" ", head))
    yield visible(behind[: over.start()] if over else behind)


def texts_of(value: object) -> Iterator[str]:
    """Every text and whole number of a document, however deep."""
    found: Iterator[str | int] = within(value, str, int)
    return (str(each) for each in found if not isinstance(each, bool))
