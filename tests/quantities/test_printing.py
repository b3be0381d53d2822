from __future__ import annotations

import pytest

from reportgen.figures import MINUS, NBSP, THIN, TIMES, Form
from reportgen.quantities import form_of, printed, printed_fully
from tests.quantities.leaves import CNY
from tests.quantities.leaves import given as leaf

BN = Form("plain", 9, 1, "CNY")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (292166666666.6667, BN, f"CNY{NBSP}292.16667{NBSP}bn"),
        (-14543532712.890745, BN, f"CNY{NBSP}{MINUS}14.543533{NBSP}bn"),
        (0.06696493967763085, Form("percent"), f"6.696494{THIN}%"),
        (117.0 - 0.04248, Form("multiple"), f"116.95752{TIMES}"),
        (0.000123456789123, Form(decimals=4), "0.00012345679"),
        # what is printed is all there is, or more than eight digits
        (292.2e9, BN, ""),
        (36.03, Form(decimals=2), ""),
        (36_074_165_000.5, Form("plain", 9, 6), ""),
        (123_456_789.4, Form(decimals=0), ""),
        (0.0, Form(decimals=0), ""),
        (float("nan"), BN, ""),
        (float("inf"), BN, ""),
    ],
)
def test_a_number_has_eight_digits_where_its_form_leaves_some_out(value: float, form: Form, text: str) -> None:
    assert printed_fully(form, value) == text


@pytest.mark.parametrize(("value", "text"), [(44_000.0, "44,000"), (0.58678, "0.5868"), (1e-6, "0.0000"), (0.0, "0")])
def test_without_a_form_a_whole_number_has_no_decimals(value: float, text: str) -> None:
    assert printed(leaf("x", value), value) == text


def test_without_a_form_the_unit_is_told() -> None:
    assert printed(leaf("x", 44_000.0, CNY), 44_000.0) == f"CNY{NBSP}44,000"
    assert form_of(leaf("x", 1.0, CNY, BN), 1.0) == BN
