"""Rates are held against what their names mean, within what restatements move; earnings a share within half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.test_facts_plausible import metric, told

# the small company has revenue of 80 and 100
_GROSS = metric("gross", "FY2024 23.2", label="Gross profit")
_NET = metric("net", "FY2024 5.0", label="Net income")
_COUNT = metric("count", "FY2024 50.0", unit="m shares", label="Diluted shares")


@pytest.mark.parametrize(
    ("label", "unit", "value", "beside", "fires"),
    [
        ("Gross margin", '"%"', "23.2", _GROSS, False),
        ("Gross margin", '"%"', "23.5", _GROSS, False),
        ("Gross margin", '"%"', "24.4", _GROSS, True),
        ("Gross margin of cars", '"%"', "24.4", _GROSS, False),
        ("Revenue growth", '"%"', "25.0", _GROSS, False),
        ("Growth of revenue", '"%"', "27.4", _GROSS, False),  # 100 over 80, give or take half a digit and a point
        ("Growth of revenue", '"%"', "28.5", _GROSS, True),
        ("Growth of revenue at constant rates", '"%"', "31.0", _GROSS, False),
        ("Diluted EPS", "USD/share", "0.10", _NET + _COUNT, False),
        ("Diluted EPS", "USD/share", "0.14", _NET + _COUNT, False),
        ("Diluted EPS", "USD/share", "0.17", _NET + _COUNT, True),
        ("Diluted EPS", "USD/share", "10.0", _NET + _COUNT, True),  # cents
        ("Diluted EPS", "USD/share", "10.0", _NET, False),
    ],
)
def test_rate_follows_by_name(label: str, unit: str, value: str, beside: str, fires: bool, tmp_path: Path) -> None:
    found = told(tmp_path, beside, metric("rate", f"FY2024 {value}", unit=unit, label=label))
    assert [one.code for one in found] == ["rate-follows-by-name"] * fires
