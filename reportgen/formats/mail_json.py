"""``mail.json``: what a mail needs of a note, archived with it, so that a mail tells exactly what was released."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import TypeAlias

from reportgen.formats.charts.boxes import POINTS_PER_MM
from reportgen.model.charts import PriceChart, Waterfall
from reportgen.model.inputs import Inputs
from reportgen.model.note import Beside, Block, Drawing, Exhibit, Inline, Line, Note, Number, Strong, Text
from reportgen.model.results import Results
from reportgen.quantities import printed, walk

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

VERSION = 1
TARGET = "valuation.target_price"
KINDS = (PriceChart, Waterfall)
"""The charts that a mail can show, the best first."""

# As wide as the mail's text, and readable on a phone too, where the picture shrinks to two thirds.
WIDTH_PX, WIDTH_MM, HEIGHT_MM, TEXT_PT = 552, 120.0, 58.0, 8.5
_POINTS_AT_MOST = 5


def mail_json(note: Note, inputs: Inputs, results: Results) -> bytes:
    """The material of a note's mail: words, figures, the inputs of the target, one chart at twice its size."""
    company, house, front = inputs.company, inputs.house, note.front
    content: Json = {
        "format": "reportgen.mail",
        "format_version": VERSION,
        "draft": inputs.draft,
        "company": {
            "slug": inputs.slug,
            "name": company.name,
            "native_name": company.native_name or "",
            "ticker": company.listing.ticker,
            "sector": company.sector,
        },
        "house": {
            "name": house.name,
            "legal_name": house.legal_name,
            "place": house.place,
            "time_zone": house.time_zone,
            "language": house.language,
            "accent": house.branding.accent,
        },
        "note_type": note.masthead.note_type,
        "as_of": str(inputs.as_of),
        "headline": _words(front.headline),
        "standfirst": list[Json](_run(each) for each in front.standfirst),
        "points": list[Json](lead for line in front.thesis if (lead := _lead(line)))[:_POINTS_AT_MOST],
        "horizon_months": house.ratings.horizon_months,
        "ratings": list[Json](band.name for band in house.ratings.bands),
        "overridden": bool(front.card.override),
        "inputs": list(_inputs(results)),
        "chart": _chart(note),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _inputs(results: Results) -> Iterator[Json]:
    """The typed inputs on which the target rests; what moved it can be told from two releases' lists."""
    target = results.quantities.get(TARGET)
    for each in walk([target]) if target is not None else ():
        if each.is_leaf and each.path and each.value is not None:
            yield {"path": each.path, "label": each.name, "printed": printed(each, each.value)}


def _chart(note: Note) -> Json:
    found = [(kind, exhibit, drawing) for exhibit, drawing in _drawn(note) for kind in KINDS if _is(drawing, kind)]
    if not found:
        return None
    from reportgen.formats import charts  # noqa: PLC0415 - loads matplotlib

    _, exhibit, drawing = min(found, key=lambda each: KINDS.index(each[0]))
    high = max(HEIGHT_MM, charts.drawing_height(drawing.spec, WIDTH_MM * 7 / TEXT_PT, narrow=True) * TEXT_PT / 9)
    height = high if isinstance(drawing.spec, Waterfall) else HEIGHT_MM
    scale = 2 * WIDTH_PX / (WIDTH_MM * POINTS_PER_MM)
    png = charts.draw_pixels(
        drawing.spec,
        width=WIDTH_MM,
        height=height,
        scale=scale,
        text_size=TEXT_PT,
        accent=note.masthead.accent,
        accent_soft=note.masthead.accent_soft,
    )
    return {
        "title": _words(exhibit.title),
        "subtitle": _words(exhibit.subtitle),
        "source": _words(exhibit.source),
        "alt": drawing.alt,
        "width": WIDTH_PX,
        "height": round(WIDTH_PX * height / WIDTH_MM),
        "png": base64.b64encode(png).decode("ascii"),
    }


def _is(drawing: Drawing, kind: type) -> bool:
    return isinstance(drawing.spec, kind)


def _drawn(note: Note) -> Iterator[tuple[Exhibit, Drawing]]:
    blocks: list[Block] = [*note.front.exhibits, *(block for section in note.sections for block in section.blocks)]
    while blocks:
        block = blocks.pop(0)
        if isinstance(block, Beside):
            blocks[:0] = [*block.left, *block.right]
        elif isinstance(block, Exhibit):
            yield from ((block, item) for item in block.body if isinstance(item, Drawing))


def _run(piece: Inline) -> Json:
    return {"text": _words((piece,)), "strong": isinstance(piece, Strong)}


def _lead(line: Line) -> str:
    """The bold words at the head of a paragraph of the thesis."""
    return _words(line[:1]) if line and isinstance(line[0], Strong) else ""


def _words(line: Line) -> str:
    pieces = []
    for piece in line:
        if isinstance(piece, Text):
            pieces.append(piece.text)
        elif isinstance(piece, Number):
            pieces.append(piece.written.text)
        elif isinstance(piece, Strong):
            pieces.append(_words(piece.children))
    return "".join(pieces)
