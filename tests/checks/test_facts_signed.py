"""Signs and orders, on both sides of their bounds; test_facts_related has what stands in publications."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.test_facts_plausible import metric, told


@pytest.mark.parametrize(
    ("pretax", "tax", "net", "at"),
    [
        ("100", "20", "80", []),
        ("100", "20", "62", []),  # minorities take some
        ("100", "-20", "80", ["tax"]),
        ("100", "-20", "70", []),  # with the other sign they do not meet either
        ("-100", "20", "80", ["before"]),
        ("100", "20", "-80", ["net"]),
        ("100", "20", "-50", []),
        ("100", "0", "100", []),
    ],
)
def test_profit_before_tax_less_tax_is_net_profit(
    pretax: str, tax: str, net: str, at: list[str], tmp_path: Path
) -> None:
    found = told(
        tmp_path,
        metric("before", f"FY2024 {pretax}", label="Profit before tax"),
        metric("tax", f"FY2024 {tax}", label="Income tax"),
        metric("net", f"FY2024 {net}", label="Net profit"),
    )
    assert [(one.code, one.path) for one in found] == [("sign-lost", f"metrics.{each}.values.FY2024") for each in at]


@pytest.mark.parametrize(
    ("low", "label", "fires"),
    [
        ("30", "Low multiple", False),
        ("30.1", "Low multiple", True),
        ("29", "Low multiple", False),
        ("30.1", "Low growth", False),
    ],
)
def test_low_above_high(low: str, label: str, fires: bool, tmp_path: Path) -> None:
    high = metric("high", "FY2024 30", unit="x", label="High multiple")
    found = told(tmp_path, high, metric("low", f"FY2024 {low}", unit="x", label=label))
    assert [one.code for one in found] == ["low-above-high"] * fires
