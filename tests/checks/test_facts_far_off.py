"""What is far beyond its bound is told, what is merely beyond it is not; and the figure that is wrong is blamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.facts_far_off import currencies_disagree
from tests.checks.examining import valued as changed
from tests.checks.test_facts_plausible import CHECKS, metric, told

F, D = "xiaomi/facts.yaml", "xiaomi/deliveries.csv"
SALES = "FY2021 31.2, FY2022 33.5, FY2023 36.6"


def sample(folder: Path, file: str, old: str, new: str) -> list[tuple[str, str]]:
    inputs, results = changed(folder, {file: [(old, new)]})
    return [
        (one.code, one.path.removeprefix("metrics."))
        for check in (*CHECKS, currencies_disagree)
        for one in check(inputs, results)
    ]


@pytest.mark.parametrize(
    ("label", "values", "bound", "found"),
    [
        ("Research and development", "FY2021 3.1, FY2022 3.4, FY2023 74.0", "Revenue", ["figure-above-bound"]),
        ("Research and development", "FY2021 3.1, FY2022 3.4, FY2023 60.0", "Revenue", []),
        # a company that is not selling much yet
        ("Research and development", "FY2021 66.3, FY2022 68.1, FY2023 74.0", "Revenue", []),
        ("Operating profit", "FY2021 4.3, FY2022 4.9, FY2023 74.0", "Gross profit", ["figure-above-bound"]),
        ("Operating profit", "FY2022 4.9, FY2023 74.0", "Gross profit", []),
        # a sale of a business
        ("Operating profit", "FY2021 4.3, FY2022 4.9, FY2023 44.0", "Gross profit", []),
    ],
)
def test_one_period_far_above_its_bound(label: str, values: str, bound: str, found: list[str], tmp_path: Path) -> None:
    made = told(tmp_path, metric("sales", SALES, label=bound), metric("other", values, label=label))
    assert [one.code for one in made if one.code == "figure-above-bound"] == found


@pytest.mark.parametrize(("target", "told"), [("35000", True), ("66491", True), ("66492", False), ("350000", False)])
def test_a_target_that_is_long_passed(target: str, told: bool, tmp_path: Path) -> None:
    found = sample(tmp_path, F, "FY2025: {value: 350000, source: S2}", f"FY2025: {{value: {target}, source: S2}}")
    assert found.count(("target-below-delivered", "delivery_target.values.FY2025")) == told


@pytest.mark.parametrize(
    ("value", "told"), [("200", False), ("20", True), ("2000", True), ("150", True), ("240", False)]
)
def test_one_amount_in_two_currencies(value: str, told: bool, tmp_path: Path) -> None:
    found = sample(tmp_path, F, "2025-05: {value: 200, source: S2}", f"2025-05: {{value: {value}, source: S2}}")
    assert found.count(("currencies-disagree", "plan_total_cny.values.2025-05")) == told


@pytest.mark.parametrize(("value", "told"), [("180", False), ("18", True), ("1403", True), ("145", False)])
def test_a_market_value_in_dollars(value: str, told: bool, tmp_path: Path) -> None:
    found = sample(tmp_path, F, "2025-05: {value: 180, source: S2}", f"2025-05: {{value: {value}, source: S2}}")
    assert found.count(("capitalisation-near-price", "market_capitalisation_usd.values.2025-05")) == told


def test_a_year_typed_with_a_point_is_blamed_and_not_its_quarter(tmp_path: Path) -> None:
    found = sample(tmp_path, D, "deliveries,FY2024,136854,", "deliveries,FY2024,136.854,")
    assert ("decimal-for-thousands", "deliveries.values.FY2024") in found
    assert {path for code, path in found if code in ("part-exceeds-whole", "power-of-ten-slip")} <= {
        "deliveries.values.FY2024"
    }
