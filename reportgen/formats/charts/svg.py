"""From a drawing to SVG text: matplotlib writes it, and it is then made fit to stand inside a page.

Matplotlib's style attributes become presentation attributes, which every reader of SVG understands, and a class per
colour, which the screen's stylesheet turns into its own colours (``c-`` text, ``f-`` fill, ``s-`` stroke).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from threading import Lock
from typing import Protocol, cast
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from reportgen.formats.charts.boxes import POINTS_PER_MM
from reportgen.formats.charts.canvas import CLOSE, Canvas, Mark, Shape, Words
from reportgen.formats.charts.colours import Token, fills, text_colours
from reportgen.formats.charts.engine import (
    FALLBACK,
    FAMILY,
    Affine2D,
    FontProperties,
    GraphicsContextBase,
    IdentityTransform,
    Outline,
    RendererBase,
    RendererSVG,
    rc_context,
)

_NUMBER = re.compile(r"-?\d+\.\d+")
_DECIMALS = 2
_NUMBER_OR_WHOLE = re.compile(r"-?\d+(?:\.\d+)?")
_SVG = "{http://www.w3.org/2000/svg}"
# matplotlib's settings belong to the whole process
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Inks:
    """The print colours of one drawing."""

    shapes: Mapping[Token, str]
    text: Mapping[Token, str]


class _Finishing(Protocol):
    def finalize(self) -> None: ...


def write(canvas: Canvas, name: str, *, accent: str, accent_soft: str) -> str:
    """The drawing as SVG text; ``name`` makes its id unique in the page."""
    inks = Inks(fills(accent, accent_soft), text_colours(accent))
    drawn = ET.fromstring(_by_matplotlib(canvas, inks))  # noqa: S314 - matplotlib has just written it
    elements = [element for element in drawn if element.tag in (f"{_SVG}path", f"{_SVG}text")]
    body = "".join(_element(*pair) for pair in zip(canvas.marks, elements, strict=True))
    size = {
        "xmlns": "http://www.w3.org/2000/svg",
        "id": f"{_quoted(name)}-svg",
        "width": f"{_short(canvas.width / POINTS_PER_MM)}mm",
        "height": f"{_short(canvas.height / POINTS_PER_MM)}mm",
        "viewBox": f"0 0 {_short(canvas.width)} {_short(canvas.height)}",
        "stroke-linejoin": "round",
    }
    return f"<svg {_attributes(size)}>{body}</svg>"


def _by_matplotlib(canvas: Canvas, inks: Inks) -> str:
    buffer = StringIO()
    # text as text; ids, of which none should be left, that do not differ from process to process
    with _ONE_AT_A_TIME, rc_context({"svg.fonttype": "none", "svg.hashsalt": "reportgen", "svg.id": None}):
        svg = RendererSVG(canvas.width, canvas.height, buffer, metadata={"Date": None})  # type: ignore[no-untyped-call]
        renderer = cast("RendererBase", svg)
        for mark in canvas.marks:
            if isinstance(mark, Words):
                draw_words(renderer, mark, inks.text[mark.colour])
            else:
                draw_shape(renderer, mark, inks.shapes)
        cast("_Finishing", svg).finalize()
    return buffer.getvalue()


def draw_shape(renderer: RendererBase, shape: Shape, colours: Mapping[Token, str], scale: float = 1.0) -> None:
    """Draw an outline with any of matplotlib's renderers; ``scale`` is how many of its units a point has."""
    context = GraphicsContextBase()
    context.set_linewidth(0.0)
    if shape.pen:
        context.set_foreground(colours[shape.pen.colour])
        context.set_linewidth(shape.pen.width)
        if shape.pen.dash:
            context.set_dashes(0.0, list(shape.pen.dash))
    if shape.codes[-1] == CLOSE:
        context.set_joinstyle("miter")
    fill = colours[shape.fill] if shape.fill else None
    outline = Outline(shape.points, shape.codes)
    place = IdentityTransform() if scale == 1.0 else Affine2D().scale(scale)
    renderer.draw_path(context, outline, place, _rgb(fill) if fill else None)


def draw_words(renderer: RendererBase, words: Words, colour: str) -> None:
    """Draw a line of text with any of matplotlib's renderers, at its place in their units."""
    context = GraphicsContextBase()
    context.set_foreground(colour)
    from_top = renderer.get_canvas_width_height()[1] - words.y
    # ismath is off: a dollar sign in a name is a dollar sign
    renderer.draw_text(context, words.x, from_top, words.text, _font(words.size, words.weight), 0.0, ismath=False)


@lru_cache
def _font(size: float, weight: int) -> FontProperties:
    return FontProperties(family=[FAMILY, FALLBACK], size=size, weight=weight)


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _element(mark: Mark, drawn: ET.Element) -> str:
    style = dict(_declarations(drawn.get("style", "")))
    if isinstance(mark, Words):
        return f"<text {_attributes(_of_words(mark, drawn, style))}>{escape(drawn.text or '')}</text>"
    return f"<path {_attributes(_of_shape(mark, drawn, style))}/>"


def _of_shape(shape: Shape, drawn: ET.Element, style: Mapping[str, str]) -> dict[str, str]:
    classes = [f"f-{shape.fill}"] if shape.fill else []
    classes += [f"s-{shape.pen.colour}"] if shape.pen else []
    kept = {name: style[name] for name in ("fill", "stroke", "stroke-width", "stroke-linejoin") if name in style}
    dashes = {"stroke-dasharray": style["stroke-dasharray"]} if "stroke-dasharray" in style else {}
    if not shape.pen:
        kept.pop("stroke-linejoin", None)
    return {"class": " ".join(classes), "d": _outline(drawn.get("d", "")), **kept, **dashes}


def _of_words(words: Words, drawn: ET.Element, style: Mapping[str, str]) -> dict[str, str]:
    place = _NUMBER_OR_WHOLE.findall(drawn.get("transform", ""))
    weight = {"font-weight": style["font-weight"]} if "font-weight" in style else {}
    anchor = {"text-anchor": words.anchor} if words.anchor != "start" else {}
    lineage = {"data-path": _quoted(words.path)} if words.path else {}
    return {
        "class": f"c-{words.colour}",
        "x": _short(float(place[0])),
        "y": _short(float(place[1])),
        **anchor,
        # a generic name given to matplotlib would be spelled out as a dozen families
        "font-family": f"{style['font-family']}, sans-serif",
        "font-size": style["font-size"].removesuffix("px"),
        **weight,
        "fill": style.get("fill", "#000000"),
        **lineage,
    }


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _outline(data: str) -> str:
    """A path without what can be left out: a line follows a point when no letter says otherwise."""
    rounded = _NUMBER.sub(lambda match: _short(float(match[0])), data)
    return re.sub(r"\s*([MCz])\s*", r"\1", re.sub(r"\s*L\s*", " ", rounded)).strip()


def _short(number: float) -> str:
    text = f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _attributes(values: Mapping[str, str]) -> str:
    """Attributes as text; what may hold any character comes escaped."""
    return " ".join(f'{name}="{value}"' for name, value in values.items())


def _quoted(value: str) -> str:
    return escape(value, {'"': "&quot;", "\n": "&#10;"})
