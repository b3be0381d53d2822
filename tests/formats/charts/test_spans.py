from __future__ import annotations

import pytest

from reportgen.formats.charts.canvas import Canvas
from reportgen.formats.charts.spans import frame_of, height_of_rows, names_of

ROWS = [("Sum of the parts", "premium from none to ours"), ("Price to earnings", "")]


def test_bars_begin_behind_the_names_and_leave_room_for_values() -> None:
    canvas = Canvas.of_millimetres(118, 40, 7)
    names = names_of(canvas, ROWS, narrow=False)
    frame = frame_of(canvas, names, [10.0, 60.0], [(10.0, "10.00", -1), (60.0, "60.00", 1)])
    assert names.end < frame.area.left < frame.x(10.0) < frame.x(60.0) < canvas.width
    assert frame.strips == frame.rows
    assert len(frame.runs) == 1


def test_on_a_phone_names_take_the_upper_half_of_each_row() -> None:
    canvas = Canvas.of_millimetres(95, 40, 9)
    names = names_of(canvas, ROWS, narrow=True)
    frame = frame_of(canvas, names, [10.0, 60.0], [])
    assert frame.area.left == 0
    assert [strip.top for strip in frame.strips] == [row.middle for row in frame.rows]
    assert frame.runs == frame.strips


def test_a_name_without_a_detail_may_take_both_lines() -> None:
    canvas = Canvas.of_millimetres(40, 40, 7)
    names = names_of(canvas, [("What the whole company might be worth", ""), ("Sum", "of parts")], narrow=False)
    assert [len(lines) for lines in names.lines] == [2, 2]
    assert [line.weight for line in names.lines[1]] == [600, 400]


def test_a_detail_with_figures_is_whole_or_not_there() -> None:
    canvas = Canvas.of_millimetres(118, 40, 7)
    long = "from USD/car 39,600 to USD/car 48,400, the price of a car in the later years"
    names = names_of(
        canvas, [("Revenue", long), ("Revenue", "of one car in the later years, as it was and is")], narrow=False
    )
    assert [len(lines) for lines in names.lines] == [1, 2]


@pytest.mark.parametrize(("narrow", "points"), [(False, 7 * (3.4 + 2 * 3.0)), (True, 7 * (3.4 + 2 * 3.4))])
def test_each_row_has_its_height(narrow: bool, points: float) -> None:
    assert height_of_rows(2, 3.0, 7, narrow=narrow) == pytest.approx(points)
