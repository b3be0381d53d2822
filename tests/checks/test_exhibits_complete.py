from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.checks import exhibits_complete as checks
from reportgen.model.opinion import TITLED
from tests.checks.examining import checked, validation
from tests.workspaces import REPOSITORY

X = "xiaomi/exhibits.yaml"


@pytest.mark.parametrize(
    ("old", "new", "path", "hint"),
    [
        ("{metric: research}", "{metric: reserch}", "financials.rows.16.metric", "did you mean 'research'?"),
        ("{metric: research}", "{metric: zzzzzz}", "financials.rows.16.metric", ""),
        (
            "gross_profit, show: margin, over: revenue}",
            "gross_profit, show: margin, over: revenu}",
            "financials.rows.8.over",
            "did you mean 'revenue'?",
        ),
        ("  total: revenue\n", "  total: revenu\n", "segments.total", "did you mean 'revenue'?"),
        (
            "segments: [revenue_smartphones,",
            "segments: [revenue_phones,",
            "segments.segments.0",
            "did you mean 'revenue_others'?",
        ),
        ("subject: revenue_cars_new", "subject: car_revenue", "segments.subject", ""),
        (
            "    revenue_iot: IoT",
            "    revenue_iots: IoT",
            "segments.short_names.revenue_iots",
            "did you mean 'revenue_iot'?",
        ),
        ("    revenue_cars_new: {2024Q3:", "    revenue_cars: {2024Q3:", "segments.stand_ins.revenue_cars", ""),
    ],
)
def test_exhibit_metric_unknown(old: str, new: str, path: str, hint: str, tmp_path: Path) -> None:
    (found,) = validation(checks.exhibit_metric_unknown, tmp_path, {X: [(old, new)]})
    assert found.path == path
    assert not hint or found.hint.startswith("did you mean")


@pytest.mark.parametrize(
    ("name", "hint"),
    [("value_by_part", ""), ("value_by_parts", "did you mean 'value_by_part'?"), ("zzz", "titles can be given to: ")],
)
def test_exhibit_title_unknown(name: str, hint: str, tmp_path: Path) -> None:
    found = validation(checks.exhibit_title_unknown, tmp_path, {X: [("  value_by_part:", f"  {name}:")]})
    assert [one.path for one in found] == [f"titles.{name}"] * bool(hint)
    assert all(one.hint.startswith(hint) for one in found)


def test_every_exhibit_with_a_title_to_be_given_is_known() -> None:
    sources = (path.read_text("utf-8") for path in (REPOSITORY / "reportgen" / "sections").glob("*.py"))
    assert {name for text in sources for name in re.findall(r'writer\.title\(\s*"(\w+)"', text)} == set(TITLED)


@pytest.mark.parametrize(
    ("new", "fires"),
    [
        ("{metric: profit, show: margin}", True),
        ("{metric: profit, show: margin, over: revenue}", False),
        ("{metric: profit}", False),
    ],
)
def test_margin_without_base(new: str, fires: bool, tmp_path: Path) -> None:
    found = validation(checks.margin_without_base, tmp_path, {X: [("{metric: research}", new)]})
    assert [one.path for one in found] == ["financials.rows.16"] * fires


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("{2024Q3: car_revenue.2024Q3}", "{2024Q3: car_revenu.2024Q3}", "segments.stand_ins.revenue_cars_new.2024Q3"),
        ("reference: delivery_target.FY2025", "reference: delivery_target.FY2026", "progress.goals.0.reference"),
        ("low: low_52_weeks.2025-11-14", "low: low_52_weeks.2025-11-15", "ranges.0.facts.low"),
        ("high: high_52_weeks.2025-11-14", "high: high_52_week.2025-11-14", "ranges.0.facts.high"),
    ],
)
def test_exhibit_reference_prints(old: str, new: str, path: str, tmp_path: Path) -> None:
    (found,) = checked(checks.exhibit_reference_prints, tmp_path, {X: [(old, new)]})
    assert (found.code, found.path) == ("unknown-reference", path)
    assert found.hint.startswith("did you mean")


def test_a_figure_published_later_is_told_where_it_is_named(tmp_path: Path) -> None:
    edit = ("FY2025: {value: 350000, source: S2}", "FY2025: {value: 350000, source: S2, published: 2025-12-01}")
    found = checked(checks.exhibit_reference_prints, tmp_path, {"xiaomi/facts.yaml": [edit]})
    assert [(one.code, one.path) for one in found] == [("published-after-as-of", "progress.goals.0.reference")]


def test_without_exhibits_nothing_is_named(tmp_path: Path) -> None:
    assert validation(checks.exhibit_metric_unknown, tmp_path, {X: None}) == []
    assert validation(checks.margin_without_base, tmp_path, {X: None}) == []
    assert checked(checks.exhibit_reference_prints, tmp_path, {X: None}) == []


@pytest.mark.parametrize(
    ("points", "count"),
    [
        ("through: 2025-06, sum: [deliveries.2025Q1, deliveries.2025Q2]", 0),
        ("through: 2025-06, sum: [deliveries.2025Q1]", 1),
        ("through: 2025-05, sum: [deliveries.2025Q1, deliveries.2025Q2]", 1),
    ],
)
def test_a_sum_that_ends_with_another_month_is_told(tmp_path: Path, points: str, count: int) -> None:
    known = "through: 2025-06, sum: [deliveries.2025Q1, deliveries.2025Q2]"
    found = validation(checks.progress_period_differs, tmp_path, {X: [(known, points)]})
    assert [each.code for each in found] == ["progress-period-differs"] * count
    assert all(each.path.startswith("progress.years.FY2025.") for each in found)
