"""Which periods are parts of others, and which stand around one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.spans import around, inside, made_of, monthly
from reportgen.model.inputs import Inputs
from reportgen.model.periods import read_period
from tests.checks.test_facts_plausible import metric
from tests.workspaces import small_workspace, valued

_QUARTERS = "2023Q4 9, FY2023 30, 2024Q1 3, 2024Q2 6, 2024Q3 9, 9M2024 18, 2024-09 4, 2024Q4 12, 2025Q3 10"


def inputs_of(folder: Path, end: str = "12-31") -> Inputs:
    changes = {
        "facts.yaml": [("metrics:\n", "metrics:\n" + metric("sales", _QUARTERS))],
        "company.yaml": [("fiscal_year_end: 12-31", f"fiscal_year_end: {end}")],
    }
    return valued(small_workspace(folder, changes)).inputs


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ("2024Q3", "9M2024", True),
        ("2024-09", "2024Q3", True),
        ("9M2024", "FY2024", True),
        ("2024Q4", "9M2024", False),
        ("FY2024", "FY2024", False),
        ("FY2024", "2024Q1", False),
        ("2024-09-30", "2024Q3", False),
    ],
)
def test_what_is_a_part(one: str, other: str, part: bool, tmp_path: Path) -> None:
    assert inside(inputs_of(tmp_path), read_period(one), read_period(other)) is part


@pytest.mark.parametrize(("end", "part"), [("12-31", True), ("03-31", False)])
def test_months_are_those_of_the_calendar(end: str, part: bool, tmp_path: Path) -> None:
    assert inside(inputs_of(tmp_path, end), read_period("2024-09"), read_period("2024Q3")) is part


def test_what_is_made_of_what(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    found = [[str(each) for each in periods] for periods in made_of(inputs, inputs.facts.metrics["sales"])]
    assert found == [["9M2024", "2024Q1", "2024Q2", "2024Q3"]]


def test_what_stands_around(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path)
    sales = inputs.facts.metrics["sales"]
    near, between = around(inputs, sales, read_period("2024Q3"))
    # the four that end nearest, and the same quarter of the year after
    assert [str(each) for each in near] == ["2024-09", "9M2024", "2024Q2", "2024Q4", "2025Q3"]
    assert between
    assert not around(inputs, sales, read_period("2025Q3"))[1]
    assert [monthly(sales, each) for each in near] == [4, 2, 2, 4, pytest.approx(10 / 3)]
