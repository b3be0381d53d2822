"""Our figures against what others expect, and our estimates against those before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.small import company
from tests.estimating import ESTIMATES, FACTS, metric
from tests.workspaces import Valued, edited, valued


def estimated(tmp_path: Path, *edits: tuple[str, str]) -> Valued:
    return valued(company(tmp_path, "estimates", {"facts.yaml": edited(FACTS, edits)}))


def test_ours_over_the_consensus_less_one(tmp_path: Path) -> None:
    found = estimated(tmp_path)
    assert found["analysis.revenue.against_consensus.FY2025"] == pytest.approx(118 / 115.2 - 1)
    assert found["analysis.eps.against_consensus.FY2026"] == pytest.approx(0.29 / 0.30 - 1)
    assert "analysis.revenue.against_consensus.FY2027" not in found.results


def test_a_rate_differs_in_points(tmp_path: Path) -> None:
    found = estimated(tmp_path)
    assert found["analysis.gross_margin.against_consensus.FY2025"] == pytest.approx(-0.004)
    assert found.results.form("analysis.gross_margin.against_consensus.FY2025").style == "points"


def test_a_reported_figure_is_held_against_what_was_expected(tmp_path: Path) -> None:
    found = estimated(tmp_path)
    assert found["analysis.revenue.against_consensus.FY2024"] == pytest.approx(100 / 98 - 1)
    assert found["changes.facts.revenue.FY2024.relative"] == pytest.approx(100 / 97 - 1)


def test_the_number_of_estimates_is_a_figure_with_its_place(tmp_path: Path) -> None:
    found = estimated(tmp_path)
    path = "analysis.revenue_consensus.number_of_estimates.FY2025"
    assert found[path] == 5
    origin = found.quantity(path).origin
    assert origin is not None
    assert (origin.source, origin.typed) == ("C", "5")


@pytest.mark.parametrize("consensus", ["0", "-3.5"])
def test_of_no_profit_there_is_no_share(tmp_path: Path, consensus: str) -> None:
    found = estimated(tmp_path, ("value: 115.2,", f"value: {consensus},"))
    assert "analysis.revenue.against_consensus.FY2025" not in found.results


def test_another_unit_and_what_came_out_later_are_not_compared(tmp_path: Path) -> None:
    pounds = metric("pounds", "FY2025 10.0", of="operating_profit", unit="GBP m")
    found = estimated(tmp_path, ("metrics:\n", f"metrics:\n{pounds}"))
    assert "analysis.operating_profit.against_consensus.FY2025" not in found.results
    later = estimated(tmp_path, ("published: 2025-01-15", "published: 2025-02-15"))
    assert "analysis.revenue.against_consensus.FY2025" not in later.results
    assert "facts.revenue_consensus.FY2025" in later.results.later


def test_earlier_estimates_that_are_typed_become_changes(tmp_path: Path) -> None:
    found = estimated(tmp_path)
    assert found["previous.facts.revenue.FY2025"] == 121e6
    assert found["changes.facts.revenue.FY2025.relative"] == pytest.approx(118 / 121 - 1)
    assert found["changes.facts.gross_margin.FY2025"] == pytest.approx(0.004)
    assert "previous.facts.revenue.FY2027" not in found.results


def test_the_company_has_no_faults(tmp_path: Path) -> None:
    assert valued(company(tmp_path, "estimates")).faults == ()
    assert set(ESTIMATES) == {"facts.yaml", "exhibits.yaml"}
