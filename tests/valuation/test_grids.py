"""Grids hold the note itself, and say where a cell has no meaningful figure."""

from __future__ import annotations

import math

from reportgen.model.results import grid_path
from tests.valuation.asked import whole

WACC = "WACC, value: 9 %"
TARGET = "valuation.target_price"


def test_the_file_is_sound() -> None:
    assert whole().faults == ()


def test_the_base_cell_of_each_grid_is_the_result_itself() -> None:
    assert whole()[grid_path(0, 1, 2)] == whole()[TARGET]
    assert whole()[grid_path(1, 1, 1)] == whole()["valuation.enterprise_value"]


def test_growth_not_below_the_discount_rate_has_no_figure_and_is_never_negative() -> None:
    cells = [[whole()[grid_path(0, row, column)] for column in range(5)] for row in range(4)]
    assert [[math.isnan(each) for each in row] for row in cells] == [[False] * 5] * 3 + [[True, True, *[False] * 3]]
    assert all(each > 0 for row in cells for each in row if not math.isnan(each))
