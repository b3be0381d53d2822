"""The second sample, Tesla: its facts add up to what the company reports, and its note has nothing against it."""

from __future__ import annotations

import pytest

from reportgen.build import examine
from reportgen.diagnostics import Severity
from reportgen.loading import companies
from tests.workspaces import REPOSITORY, Valued, valued

YEARS = ("FY2024", "FY2025")
QUARTERS = ("revenue", "revenue_automotive", "revenue_energy", "revenue_services", "gross_profit", "operating_income")


@pytest.fixture(scope="module")
def tesla() -> Valued:
    return valued(REPOSITORY, "tesla")


@pytest.mark.parametrize("slug", companies(REPOSITORY))
def test_the_samples_are_fit_to_publish(slug: str) -> None:
    told = [each for each in examine(REPOSITORY, slug).diagnostics if each.severity is not Severity.INFO]
    assert told == []


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("metric", QUARTERS)
def test_quarters_add_up_to_the_year(tesla: Valued, metric: str, year: str) -> None:
    quarters = [tesla[f"facts.{metric}.{year[2:]}Q{number}"] for number in range(1, 5)]
    assert sum(quarters) == pytest.approx(tesla[f"facts.{metric}.{year}"], abs=1)


@pytest.mark.parametrize(("year", "cars"), [("FY2023", 1808581), ("FY2024", 1789226), ("FY2025", 1636129)])
def test_deliveries_are_those_that_the_company_gives_for_the_year(tesla: Valued, year: str, cars: int) -> None:
    assert tesla[f"facts.deliveries.{year}"] == cars


def test_the_last_quarter_of_2024_is_what_the_recast_quarters_leave(tesla: Valued) -> None:
    assert tesla["facts.net_income.2024Q4"] == pytest.approx(2.128e9, abs=1)
    assert tesla["analysis.net_income.growth.2025Q4"] == pytest.approx(-0.61, abs=0.005)


def test_the_bridge(tesla: Valued) -> None:
    bridge = {key: tesla[f"valuation.bridge.{key}"] / 1e9 for key in ("cash", "debt", "noncontrolling")}
    assert bridge == pytest.approx({"cash": 44.059, "debt": 8.376, "noncontrolling": 0.728})
    equity = tesla["valuation.enterprise_value"] / 1e9 + 44.059 - 8.376 - 0.728
    assert tesla["valuation.equity_value"] / 1e9 == pytest.approx(equity)
