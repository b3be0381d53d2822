"""One slip of the hand each: the check that knows it speaks, and no other; of both samples none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import OF_FACTS, facts_agree, facts_far_off
from reportgen.diagnostics import Diagnostic, Severity
from tests.workspaces import REPOSITORY, small_workspace, valued

# Xiaomi acknowledges two definitions of cash; the small company's profit in pounds is none of that in dollars.
_TRUE = (facts_agree.definitions_differ, facts_far_off.currencies_disagree)
CHECKS = tuple(each for each in OF_FACTS if each not in _TRUE)
_ADDED = "metrics:\n"
_METRIC = "  {name}: {{label: {label}, unit: {unit}, source: P, status: actual{more}, values: {{{values}}}}}\n"


def metric(name: str, values: str, *, unit: str = "USD m", label: str = "", more: str = "") -> str:
    pairs = (each.split() for each in values.split(", "))
    written = ", ".join(f"{period}: {{value: {number}}}" for period, number in pairs)
    return _METRIC.format(name=name, label=label or name.title(), unit=unit, more=more and f", {more}", values=written)


def told(folder: Path, *metrics: str) -> list[Diagnostic]:
    """What all of these checks say of a company with some metrics more."""
    root = small_workspace(folder, {"facts.yaml": [(_ADDED, _ADDED + "".join(metrics))]})
    company = valued(root)
    return [one for check in CHECKS for one in check(company.inputs, company.results)]


@pytest.mark.parametrize("slug", ["xiaomi", "tesla"])
def test_the_samples_are_plausible(slug: str) -> None:
    company = valued(REPOSITORY, slug)
    assert [one for check in CHECKS for one in check(company.inputs, company.results)] == []


@pytest.mark.parametrize(
    ("values", "fires"),
    [
        ("FY2020 36.1, FY2021 365.9, FY2022 38.2", True),
        ("FY2020 36.1, FY2021 3.7, FY2022 38.2", True),
        ("FY2020 36.1, FY2021 37.0, FY2022 38.2", False),
        ("FY2020 36.1, FY2021 75.0, FY2022 38.2", False),
        ("FY2020 2.1, FY2021 20.0, FY2022 24.0", False),  # a profit that recovers
        ("FY2020 2100, FY2021 20.0, FY2022 24.0", True),
        ("FY2019 20.1, FY2020 22.0, FY2021 21.0, FY2022 230.0", True),
        ("FY2020 36.1, FY2021 365.9", False),  # two figures say nothing of each other
    ],
)
def test_power_of_ten_slip(values: str, fires: bool, tmp_path: Path) -> None:
    found = told(tmp_path, metric("sales", values))
    assert [(one.code, one.severity) for one in found] == [("power-of-ten-slip", Severity.WARNING)] * fires


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1.234", "decimal-for-thousands"), ("1.2", "power-of-ten-slip"), ("1234", None), ("1234.5", None)],
)
def test_decimal_for_thousands(typed: str, code: str | None, tmp_path: Path) -> None:
    found = told(tmp_path, metric("sales", f"FY2020 1190, FY2021 {typed}, FY2022 1310"))
    assert [one.code for one in found] == ([code] if code else [])
    if code == "decimal-for-thousands":
        assert found[0].hint == "is it 1234?"


@pytest.mark.parametrize(
    ("values", "more", "fires"),
    [
        ("FY2021 123.4, FY2022 123.4", "", True),
        ("2021Q2 12.34, 2022Q2 12.34", "", True),
        ("FY2021 123.4, FY2022 123.5", "", False),
        ("FY2021 12, FY2022 12", "", False),
        ("FY2021 1200, FY2022 1200", "", False),
        ("FY2020 123.4, FY2022 123.4", "", False),
    ],
)
def test_figure_repeated(values: str, more: str, fires: bool, tmp_path: Path) -> None:
    found = told(tmp_path, metric("sales", values, more=more))
    assert [(one.code, one.path) for one in found] == [
        ("figure-repeated", f"metrics.sales.values.{values.split(', ')[1].split(maxsplit=1)[0]}")
    ] * fires


def test_as_many_shares_as_a_year_before_are_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path, metric("count", "FY2021 123.4, FY2022 123.4", unit="m shares")) == []


def test_digits_transposed_in_a_part_of_a_total(tmp_path: Path) -> None:
    whole = metric("whole", "FY2021 97.5", more="sum_of: [one, two]")
    found = told(tmp_path, whole, metric("one", "FY2021 54.2"), metric("two", "FY2021 34.3"))
    assert [one.code for one in found] == ["parts-sum-to-total"]
    # 43.3 and 54.2 make the total
    assert found[0].hint == "with 3 and 4 exchanged, Two, FY2021 is 43.3, and the sum is right"


@pytest.mark.parametrize(
    ("other", "fires"), [("12.3", False), ("12.35", False), ("12.4", False), ("12.41", True), ("13", True)]
)
@pytest.mark.parametrize(("label", "more"), [("Sales", ""), ("Sales, a vendor's", "restates: sales")])
def test_sources_disagree(other: str, fires: bool, label: str, more: str, tmp_path: Path) -> None:
    found = told(tmp_path, metric("sales", "FY2021 12.34"), metric("vendor", f"FY2021 {other}", label=label, more=more))
    # 12.34 stands for 12.335 to 12.345
    assert [(one.code, one.path) for one in found] == [("sources-disagree", "metrics.vendor.values.FY2021")] * (
        fires or other == "12.4"
    )
