"""What each operation does to numbers, and where the fault of a formula is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.quantities import OPERATIONS, Quantity, evaluate, literal, node, place_of, plan, round_to, total
from tests.quantities.leaves import CNY, HKD, place
from tests.quantities.leaves import given as leaf

STEPS = ("0.01", "0.02", "0.05", "0.1", "0.2", "0.25", "0.5", "1", "2", "5", "10")
numbers = st.floats(-1e12, 1e12)
prices = st.decimals(min_value=-(10**7), max_value=10**7, places=6)


def value(quantity: Quantity) -> float:
    return float(evaluate(plan([quantity]))[quantity][0])


def rounded(number: float, step: float) -> float:
    return value(round_to(leaf("x", number, HKD), leaf("step", step, HKD)))


@given(prices, st.sampled_from(STEPS))
@example(Decimal("36.027857"), "0.01")
@example(Decimal("2.675"), "0.01")
@example(Decimal("1.005"), "0.01")
@example(Decimal("0.285"), "0.01")
@example(Decimal("1234567.005"), "0.01")
@example(Decimal("0.025"), "0.05")
@example(Decimal("-0.5"), "1")
@example(Decimal(25), "10")
def test_the_step_is_met_as_by_hand_halves_away_from_zero(price: Decimal, step: str) -> None:
    by_hand = (price / Decimal(step)).quantize(Decimal(1), ROUND_HALF_UP) * Decimal(step)
    assert rounded(float(price), float(step)) == float(by_hand)


@given(st.floats(-1e7, 1e7), st.sampled_from(STEPS))
def test_rounding_twice_is_rounding_once(number: float, step: str) -> None:
    once = rounded(number, float(step))
    assert rounded(once, float(step)) == once
    assert abs(once - number) <= float(step) / 2 * (1 + 1e-9) + 1e-9


@given(st.floats(-1e7, 1e7), st.sampled_from(STEPS))
def test_a_rounded_price_is_the_float_that_its_digits_name(number: float, step: str) -> None:
    once = rounded(number, float(step))
    assert (Decimal(repr(once)) % Decimal(step)) == 0


@given(st.floats(0, 1e7), st.sampled_from(STEPS))
def test_rounding_knows_no_side(number: float, step: str) -> None:
    assert rounded(-number, float(step)) == -rounded(number, float(step))


@pytest.mark.parametrize(
    ("number", "step", "result"),
    [
        (36.024999, 0.01, 36.02),
        (36.025, 0.01, 36.03),
        (36.0249, 0.05, 36.0),
        (36.025, 0.05, 36.05),
        (36.49, 1, 36),
        (36.5, 1, 37),
        (-36.5, 1, -37),
        (34.999, 10, 30),
        (35, 10, 40),
        (0.1 + 0.2, 0.1, 0.3),
        (0.004, 0.01, 0),
        (0.0, 0.01, 0),
    ],
)
def test_rounding_on_both_sides_of_a_half(number: float, step: float, result: float) -> None:
    assert rounded(number, step) == result


@pytest.mark.parametrize(
    ("left", "right", "half", "result"),
    [(2.05, 1.5, "3.075", 3.08), (1.15, 1.5, "1.725", 1.73), (61.61, 16.5, "1016.565", 1016.57)],
)
def test_noise_of_arithmetic_does_not_turn_a_half_down(left: float, right: float, half: str, result: float) -> None:
    assert Decimal(repr(left)) * Decimal(repr(right)) == Decimal(half)
    assert Decimal(left * right) < Decimal(half)
    assert rounded(left * right, 0.01) == result


def test_without_a_figure_there_is_nothing_to_round() -> None:
    assert np.isnan(rounded(float("nan"), 0.01))


def test_a_step_of_nothing_gives_no_figure() -> None:
    assert np.isnan(rounded(36.03, 0.0))


@given(st.lists(numbers, min_size=1, max_size=20))
def test_a_total_is_added_from_left_to_right(terms: list[float]) -> None:
    summed = total(tuple(leaf(f"t{place}", term) for place, term in enumerate(terms)))
    assert value(summed) == reduce(lambda left, right: left + right, terms)


@given(st.lists(numbers, min_size=1, max_size=6))
def test_differences_and_products_of_many_go_from_left_to_right(terms: list[float]) -> None:
    leaves = [leaf(f"t{place}", term) for place, term in enumerate(terms)]
    assert value(node("subtract", *leaves)) == reduce(lambda left, right: left - right, terms)
    assert value(node("multiply", *leaves)) == reduce(lambda left, right: left * right, terms)


@given(numbers, numbers)
def test_the_smaller_and_the_larger(left: float, right: float) -> None:
    operands = leaf("a", left), leaf("b", right)
    assert value(node("minimum", *operands)) == min(left, right)
    assert value(node("maximum", *operands)) == max(left, right)


@pytest.mark.parametrize("operation", ["divide", "minimum", "maximum", "round_to", "negate", "same"])
def test_an_operation_of_few_operands_refuses_more(operation: str) -> None:
    third = node(operation, leaf("a", 1), leaf("b", 2), leaf("c", 3))
    with pytest.raises(TypeError):
        evaluate(plan([third]))


@pytest.mark.parametrize("operation", ["add", "subtract", "multiply", "divide", "minimum", "maximum", "round_to"])
@pytest.mark.parametrize("nan_first", [True, False])
def test_no_figure_stays_no_figure(operation: str, nan_first: bool) -> None:
    none, one = leaf("none", float("nan")), leaf("one", 1.0)
    assert np.isnan(value(node(operation, *((none, one) if nan_first else (one, none)))))


@pytest.mark.parametrize("above", [1.0, -1.0, 0.0])
def test_a_division_by_zero_gives_no_figure(above: float) -> None:
    assert np.isnan(value(leaf("a", above) / leaf("b", 0.0)))


def test_what_overflows_gives_no_figure_instead_of_an_infinite_one() -> None:
    huge = leaf("a", 1e308)
    assert np.isnan(value(huge * 10))
    assert np.isnan(value(huge + huge))
    assert np.isnan(value(huge / 0.1))
    assert np.isnan(value(1 / (huge * 10)))
    assert value(huge / 10) == 1e307


def test_a_division_by_almost_nothing_is_still_a_figure() -> None:
    assert value(leaf("a", 1.0) / leaf("b", 1e-300)) == pytest.approx(1e300)


def test_every_operation_says_how_it_reads() -> None:
    for name, operation in OPERATIONS.items():
        assert bool(operation.infix) != bool(operation.words), name


def test_a_fault_is_shown_at_the_first_typed_number_of_a_formula() -> None:
    first, second = leaf("first", 1, CNY), leaf("second", 1, CNY)
    assert place_of(2 * (first + second)) == place("first")
    assert place_of(second - first) == place("second")
    assert place_of(literal(3)) is None
    assert place_of(node("add", 1, 2)) is None


def test_the_foreign_formula_is_pointed_to_not_the_first() -> None:
    home, foreign = leaf("home", 1, CNY), leaf("foreign", 1, HKD)
    result = total((home, home, 3 * foreign, home))
    assert result.fault is not None
    assert result.fault.place == place("foreign")


def test_a_number_without_a_place_is_shown_at_the_other_side() -> None:
    result = leaf("home", 1, CNY) + 1
    assert result.fault is not None
    assert result.fault.place == place("home")
    assert "a number (pure number)" in result.fault.message


def test_each_operation_has_its_sign_or_function_in_a_sheet() -> None:
    assert [name for name, operation in OPERATIONS.items() if not operation.excel] == []
