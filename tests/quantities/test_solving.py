"""Seeking an input: every crossing is found, a pole and a missing figure are not taken for one."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.quantities import Quantity, evaluate, logarithm, plan, row, row_total, solve, valid
from tests.quantities.leaves import given as leaf


def x(value: float = 1.0) -> Quantity:
    return leaf("valuation.x", value)


def at(target: Quantity, unknown: Quantity, value: float) -> float:
    return float(evaluate(plan([target]), {unknown: value})[target][0])


@given(st.floats(-100, 100), st.floats(0.01, 100), st.floats(-1000, 1000))
def test_what_is_found_gives_what_was_asked_for(level: float, slope: float, wanted: float) -> None:
    unknown = x()
    target = unknown * slope + level
    assume(abs((wanted - level) / slope) < 900)
    found = solve(target, unknown, (-1000.0, 1000.0), wanted)
    assert len(found.roots) == 1
    assert at(target, unknown, found.roots[0]) == pytest.approx(wanted, rel=1e-12, abs=1e-9)


@given(st.floats(0.011, 0.4), st.floats(1.0, 90.0))
def test_a_rate_of_growth_is_put_back_to_the_last_digits(rate: float, flow: float) -> None:
    unknown = x()
    target = valid(flow * (1 + unknown) / (0.5 - unknown), unknown < 0.5, "growth-below-wacc")
    wanted = at(target, unknown, rate)
    (root,) = solve(target, unknown, (0.0, 0.9), wanted).roots
    assert root == pytest.approx(rate, rel=1e-13)
    assert at(target, unknown, root) == pytest.approx(wanted, rel=1e-13)


def test_every_crossing_is_found_in_rising_order() -> None:
    unknown = x()
    target = (unknown - 1) * (unknown - 2) * (unknown - 3.5)
    assert solve(target, unknown, (0.0, 4.1), 0.0).roots == pytest.approx((1.0, 2.0, 3.5))


def test_where_the_target_stays_away_both_ends_are_told() -> None:
    unknown = x()
    found = solve(unknown * unknown + 1, unknown, (-1.0, 2.0), 0.5)
    assert (found.roots, found.at_low, found.at_high) == ((), 2.0, 5.0)


def test_a_pole_is_no_answer() -> None:
    unknown = x()
    assert solve(1 / (unknown - 0.333), unknown, (0.0, 1.0), 0.0).roots == ()


def test_a_jump_is_no_answer() -> None:
    unknown = x()
    target = (unknown > 0.333) * leaf("valuation.one", 1.0)
    assert solve(target, unknown, (0.0, 1.0), 0.5).roots == ()


def test_where_there_is_no_figure_nothing_is_found() -> None:
    unknown = x()
    found = solve(logarithm(unknown), unknown, (-4.0, -1.0), 0.0)
    assert found.roots == ()
    assert math.isnan(found.at_low)
    assert math.isnan(found.at_high)


def test_a_crossing_beside_missing_figures_is_found() -> None:
    unknown = x()
    assert solve(logarithm(unknown), unknown, (-3.0, 7.0), 0.0).roots == pytest.approx((1.0,))


def test_a_root_on_a_searched_point_is_told_once() -> None:
    unknown = x()
    assert solve(unknown * 2, unknown, (-1.0, 1.0), 0.0).roots == (0.0,)
    assert solve(unknown * 2, unknown, (0.0, 1.0), 0.0).roots == (0.0,)


def test_what_the_target_does_not_hang_on_is_not_found() -> None:
    found = solve(x(3.0) * 2, x(), (0.0, 1.0), 5.0)
    assert (found.roots, found.at_low) == ((), 6.0)


def test_a_row_is_sought_as_one_value_for_all_years() -> None:
    cells = row(("Y1", "Y2"), leaf("valuation.r.Y1", 1.0), leaf("valuation.r.Y2", 3.0))
    assert solve(row_total(cells), cells, (0.0, 10.0), 7.0).roots == (3.5,)
