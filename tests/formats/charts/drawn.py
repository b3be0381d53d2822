"""Where the words of a finished drawing stand."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.fonts import ASCENT, DESCENT, text_width


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of text in a drawing; the box is in points from the upper left corner."""

    text: str
    path: str
    size: float
    box: Box


def label_boxes(svg: str) -> tuple[Printed, ...]:
    """Every line of text in a drawing of ours, in the order in which it is painted."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    return tuple(_label(element) for element in root.iter("{http://www.w3.org/2000/svg}text"))


def drawing_box(svg: str) -> Box:
    """The whole of a drawing."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    left, top, width, height = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    return Box(left, top, left + width, top + height)


def _label(element: ET.Element) -> Printed:
    text, size = element.text or "", float(element.get("font-size", "0"))
    width = text_width(text, size, int(element.get("font-weight", "400")))
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
    return Printed(
        text, element.get("data-path", ""), size, Box(left, y - size * ASCENT, left + width, y + size * DESCENT)
    )
