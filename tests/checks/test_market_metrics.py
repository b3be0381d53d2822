"""Market data that the first page prints without their units."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import market_metrics as checks
from tests.workspaces import SMALL, edited, small_workspace, valued


def found(tmp_path: Path, name: str, unit: str, value: str) -> list[tuple[str, str]]:
    values = f"{{2025-01-31: {{value: {value}}}}}"
    metric = f"  {name}: {{label: Any, unit: '{unit}', source: P, status: actual, values: {values}}}\n"
    facts = edited(SMALL["facts.yaml"], [("metrics:\n", f"metrics:\n{metric}")])
    inputs = valued(small_workspace(tmp_path, {"facts.yaml": facts})).inputs
    told = (*checks.market_metric_unit(inputs), *checks.free_float_range(inputs))
    return [(each.code, each.path) for each in told]


@pytest.mark.parametrize(
    ("name", "unit", "value"),
    [
        ("high_52_weeks", "USD", "12"),
        ("low_52_weeks", "USD/share", "6"),
        ("daily_volume", "m shares", "3"),
        ("daily_turnover", "USD bn", "0.03"),
        ("free_float", "%", "0"),
        ("free_float", "%", "100"),
        ("another", "EUR", "3"),
    ],
)
def test_in_the_unit_of_its_head_a_figure_is_printed(tmp_path: Path, name: str, unit: str, value: str) -> None:
    assert found(tmp_path, name, unit, value) == []


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("high_52_weeks", "EUR"),
        ("low_52_weeks", "EUR/share"),
        ("daily_volume", "USD m"),
        ("daily_turnover", "m shares"),
        ("free_float", "m shares"),
    ],
)
def test_another_unit_is_told_where_it_stands(tmp_path: Path, name: str, unit: str) -> None:
    assert found(tmp_path, name, unit, "0.5") == [("market-metric-unit", f"metrics.{name}.unit")]


@pytest.mark.parametrize("value", ["-0.1", "100.1"])
def test_a_free_float_is_none_to_all_of_the_shares(tmp_path: Path, value: str) -> None:
    assert found(tmp_path, "free_float", "%", value) == [
        ("free-float-range", "metrics.free_float.values.2025-01-31.value")
    ]
