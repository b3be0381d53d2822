from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures import FORMS, MINUS, NBSP, THIN, TIMES, Form, Written, rounded, write, write_date

MONEY = Form("plain", 9, 1, "CNY")
SHARES = Form("plain", 9, 2, "", "shares")

finite = st.floats(-1e300, 1e300)
forms = st.builds(
    Form,
    style=st.sampled_from(["plain", "percent", "points", "multiple"]),
    scale=st.sampled_from([0, 3, 6, 9, 12]),
    decimals=st.integers(0, 6),
    symbol=st.sampled_from(["", "CNY", "HKD/CNY"]),
    noun=st.sampled_from(["", "shares", "cars"]),
    signed=st.booleans(),
)


def parse(digits: str) -> Decimal:
    """A printed number as a reader types it into a calculator."""
    return Decimal(digits.replace(MINUS, "-").replace(",", ""))


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (747.3e9, MONEY, f"CNY{NBSP}747.3{NBSP}bn"),
        (-6.2e9, MONEY, f"CNY{NBSP}{MINUS}6.2{NBSP}bn"),
        (26.65e9, SHARES, f"26.65{NBSP}bn{NBSP}shares"),
        (265967, Form("plain", 0, 0, "", "cars"), f"265,967{NBSP}cars"),
        (36.03, Form("plain", 0, 2, "HKD"), f"HKD{NBSP}36.03"),
        (1.13636, Form("plain", 0, 5, "HKD/CNY"), f"HKD/CNY{NBSP}1.13636"),
        (-0.1518, Form("percent"), f"{MINUS}15.2{THIN}%"),
        (0.305, Form("percent", signed=True), f"+30.5{THIN}%"),
        (0.2006, Form("points"), f"20.1{NBSP}points"),
        (27.616, Form("multiple"), f"27.6{TIMES}"),
        (1_132_092e6, Form("plain", 9, 1, "HKD"), f"HKD{NBSP}1,132.1{NBSP}bn"),
        (7000, Form("plain", 3, 0), f"7{NBSP}thousand"),
        (2e12, Form("plain", 12, 1, "USD"), f"USD{NBSP}2.0{NBSP}tn"),
    ],
)
def test_a_number_prints_with_its_currency_scale_and_noun(value: float, form: Form, text: str) -> None:
    assert write(value, form).text == text


@pytest.mark.parametrize("style", ["plain", "percent", "points", "multiple"])
def test_bare_leaves_digits_with_their_sign_and_nothing_else(style: str) -> None:
    form = Form(style, 0, 1, "CNY", "shares", signed=True)  # type: ignore[arg-type]
    shown = write(0.5, form, bare=True)
    assert shown == Written("", "+50.0" if style in ("percent", "points") else "+0.5", "")


def test_the_bare_form_has_no_scale_word_and_keeps_digits_and_per_cent() -> None:
    assert write(115.96e9, MONEY.bare()).text == "116.0"
    assert write(26.65e9, SHARES.bare()).text == "26.65"
    assert write(0.12, Form("percent", 0, 0).bare()).text == f"12{THIN}%"


def test_the_bare_filter_works_before_and_after_the_scale() -> None:
    form = Form("plain", 0, 2, "CNY")
    assert write(115.96e9, FORMS["bare"](FORMS["bn"](form))).text == "116.0"
    assert write(115.96e9, FORMS["bn"](FORMS["bare"](form))).text == "116.0"


@pytest.mark.parametrize(
    ("value", "decimals", "digits"),
    [
        (2.675, 2, "2.68"),
        (2.665, 2, "2.67"),
        (-2.675, 2, f"{MINUS}2.68"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, f"{MINUS}3"),
        (2.499999999999, 0, "2"),
        (999.95, 1, "1,000.0"),
        (0.05, 1, "0.1"),
        (0.049, 1, "0.0"),
    ],
)
def test_halves_are_rounded_away_from_zero_as_they_are_read(value: float, decimals: int, digits: str) -> None:
    assert write(value, Form(decimals=decimals)).digits == digits


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("value", [0.0, -0.0, 0.04, -0.04])
def test_what_rounds_to_zero_has_no_sign(value: float, signed: bool) -> None:
    assert write(value, Form(decimals=1, signed=signed)).digits == "0.0"


def test_a_sign_is_asked_for_and_shown_on_both_sides_of_zero() -> None:
    assert write(0.05, Form(signed=True)).digits == "+0.1"
    assert write(-0.05, Form(signed=True)).digits == f"{MINUS}0.1"


@given(finite, forms)
def test_digits_are_those_of_decimal_arithmetic_by_hand(value: float, form: Form) -> None:
    shift = 2 if form.style in ("percent", "points") else 0
    with localcontext(Context(prec=700)):
        shown = Decimal(f"{value:.15g}") * Decimal(10) ** (shift - form.scale)
        expected = shown.quantize(Decimal(10) ** -form.decimals, ROUND_HALF_UP)
    written = write(value, form)
    assert parse(written.digits) == expected
    assert abs(parse(written.digits) - shown) <= Decimal("0.5") * Decimal(10) ** -form.decimals
    assert len(written.digits.partition(".")[2]) == form.decimals


@given(finite, forms)
def test_pieces_make_the_text_and_bare_keeps_the_digits(value: float, form: Form) -> None:
    written = write(value, form)
    assert written.digits in written.text
    assert write(value, form, bare=True).digits == written.digits
    assert " " not in written.text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_printed_number_reads_back_as_what_was_typed(typed: Decimal) -> None:
    assert parse(write(float(typed), Form(decimals=3)).digits) == typed


@given(finite, st.integers(0, 6))
def test_rounding_twice_changes_nothing(value: float, decimals: int) -> None:
    once = rounded(value, 0, decimals)
    assert parse(write(float(once), Form(decimals=decimals)).digits) == rounded(float(once), 0, decimals)


@pytest.mark.parametrize("value", [1.7976931348623157e308, 1e60, 5e-324])
def test_numbers_of_any_size_print(value: float) -> None:
    assert parse(write(value, Form(decimals=2)).digits) == rounded(value, 0, 2)


def test_a_numpy_scalar_prints_like_a_float() -> None:
    assert write(np.float64(2.675), Form(decimals=2)).text == "2.68"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no printed form"):
        write(value, MONEY)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2025, 11, 14), "14 November 2025", "14 Nov 2025"),
        (date(2025, 5, 1), "1 May 2025", "1 May 2025"),
        (date(2024, 9, 30), "30 September 2024", "30 Sep 2024"),
    ],
)
def test_dates_are_glued(day: date, long: str, short: str) -> None:
    assert write_date(day) == long.replace(" ", NBSP)
    assert write_date(day, short=True) == short.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("bn", 747.3e9, f"CNY{NBSP}747.3{NBSP}bn"),
        ("m", 747.3e9, f"CNY{NBSP}747,300.0{NBSP}m"),
        ("thousand", 7300, f"CNY{NBSP}7.3{NBSP}thousand"),
        ("count", 265967.4, f"CNY{NBSP}265,967"),
        ("money", 36.027857, f"CNY{NBSP}36.03"),
        ("rate", 1.136364, f"CNY{NBSP}1.13636"),
        ("pct", 0.12, f"12.0{THIN}%"),
        ("points", 0.12, f"12.0{NBSP}points"),
        ("x", 27.616, f"27.6{TIMES}"),
    ],
)
def test_each_filter_of_prose_prints_in_its_form(name: str, value: float, text: str) -> None:
    assert write(value, FORMS[name](Form("plain", 9, 3, "CNY"))).text == text


@pytest.mark.parametrize("name", ["bn", "m", "thousand", "count", "money", "rate", "pct", "points", "x"])
def test_a_filter_takes_the_number_of_decimals(name: str) -> None:
    assert FORMS[name](Form(), 4).decimals == 4


def test_signed_changes_nothing_but_the_sign() -> None:
    assert FORMS["signed"](MONEY) == Form("plain", 9, 1, "CNY", signed=True)


@pytest.mark.parametrize(("value", "text"), [(-0.031, f"3.1{THIN}%"), (0.031, f"3.1{THIN}%"), (0.0, f"0.0{THIN}%")])
def test_an_absolute_form_has_no_sign_at_all(value: float, text: str) -> None:
    assert write(value, FORMS["absolute"](Form("percent", signed=True))).text == text


def test_an_unsigned_form_keeps_the_minus() -> None:
    assert write(-0.031, FORMS["unsigned"](Form("percent", signed=True))).text == f"{MINUS}3.1{THIN}%"
