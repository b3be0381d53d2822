from __future__ import annotations

import pytest

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas, Pen, Shape
from reportgen.formats.charts.gridlines import break_grid
from reportgen.formats.charts.words import Line
from reportgen.model.charts import ChartSpec
from tests.formats.charts.drawn import label_boxes
from tests.formats.charts.reading import in_print, on_a_phone, points, shapes
from tests.formats.charts.samples import EXHIBITS

GRID = Pen("hair", 0.5)


def pieces(canvas: Canvas) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    shape = next(mark for mark in canvas.marks if isinstance(mark, Shape))
    return list(zip(shape.points[::2], shape.points[1::2], strict=True))


def test_a_gridline_breaks_off_before_words_and_goes_on_behind_them() -> None:
    canvas = Canvas(100.0, 50.0, 7.0)
    canvas.grid([((0.0, 20.0), (100.0, 20.0)), ((0.0, 40.0), (100.0, 40.0)), ((50.0, 0.0), (50.0, 50.0))], GRID)
    canvas.write(Line("21.53"), 50.0, canvas.centred(20.0), "middle")
    break_grid(canvas)
    (box,) = (words.box for words in canvas.words)
    left, right, whole, below, above = pieces(canvas)
    assert (left[0], right[1]) == ((0.0, 20.0), (100.0, 20.0))
    assert [left[1][0], right[0][0]] == pytest.approx([box.left - 1.2, box.right + 1.2])
    assert whole == ((0.0, 40.0), (100.0, 40.0))
    assert [below[1][1], above[0][1]] == pytest.approx([box.bottom, box.top])


def test_a_line_that_is_no_gridline_stays() -> None:
    canvas = Canvas(100.0, 50.0, 7.0)
    canvas.strokes([((0.0, 20.0), (100.0, 20.0))], GRID)
    canvas.write(Line("21.53"), 50.0, canvas.centred(20.0), "middle")
    break_grid(canvas)
    assert len(pieces(canvas)) == 1


def test_a_line_under_one_long_word_is_gone() -> None:
    canvas = Canvas(100.0, 50.0, 7.0)
    canvas.grid([((40.0, 20.0), (60.0, 20.0))], GRID)
    canvas.write(Line("a word that is longer"), 50.0, canvas.centred(20.0), "middle")
    break_grid(canvas)
    assert [mark for mark in canvas.marks if isinstance(mark, Shape)] == []


@pytest.mark.parametrize(
    ("spec", "width", "height"), [each[1:] for each in EXHIBITS], ids=[each[0] for each in EXHIBITS]
)
def test_no_gridline_runs_through_a_label(spec: ChartSpec, width: float, height: float) -> None:
    for svg in (in_print(spec, width, height), on_a_phone(spec)):
        for shape in shapes(svg, "s-hair"):
            ends = points(shape)
            for (left, y), (right, below) in zip(ends[::2], ends[1::2], strict=True):
                line = Box(left, y - 0.1, right, below + 0.1)
                assert not [each.text for each in label_boxes(svg) if each.box.grown(-0.1, -0.3).overlaps(line)]
