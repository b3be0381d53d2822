"""Read ``note.md``: a headline, a standfirst, and sections of prose with an anchor each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic_core import PydanticCustomError

from reportgen.diagnostics import Diagnostic, Location
from reportgen.loading.files import SourceText
from reportgen.loading.prose import Marked, mark_references, pieces_of
from reportgen.model.base import read_text
from reportgen.model.prose import Prose, ProseSection

ANCHORS = (
    "thesis", "changed", "results", "valuation", "price", "scenarios", "operations", "plan", "risks", "esg",
    "disclosures",
)  # fmt: skip
# A reference counts as the figure that it prints, not as its own letters.
_REFERENCE, _FIGURE = re.compile(r"\{\{.*?\}\}"), "000.0"
_HEADING_AT_MOST = 160
_ANCHOR = re.compile(r"\s*\{#([A-Za-z0-9_-]+)\}\s*\Z")
_KINDS = {
    "blockquote": "a quotation",
    "bullet_list": "a list",
    "fence": "a piece of a program",
    "hr": "a line across the page",
    "ordered_list": "a numbered list",
}
_CHARACTERS_AT_MOST = 200_000


@dataclass(frozen=True, slots=True)
class NoteText:
    """The prose of a note. ``complete`` unless the place of some text in it is unknown."""

    headline: Prose
    standfirst: Prose
    sections: tuple[ProseSection, ...]
    complete: bool


@dataclass(slots=True)
class _Section:
    anchor: str
    title: Prose
    place: Location
    paragraphs: list[Prose] = field(default_factory=list)
    asides: list[tuple[Prose, list[Prose]]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    source: SourceText
    marked: Marked
    diagnostics: list[Diagnostic]
    headline: Prose | None = None
    standfirst: Prose | None = None
    sections: list[_Section] = field(default_factory=list)
    complete: bool = True

    def report(self, code: str, message: str, line: int, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, Location(self.source.file, line, 1), hint=hint))

    def misplaced(self, code: str, message: str, line: int, hint: str = "") -> None:
        self.report(code, message, line, hint)
        self.complete = False

    def prose(self, token: Token, line: int) -> Prose:
        pieces, faults = pieces_of(token.children or [], self.marked.pieces)
        for fault in faults:
            self.report(fault.code, fault.message, line)
        wrong = _refused(token.content)
        if wrong is not None and wrong.type == "text-too-long":
            self.report(wrong.type, wrong.message(), line)
        return Prose(pieces, token.content, place=Location(self.source.file, line, 1))


def read_note_text(source: SourceText) -> tuple[NoteText | None, tuple[Diagnostic, ...]]:
    """The note's prose and what is wrong with it."""
    if len(source.text) > _CHARACTERS_AT_MOST:
        message = f"{len(source.text):,} characters; a note has at most {_CHARACTERS_AT_MOST:,}"
        return None, (Diagnostic("text-too-long", message, source.place(0)),)
    marked = mark_references(source.text, lambda offset, _: source.place(offset), anchors=True)
    diagnostics = [Diagnostic(fault.code, fault.message, source.place(fault.offset)) for fault in marked.faults]
    reader = _Reader(source, marked, [*diagnostics, *_control_characters(source)])
    tokens = _parser().parse(marked.text)
    for place, token in enumerate(tokens):
        if token.level == 0 and token.type not in ("heading_open", "paragraph_open", "inline"):
            _refuse(reader, token)
        if token.type == "inline" and token.level == 1:
            _take(reader, tokens[place - 1], token)
    return _finished(reader), tuple(reader.diagnostics)


def _control_characters(source: SourceText) -> Iterator[Diagnostic]:
    """The first of each line that holds one."""
    for number, line in enumerate(source.text.split("\n"), 1):
        wrong = _refused(line) if not line.isprintable() else None
        if wrong is not None and wrong.type == "control-character":
            column = next((place for place, each in enumerate(line, 1) if _refused(f"-{each}") is not None), 1)
            yield Diagnostic(wrong.type, wrong.message(), Location(source.file, number, column))


def _refused(text: str) -> PydanticCustomError | None:
    """Why a text cannot be printed, if so."""
    try:
        read_text(text or "-")
    except PydanticCustomError as problem:
        return problem
    return None


def _parser() -> MarkdownIt:
    # "[word]: text" would vanish from the page, and indented text is no program
    return MarkdownIt("commonmark", {"html": False}).disable(["autolink", "backticks", "entity", "code", "reference"])


def _take(reader: _Reader, opening: Token, token: Token) -> None:
    line = (opening.map or [0, 0])[0] + 1
    if opening.type == "paragraph_open":
        _paragraph(reader, reader.prose(token, line), line)
        return
    words = _ANCHOR.sub("", token.content) if opening.tag == "h2" else token.content
    if not words.strip():
        reader.misplaced("heading-empty", "a heading needs words", line)
    length = len(_REFERENCE.sub(_FIGURE, words))
    if length > _HEADING_AT_MOST:
        reader.misplaced("heading-too-long", f"a heading of {length} characters; at most {_HEADING_AT_MOST} fit", line)
    if opening.tag == "h1":
        if reader.headline is not None:
            reader.misplaced("heading-order", "a second headline '# …'; sections begin with '##'", line)
        else:
            reader.headline = reader.prose(token, line)
    elif opening.tag == "h2":
        _section(reader, token, line)
    elif opening.tag == "h3" and reader.sections:
        reader.sections[-1].asides.append((reader.prose(token, line), []))
    else:
        reader.misplaced("heading-order", f"a heading {opening.markup!r} has no place here", line)


def _paragraph(reader: _Reader, prose: Prose, line: int) -> None:
    if reader.sections:
        section = reader.sections[-1]
        (section.asides[-1][1] if section.asides else section.paragraphs).append(prose)
    elif reader.headline is None:
        reader.misplaced("heading-order", "text before the headline", line)
    elif reader.standfirst is None:
        reader.standfirst = prose
    else:
        message = "a second paragraph under the headline; the standfirst is one, and what follows stands in sections"
        reader.misplaced("heading-order", message, line)


def _section(reader: _Reader, token: Token, line: int) -> None:
    found = _ANCHOR.search(token.content)
    anchor = found[1] if found else ""
    if anchor not in ANCHORS:
        close = difflib.get_close_matches(anchor, ANCHORS, 1)
        hint = f"did you mean '{{#{close[0]}}}'?" if close else "possible: " + ", ".join(ANCHORS)
        message = (
            f"no such section: {anchor[:60]!r}" if anchor else "a section's heading ends in its anchor: '{#valuation}'"
        )
        reader.misplaced("unknown-section", message, line, hint)
    elif any(section.anchor == anchor for section in reader.sections):
        reader.misplaced("duplicate-section", f"a second section {anchor!r}", line)
    if found and token.children and token.children[-1].type == "text":
        token.children[-1].content = _ANCHOR.sub("", token.children[-1].content)
    reader.sections.append(_Section(anchor, reader.prose(token, line), Location(reader.source.file, line, 1)))


def _refuse(reader: _Reader, token: Token) -> None:
    if token.type.endswith("_close"):
        return
    kind = _KINDS.get(token.type.removesuffix("_open"), "this")
    line = (token.map or [0, 0])[0] + 1
    reader.report("prose-markup", f"{kind}: prose knows headings, paragraphs and **bold** only", line)


def _finished(reader: _Reader) -> NoteText | None:
    if reader.headline is None:
        reader.report("missing-headline", "the note needs a headline: a first line '# …'", 1)
    elif reader.standfirst is None:
        reader.report("missing-standfirst", "the note needs a standfirst: a paragraph under the headline", 1)
    if reader.headline is None or reader.standfirst is None:
        return None
    sections = tuple(
        ProseSection(
            section.anchor,
            section.title,
            tuple(section.paragraphs),
            tuple((title, tuple(paragraphs)) for title, paragraphs in section.asides),
            section.place,
        )
        for section in reader.sections
    )
    return NoteText(reader.headline, reader.standfirst, sections, reader.complete)
