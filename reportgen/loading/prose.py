"""Read prose: Markdown in which numbers are references, and bold is the only mark-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportgen.diagnostics import Location
from reportgen.loading.expressions import RefusedError, translate
from reportgen.loading.yaml_text import Scalar
from reportgen.model.prose import Bold, Claim, Piece, Prose, ProseFault, Reference, Words

Locate: TypeAlias = Callable[[int, str], Location]

_BRACES = re.compile(r"\{\{|\}\}|\{%|\{#")
# "{#anchor}" at the end of a heading is Markdown's
_ANCHOR = re.compile(r"^##[ \t][^\n]*(\{#[A-Za-z0-9_-]+\})[ \t]*$", re.MULTILINE)
_FIRST_MARK = 0xE000
_MARK = re.compile(r"[\ue000-\uf8ff]")
_MARKS = 0xF8FF - _FIRST_MARK + 1
# stands for what is refused, so that a heading of nothing else is not called empty
_REFUSED = "\u2026"
_KINDS = {"em": "italics", "link": "a link", "image": "an image"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose references are replaced by single private characters, and what they stand for."""

    text: str
    pieces: tuple[Reference | Claim, ...]
    faults: tuple[ProseFault, ...]


def read_prose(text: str) -> Prose:
    """A field of prose. Faults are kept in the value, with their offset."""
    marked = mark_references(text, _locator(text))
    children = _markdown().parseInline(marked.text)[0].children or []
    pieces, faults = pieces_of(children, marked.pieces)
    return Prose(pieces, text, (*marked.faults, *faults))


def mark_references(text: str, locate: Locate, *, anchors: bool = False) -> Marked:
    """Take the references out of a text. ``locate`` tells where a passage stands in its file.

    ``anchors`` leaves ``{#name}`` at the end of a heading in its place.
    """
    private = _MARK.search(text)
    faults = []
    if private:
        faults.append(ProseFault(private.start(), "control-character", "a private-use character stands here"))
        text = _MARK.sub(" ", text)
    marked: list[str] = []
    pieces: list[Reference | Claim] = []
    position = 0
    for found in _passages(text, anchors=anchors):
        marked.append(text[position : found.start])
        position = found.end
        mark = _REFUSED
        if found.expression is None:
            faults.append(ProseFault(found.start, "prose-statement", found.why))
        elif len(pieces) == _MARKS:
            faults.append(ProseFault(found.start, "text-too-long", f"more than {_MARKS} references in one text"))
            break
        else:
            try:
                pieces.append(translate(found.expression, locate(found.start, text[found.start : found.end])))
            except RefusedError as problem:
                faults.append(ProseFault(found.start, problem.code, problem.message))
            else:
                mark = chr(_FIRST_MARK + len(pieces) - 1)
        marked.append(mark)
    marked.append(text[position:])
    return Marked("".join(marked), tuple(pieces), tuple(faults))


def pieces_of(
    tokens: list[Token], references: tuple[Reference | Claim, ...]
) -> tuple[tuple[Piece, ...], tuple[ProseFault, ...]]:
    """The pieces of an inline text."""
    pieces: list[Piece] = []
    faults: list[ProseFault] = []
    bold: list[Words | Reference | Claim] = []
    depth = 0
    for token in tokens:
        match token.type:
            case "strong_open":
                depth += 1
            case "strong_close":
                depth -= 1
                if depth == 0:
                    pieces.append(Bold(tuple(bold)))
                    bold = []
            case "text" | "text_special":
                (bold if depth else pieces).extend(_split(token.content, references))
            case "softbreak" | "hardbreak":
                (bold if depth else pieces).append(Words(" "))
            case other if not other.endswith("_close"):
                kind = _KINDS.get(other.removesuffix("_open"), other.replace("_", " "))
                faults.append(ProseFault(0, "prose-markup", f"{kind}: prose knows paragraphs and **bold** only"))
    return tuple(pieces), tuple(dict.fromkeys(faults))


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage in braces: an expression, or none with the reason why it is refused."""

    start: int
    end: int
    expression: str | None
    why: str = ""


def _passages(text: str, *, anchors: bool) -> Iterator[_Passage]:
    kept = {found.start(1) for found in _ANCHOR.finditer(text)} if anchors else set()
    position, closing = 0, 0
    while found := _BRACES.search(text, position):
        start, position = found.span()
        if start in kept:
            continue
        if found[0] != "{{":
            why = (
                f"{found[0]!r} may not stand in prose, which holds numbers as {{{{ name }}}} and nothing else in braces"
            )
            yield _Passage(start, position, None, why)
            continue
        # what is found once serves all openings before it, so that a page of braces is read in one go
        if 0 <= closing < position:
            closing = text.find("}}", position)
        if closing < 0 or text.find("{{", position, closing) >= 0:
            yield _Passage(start, position, None, "'{{' opens a reference that no '}}' closes")
            continue
        yield _Passage(start, closing + 2, text[position:closing])
        position = closing + 2


@cache
def _markdown() -> MarkdownIt:
    # raw HTML stays text, and is escaped when printed
    return MarkdownIt("commonmark", {"html": False}).disable(["autolink", "backticks", "entity"])


def _split(text: str, references: tuple[Reference | Claim, ...]) -> Iterator[Words | Reference | Claim]:
    behind = 0
    for match in _MARK.finditer(text):
        if match.start() > behind:
            yield Words(text[behind : match.start()])
        yield references[ord(match[0]) - _FIRST_MARK]
        behind = match.end()
    if behind < len(text):
        yield Words(text[behind:])


def _locator(text: str) -> Locate:
    """Where the passages of a text stand, asked for one after the other."""
    behind = 0

    def locate(_: int, passage: str) -> Location:
        nonlocal behind
        if not isinstance(text, Scalar):
            return Location("")
        place, behind = text.place(passage, behind)
        return place

    return locate
