"""Quantities are tied by arithmetic; what is not a quantity's business is refused."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from reportgen.quantities import (
    CONDITION,
    OPERATIONS,
    PURE,
    SHARE,
    Quantity,
    evaluate,
    faults,
    literal,
    node,
    plan,
    round_to,
    total,
)
from reportgen.quantities.nodes import named
from tests.quantities.leaves import CNY, HKD, UNLIKE, given, place

ARITHMETIC = (operator.add, operator.sub, operator.mul, operator.truediv)


def value(quantity: Quantity) -> float:
    return float(evaluate(plan([quantity]))[quantity][0])


@pytest.mark.parametrize("operation", ARITHMETIC)
def test_operators_compute_what_numbers_compute(operation: Callable[[Any, Any], Any]) -> None:
    left, right = given("a", 7.25), given("b", -0.3)
    assert value(operation(left, right)) == operation(7.25, -0.3)
    assert value(operation(left, 3)) == operation(7.25, 3)
    assert value(operation(3, left)) == operation(3, 7.25)
    assert value(operation(left, 0.1)) == operation(7.25, 0.1)
    assert value(operation(0.1, left)) == operation(0.1, 7.25)


def test_a_minus_before_a_quantity_changes_its_sign() -> None:
    assert value(-given("a", 2.5, CNY)) == -2.5
    assert (-given("a", 2.5, CNY)).unit == CNY


def test_building_computes_nothing_and_changes_no_operand() -> None:
    left, right = given("a", 1), given("b", 2)
    before = left.operands
    summed = left + right
    assert summed.value is None
    assert summed.operands == (left, right)
    assert left.operands is before
    with pytest.raises(FrozenInstanceError):
        left.value = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    "test",
    [
        lambda a, b: bool(a),
        lambda a, b: a and b,
        lambda a, b: not a,
        lambda a, b: 1 if a else 0,
        lambda a, b: any([a, b]),
    ],
)
def test_a_quantity_is_neither_true_nor_false(test: Callable[[Quantity, Quantity], object]) -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        test(given("a"), given("b"))


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_a_comparison_is_a_node_and_no_number(compare: Callable[[Any, Any], Quantity]) -> None:
    found = compare(given("a"), given("b"))
    assert found.unit == CONDITION
    assert (found + 1).fault is not None


@pytest.mark.parametrize("compare", [max, min])
def test_quantities_are_not_chosen_from_while_they_have_no_value(compare: Callable[[Any, Any], object]) -> None:
    with pytest.raises(TypeError, match="minimum/maximum"):
        compare(given("a"), given("b"))


def test_equality_is_identity_so_that_quantities_are_keys() -> None:
    first, second = given("a", 1), given("a", 1)
    assert first == first  # noqa: PLR0124 - that is the claim
    assert first != second
    assert len({first, second, first}) == 2


@pytest.mark.parametrize("operation", ARITHMETIC)
@pytest.mark.parametrize(
    "array",
    [np.array([1.0, 2.0]), np.array([3.0]), np.array(3.0), np.array([]), np.ones((2, 2)), np.array([1, 2])],
    ids=lambda array: str(array.shape),
)
def test_arrays_are_refused_on_either_side(operation: Callable[[Any, Any], Any], array: object) -> None:
    quantity = given("a", 5)
    with pytest.raises(TypeError):
        operation(array, quantity)
    with pytest.raises(TypeError):
        operation(quantity, array)


@pytest.mark.parametrize("function", [np.exp, np.sqrt, np.abs, np.negative])
def test_functions_of_numpy_are_refused(function: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError):
        function(given("a", 5))


def test_a_scalar_of_numpy_is_a_number_on_either_side() -> None:
    quantity = given("a", 5)
    assert value(np.float64(2) * quantity) == 10
    assert value(quantity * np.float64(2)) == 10


@pytest.mark.parametrize("other", [True, "2", None, Decimal(2), Fraction(1, 2), [1], 2j, np.int64(2), np.bool_(True)])
@pytest.mark.parametrize("operation", ARITHMETIC)
def test_only_int_and_float_become_quantities(operation: Callable[[Any, Any], Any], other: object) -> None:
    with pytest.raises(TypeError):
        operation(given("a"), other)
    with pytest.raises(TypeError):
        operation(other, given("a"))


@pytest.mark.parametrize(("left", "right"), list(itertools.permutations(UNLIKE, 2)))
@pytest.mark.parametrize("operation", ["add", "subtract", "minimum", "maximum", "round_to"])
def test_unlike_units_are_a_fault_at_the_foreign_leaf(operation: str, left: str, right: str) -> None:
    result = node(operation, given(left, 2, UNLIKE[left]), given(right, 3, UNLIKE[right]))
    assert result.fault is not None
    assert result.fault.code == "units-differ"
    assert result.fault.place == place(right)
    message = result.fault.message
    assert f"{left} ({UNLIKE[left]})" in message
    assert f"{right} ({UNLIKE[right]})" in message


@pytest.mark.parametrize("name", UNLIKE)
def test_like_units_add_up_to_their_own(name: str) -> None:
    left, right = given("a", 2, UNLIKE[name]), given("b", 3, UNLIKE[name])
    assert (left + right).unit == (left - right).unit == UNLIKE[name]
    assert not (left + right).faulty


def test_two_currencies_are_to_be_converted_and_nothing_else_is() -> None:
    def message(quantity: Quantity) -> str:
        assert quantity.fault is not None
        return quantity.fault.message

    remedy = "convert with an exchange rate"
    assert remedy in message(given("a", 1, CNY) + given("b", 1, HKD))
    assert remedy in message(given("a", 1, CNY / SHARE) + given("b", 1, HKD / SHARE))
    assert remedy not in message(given("a", 1, CNY) + given("b", 1, CNY / SHARE))
    assert remedy not in message(given("a", 1, CNY) + given("b", 1, HKD / CNY))
    assert remedy not in message(given("a", 1, CNY) + 1)


def test_nothing_fits_money_but_one_does_not() -> None:
    money = given("a", 5, CNY)
    assert not (money + 0).faulty
    assert not (0 - money).faulty
    assert not (money + 0.0).faulty
    assert (money + 1).faulty
    assert (1 - money).faulty
    assert (0 + money).unit == CNY
    assert node("add", 0, 0).unit == PURE


def test_units_follow_products_and_quotients() -> None:
    price, shares, rate = (
        given("price", 42.48, HKD / SHARE),
        given("shares", 26.65e9, SHARE),
        given("fx", 1.1, HKD / CNY),
    )
    assert (price * shares / rate).unit == CNY
    assert (1 / shares).unit == PURE / SHARE
    assert (price / price).unit == PURE
    assert (2 * price).unit == HKD / SHARE


def test_a_fault_is_told_once_however_much_is_built_upon_it() -> None:
    wrong = given("a", 1, CNY) + given("b", 1, HKD)
    above = (wrong * 2 + given("c", 1, CNY)) / given("d", 1, SHARE)
    further = above + given("e", 1, HKD) - wrong
    assert [quantity for quantity, _ in faults([further, above, wrong])] == [wrong]
    assert above.faulty
    assert above.fault is None
    assert further.faulty
    assert not given("c").faulty


def test_every_fault_of_a_graph_is_told() -> None:
    first = given("a", 1, CNY) + given("b", 1, HKD)
    second = given("c", 1, SHARE) - given("d", 1, CNY)
    found = faults([first * second])
    assert {quantity for quantity, _ in found} == {first, second}
    assert {fault.place for _, fault in found} == {place("b"), place("d")}


def test_a_fault_between_formulas_names_a_quantity_of_each() -> None:
    wrong = given("price", 1, HKD / SHARE) * given("shares", 1, SHARE) + given("cash", 1, CNY)
    assert wrong.fault is not None
    assert "a formula with price (HKD)" in wrong.fault.message
    assert "cash (CNY)" in wrong.fault.message


def test_an_anonymous_quantity_gets_a_name_and_a_named_one_is_pointed_to() -> None:
    summed = given("a", 2) + given("b", 3)
    first = named(summed, "x.sum", "The sum", None)
    second = named(first, "y.sum", "", None)
    assert (first.path, first.operation, first.label) == ("x.sum", "add", "The sum")
    assert (second.path, second.operation, second.operands) == ("y.sum", "same", (first,))
    assert value(second) == 5


def test_a_name_is_the_label_or_the_end_of_the_path() -> None:
    assert given("valuation.bridge.net_cash").name == "net cash"
    assert given("valuation.bridge.net_cash", label="Net cash, June").name == "Net cash, June"


def test_a_literal_may_carry_a_unit() -> None:
    price = given("price", 42.48, HKD) / literal(1, SHARE)
    assert price.unit == HKD / SHARE
    assert value(price) == 42.48


def test_a_total_of_one_term_is_that_term() -> None:
    assert value(total((given("a", 4.5, CNY),))) == 4.5


def test_rounding_is_a_node_of_its_own() -> None:
    rounded = round_to(given("target", 36.027857, HKD), given("step", 0.01, HKD))
    assert rounded.operation in OPERATIONS
    assert value(rounded) == 36.03


def test_a_quantity_shows_its_path_and_unit() -> None:
    assert repr(given("net_cash", 1, CNY)) == "<net_cash: CNY>"
    assert repr(given("a") + 1) == "<add: pure number>"
