from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.canvas import Canvas
from reportgen.formats.charts.labels import place, place_anyhow, spread, spread_strongest
from reportgen.formats.charts.words import Line, Spot


def test_what_has_room_does_not_move() -> None:
    assert spread([10, 30, 60], [9, 9], 0, 100) == [10, 30, 60]


def test_what_is_too_close_moves_apart_evenly() -> None:
    assert spread([20, 20], [10], 0, 100) == [15, 25]


def test_nothing_moves_beyond_the_bounds() -> None:
    assert spread([0, 1, 99], [10, 10], 0, 100) == [0, 10, 99]


def test_the_weakest_gives_way_where_there_is_no_room() -> None:
    assert spread_strongest([5, 6, 7], [3, 1, 2], 10, 0, 10) == [0, None, 10]


@given(wanted=st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=20), distance=st.floats(0.1, 20))
def test_distances_hold_and_order_is_kept(wanted: list[float], distance: float) -> None:
    wanted.sort()
    found = spread(wanted, [distance] * (len(wanted) - 1), -1e9, 1e9)
    assert all(after - before >= distance - 1e-6 for before, after in pairwise(found))
    assert sum(found) == pytest.approx(sum(wanted), abs=1e-3)


def test_a_label_takes_the_first_free_spot() -> None:
    canvas = Canvas(100, 50, 7)
    spots = [Spot(-5, 20), Spot(10, 20), Spot(10, 40)]
    assert place(canvas, [Line("one")], spots) == spots[1]
    assert place(canvas, [Line("two")], spots) == spots[2]
    assert place(canvas, [Line("three")], spots) is None
    assert [words.text for words in canvas.words] == ["one", "two"]


def test_a_label_avoids_lines_if_it_can() -> None:
    canvas = Canvas(100, 50, 7)
    line = Box(0, 18, 100, 22)
    assert place_anyhow(canvas, [Line("clear")], [Spot(10, 20), Spot(10, 40)], [line]) == Spot(10, 40)
    assert place_anyhow(canvas, [Line("crossed")], [Spot(10, 20)], [line]) == Spot(10, 20)


def test_the_lines_of_a_label_are_written_together_or_not_at_all() -> None:
    canvas = Canvas(100, 20, 7)
    assert not canvas.put([Line("above"), Line("below the edge")], Spot(10, 8))
    assert not canvas.words
