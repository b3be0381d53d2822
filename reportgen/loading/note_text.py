"""Read ``note.md``: a headline, a standfirst, and sections of prose with an anchor each."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportgen.diagnostics import Diagnostic, Location
from reportgen.loading.files import SourceText
from reportgen.loading.prose import mark_references, pieces_of
from reportgen.model.prose import Claim, Prose, ProseSection, Reference

ANCHORS = ("thesis", "valuation", "price", "operations", "plan", "risks", "disclosures")
_ANCHOR = re.compile(r"\s*\{#([A-Za-z0-9_-]+)\}\s*\Z")


@dataclass(frozen=True, slots=True)
class NoteText:
    """The prose of a note."""

    headline: Prose
    standfirst: Prose
    sections: tuple[ProseSection, ...]


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
    references: tuple[Reference | Claim, ...]
    diagnostics: list[Diagnostic]
    headline: Prose | None = None
    standfirst: Prose | None = None
    sections: list[_Section] = field(default_factory=list)

    def report(self, code: str, message: str, line: int, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, Location(self.source.file, line, 1), hint=hint))

    def prose(self, token: Token, line: int, content: str | None = None) -> Prose:
        children = token.children or []
        pieces, faults = pieces_of(children, self.references)
        for fault in faults:
            self.report(fault.code, fault.message, line)
        return Prose(pieces, token.content if content is None else content)


def read_note_text(source: SourceText) -> tuple[NoteText | None, tuple[Diagnostic, ...]]:
    """The note's prose and what is wrong with it."""
    marked = mark_references(source.text, source, 0)
    diagnostics = [Diagnostic(fault.code, fault.message, source.place(fault.offset)) for fault in marked.faults]
    reader = _Reader(source, marked.pieces, diagnostics)
    parser = MarkdownIt("commonmark", {"html": False}).disable(["autolink", "backticks", "entity", "code"])
    tokens = parser.parse(marked.text)
    for place, token in enumerate(tokens):
        if token.level == 0 and token.type not in ("heading_open", "paragraph_open", "inline"):
            _refuse(reader, token)
        if token.type == "inline" and token.level == 1:
            _take(reader, tokens[place - 1], token)
    if reader.headline is None:
        reader.report("missing-headline", "the note needs a headline: a first line '# …'", 1)
        return None, tuple(reader.diagnostics)
    if reader.standfirst is None:
        reader.report("missing-standfirst", "the note needs a standfirst: a paragraph under the headline", 1)
        return None, tuple(reader.diagnostics)
    sections = tuple(_finished(section) for section in reader.sections)
    return NoteText(reader.headline, reader.standfirst, sections), tuple(reader.diagnostics)


def _take(reader: _Reader, opening: Token, token: Token) -> None:
    line = (opening.map or [0, 0])[0] + 1
    if opening.type == "paragraph_open":
        _paragraph(reader, reader.prose(token, line), line)
    elif opening.tag == "h1":
        if reader.headline is not None:
            reader.report("heading-order", "a second headline '# …'; sections begin with '##'", line)
        reader.headline = reader.prose(token, line)
    elif opening.tag == "h2":
        _section(reader, token, line)
    elif opening.tag == "h3" and reader.sections:
        reader.sections[-1].asides.append((reader.prose(token, line), []))
    else:
        reader.report("heading-order", f"a heading {opening.markup!r} has no place here", line)


def _paragraph(reader: _Reader, prose: Prose, line: int) -> None:
    if reader.sections:
        section = reader.sections[-1]
        (section.asides[-1][1] if section.asides else section.paragraphs).append(prose)
    elif reader.headline is not None and reader.standfirst is None:
        reader.standfirst = prose
    else:
        message = "text before the headline" if reader.headline is None else "one paragraph only stands under the headline"
        reader.report("heading-order", message, line)


def _section(reader: _Reader, token: Token, line: int) -> None:
    found = _ANCHOR.search(token.content)
    anchor = found[1] if found else ""
    if anchor not in ANCHORS:
        close = difflib.get_close_matches(anchor, ANCHORS, 1)
        hint = f"did you mean '{{#{close[0]}}}'?" if close else "possible: " + ", ".join(ANCHORS)
        message = f"no such section: {anchor!r}" if anchor else "a section's heading ends in its anchor: '{#valuation}'"
        reader.report("unknown-section", message, line, hint)
    if any(section.anchor == anchor for section in reader.sections):
        reader.report("duplicate-section", f"a second section {anchor!r}", line)
    if found and token.children and token.children[-1].type == "text":
        token.children[-1].content = _ANCHOR.sub("", token.children[-1].content)
    reader.sections.append(_Section(anchor, reader.prose(token, line), Location(reader.source.file, line, 1)))


def _refuse(reader: _Reader, token: Token) -> None:
    if token.type.endswith("_close") and token.type not in ("heading_close", "paragraph_close"):
        return
    if token.type in ("heading_close", "paragraph_close"):
        return
    kind = token.type.removesuffix("_open").replace("_", " ")
    line = (token.map or [0, 0])[0] + 1
    reader.report("prose-markup", f"{kind}: prose knows headings, paragraphs and **bold** only", line)


def _finished(section: _Section) -> ProseSection:
    asides = tuple((title, tuple(paragraphs)) for title, paragraphs in section.asides)
    return ProseSection(section.anchor, section.title, tuple(section.paragraphs), asides, section.place)
