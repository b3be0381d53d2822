"""The paths of what was expected, and how differences are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.periods import read_period
from reportgen.sections.expected import dated, difference_unit, expected_path, head, is_to_come, stated_path
from reportgen.sections.writer import Writer
from tests.sections.composing import small


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return small(tmp_path, "estimates")


@pytest.mark.parametrize(
    ("period", "to_come", "wide", "narrow"),
    [
        ("FY2024", False, "FY2024A", "FY24A"),
        ("FY2025", True, "FY2025E", "FY25E"),
        ("2025Q1", True, "1Q25E", "1Q25E"),
        ("2025-01-31", False, "31 Jan 2025A", "31 Jan 2025A"),
    ],
)
def test_a_period_that_had_not_ended_is_an_estimate(
    writer: Writer, period: str, to_come: bool, wide: str, narrow: str
) -> None:
    each = read_period(period)
    assert is_to_come(writer, each) is to_come
    assert head(writer, each).replace("\u00a0", " ") == wide
    assert head(writer, each, narrow=True).replace("\u00a0", " ") == narrow


def test_each_kind_has_its_path(writer: Writer) -> None:
    year = read_period("FY2025")
    assert expected_path(writer, "previous", "revenue", year) == "previous.facts.revenue.FY2025"
    assert expected_path(writer, "revision", "revenue", year) == "changes.facts.revenue.FY2025.relative"
    assert expected_path(writer, "revision", "gross_margin", year) == "changes.facts.gross_margin.FY2025"
    assert expected_path(writer, "consensus", "revenue", year) == "facts.revenue_consensus.FY2025"
    assert stated_path(writer, "guidance", "revenue", year, "low") == "facts.revenue_guided_low.FY2025"
    assert stated_path(writer, "guidance", "revenue", year) == ""


def test_the_days_of_some_figures(writer: Writer) -> None:
    assert dated(writer, ["facts.revenue_consensus.FY2025"]).replace("\u00a0", " ") == "15 January 2025"
    both = dated(writer, ["previous.facts.revenue.FY2025", "facts.revenue_consensus.FY2025"])
    assert both.replace("\u00a0", " ") == "1 August 2024 to 15 January 2025"
    assert dated(writer, ["facts.nothing.FY2025"]) == ""


def test_differences_are_in_per_cent_or_points(writer: Writer) -> None:
    metrics = writer.inputs.facts.metrics
    assert [difference_unit(metrics[name]) for name in ("revenue", "gross_margin")] == ["%", "points"]
