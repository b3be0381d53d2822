from __future__ import annotations

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.colours import TOKENS
from reportgen.formats.charts.svg import write
from reportgen.formats.charts.words import Line
from tests.formats.charts.reading import parsed


def svg_of(canvas: Canvas) -> str:
    return write(canvas, "c", accent=TOKENS["accent"], accent_soft=TOKENS["accent-soft"])


def test_a_rectangle_is_written_short() -> None:
    canvas = Canvas(100, 50, 7)
    canvas.rectangle(Box(10, 10, 20.126, 30), fill="d1")
    assert '<path class="f-d1" d="M10 40 20.13 40 20.13 20 10 20z" fill="#17405e"/>' in svg_of(canvas)


def test_a_line_has_its_colour_width_and_dashes() -> None:
    canvas = Canvas(100, 50, 7)
    canvas.line([(0, 0), (10, 10)], Pen("accent", 1.5, (3, 2)))
    (line,) = parsed(svg_of(canvas))
    assert line.attrib == {
        "class": "s-accent",
        "d": "M0 50 10 40",
        "fill": "none",
        "stroke": "#b93a0e",
        "stroke-width": "1.5",
        "stroke-dasharray": "3,2",
    }


def test_text_has_its_font_in_separate_attributes() -> None:
    canvas = Canvas(100, 50, 7)
    canvas.write(Line("Price 42.48", "ink", 600, 'price["2025Q3"]'), 90, 10, "end")
    (text,) = parsed(svg_of(canvas))
    assert text.text == "Price 42.48"
    assert text.attrib == {
        "class": "c-ink",
        "x": "90",
        "y": "40",
        "text-anchor": "end",
        "font-family": "'Inter', 'Noto Sans SC', sans-serif",
        "font-size": "7",
        "font-weight": "600",
        "fill": "#15212b",
        "data-path": 'price["2025Q3"]',
    }


def test_an_accent_of_black_is_black() -> None:
    canvas = Canvas(100, 50, 7)
    canvas.rectangle(Box(10, 10, 20, 30), fill="accent")
    canvas.write(Line("x", "accent"), 40, 10)
    svg = write(canvas, "c", accent="#000000", accent_soft="#eeeeee")
    assert {element.get("fill") for element in parsed(svg)} <= {"#000000", None}


def test_an_empty_drawing_is_an_empty_picture() -> None:
    assert list(parsed(svg_of(Canvas(100, 50, 7)))) == []
