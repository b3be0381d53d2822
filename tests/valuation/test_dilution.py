"""From equity value to value per share where there are options."""

from __future__ import annotations

from math import erf, exp, log, sqrt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.valuation.standing import HEAD, Standing, sound, standing

PART = """\
parts:
  firm: {method: given, label: The firm, stated_method: stated, level: equity_value, value: USD EQUITY m}
price: PRICE USD/share
shares:
  count: 100 m shares
  basis: basic
  dilution:
    options: {OPTIONS}
    HOW
"""


def diluted(how: str, options: str, equity: float = 1000, price: float = 10) -> Standing:
    text = PART.replace("EQUITY", str(equity)).replace("PRICE", str(price))
    return sound(text.replace("OPTIONS", options).replace("HOW", how))


def one(strike: float, number: float = 20, name: str = "a") -> str:
    return f"{name}: {{label: {name.upper()}, number: {number} m shares, strike: {strike} USD/share}}"


def call(spot: float, strike: float, volatility: float, years: float, rate: float, paid: float = 0.0) -> float:
    """A call by Black, Scholes and Merton."""

    def normal(x: float) -> float:
        return (1 + erf(x / sqrt(2))) / 2

    first = (log(spot / strike) + (rate - paid + volatility**2 / 2) * years) / (volatility * sqrt(years))
    second = first - volatility * sqrt(years)
    return spot * exp(-paid * years) * normal(first) - strike * exp(-rate * years) * normal(second)


@pytest.mark.parametrize(
    ("how", "strike", "shares"),
    [("market", 8, 104e6), ("market", 10, 100e6), ("market", 12, 100e6), ("market", 0, 120e6)],
)
def test_proceeds_buy_shares_back_at_the_market_price(how: str, strike: float, shares: float) -> None:
    found = diluted(f"treasury_stock: {how}", one(strike))
    assert found["options.diluted_shares"] == pytest.approx(shares)
    assert found["value_per_share"] == pytest.approx(1000e6 / shares)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 60)), min_size=1, max_size=4), st.integers(100, 4000)
)  # fmt: skip
def test_at_the_value_itself_just_those_exercise_who_gain(sets: list[tuple[int, int]], equity: int) -> None:
    options = ", ".join(one(strike, number, f"set{place}") for place, (strike, number) in enumerate(sets))
    value = diluted("treasury_stock: value", options, equity)["value_per_share"]
    exercised = [(strike, number) for strike, number in sets if strike < value]
    proceeds = sum(strike * number for strike, number in exercised)
    assert value == pytest.approx((equity + proceeds) / (100 + sum(number for _, number in exercised)), rel=1e-12)


TERMS = "volatility: 20 %, years: 0.5, risk_free: 10 %"


def test_an_option_of_the_textbook() -> None:
    """Hull: a spot of 42, a strike of 40, half a year at 20 % and 10 % is worth 4.76."""
    found = diluted(f"black_scholes: {{{TERMS}, spot: market, diluted: false}}", one(40), 4200, 42)
    assert found["options.a.value_of_one"] == pytest.approx(4.76, abs=0.005)
    assert found["value_per_share"] == pytest.approx((4200 - 20 * found["options.a.value_of_one"]) / 100)


def test_dividends_and_the_companys_tax_make_options_cheaper() -> None:
    more = f"black_scholes: {{{TERMS}, dividend_yield: 3 %, tax_rate: 25 %, spot: market, diluted: false}}"
    found = diluted(more, one(40), 4200, 42)
    worth = call(42, 40, 0.2, 0.5, 0.1, 0.03)
    assert found["options.a.value_of_one"] == pytest.approx(worth)
    assert found["value_per_share"] == pytest.approx((4200 - 20 * worth * 0.75) / 100)


def test_a_diluted_spot_holds_the_options_themselves() -> None:
    found = diluted(f"black_scholes: {{{TERMS}, spot: market, diluted: true}}", one(40), 4200, 42)
    worth = found["options.a.value_of_one"]
    assert worth == pytest.approx(call((42 * 100 + worth * 20) / 120, 40, 0.2, 0.5, 0.1), rel=1e-12)


@settings(max_examples=40)
@given(st.integers(5, 100), st.integers(1, 120), st.integers(1, 80), st.integers(1, 20), st.integers(1, 200))
def test_the_value_at_which_options_are_worth_what_is_taken_off(
    per_share: int, volatility: int, strike: int, halves: int, number: int
) -> None:
    assume(volatility * sqrt(halves) > 4)
    terms = f"volatility: {volatility} %, years: {halves / 2}, risk_free: 4 %"
    how = f"black_scholes: {{{terms}, spot: value, diluted: false}}"
    value = diluted(how, one(strike, number), per_share * 100)["value_per_share"]
    cost = number * call(value, strike, volatility / 100, halves / 2, 0.04)
    assert value * 100 + cost == pytest.approx(per_share * 100, rel=1e-9)


def test_options_at_the_market_price_need_one() -> None:
    text = PART.replace("price: PRICE USD/share\n", "").replace("EQUITY", "1000").replace("OPTIONS", one(4))
    assert standing(text.replace("HOW", "treasury_stock: market"), HEAD).codes == ["price-missing"]


def test_the_method_is_said_once() -> None:
    both = f"treasury_stock: value\n    black_scholes: {{{TERMS}, spot: value, diluted: true}}"
    text = PART.replace("PRICE", "9").replace("EQUITY", "1000").replace("OPTIONS", one(4))
    assert standing(text.replace("HOW", both)).codes == ["input-format"]
