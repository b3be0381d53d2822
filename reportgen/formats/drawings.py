"""The charts of a note, found and drawn, once for all the formats that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from reportgen.model.note import Beside, Block, Drawing, Exhibit, Note

# On a phone a chart is drawn anew: narrower, higher, with larger text.
NARROW_WIDTH = 95.0
NARROW_TEXT = 9.0


@dataclass(frozen=True, slots=True)
class Pictures:
    """The drawings of one chart as SVG: as wide as in print, and for a phone (empty where none was asked for)."""

    wide: str
    narrow: str = ""


def found(note: Note) -> tuple[Drawing, ...]:
    """Every chart of the note, in the order of its pages."""
    blocks: tuple[Block, ...] = note.front.exhibits
    for section in note.sections:
        blocks += section.blocks
    return tuple(_within(blocks))


def drawn(note: Note, *, narrow: bool) -> Mapping[str, Pictures]:
    """All charts by id, drawn in the colours of the house; ``narrow`` adds the ones for a phone."""
    return {drawing.id: picture(drawing, note, narrow=narrow) for drawing in found(note)}


def picture(drawing: Drawing, note: Note, *, narrow: bool) -> Pictures:
    """One chart; matplotlib is loaded with the first."""
    from reportgen.formats import charts  # noqa: PLC0415 - see above

    draw = partial(charts.draw, drawing.spec, accent=note.masthead.accent, accent_soft=note.masthead.accent_soft)
    wide = draw(name=drawing.id, width=drawing.width, height=drawing.height)
    if not narrow:
        return Pictures(wide)
    height = charts.drawing_height(drawing.spec, NARROW_WIDTH, narrow=True)
    small = draw(name=f"{drawing.id}-narrow", width=NARROW_WIDTH, height=height, text_size=NARROW_TEXT, narrow=True)
    return Pictures(wide, small)


def _within(blocks: tuple[Block, ...]) -> Iterator[Drawing]:
    for block in blocks:
        if isinstance(block, Exhibit):
            yield from (item for item in block.body if isinstance(item, Drawing))
        elif isinstance(block, Beside):
            yield from _within(block.left)
            yield from _within(block.right)
