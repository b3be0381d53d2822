"""What shorter periods make of longer ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.test_facts_plausible import metric, told


@pytest.mark.parametrize(
    ("values", "fires"),
    [
        ("FY2021 100.0, 2021Q1 20.0, 2021Q2 24.0, 2021Q3 26.0, 2021Q4 30.0", False),
        ("FY2021 100.0, 2021Q1 20.0, 2021Q2 24.0, 2021Q3 26.0, 2021Q4 30.2", False),  # five times half a digit
        ("FY2021 100.0, 2021Q1 20.0, 2021Q2 24.0, 2021Q3 26.0, 2021Q4 30.3", True),
        ("2021H1 44.0, 2021Q1 20.0, 2021Q2 25.0", True),
        ("9M2021 70.0, 2021H1 44.0, 2021Q3 26.0", False),
        ("FY2021 100.0, 2021Q1 98.0, 2021Q2 99.0, 2021Q3 97.0, 2021Q4 96.0", True),  # by its name a flow
        ("LTM2022Q2 100.0, 2021Q3 20.0, 2021Q4 24.0, 2022Q1 26.0, 2022Q2 30.0", False),
        ("LTM2022Q2 110.0, 2021Q3 20.0, 2021Q4 24.0, 2022Q1 26.0, 2022Q2 30.0", True),
        ("2021Q1 100.0, 2021-01 31.0, 2021-02 31.0, 2021-03 38.0", False),
        ("2021Q1 100.0, 2021-01 31.0, 2021-02 31.0, 2021-03 83.0", True),
        ("FY2021 100.0, 2021Q1 20.0, 2021Q2 24.0, 2021Q3 26.0", False),
    ],
)
def test_periods_sum_to_longer(values: str, fires: bool, tmp_path: Path) -> None:
    found = told(tmp_path, metric("sales", values))
    assert [one.code for one in found] == ["periods-sum-to-longer"] * fires


def test_rates_do_not_add(tmp_path: Path) -> None:
    values = "2021H1 4.1, 2021Q1 2.2, 2021Q2 2.4"
    assert told(tmp_path, metric("margin", values, unit='"%"')) == []


@pytest.mark.parametrize(
    ("quarter", "hint"),
    [
        ("42.0", "with 4 and 2 exchanged, Sales, 2Q21 is 24.0, and the sum is right"),
        ("20.4", "with 0 and 4 exchanged, Sales, 2Q21 is 24.0, and the sum is right"),
        ("29.0", ""),
    ],
)
def test_digits_transposed(quarter: str, hint: str, tmp_path: Path) -> None:
    found = told(tmp_path, metric("sales", f"2021H1 56.5, 2021Q1 32.5, 2021Q2 {quarter}"))
    assert [(one.code, one.hint) for one in found] == [("periods-sum-to-longer", hint)]


@pytest.mark.parametrize(("floor", "codes"), [(", at_least: true", []), ("", ["periods-sum-to-longer"])])
def test_what_is_more_than_so_many_is_not_summed(floor: str, codes: list[str], tmp_path: Path) -> None:
    months = f"2021-01: {{value: 31}}, 2021-02: {{value: 31}}, 2021-03: {{value: 35{floor}}}"
    head = "label: Cars delivered, unit: cars, source: P, status: actual"
    cars = f"  cars: {{{head}, values: {{2021Q1: {{value: 110}}, {months}}}}}\n"
    assert [one.code for one in told(tmp_path, cars)] == codes
