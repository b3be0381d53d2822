"""What is expected of a metric is dated, sourced, in its unit, and no result."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from reportgen.checks import check, expectations, inputs_alone, validate
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.inputs import Inputs
from tests.commands.small import company
from tests.estimating import EXHIBITS, FACTS, metric
from tests.workspaces import Valued, edited, valued

Edit = tuple[str, str]
_GUIDED = "units_guided: {label: Units guided, unit: vehicles, source: G, status: estimate"


def estimated(tmp_path: Path, *edits: Edit, exhibits: str = EXHIBITS) -> Valued:
    return valued(company(tmp_path, "estimates", {"facts.yaml": edited(FACTS, edits), "exhibits.yaml": exhibits}))


def told(found: Valued) -> list[str]:
    """The codes of all checks but those of the disclosures."""
    return sorted(one.code for one in (*validate(found.inputs), *check(found.inputs, found.results)))


def test_the_company_is_in_order(tmp_path: Path) -> None:
    assert told(estimated(tmp_path)) == []


Validation = Callable[[Inputs], Iterable[Diagnostic]]


@pytest.mark.parametrize(
    ("validation", "edit", "path"),
    [
        (
            expectations.expectation_not_estimate,
            (_GUIDED, _GUIDED.replace("estimate", "actual")),
            "metrics.units_guided.values.FY2025",
        ),
        (
            expectations.expectation_unit_differs,
            (_GUIDED, _GUIDED.replace("vehicles", "USD m")),
            "metrics.units_guided.unit",
        ),
        (
            expectations.expectation_dated_later,
            ("FY2025: {value: 2500}", "FY2025: {value: 2500, as_of: 2025-01-21}"),
            "metrics.units_guided.values.FY2025.as_of",
        ),
        (
            expectations.expectation_stated_twice,
            ("guidance_of: revenue, end: high", "guidance_of: revenue, end: low"),
            "metrics.revenue_guided_high.guidance_of",
        ),
        (
            inputs_alone.unknown_metric,
            ("guidance_of: units", "guidance_of: unitz"),
            "metrics.units_guided.guidance_of",
        ),
        (
            inputs_alone.fact_without_publication_date,
            ("five analysts, published: 2025-01-15", "five analysts"),
            "sources.C",
        ),
        (
            inputs_alone.fact_without_source,
            (_GUIDED, _GUIDED.replace(", source: G", "")),
            "metrics.units_guided.values.FY2025",
        ),
        (
            inputs_alone.fact_without_status,
            (_GUIDED, _GUIDED.replace(", status: estimate", "")),
            "metrics.units_guided.values.FY2025",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(validation: Validation, edit: Edit, path: str, tmp_path: Path) -> None:
    assert list(validation(estimated(tmp_path).inputs)) == []
    found = list(validation(estimated(tmp_path, edit).inputs))
    assert [one.path for one in found] == [path]
    assert {one.severity for one in found} == {Severity.ERROR}


@pytest.mark.parametrize(("day", "fires"), [("2025-01-20", False), ("2025-01-21", True)])
def test_an_expectation_is_not_of_a_day_after_it_came_out(day: str, fires: bool, tmp_path: Path) -> None:
    found = estimated(tmp_path, ("FY2025: {value: 2500}", f"FY2025: {{value: 2500, as_of: {day}}}"))
    assert bool(list(expectations.expectation_dated_later(found.inputs))) is fires


@pytest.mark.parametrize(("day", "fires"), [("2025-01-31", False), ("2025-01-30", True)])
def test_a_consensus_knows_no_results(day: str, fires: bool, tmp_path: Path) -> None:
    edits = (
        ("five analysts, published: 2025-01-15", "five analysts, published: 2025-01-31"),
        ("FY2024: {value: 100}", f"FY2024: {{value: 100, published: {day}}}"),
    )
    found = estimated(tmp_path, *edits)
    codes = [one.code for one in expectations.consensus_after_results(found.inputs, found.results)]
    assert codes == (["consensus-after-results"] if fires else [])


@pytest.mark.parametrize(
    ("edit", "fires"),
    [
        (("FY2024: {value: 12.5}", "FY2024: {value: 12.5, status: estimate}"), True),
        (("FY2025: {value: 15.2, status: estimate}", "FY2025: {value: 15.3, status: estimate}"), False),
    ],
)
def test_what_has_been_reported_is_estimated_no_more(edit: Edit, fires: bool, tmp_path: Path) -> None:
    found = estimated(tmp_path, edit)
    codes = [one.code for one in expectations.estimate_of_reported_period(found.inputs, found.results)]
    assert codes == (["estimate-of-reported-period"] if fires else [])


def test_of_a_period_that_is_over_nothing_is_expected(tmp_path: Path) -> None:
    over = EXHIBITS.replace("periods: [FY2025, FY2026, FY2027]", "periods: [FY2024, FY2025, FY2026]")
    found = list(expectations.estimate_exhibit_period_over(estimated(tmp_path, exhibits=over).inputs))
    assert [one.path for one in found] == ["estimates.periods.0"]


def test_a_metric_of_the_exhibit_is_one_of_the_facts(tmp_path: Path) -> None:
    unknown = EXHIBITS.replace("metrics: [revenue, units, gross_margin, eps]", "metrics: [revenue, unit]")
    assert told(estimated(tmp_path, exhibits=unknown)) == ["exhibit-metric-unknown"]


@pytest.mark.parametrize(
    "more", ["consensus_of: revenue, guidance_of: revenue", "end: low", "previous_estimate_of: revenue, end: low"]
)
def test_a_metric_states_one_kind_of_expectation(more: str, tmp_path: Path) -> None:
    added = metric("other", "FY2025 1", of="units").replace("consensus_of: units", more)
    assert "expectation-format" in estimated(tmp_path, ("metrics:\n", f"metrics:\n{added}")).codes
