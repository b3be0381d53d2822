"""What the note says it prints, piece by piece: a line, a row with its label, a term with its caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, TypeAlias

from reportgen.figures import DASH
from reportgen.model.note import (
    Badge,
    Band,
    Bar,
    Beside,
    Block,
    Cell,
    DisclosureGroup,
    Disclosures,
    Dots,
    Drawing,
    Exhibit,
    Facts,
    Front,
    Indicators,
    Inline,
    Line,
    Link,
    Missing,
    Note,
    Number,
    PageRef,
    Paragraph,
    Rail,
    RatingCard,
    Scale,
    Section,
    Strong,
    Subheading,
    Table,
    Text,
)
from reportgen.numerals import states_number

PartKind: TypeAlias = Literal["text", "number", "page", "dash", "gap"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a piece; ``name`` is a number's path or a page reference's anchor."""

    kind: PartKind
    text: str = ""
    name: str = ""


GAP = Part("gap")
"""Between two cells: a mark, a dash, a badge, but no digit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something printed in one go, and where.

    ``repeated`` may stand on several pages; ``anchor`` begins there; ``home`` is the anchor that it follows.
    ``owed`` is a disclosure, which must be there word for word even where it holds no number.
    """

    parts: tuple[Part, ...]
    where: str
    anchor: str = ""
    repeated: bool = False
    home: str = ""
    owed: bool = False

    @property
    def counts(self) -> bool:
        """Whether there is anything to prove: a number, a page, or the beginning of a section."""
        proving = any(part.kind in ("number", "page") or states_number(part.text) for part in self.parts)
        return bool(self.parts) and (proving or self.owed or bool(self.anchor))

    @property
    def length(self) -> int:
        """How many characters are fixed."""
        return sum(len(part.text) for part in self.parts if part.kind != "page")

    @property
    def paths(self) -> tuple[str, ...]:
        """The quantities in it."""
        return tuple(part.name for part in self.parts if part.kind == "number")


def pieces(note: Note) -> tuple[Piece, ...]:
    """Every piece of the note's flow in which there is something to prove."""
    found = [_piece("first page", note.masthead.completed), *_front(note.front)]
    for section in note.sections:
        found.extend(_section(section))
    # one head of a table is like another, and all are found at once
    heads = {piece.parts: piece for piece in found if piece.repeated}
    flow = [piece for piece in found if not piece.repeated]
    return tuple(piece for piece in (*flow, *heads.values()) if piece.counts)


def running(note: Note) -> tuple[Piece, ...]:
    """What stands at the head of every page but the first, and is no part of the flow."""
    both = (_piece("page head", each, repeated=True) for each in (note.header_left, note.header_right))
    return tuple(piece for piece in both if piece.counts)


def drawings(note: Note) -> tuple[tuple[Exhibit, Drawing], ...]:
    """Every chart with its exhibit, in the order of the pages."""
    exhibits = [*note.front.exhibits, *(each for section in note.sections for each in exhibits_in(section.blocks))]
    return tuple((each, body) for each in exhibits for body in each.body if isinstance(body, Drawing))


def small_print(note: Note) -> str:
    """The anchor at which the small print begins; that of its section where it has none."""
    blocks = [block for section in note.sections for block in section.blocks if isinstance(block, Disclosures)]
    groups = [group.id for block in blocks for group in (*block.left, *block.right)]
    return groups[0] if groups else "disclosures"


def exhibits_in(blocks: Iterable[Block]) -> Iterator[Exhibit]:
    """The exhibits among some blocks, those side by side too."""
    for block in blocks:
        if isinstance(block, Exhibit):
            yield block
        elif isinstance(block, Beside):
            yield from exhibits_in((*block.left, *block.right))


def _piece(where: str, *lines: Line | str, anchor: str = "", repeated: bool = False) -> Piece:
    """Lines that stand beside each other as one piece."""
    parts: list[Part] = []
    for line in lines:
        held = (Part("text", line),) if isinstance(line, str) else tuple(_parts(line))
        if held and any(part.text or part.kind != "text" for part in held):
            parts.extend((GAP, *held) if parts else held)
    return Piece(tuple(parts), where, anchor, repeated)


def _parts(line: Iterable[Inline]) -> Iterator[Part]:
    for piece in line:
        match piece:
            case Text() | Link():
                yield Part("text", piece.text)
            case Number():
                yield Part("number", piece.written.text, piece.path)
            case Strong():
                yield from _parts(piece.children)
            case PageRef():
                yield Part("page", piece.text, piece.anchor)
            case Missing():
                yield Part("dash", DASH)


def _front(front: Front) -> Iterator[Piece]:
    where = "first page"
    names = (front.company, front.native_name, front.ticker)
    yield from (_piece(where, name) for name in names)
    yield from (_piece(where, line) for line in (front.headline, front.standfirst, *front.thesis))
    yield from _card(front.card)
    if front.indicators is not None:
        yield from _block(where, front.indicators)
    for exhibit in front.exhibits:
        yield from _exhibit(exhibit)
    for facts in front.side:
        yield from _facts(facts)
    yield from (_piece(where, line) for line in front.side_notes)


def _card(card: RatingCard) -> Iterator[Piece]:
    where = "rating card"
    # not the rating alone, which the bands name too
    yield replace(_piece(where, f"{card.rating} {card.action}"), owed=True)
    yield from (_piece(where, row.label, row.value) for row in card.rows)
    yield from _bands(where, card.bands)
    if isinstance(card.implied_return, Number):
        yield _piece(where, (card.implied_return,))
    yield _piece(where, card.override)


def _bands(where: str, bands: tuple[Band, ...]) -> Iterator[Piece]:
    """Each class with the bound to its right."""
    for band in bands[:-1]:
        yield _piece(where, band.name, (band.high,) if band.high else ())


def _section(section: Section) -> Iterator[Piece]:
    yield _piece(section.short, section.title, anchor=section.id)
    for block in section.blocks:
        yield from _at(section.id, _block(section.short, block))


def _at(home: str, found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with the anchor they follow, unless they follow a nearer one."""
    return (piece if piece.home else replace(piece, home=home) for piece in found)


def _block(where: str, block: Block) -> Iterator[Piece]:
    match block:
        case Paragraph() | Subheading():
            yield _piece(where, block.line)
        case Exhibit():
            yield from _exhibit(block)
        case Facts():
            yield from _facts(block)
        case Indicators():
            yield from (_piece(where, each.label, each.value, each.context) for each in block.items)
        case Beside():
            yield from chain.from_iterable(_block(where, each) for each in (*block.left, *block.right))
        case Disclosures():
            yield from chain.from_iterable(map(_group, (*block.left, *block.right)))


def _exhibit(exhibit: Exhibit) -> Iterator[Piece]:
    where = f"Exhibit {exhibit.number}"
    yield _piece(where, where, exhibit.title, anchor=exhibit.id)
    yield from _at(exhibit.id, _inside(where, exhibit))


def _inside(where: str, exhibit: Exhibit) -> Iterator[Piece]:
    yield _piece(where, exhibit.subtitle)
    for body in exhibit.body:
        match body:
            case Table():
                yield from _table(where, body)
            case Rail():
                yield from (_piece(where, (number,), caption) for number, caption, _ in body.terms)
            case Scale():
                yield _piece(where, body.title)
                yield from (_piece(where, mark.line) for mark in body.marks)
                yield from _bands(where, body.bands)
            case Paragraph():
                yield _piece(where, body.line)
            case _:
                pass
    yield _piece(where, exhibit.source)


def _table(where: str, table: Table) -> Iterator[Piece]:
    yield _piece(where, *(column.head for column in table.columns), repeated=True)
    for row in table.rows:
        yield _piece(where, *(_cell(cell) for cell in row.cells))


def _cell(cell: Cell) -> Line | str:
    match cell.content:
        case Badge():
            return cell.content.text
        case Dots():
            return cell.content.word
        case tuple():
            return cell.content
        case Bar() | _:
            return ""


def _facts(facts: Facts) -> Iterator[Piece]:
    yield from (_piece(facts.title, label, value) for label, value in facts.rows)
    yield from (_piece(facts.title, line) for line in facts.notes)


def _group(group: DisclosureGroup) -> Iterator[Piece]:
    yield _piece(group.title, group.title, anchor=group.id)
    said = (_piece(group.title, line) for line in group.paragraphs)
    rows = (_piece(group.title, label, value) for label, value in group.rows)
    yield from (replace(piece, owed=True) for piece in (*said, *rows))
