"""Figures against the period just before."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.periods import read_period
from reportgen.valuation.sequential import period_before
from tests.workspaces import SMALL, Valued, edited, small_workspace, valued

QUARTERS = "      2024Q4: {value: 30}\n      2024Q3: {value: 24}\n      2023Q4: {value: 20}\n"


def small(tmp_path: Path, quarters: str, period: str = "2024Q4") -> Valued:
    facts = edited(SMALL["facts.yaml"], [("      FY2024: {value: 100}\n", f"      FY2024: {{value: 100}}\n{quarters}")])
    exhibits = f"results:\n  period: {period}\n  metrics: [revenue]\n"
    return valued(small_workspace(tmp_path, {"facts.yaml": facts, "exhibits.yaml": exhibits}))


@pytest.mark.parametrize(
    ("period", "before"),
    [("2024Q4", "2024Q3"), ("2025Q1", "2024Q4"), ("2025H1", "2024H2"), ("2025H2", "2025H1"), ("1900Q2", "1900Q1")],
)
def test_the_period_before_is_of_the_same_kind(period: str, before: str) -> None:
    assert str(period_before(read_period(period))) == before


@pytest.mark.parametrize("period", ["FY2024", "9M2024", "2024-10", "2024-12-31", "LTM2024Q4", "1900Q1"])
def test_other_periods_have_none(period: str) -> None:
    assert period_before(read_period(period)) is None


def test_growth_on_the_quarter_before(tmp_path: Path) -> None:
    found = small(tmp_path, QUARTERS)
    assert found["analysis.revenue.sequential.2024Q4"] == pytest.approx(0.25)
    assert found["analysis.revenue.growth.2024Q4"] == pytest.approx(0.5)


@pytest.mark.parametrize("quarters", ["", "      2024Q4: {value: 30}\n", QUARTERS.replace("24}", "-24}")])
def test_from_nothing_or_from_a_loss_there_is_none(tmp_path: Path, quarters: str) -> None:
    assert "analysis.revenue.sequential.2024Q4" not in small(tmp_path, quarters).results
