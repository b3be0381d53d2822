"""The charts of a note, found and drawn, once for all the formats that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.formats.chart_cache import kept_or_drawn, key_of
from reportgen.model.charts import ChartSpec
from reportgen.model.note import Beside, Block, Drawing, Exhibit, Note

WIDE_TEXT = 7.0

# On a phone a chart is drawn anew: narrower, higher, with larger text.
NARROW_WIDTH = 95.0
NARROW_TEXT = 9.0
_NARROW = "-narrow"


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


def drawn(note: Note, *, narrow: bool, cache: Path | None = None) -> Mapping[str, Pictures]:
    """All charts by id, drawn in the colours of the house; ``narrow`` adds the ones for a phone.

    What is in the folder of a ``cache`` is not drawn again; matplotlib is loaded with the first that is.
    """
    orders = {order.name: order for drawing in found(note) for order in _orders(drawing, note, narrow=narrow)}
    if cache is None:
        drawings = {name: _drawn(order) for name, order in orders.items()}
    else:
        keys = {name: key_of(order) for name, order in orders.items()}
        drawings = kept_or_drawn(cache, keys, lambda name: _drawn(orders[name]))
    return {each.id: Pictures(drawings[each.id], drawings.get(f"{each.id}{_NARROW}", "")) for each in found(note)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """A drawing as it is asked for, all that it follows from; without a height it takes its natural one."""

    spec: ChartSpec
    name: str
    width: float
    height: float | None
    text_size: float
    narrow: bool
    accent: str
    accent_soft: str


def _orders(drawing: Drawing, note: Note, *, narrow: bool) -> Iterator[_Order]:
    wide = _Order(
        spec=drawing.spec,
        name=drawing.id,
        width=drawing.width,
        height=drawing.height,
        text_size=WIDE_TEXT,
        narrow=False,
        accent=note.masthead.accent,
        accent_soft=note.masthead.accent_soft,
    )
    yield wide
    if narrow:
        name = f"{drawing.id}{_NARROW}"
        yield replace(wide, name=name, width=NARROW_WIDTH, height=None, text_size=NARROW_TEXT, narrow=True)


def _drawn(order: _Order) -> str:
    from reportgen.formats import charts  # noqa: PLC0415 - loads matplotlib

    height = order.height
    if height is None:
        height = charts.drawing_height(order.spec, order.width, narrow=order.narrow)
    return charts.draw(
        order.spec,
        name=order.name,
        width=order.width,
        height=height,
        text_size=order.text_size,
        narrow=order.narrow,
        accent=order.accent,
        accent_soft=order.accent_soft,
    )


def _within(blocks: tuple[Block, ...]) -> Iterator[Drawing]:
    for block in blocks:
        if isinstance(block, Exhibit):
            yield from (item for item in block.body if isinstance(item, Drawing))
        elif isinstance(block, Beside):
            yield from _within(block.left)
            yield from _within(block.right)
