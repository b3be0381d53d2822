from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.charts.boxes import Box
from reportgen.formats.charts.hatching import lines_in


@given(left=st.floats(-50, 50), bottom=st.floats(-50, 50), width=st.floats(0.1, 80), height=st.floats(0.1, 80))
def test_lines_stay_in_their_box_and_rise_to_the_right(left: float, bottom: float, width: float, height: float) -> None:
    box = Box(left, bottom, left + width, bottom + height)
    for (x0, y0), (x1, y1) in lines_in(box, 4):
        assert Box(x0, y0, x1, y1).within(box)
        assert x1 - x0 == pytest.approx(y1 - y0)


def test_lines_are_in_step_between_neighbours() -> None:
    starts = {(y - x) % 4 for box in (Box(0, 0, 10, 10), Box(13, 5, 40, 9)) for (x, y), _ in lines_in(box, 4)}
    assert all(start == pytest.approx(0, abs=1e-9) or start == pytest.approx(4) for start in starts)


def test_a_box_without_extent_has_no_lines() -> None:
    assert lines_in(Box(1, 1, 1, 5), 4) == []
