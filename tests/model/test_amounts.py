"""Amounts as an analyst types them: read exactly, in base units, and printed as they were typed."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from reportgen.figures import FORMS, NBSP, THIN, Form, write
from reportgen.model.amounts import Amount, decimals_of, read_amount, read_unit, to_base
from reportgen.quantities import COUNTED, CURRENCIES, PURE, SHARE, Unit, counted_unit, currency_unit

CNY, HKD, USD = (currency_unit(code) for code in ("CNY", "HKD", "USD"))
SCALES = {"": 0, "thousand": 3, "m": 6, "bn": 9, "tn": 12}
typed_numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(
    lambda number: f"{number:f}"
)
typed_scales = st.sampled_from(list(SCALES))


def refused(text: str) -> PydanticCustomError:
    with pytest.raises(PydanticCustomError) as caught:
        read_amount(text)
    return caught.value


def retyped(amount: Amount) -> Amount:
    """The amount as an analyst would type it from the print."""
    printed = write(amount.base, amount.form).text
    return read_amount(printed.replace(NBSP, " ").replace(THIN, " ").replace(",", "").replace("\u2212", "-"))


@pytest.mark.parametrize(
    ("text", "base", "unit", "form"),
    [
        ("CNY 196.3 bn", 196300000000.0, CNY, Form("plain", 9, 1, "CNY")),
        ("CNY -6.2 bn", -6200000000.0, CNY, Form("plain", 9, 1, "CNY")),
        ("196.3 CNY", 196.3, CNY, Form("plain", 0, 1, "CNY")),
        ("USD 3350 m", 3350000000.0, USD, Form("plain", 6, 0, "USD")),
        ("USD 3.35 billion", 3350000000.0, USD, Form("plain", 9, 2, "USD")),
        ("USD 12 k", 12000.0, USD, Form("plain", 3, 0, "USD")),
        ("12 %", 0.12, PURE, Form("percent", 0, 0)),
        ("12%", 0.12, PURE, Form("percent", 0, 0)),
        ("-0.50 %", -0.005, PURE, Form("percent", 0, 2)),
        ("0.3x", 0.3, PURE, Form("multiple", 0, 1)),
        ("54.47 x", 54.47, PURE, Form("multiple", 0, 2)),
        ("54.47×", 54.47, PURE, Form("multiple", 0, 2)),
        ("26.65 bn shares", 26650000000.0, SHARE, Form("plain", 9, 2, "", "shares")),
        ("1 share", 1.0, SHARE, Form("plain", 0, 0, "", "share")),
        ("350000 cars", 350000.0, counted_unit("car"), Form("plain", 0, 0, "", "cars")),
        ("1.13636 HKD/CNY", 1.13636, HKD / CNY, Form("plain", 0, 5, "HKD/CNY")),
        ("31.70 CNY/share", 31.7, CNY / SHARE, Form("plain", 0, 2, "CNY")),
        ("0.891", 0.891, PURE, Form("plain", 0, 3)),
        ("0.891 ratio", 0.891, PURE, Form("plain", 0, 3)),
    ],
)
def test_an_amount_is_read_in_base_units(text: str, base: float, unit: Unit, form: Form) -> None:
    amount = read_amount(text)
    assert amount.base == base
    assert amount.unit == unit
    assert amount.form == form
    assert amount.typed == text


@given(typed_numbers, typed_scales)
def test_scale_is_decimal_and_exact(number: str, scale: str) -> None:
    amount = read_amount(f"CNY {number} {scale}".strip())
    assert amount.base == float(Decimal(number).scaleb(SCALES[scale]))
    assert amount.number == Decimal(number)


@pytest.mark.parametrize("text", ["196.3", "184.3", "12.5", "350.6", "3.6", "0.1", "1.1", "2.675"])
def test_no_binary_noise_enters_with_the_scale(text: str) -> None:
    written = read_amount(f"CNY {text} bn").base
    digits = text.replace(".", "").lstrip("0")
    assert written == int(digits) * 10 ** (9 - decimals_of(Decimal(text)))


@given(typed_numbers, typed_scales, st.sampled_from(sorted(CURRENCIES)))
def test_money_printed_and_typed_again_is_the_same_amount(number: str, scale: str, currency: str) -> None:
    amount = read_amount(f"{currency} {number} {scale}".strip())
    again = retyped(amount)
    assert (again.base, again.unit, again.number) == (amount.base, amount.unit, amount.number)


@given(typed_numbers, typed_scales, st.sampled_from(sorted(COUNTED)))
def test_a_count_printed_and_typed_again_is_the_same_amount(number: str, scale: str, noun: str) -> None:
    amount = read_amount(f"{number} {scale} {noun}s".replace("  ", " "))
    again = retyped(amount)
    assert (again.base, again.unit, again.number) == (amount.base, amount.unit, amount.number)


@given(typed_numbers, st.sampled_from([" %", "x"]))
def test_a_rate_printed_and_typed_again_is_the_same_amount(number: str, sign: str) -> None:
    amount = read_amount(number + sign)
    again = retyped(amount)
    assert (again.base, again.unit, again.number) == (amount.base, amount.unit, amount.number)


@given(st.text(max_size=15))
def test_any_other_text_is_refused_and_never_a_crash(text: str) -> None:
    with contextlib.suppress(PydanticCustomError):
        assert read_amount(text).number.is_finite()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount-format"),
        ("CNY", "amount-format"),
        ("CNY bn", "amount-format"),
        ("bn 5", "amount-format"),
        ("1 000", "amount-format"),
        ("CNY 1 000 bn", "amount-format"),
        ("5 1", "amount-format"),
        ("CNY 7.1bn", "number-format"),
        ("CNY 1,000 m", "number-format"),
        ("12 percent", "unit-unknown"),
        ("CNY 5 %", "unit-unknown"),
        ("CNY 5 shares", "unit-unknown"),
        ("CNY 5 HKD", "unit-unknown"),
        ("CNY 5 bn m", "unit-unknown"),
        ("cny 5 bn", "unit-unknown"),
        ("5 CNY/", "unit-unknown"),
        ("5 /CNY", "unit-unknown"),
        ("5 HKD/CNY/share", "unit-unknown"),
        ("5 Bn", "unit-unknown"),
        ("5 apples", "unit-unknown"),
        ("CNY nan bn", "amount-format"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text: str, code: str) -> None:
    assert refused(text).type == code


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("RMB 5 bn", "CNY"), ("5 YUAN", "CNY"), ("5 shars", "share"), ("USD 5 billions", "billion"), ("5 €", "EUR")],
)
def test_a_likely_unit_is_suggested(text: str, suggestion: str) -> None:
    assert f"did you mean '{suggestion}'?" in refused(text).message()


@pytest.mark.parametrize(("text", "decimals"), [("12", 0), ("12.0", 1), ("0.05", 2), ("1e3", 0), ("1.5e-3", 4)])
def test_decimals_are_those_that_were_typed(text: str, decimals: int) -> None:
    assert decimals_of(Decimal(text)) == decimals


@pytest.mark.parametrize(
    ("text", "unit", "scale"),
    [
        ("CNY bn", CNY, 9),
        ("%", PURE, -2),
        ("x", PURE, 0),
        ("ratio", PURE, 0),
        ("cars", counted_unit("car"), 0),
        ("m devices", counted_unit("device"), 6),
        ("HKD", HKD, 0),
        ("HKD/CNY", HKD / CNY, 0),
        ("CNY/car", CNY / counted_unit("car"), 0),
    ],
)
def test_the_unit_of_a_metric(text: str, unit: Unit, scale: int) -> None:
    written = read_unit(text)
    assert (written.unit, written.scale) == (unit, scale)
    assert to_base(Decimal(3), written) == float(Decimal(3).scaleb(scale))


def test_what_is_read_already_stays() -> None:
    amount = read_amount("CNY 7.1 bn")
    assert read_amount(amount) is amount
    assert read_unit(amount.written) is amount.written


def test_a_form_can_be_asked_for_with_its_sign() -> None:
    assert read_unit("CNY bn").form(2, signed=True) == Form("plain", 9, 2, "CNY", "", signed=True)


@pytest.mark.parametrize(
    ("typed", "base", "printed"),
    [
        ("14.2 GWh", 14.2e9, "14.2 GWh"),
        ("500 kW", 5e5, "500 kW"),
        ("3 Wh", 3.0, "3 Wh"),
        ("1.5 TWh", 1.5e12, "1.5 TWh"),
    ],
)
def test_watt_hours_have_a_letter_for_their_scale(typed: str, base: float, printed: str) -> None:
    amount = read_amount(typed)
    assert amount.base == base
    assert write(amount.base, amount.form).text.replace(NBSP, " ") == printed


def test_a_scaled_form_moves_the_letter_with_the_digits() -> None:
    amount = read_amount("14.2 GWh")
    assert write(amount.base, FORMS["m"](amount.form, 0)).text.replace(NBSP, " ") == "14,200 MWh"
    assert write(amount.base, amount.form.bare()).text == "14.2"
    assert amount.unit == read_amount("14.2 bn watt hours").unit
