"""Rows over years: their arithmetic, their cells, their guards, and how both are explained."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.quantities import (
    PURE,
    Quantity,
    Scope,
    at,
    cell_formula,
    cells,
    cumulative_product,
    cumulative_sum,
    evaluate,
    exponential,
    faults,
    first,
    following,
    formula,
    is_cell,
    last,
    literal,
    logarithm,
    maximum,
    mean,
    median,
    normal_cdf,
    plan,
    previous,
    quartile,
    row,
    row_total,
    substituted,
    valid,
    where,
)
from tests.quantities.leaves import CNY, HKD, bits
from tests.quantities.leaves import given as leaf

YEARS = ("Y1", "Y2", "Y3", "Y4")


def of(*values: float) -> Quantity:
    return row(YEARS[: len(values)], *(leaf(f"v.{YEARS[place]}", value) for place, value in enumerate(values)))


def cells_of(quantity: Quantity) -> list[float]:
    return [float(each) for each in evaluate(plan([quantity]))[quantity][..., 0]]


def number(quantity: Quantity) -> float:
    return float(evaluate(plan([quantity]))[quantity][0])


V = (3.0, 1.0, 4.0, 1.5)


@pytest.mark.parametrize(
    ("quantity", "wanted"),
    [
        (of(*V) * 2, [6, 2, 8, 3]),
        (1 + of(*V), [4, 2, 5, 2.5]),
        (of(*V) - of(*V), [0, 0, 0, 0]),
        (maximum(of(*V), 2), [3, 2, 4, 2]),
        (cumulative_product(of(*V), 2), [6, 6, 24, 36]),
        (cumulative_sum(of(*V), 10), [13, 14, 18, 19.5]),
        (previous(of(*V), 9), [9, 3, 1, 4]),
        (following(of(*V), 9), [1, 4, 1.5, 9]),
        (row(YEARS, literal(7)), [7, 7, 7, 7]),
        (where(of(*V) > 2, 1, 0), [1, 0, 1, 0]),
    ],
)
def test_what_stays_a_row(quantity: Quantity, wanted: list[float]) -> None:
    assert quantity.axis == YEARS
    assert cells_of(quantity) == wanted


@pytest.mark.parametrize(
    ("quantity", "wanted"),
    [
        (row_total(of(*V)), 9.5),
        (mean(of(*V)), 2.375),
        (median(of(*V)), 2.25),
        (median(of(3, 1, 4)), 3),
        (quartile(of(*V), 1), 1.375),
        (quartile(of(*V), 3), 3.25),
        (last(of(*V)), 1.5),
        (first(of(*V)), 3),
        (at(of(*V), "Y3"), 4),
        (exponential(logarithm(leaf("a", 5))), 5),
        (normal_cdf(leaf("a", 0)), 0.5),
    ],
)
def test_what_becomes_one_number(quantity: Quantity, wanted: float) -> None:
    assert quantity.axis is None
    assert number(quantity) == pytest.approx(wanted, rel=1e-15)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9), st.sampled_from((1, 2, 3)))
def test_quartiles_are_numpys(values: list[float], which: Literal[1, 2, 3]) -> None:
    axis = tuple(f"p{place}" for place in range(len(values)))
    held = row(axis, *(leaf(f"v.{name}", value) for name, value in zip(axis, values, strict=True)))
    found = number(quartile(held, which)) if which != 2 else number(median(held))
    assert found == pytest.approx(np.percentile(values, 25 * which), rel=1e-12, abs=1e-6)


@settings(max_examples=30)
@given(st.lists(st.floats(-2, 2), min_size=4, max_size=4), st.lists(st.floats(-50, 50), min_size=2, max_size=6))
def test_column_k_of_many_is_the_single_one_bit_for_bit(values: list[float], moved: list[float]) -> None:
    held = of(*values)
    target = cumulative_sum(cumulative_product(1 + held, 3) * previous(held, 1), 0)
    steps, second = plan([target]), held.operands[1]
    together = evaluate(steps, {second: np.array(moved)})[target]
    for place, value in enumerate(moved):
        assert bits(together[:, place]) == bits(evaluate(steps, {second: value})[target][:, 0])


def test_a_peer_without_a_figure_leaves_the_median_without_one() -> None:
    held = of(1, 2, 3)
    found = evaluate(plan([median(held)]), {held.operands[1]: np.nan})
    assert np.isnan(next(iter(found.values()))).all()


# ---- guards ---------------------------------------------------------------------------------------------------------


def test_what_is_not_valid_has_no_figure_and_the_rest_does() -> None:
    growth, rate = leaf("g", 0.02), leaf("r", 0.08)
    worth = valid(1 / (rate - growth), growth < rate, "growth-below-wacc")
    found = evaluate(plan([worth]), {growth: np.array([0.02, 0.08, 0.12])})[worth]
    assert found[0] == pytest.approx(1 / 0.06)
    assert np.isnan(found[1:]).all()
    assert formula(worth) == "1 ÷ (r − g) (n.m. unless g < r)"


def test_a_condition_is_no_number() -> None:
    condition = leaf("a") < leaf("b")
    assert [fault.code for _, fault in faults([condition + 1])] == ["units-differ"]
    assert [fault.code for _, fault in faults([valid(leaf("a"), leaf("b"), "x")])] == ["units-differ"]
    assert [fault.code for _, fault in faults([leaf("a", 1, CNY) < leaf("b", 1, HKD)])] == ["units-differ"]


def test_rows_over_unlike_years_do_not_meet() -> None:
    assert [fault.code for _, fault in faults([of(*V) + of(1, 2)])] == ["rows-differ"]
    assert [fault.code for _, fault in faults([previous(leaf("a"), 0)])] == ["row-expected"]
    assert [fault.code for _, fault in faults([cumulative_sum(leaf("a"), 0)])] == ["row-expected"]


def test_cells_in_unlike_units_are_no_row() -> None:
    assert [fault.code for _, fault in faults([row(("a", "b"), leaf("x", 1, CNY), leaf("y", 1, HKD))])] == [
        "units-differ"
    ]
    assert [fault.code for _, fault in faults([cumulative_product(row(("a",), leaf("x", 1, CNY)), 1)])] == [
        "units-differ"
    ]


# ---- cells ----------------------------------------------------------------------------------------------------------


def scoped() -> tuple[Scope, Quantity, Quantity]:
    scope = Scope("p")
    growth = scope("growth", row(YEARS, *(scope.inside("growth").add(leaf(f"p.growth.{year}", 0.1)) for year in YEARS)))
    revenue = scope("revenue", cumulative_product(1 + growth, scope.add(leaf("p.base", 100, CNY))))
    return scope, growth, revenue


def test_the_cells_of_a_typed_list_are_its_own_leaves() -> None:
    _, growth, revenue = scoped()
    assert [each.path for each in cells(growth)] == [f"p.growth.{year}" for year in YEARS]
    assert all(each.is_leaf for each in cells(growth))
    assert all(is_cell(each) for each in cells(revenue))


def test_a_cell_is_explained_over_cells() -> None:
    scope, growth, revenue = scoped()
    told = [formula(each) for each in cells(revenue)]
    assert told[0] == "base × (1 + Y1)"
    assert told[1] == "revenue, Y1 × (1 + Y2)"
    lag = scope("lag", previous(revenue, 0) * following(growth, 0))
    assert formula(cells(lag)[0]) == "0 × Y2"
    assert formula(cells(lag)[3]) == "revenue, Y3 × 0"
    assert cell_formula(growth) is growth


def test_a_cell_that_is_a_constant_or_an_input_of_another_year_is_explained() -> None:
    scope = Scope("p")
    numbers = scope("year", row(YEARS, *(literal(place) for place in range(1, 5))))
    rate = scope.inside("rate").add(leaf("p.rate.Y1", 0.08))
    steps = scope("rate", row(YEARS, rate, rate, rate, rate))
    assert [formula(each) for each in cells(numbers)] == ["1", "2", "3", "4"]
    assert formula(cells(steps)[2]) == "Y1"
    assert substituted(cells(steps)[2], {"p.rate.Y1": 0.08}) == "0.0800"


def test_the_value_of_a_cells_formula_is_the_cell() -> None:
    _, growth, revenue = scoped()
    chain = previous(revenue * (1 - growth), literal(5, CNY)) / cumulative_sum(revenue, 0)
    named = Scope("q")("chain", chain)
    for place, each in enumerate(cells(named)):
        assert number(cell_formula(each)) == pytest.approx(cells_of(named)[place], rel=1e-15)
    assert named.unit == PURE
