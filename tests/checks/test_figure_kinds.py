from __future__ import annotations

import pytest

from reportgen.checks.figure_kinds import figure_of
from tests.workspaces import sample


@pytest.mark.parametrize(
    ("path", "change", "share", "level"),
    [
        ("revenue.FY2024", False, False, True),
        ("analysis.revenue.growth.FY2024", True, False, False),
        ("revenue_growth_stated.2024Q3", True, False, False),
        ("valuation.implied_return", True, False, False),
        ("car_revenue_share.2025Q2", False, True, False),
        ("valuation.parts.iot.share_of_total", False, True, False),
        ("shares.2025-06-30", False, False, True),
        ("analysis.gross_profit.margin.FY2024", False, False, False),
        ("scenarios.risks.1.change", False, False, False),
    ],
)
def test_kinds_of_figures(path: str, change: bool, share: bool, level: bool) -> None:
    company = sample()
    found = figure_of(path, company.inputs, company.results)
    assert found is not None
    assert (found.is_change, found.is_share, found.is_level) == (change, share, level)


@pytest.mark.parametrize(
    ("path", "series", "period"),
    [("revenue.FY2024", "facts.revenue", "FY2024"), ("valuation.premium", "valuation.premium", "None")],
)
def test_series_and_period(path: str, series: str, period: str) -> None:
    company = sample()
    found = figure_of(path, company.inputs, company.results)
    assert found is not None
    assert (found.series, str(found.period)) == (series, period)


def test_what_is_not_there_is_no_figure() -> None:
    company = sample()
    assert figure_of("nothing.FY2024", company.inputs, company.results) is None


@pytest.mark.parametrize(("path", "actual"), [("revenue.FY2024", True), ("valuation.premium", False)])
def test_a_fact_is_actual_a_choice_is_not(path: str, actual: bool) -> None:
    company = sample()
    found = figure_of(path, company.inputs, company.results)
    assert found is not None
    assert found.is_actual is actual
