"""Writers for tests of sections, and what an exhibit says as plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from reportgen.loading import load
from reportgen.model.note import Badge, Bar, Beside, Block, Cell, Direction, Dots, Drawing, Exhibit, Table
from reportgen.sections.writer import Writer, plain
from reportgen.valuation import value
from tests.commands.small import LEAST, company
from tests.workspaces import REPOSITORY, Change


def writer_at(root: Path, slug: str = "small") -> Writer:
    """A writer for a company of a workspace."""
    loaded = load(root, slug)
    assert loaded.inputs is not None, "\n".join(each.text() for each in loaded.diagnostics)
    results, _ = value(loaded.inputs)
    return Writer(loaded.inputs, results)


def small(tmp_path: Path, variant: str = LEAST, changes: Mapping[str, Change] | None = None) -> Writer:
    """A writer for the company "small" in one of its variants."""
    return writer_at(company(tmp_path, variant, changes))


@cache
def sample() -> Writer:
    """A writer for the sample, loaded once."""
    return writer_at(REPOSITORY, "xiaomi")


def table(exhibit: Exhibit | None) -> list[list[str]]:
    """The cells of an exhibit's table as words."""
    assert exhibit is not None
    found = next(each for each in exhibit.body if isinstance(each, Table))
    return [[cell_text(cell) for cell in row.cells] for row in found.rows]


def cell_text(cell: Cell) -> str:
    """What a cell prints."""
    match cell.content:
        case Badge():
            return spaced(cell.content.text)
        case Bar():
            return ""
        case Dots():
            return cell.content.word
        case Direction():
            return cell.content.sign
        case _:
            return spaced(plain(cell.content))


def drawing(exhibit: Exhibit | None) -> Drawing:
    """The chart of an exhibit."""
    assert exhibit is not None
    return next(each for each in exhibit.body if isinstance(each, Drawing))


def exhibits(blocks: tuple[Block, ...]) -> Iterator[Exhibit]:
    """All exhibits of some blocks, those side by side too."""
    for block in blocks:
        if isinstance(block, Exhibit):
            yield block
        elif isinstance(block, Beside):
            yield from exhibits((*block.left, *block.right))


def said(exhibit: Exhibit | None) -> tuple[str, str, str]:
    """Title, subtitle and source line."""
    assert exhibit is not None
    return spaced(plain(exhibit.title)), spaced(plain(exhibit.subtitle)), spaced(plain(exhibit.source))


def spaced(text: str) -> str:
    """A text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
