from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.prices.closes import DECIMALS, as_quoted

cents = st.integers(min_value=1, max_value=9_999_999).map(lambda number: Decimal(number) / 100)


@given(cents)
def test_a_32_bit_float_in_full_gives_back_the_price(price: Decimal) -> None:
    assert as_quoted(Decimal(repr(float(np.float32(price)))), "XNYS") == price


@given(cents)
def test_a_32_bit_float_with_six_decimals_gives_back_the_price(price: Decimal) -> None:
    assert as_quoted(Decimal(f"{np.float32(price):.6f}"), "XNYS") == price


@given(cents)
def test_what_was_typed_stays(price: Decimal) -> None:
    assert as_quoted(price, "XNYS") == price
    assert as_quoted(Decimal(f"{price:.10f}"), "XSHG") == price


@given(st.decimals(min_value="0.01", max_value=99_999, places=10), st.sampled_from(sorted(DECIMALS)))
def test_what_is_given_back_is_a_price_of_the_exchange_beside_the_number(number: Decimal, exchange: str) -> None:
    quoted = as_quoted(number, exchange)
    if quoted is not None:
        assert abs(quoted - number) <= number * Decimal("1e-7")
        assert as_quoted(quoted, exchange) == quoted


@pytest.mark.parametrize(
    ("text", "exchange", "printed"),
    [
        ("16.799999237060547", "XHKG", "16.80"),
        ("16.799999", "XHKG", "16.80"),
        ("19.0", "XHKG", "19.00"),
        ("0.33500000834465027", "XHKG", "0.335"),
        ("0.1234", "XNYS", "0.1234"),
        ("1188.8000000000", "XSHG", "1188.80"),
        ("1.2345", "XLON", "1.2345"),
        ("28450.5", "XTKS", "28450.50"),
        ("71500", "XKRX", "71500.00"),
    ],
)
def test_prices_are_written_with_two_decimals_or_as_many_as_they_need(text: str, exchange: str, printed: str) -> None:
    assert str(as_quoted(Decimal(text), exchange)) == printed


@pytest.mark.parametrize(
    ("text", "exchange"),
    [
        ("55.165016174316406", "XHKG"),
        ("1.2345", "XHKG"),
        ("0.3355", "XHKG"),
        ("258.7613", "XNAS"),
        ("956.4127900000", "XSHG"),
        ("71500.5", "XKRX"),
        ("28450.25", "XTKS"),
        ("1.23456", "XLON"),
        ("1e-300", "XHKG"),
    ],
)
def test_what_an_exchange_cannot_quote_is_none(text: str, exchange: str) -> None:
    assert as_quoted(Decimal(text), exchange) is None
