"""Which sections begin a page: a short one follows the one before, where by its measure it still fits on that page."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from reportgen.model.note import (
    Beside,
    Block,
    Cell,
    DisclosureGroup,
    Disclosures,
    Drawing,
    Exhibit,
    Indicators,
    Line,
    Paragraph,
    Rail,
    Row,
    Scale,
    Section,
    Subheading,
    Table,
)
from reportgen.sections.writer import plain

# Millimetres, as the style sheets set them on A4; the room keeps a reserve, as widths of letters are only averages.
_PAGE, _RESERVE, _WIDTH = 260.0, 12.0, 180.0
_GUTTER = 6.0
_TITLE, _APART = 14.0, 8.0
_LINE, _LETTER, _AFTER = 4.7, 1.62, 2.5
_EXHIBIT, _EXHIBIT_LINE, _EXHIBIT_LETTER = 18.0, 4.6, 1.4
_RAIL, _SCALE, _INDICATORS = 12.0, 17.0, 18.0
_SMALL_LINE, _SMALL_LETTER, _SMALL_AFTER = 3.3, 1.3, 5.0


def paged(sections: Sequence[Section], flowing: Collection[str] = ()) -> tuple[Section, ...]:
    """The sections, each told whether it begins a page; the first one follows the front page and does.

    Those that are ``flowing`` begin no page in any case, and may run over several.
    """
    found: list[Section] = []
    used = _PAGE
    for section in sections:
        needed = _TITLE + _stack(section.blocks, _WIDTH)
        flows = section.id in flowing
        follows = flows or used + _APART + needed <= _PAGE - _RESERVE
        found.append(replace(section, new_page=not follows))
        used = used % _PAGE + _APART + needed if follows else needed
        used = used % _PAGE if flows else used
    return tuple(found)


def _stack(blocks: Iterable[Block], width: float) -> float:
    return sum(_height(block, width) for block in blocks)


def _height(block: Block, width: float) -> float:
    match block:
        case Paragraph() | Subheading():
            return _lines(block.line, width, _LETTER) * _LINE + _AFTER
        case Exhibit():
            return _exhibit(block, width)
        case Indicators():
            return _INDICATORS
        case Beside():
            left = float(block.width)
            return max(_stack(block.left, left), _stack(block.right, width - left - _GUTTER))
        case Disclosures():
            return max(small_height(side) for side in (block.left, block.right))
        case _:
            return _PAGE


def _exhibit(block: Exhibit, width: float) -> float:
    words = sum(
        _lines(line, width, _EXHIBIT_LETTER) - 1 for line in (block.title, block.subtitle, block.source) if line
    )
    return _EXHIBIT + words * _EXHIBIT_LINE + sum(_body(part, width) for part in block.body)


def _body(part: Table | Rail | Scale | Drawing | Paragraph, width: float) -> float:
    match part:
        case Table():
            rows = sum(_row_lines(part, row, width) for row in part.rows)
            return (rows + any(column.head for column in part.columns)) * _EXHIBIT_LINE
        case Drawing():
            return part.height
        case Paragraph():
            return _lines(part.line, width, _EXHIBIT_LETTER) * _EXHIBIT_LINE + _AFTER
        case Rail():
            return _RAIL
        case Scale():
            return _SCALE


def _row_lines(table: Table, row: Row, width: float) -> int:
    even = 100.0 / len(table.columns)
    shares = [(column.width or even) / 100.0 for column in table.columns]
    return max(_cell_lines(cell, width * share) for cell, share in zip(row.cells, shares, strict=True))


def _cell_lines(cell: Cell, width: float) -> int:
    return _lines(cell.content, width, _EXHIBIT_LETTER) if isinstance(cell.content, tuple) else 1


def small_height(groups: Iterable[DisclosureGroup]) -> float:
    """The millimetres of groups of small print below each other in one of its two columns."""
    return sum(_group(each, (_WIDTH - _GUTTER) / 2) for each in groups)


def _group(group: DisclosureGroup, width: float) -> float:
    lines = 1 + sum(_lines(line, width, _SMALL_LETTER) for line in group.paragraphs)
    lines += sum(_lines((*label, *value), width, _SMALL_LETTER) for label, value in group.rows)
    return lines * _SMALL_LINE + _SMALL_AFTER


def _lines(line: Line, width: float, letter: float) -> int:
    return max(1, math.ceil(len(plain(line)) * letter / width))
