"""What a label says of figures decides which relation they are held against."""

from __future__ import annotations

import pytest

from reportgen.checks import labels
from reportgen.model.amounts import read_unit
from reportgen.model.facts import Metric


def named(label: str, unit: str = "USD m") -> Metric:
    return Metric(label=label, unit=read_unit(unit))


@pytest.mark.parametrize(
    ("label", "unit", "adds", "below"),
    [
        ("Revenue", "USD m", True, True),
        ("Cars delivered", "cars", True, True),
        ("Net income", "USD m", True, False),
        ("Operating cash flow", "USD m", True, False),
        ("Capital expenditure", "USD m", True, True),
        ("Deferred revenue", "USD m", False, True),
        ("Turnover a day", "USD m", False, True),
        ("Cash and cash equivalents", "USD m", False, True),
        ("Net cash", "USD m", False, False),
        ("Noncontrolling interests", "USD m", False, False),
        ("Revenue per car", "USD/car", False, False),
        ("Gross margin", "%", False, False),
    ],
)
def test_what_adds_up_and_what_is_never_below_zero(label: str, unit: str, adds: bool, below: bool) -> None:
    metric = named(label, unit)
    assert (labels.adds_up(metric), labels.never_below_zero(metric)) == (adds, below)


@pytest.mark.parametrize(
    ("label", "counts"),
    [
        ("Shares", True),
        ("Diluted shares", True),
        ("Shares outstanding", True),
        ("Weighted average shares", True),
        ("Shares, a data vendor's count", True),
        ("Shares traded a day", False),
        ("Shares bought back", False),
        ("Class B shares", False),
    ],
)
def test_what_counts_all_shares(label: str, counts: bool) -> None:
    assert labels.is_share_count(named(label, "m shares")) is counts
    assert not labels.is_share_count(named(label))


@pytest.mark.parametrize(("label", "remains"), [("Net profit", True), ("Gross profit", False), ("Sales", False)])
def test_what_remains_after_costs(label: str, remains: bool) -> None:
    assert labels.volatile(named(label)) is remains


@pytest.mark.parametrize(("label", "asset"), [("Inventory", True), ("Total assets", False), ("Debt", False)])
def test_what_is_an_asset(label: str, asset: bool) -> None:
    assert labels.is_asset(named(label)) is asset
