"""What tests ask of a drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from reportgen.formats.charts import draw, drawing_height
from reportgen.formats.charts.boxes import Box
from reportgen.model.charts import ChartSpec, Label
from tests.formats.charts.drawn import drawing_box, label_boxes

SVG = "{http://www.w3.org/2000/svg}"

# Places are written with two decimals.
ROUNDING = 0.02


def in_print(spec: ChartSpec, width: float = 118.0, height: float = 50.0) -> str:
    return draw(spec, name="chart", width=width, height=height)


def on_a_phone(spec: ChartSpec) -> str:
    height = drawing_height(spec, 95, narrow=True)
    return draw(spec, name="chart", width=95, height=height, text_size=9, narrow=True)


def assert_readable(svg: str) -> None:
    """No label is empty, leaves the drawing, or overlaps another one."""
    whole = drawing_box(svg)
    found = label_boxes(svg)
    for one in found:
        assert one.text.strip()
        assert one.box.grown(-ROUNDING, -ROUNDING).within(whole), one
    for one, other in combinations(found, 2):
        assert not one.box.grown(-ROUNDING, -ROUNDING).overlaps(other.box.grown(-ROUNDING, -ROUNDING)), (one, other)


def labels_in(value: object) -> Iterator[Label]:
    """Every label anywhere in a spec."""
    if isinstance(value, Label):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from labels_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from labels_in(getattr(value, field.name))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def texts(svg: str) -> list[str]:
    return [found.text for found in label_boxes(svg)]


def place(svg: str, text: str) -> Box:
    """Where a text stands, in points from the upper left corner: so ``bottom`` lies above ``top`` on the page."""
    (found,) = [one.box for one in label_boxes(svg) if one.text == text]
    return found


def shapes(svg: str, one_class: str) -> list[ET.Element]:
    """The shapes of a class of colour."""
    return [element for element in parsed(svg).iter(f"{SVG}path") if one_class in element.get("class", "").split()]


def extent(shape: ET.Element) -> Box:
    """The box around the points of a shape, in points from the upper left corner."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", shape.get("d", ""))]
    xs, ys = numbers[::2], numbers[1::2]
    return Box(min(xs), min(ys), max(xs), max(ys))


def points(shape: ET.Element) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", shape.get("d", ""))]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
