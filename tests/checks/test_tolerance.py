from __future__ import annotations

import math
from pathlib import Path

import pytest

from reportgen.checks.tolerance import apart, bounds, disjoint, half_unit, quotient_bounds
from tests.checks.examining import valued


@pytest.mark.parametrize(
    ("first", "second", "allowed", "expected"),
    [
        (1.0, 1.0, 0.0, False),
        (1.0, 1.1, 0.1, False),
        (1.1, 1.0, 0.1, False),
        (1.0, 1.1001, 0.1, True),
        (0.1 + 0.2, 0.3, 0.0, False),
        (1e12, 1e12 + 1, 0.0, False),
        (1e12, 1e12 + 1e4, 0.0, True),
        (0.0, 1e-300, 0.0, True),
        (math.nan, 1.0, 0.0, False),
        (1.0, math.nan, 0.0, False),
    ],
)
def test_apart(first: float, second: float, allowed: float, expected: bool) -> None:
    assert apart(first, second, allowed) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 1), (0.5, 2), False),
        ((0, 1), (1, 2), False),
        ((1, 2), (0, 1), False),
        ((0, 0.3), (0.1 + 0.2, 1), False),
        ((0, 1), (1.001, 2), True),
        ((1.001, 2), (0, 1), True),
        ((0, 3), (1, 2), False),
    ],
)
def test_disjoint(first: tuple[float, float], second: tuple[float, float], expected: bool) -> None:
    assert disjoint(first, second) is expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ((1, 2), (4, 5), (0.2, 0.5)),
        ((-1, 2), (4, 5), (-0.25, 0.5)),
        ((1, 2), (-5, -4), (-0.5, -0.2)),
        ((1, 2), (-1, 1), None),
        ((1, 2), (0, 1), None),
        ((1, 2), (-1, 0), None),
    ],
)
def test_quotient_bounds(
    above: tuple[float, float], below: tuple[float, float], expected: tuple[float, float] | None
) -> None:
    assert quotient_bounds(above, below) == expected


@pytest.mark.parametrize(
    ("path", "half"),
    [
        ("facts.revenue.FY2022", 0.0005e9),
        ("facts.revenue.2025Q2", 0.005e9),
        ("facts.deliveries.2025Q1", 0.5),
        ("facts.revenue_growth_stated.2024Q3", 0.0005),
        ("facts.deliveries.2025H1", 1.0),
        ("valuation.premium", 0.0),
    ],
)
def test_half_of_the_last_typed_digit(path: str, half: float, tmp_path: Path) -> None:
    inputs, results = valued(tmp_path)
    assert half_unit(inputs, results.quantities[path]) == pytest.approx(half)


def test_the_bounds_of_a_printed_figure(tmp_path: Path) -> None:
    inputs, results = valued(tmp_path)
    assert bounds(inputs, results, "facts.revenue.FY2022") == pytest.approx((280.0435e9, 280.0445e9))
    assert bounds(inputs, results, "facts.revenue.FY1999") is None
