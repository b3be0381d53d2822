"""Find what the note claims to print in the text of a finished file, and put aside what has been found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reportgen.numerals import states_number
from reportgen.proofs.pages import squeezed
from reportgen.proofs.pieces import GAP, Part, Piece

# Stands where something has been found, so that it is not found twice.
FOUND = "\x00"
_GAP = r"[^0-9\x00]{0,24}?"
_NUMBER = re.compile(r"[+\u2212]?[0-9]+(?:[.,][0-9]+)*")
_SHORTEST_HEAD = 12
# Fewer letters than these would be found beside any number.
_WORDS = 5
_BESIDE = 40


@dataclass(slots=True)
class Text:
    """The pages of a file, squeezed; what is found in them is put aside.

    ``numbered`` are references that name a page; on screen, and in a draft in a hurry, they are words.
    """

    pages: list[str]
    paged: bool
    numbered: bool
    begins: dict[str, int] = field(default_factory=dict)
    """The page, from 1, on which each section begins."""
    references: list[tuple[str, int, int]] = field(default_factory=list)
    """Anchors that a page refers to, the page named, and the page on which that is read."""

    def take(self, piece: Piece) -> int:
        """Put a piece aside wherever it stands; returns its page, or 0 if it is nowhere."""
        pattern = _pattern(piece.parts, numbered=self.numbered)
        first = 0
        for number in self._nearest(piece.home):
            while (match := pattern.search(self.pages[number - 1])) is not None:
                self._put_aside(piece, number, match)
                first = first or number
                if not piece.repeated:
                    return number
        return first or self._across(piece)

    def _nearest(self, home: str) -> tuple[int, ...]:
        """The pages from the one on which an anchor begins, then those before it."""
        begins = self.begins.get(home, 1)
        return (*range(begins, len(self.pages) + 1), *range(1, begins))

    def take_heads(self, piece: Piece) -> None:
        """Put what stands at the head of pages aside; it is drawn after the flow, and not on the first page."""
        pattern = _pattern(piece.parts, numbered=self.numbered)
        for number in range(2, len(self.pages) + 1):
            *_, last = (None, *pattern.finditer(self.pages[number - 1]))
            if last is not None:
                self.put_aside(number, last)

    def take_words(self, words: str, pages: Iterable[int]) -> bool:
        """Put some words aside on one of the pages."""
        for number in pages:
            at = self.pages[number - 1].find(words)
            if at >= 0:
                self._blank(number, at, at + len(words))
                return True
        return False

    def take_all(self, words: Sequence[str], page: int) -> tuple[str, ...]:
        """Put all of some words aside on a page, or none of them; returns those that are not there.

        In a squeezed text 10.0 and 7.5 read 10.07.5. Words that were drawn one after the other are sought together, so
        that a 10.07 elsewhere is not found in them.
        """
        before, missing = self.pages[page - 1], tuple[str, ...]()
        for ordered in (self._runs(words, page), words):
            sought = sorted(ordered, key=len, reverse=True)
            broken = [each for each in sought if not self.take_words(each, (page,))]
            # words in one line may be read into each other; their figures stay whole
            missing = tuple(each for each in broken if not self._take_figures(each, page))
            if not any(map(states_number, missing)):
                return missing
            self.pages[page - 1] = before
        return missing

    def _take_figures(self, words: str, page: int) -> bool:
        return all(self.take_words(digits, (page,)) for digits in _NUMBER.findall(words))

    def _runs(self, words: Sequence[str], page: int) -> Iterator[str]:
        """The words joined as far as they stand together on a page."""
        run = ""
        for word in words:
            if run and f"{run}{word}" not in self.pages[page - 1]:
                yield run
                run = ""
            run += word
        yield run

    def search(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Where a pattern stands in what is left."""
        for number, page in enumerate(self.pages, start=1):
            yield from ((number, match) for match in pattern.finditer(page))

    def put_aside(self, number: int, match: re.Match[str]) -> None:
        """Put what a search has found aside."""
        self._blank(number, *match.span())

    def _put_aside(self, piece: Piece, number: int, match: re.Match[str]) -> None:
        anchors = [part.name for part in piece.parts if part.kind == "page"]
        for anchor, named in zip(anchors, match.groups() if self.numbered else (), strict=False):
            self.references.append((anchor, int(named), number))
        if piece.anchor:
            self.begins.setdefault(piece.anchor, number)
        self._blank(number, *match.span())

    def _blank(self, number: int, start: int, end: int) -> None:
        page = self.pages[number - 1]
        self.pages[number - 1] = f"{page[:start]}{FOUND * (end - start)}{page[end:]}"

    def _across(self, piece: Piece) -> int:
        """A paragraph that begins on one page and ends on the next."""
        whole = "".join(squeezed(part.text) for part in piece.parts)
        if any(part.kind in ("page", "gap") for part in piece.parts):
            return 0
        for number in range(1, len(self.pages)):
            cut = self._cut(whole, number)
            if cut:
                self.take_words(whole[:cut], (number,))
                self.take_words(whole[cut:], (number + 1,))
                return number
        return 0

    def _cut(self, whole: str, number: int) -> int:
        """How much of a text stands on a page while its rest stands on the next; 0 if it does not."""
        page, following = self.pages[number - 1], self.pages[number]
        if whole[:_SHORTEST_HEAD] not in page:
            return 0
        cuts = range(len(whole) - 1, 0, -1)
        return next((cut for cut in cuts if whole[cut:] in following and whole[:cut] in page), 0)


@dataclass(frozen=True, slots=True)
class Misprint:
    """A piece found on a page with other digits, or its numbers under another label."""

    page: int
    kind: Literal["number", "label"]
    said: str
    """What the note says: a number, or a label."""
    shown: str
    path: str = ""


def misprinted(text: Text, piece: Piece) -> tuple[Misprint, ...]:
    """Where a piece that is nowhere stands nearly: in the same words with other digits, or under another label."""
    return _other_digits(text, piece) or _other_label(text, piece)


def _other_digits(text: Text, piece: Piece) -> tuple[Misprint, ...]:
    if sum(character.isalpha() for part in piece.parts for character in part.text) < _WORDS:
        return ()
    # most of what is missing is missing with all its words, and a pattern takes long to make
    if not any(_longest_words(piece) in page for page in text.pages):
        return ()
    said = [(part.name, digits) for part in piece.parts for digits in _tokens(part)]
    # cells touch in a squeezed text: their decimals tell where one ends
    for shape in (_same_decimals, _any_number):
        pattern = re.compile("".join(_loose(part, shape, numbered=text.numbered) for part in piece.parts))
        for page, match in text.search(pattern):
            text.put_aside(page, match)
            read = zip(said, match.groups(), strict=True)
            return tuple(Misprint(page, "number", own, shown, path) for (path, own), shown in read if shown != own)
    return ()


def _other_label(text: Text, piece: Piece) -> tuple[Misprint, ...]:
    place = piece.parts.index(GAP) if GAP in piece.parts else len(piece.parts)
    label, rest = piece.parts[:place], piece.parts[place + 1 :]
    if not any(part.kind == "number" for part in rest):
        return ()
    for page, match in text.search(_pattern(rest, numbered=text.numbered)):
        before = text.pages[page - 1][max(0, match.start() - _BESIDE) : match.start()]
        text.put_aside(page, match)
        said = "".join(part.text for part in label)
        path = next(part.name for part in rest if part.kind == "number")
        return (Misprint(page, "label", said, before.rpartition(FOUND)[2], path),)
    return ()


def _longest_words(piece: Piece) -> str:
    """What of a piece stands on the page in any case, if its words do."""
    parts = (part for part in piece.parts if part.kind not in ("page", "gap", "dash"))
    return max((words for part in parts for words in _NUMBER.split(squeezed(part.text))), key=len, default="")


def _tokens(part: Part) -> list[str]:
    """The digits of a part, number by number."""
    return [] if part.kind in ("page", "gap", "dash") else _NUMBER.findall(squeezed(part.text))


@lru_cache(maxsize=4096)  # every build prints the same pieces again, in PDF and in HTML
def _pattern(parts: tuple[Part, ...], *, numbered: bool) -> re.Pattern[str]:
    return re.compile("".join(_fixed(part, numbered=numbered) for part in parts))


def _fixed(part: Part, *, numbered: bool) -> str:
    match part.kind:
        case "gap":
            return _GAP
        case "dash":
            return "\u2013?"
        case "page" if numbered:
            return "page([0-9]+)"
        case _:
            return re.escape(squeezed(part.text))


def _loose(part: Part, shape: Callable[[str], str], *, numbered: bool) -> str:
    """The same words around other digits."""
    if not _tokens(part):
        return _fixed(part, numbered=numbered).replace("([0-9]+)", "[0-9]+")
    words = [re.escape(each) for each in _NUMBER.split(squeezed(part.text))]
    return words[0] + "".join(
        f"({shape(digits)}){after}" for digits, after in zip(_tokens(part), words[1:], strict=True)
    )


def _same_decimals(digits: str) -> str:
    decimals = len(digits.partition(".")[2])
    return r"[+\u2212]?[0-9,]+" + (rf"\.[0-9]{{{decimals}}}" if decimals else "")


def _any_number(_: str) -> str:
    return r"[+\u2212-]?[0-9]*(?:[.,][0-9]+)*|\u2013"
