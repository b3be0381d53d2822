from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Table
from reportgen.sections.sensitivity import sensitivity
from reportgen.sections.writer import Writer, plain
from tests.sections.composing import said, sample, small, spaced, table

GRID = """\
sensitivity:
  across: {{path: valuation.premium, label: WACC, values: [{across}]}}
  down: {{path: valuation.parts.whole.enterprise_value, label: EV, values: [{down}]}}
"""


def grid(tmp_path: Path, across: str, down: str) -> Writer:
    return small(tmp_path, "a discount", {"exhibits.yaml": GRID.format(across=across, down=down)})


def test_the_base_cell_of_the_sample_is_its_target() -> None:
    exhibit = sensitivity(sample())
    assert exhibit is not None
    framed = [
        plain(cell.content)
        for part in exhibit.body
        if isinstance(part, Table)
        for row in part.rows
        for cell in row.cells
        if cell.mark == "framed" and isinstance(cell.content, tuple)
    ]
    assert framed == ["36.03"]
    assert said(exhibit)[0] == "One of 24 cells reaches the price"


def test_rows_and_columns_are_headed_as_typed() -> None:
    exhibit = sensitivity(sample())
    assert exhibit is not None
    heads = next(each for each in exhibit.body if isinstance(each, Table)).columns
    assert [spaced(each.head) for each in heads] == ["Uplift", "0 %", "6 %", "12 %", "18 %", "24 %", "30 %"]
    assert [row[0] for row in table(exhibit)] == ["0 %", "10 %", "20 %", "30 %"]


@pytest.mark.parametrize(
    ("across", "down", "title"),
    [
        ("-5 %, 0 %", "USD 100 m, USD 200 m", "No cell of the grid reaches the price"),
        ("-5 %, 0 %", "USD 500 m, USD 600 m", "Every cell of the grid reaches the price"),
        ("-5 %, 0 %", "USD 100 m, USD 600 m", "Two of 4 cells reach the price"),
        ("-50 %, 0 %", "USD 100 m, USD 410 m", "One of 4 cells reaches the price"),
    ],
)
def test_the_title_counts_the_cells_that_reach_the_price(tmp_path: Path, across: str, down: str, title: str) -> None:
    assert said(sensitivity(grid(tmp_path, across, down)))[0] == title


def test_names_of_the_axes_stay_as_they_were_typed_and_bear_the_unit(tmp_path: Path) -> None:
    assert (
        said(sensitivity(grid(tmp_path, "-5 %, 0 %", "USD 400 m, USD 500 m")))[1]
        == "Target, USD; across: WACC, down: EV, USD m"
    )


def test_without_the_base_in_the_grid_nothing_is_framed(tmp_path: Path) -> None:
    exhibit = sensitivity(grid(tmp_path, "-4 %, 0 %", "USD 400 m, USD 500 m"))
    assert exhibit is not None
    cells = [cell for part in exhibit.body if isinstance(part, Table) for row in part.rows for cell in row.cells]
    assert {cell.mark for cell in cells} == {"", "strong"}


def test_without_a_choice_there_is_no_grid(tmp_path: Path) -> None:
    assert sensitivity(small(tmp_path)) is None
