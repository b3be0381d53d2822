"""From a drawing to pixels, for mail: mail programs show no SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import cast

import numpy as np

from reportgen.formats.charts.canvas import Canvas, Shape, Words
from reportgen.formats.charts.colours import Token, fills, text_colours
from reportgen.formats.charts.engine import FALLBACK, FAMILY, FONTS, WEIGHTS, RendererBase, font_file
from reportgen.formats.charts.svg import draw_shape, draw_words

_FALLBACK_FILE = FONTS / f"{FALLBACK.replace(' ', '')}-400.ttf"


def write_png(canvas: Canvas, *, scale: float, accent: str, accent_soft: str) -> bytes:
    """The drawing as PNG on white, ``scale`` pixels for a point. The same drawing gives the same bytes."""
    from matplotlib.backends.backend_agg import RendererAgg  # noqa: PLC0415 - wanted for mail only
    from matplotlib.image import imsave  # noqa: PLC0415

    _know_the_fonts()
    width, height = round(canvas.width * scale), round(canvas.height * scale)
    agg = RendererAgg(width, height, 72 * scale)  # type: ignore[no-untyped-call]
    renderer = cast("RendererBase", agg)
    shapes, words = fills(accent, accent_soft), text_colours(accent)
    _paint_paper(renderer, canvas, scale, shapes)
    for mark in canvas.marks:
        if isinstance(mark, Words):
            # pixels are placed from the left edge of the words, wherever their anchor is
            placed = replace(mark, x=mark.box.left * scale, y=mark.y * scale)
            draw_words(renderer, placed, words[mark.colour])
        else:
            draw_shape(renderer, mark, shapes, scale)
    buffer = BytesIO()
    opaque = np.asarray(agg.buffer_rgba())[:, :, :3]  # type: ignore[no-untyped-call]
    imsave(buffer, opaque, format="png", dpi=72 * scale, metadata={"Software": None})  # type: ignore[dict-item]
    return buffer.getvalue()


def _paint_paper(renderer: RendererBase, canvas: Canvas, scale: float, colours: Mapping[Token, str]) -> None:
    sheet = Canvas(canvas.width, canvas.height, canvas.size)
    sheet.rectangle(sheet.edges, fill="paper")
    draw_shape(renderer, cast("Shape", sheet.marks[0]), colours, scale)


@cache
def _know_the_fonts() -> None:
    """Our fonts in all weights: whoever loaded matplotlib first may have given it another list. Noto has one weight."""
    from matplotlib.font_manager import FontEntry, fontManager  # noqa: PLC0415

    faces = [(FAMILY, weight, font_file(weight)) for weight in WEIGHTS]
    if _FALLBACK_FILE.exists():
        faces += [(FALLBACK, weight, _FALLBACK_FILE) for weight in WEIGHTS]
    known = {(entry.name, entry.weight) for entry in fontManager.ttflist}
    fontManager.ttflist.extend(
        FontEntry(str(file), name=name, weight=weight, size="scalable")
        for name, weight, file in faces
        if (name, weight) not in known
    )
