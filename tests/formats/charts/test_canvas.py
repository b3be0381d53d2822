from __future__ import annotations

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen
from reportgen.formats.charts.words import Line


def test_words_that_would_overlap_are_refused() -> None:
    canvas = Canvas(100, 50, 7)
    assert canvas.write(Line("first"), 10, 20)
    assert not canvas.write(Line("second"), 12, 22)
    assert canvas.write(Line("third"), 10, 30)


def test_words_that_would_leave_the_drawing_are_refused() -> None:
    canvas = Canvas(30, 20, 7)
    assert not canvas.write(Line("too long for it"), 0, 10)
    assert not canvas.write(Line("low"), 0, 0.5)
    assert not canvas.write(Line("high"), 0, 19)


def test_an_empty_label_takes_no_room() -> None:
    canvas = Canvas(30, 20, 7)
    assert canvas.write(Line(" \n"), 0, 10)
    assert canvas.words == []


def test_what_has_no_extent_is_not_drawn() -> None:
    canvas = Canvas(30, 20, 7)
    canvas.rectangle(Box(1, 1, 1, 9), fill="ink")
    canvas.line([(1, 1)], Pen("ink"))
    canvas.strokes([], Pen("ink"))
    assert canvas.marks == []
