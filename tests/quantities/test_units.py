"""Units multiply and divide like numbers, and print as an analyst writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.quantities import COUNTED, CURRENCIES, PURE, SHARE, Unit, counted_unit, currency_unit

CNY, HKD, USD = (currency_unit(code) for code in ("CNY", "HKD", "USD"))
BASES = (CNY, HKD, USD, SHARE, counted_unit("car"), counted_unit("year"))


@st.composite
def units(draw: st.DrawFn) -> Unit:
    unit = PURE
    for base in BASES:
        for _ in range(abs(power := draw(st.integers(-2, 2)))):
            unit = unit * base if power > 0 else unit / base
    return unit


@given(units(), units())
def test_a_product_does_not_depend_on_the_order(left: Unit, right: Unit) -> None:
    assert left * right == right * left
    assert hash(left * right) == hash(right * left)


@given(units(), units(), units())
def test_a_product_does_not_depend_on_the_grouping(first: Unit, second: Unit, third: Unit) -> None:
    assert (first * second) * third == first * (second * third)
    assert first / (second * third) == first / second / third


@given(units(), units())
def test_division_undoes_multiplication(left: Unit, right: Unit) -> None:
    assert left * right / right == left
    assert left / right * right == left


@given(units())
def test_a_unit_over_itself_is_a_pure_number(unit: Unit) -> None:
    assert unit / unit == PURE
    assert unit * PURE == unit
    assert unit / PURE == unit


@given(units())
def test_no_symbol_stands_with_power_zero_and_each_stands_once(unit: Unit) -> None:
    symbols = [symbol for symbol, _ in unit.powers]
    assert symbols == sorted(set(symbols))
    assert all(power for _, power in unit.powers)


@given(units(), units())
def test_units_print_alike_only_if_they_are_alike(left: Unit, right: Unit) -> None:
    assert (str(left) == str(right)) == (left == right)


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (PURE, "pure number"),
        (CNY, "CNY"),
        (CNY / SHARE, "CNY/share"),
        (HKD / CNY, "HKD/CNY"),
        (PURE / SHARE, "1/share"),
        (CNY * CNY, "CNY^2"),
        (CNY * SHARE, "CNY·share"),
        (PURE / SHARE / SHARE, "1/share^2"),
        (HKD / CNY / SHARE, "HKD/CNY·share"),
    ],
)
def test_units_print_as_an_analyst_writes_them(unit: Unit, text: str) -> None:
    assert str(unit) == text


@pytest.mark.parametrize(
    ("unit", "currency"),
    [
        (CNY, "CNY"),
        (CNY / SHARE, "CNY"),
        (CNY / counted_unit("car"), "CNY"),
        (HKD / CNY, None),
        (CNY * HKD, None),
        (CNY * CNY, None),
        (PURE / CNY, None),
        (SHARE, None),
        (PURE, None),
    ],
)
def test_money_has_a_currency_and_an_exchange_rate_has_none(unit: Unit, currency: str | None) -> None:
    assert unit.currency == currency


def test_the_bridge_of_a_valuation_comes_out_in_trading_currency_per_share() -> None:
    assert CNY / SHARE * (HKD / CNY) == HKD / SHARE


def test_an_exchange_rate_upside_down_does_not() -> None:
    assert CNY / SHARE * (CNY / HKD) != HKD / SHARE


def test_no_symbol_is_both_a_currency_and_a_thing() -> None:
    assert not CURRENCIES & COUNTED
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert all(noun.islower() for noun in COUNTED)
    assert {"CNY", "HKD", "USD", "EUR", "JPY"} <= CURRENCIES
    assert {"share", "car", "day"} <= COUNTED
