from __future__ import annotations

import math

import pytest

from reportgen.figures import Form
from reportgen.formats.excel.scales import number_format, scale_of, shown, unit_words
from reportgen.quantities import CONDITION, PURE, SHARE, Unit, currency_unit

CNY, HKD = currency_unit("CNY"), currency_unit("HKD")


@pytest.mark.parametrize(
    ("form", "value", "cell", "looks"),
    [
        (Form("plain", 9, 1, "CNY"), 196.3e9, 196.3, "#,##0.0;-#,##0.0"),
        (Form("percent", 0, 1), 0.12, 0.12, "#,##0.0%;-#,##0.0%"),
        (Form("percent", 0, 0, signed=True), -0.1, -0.1, "+#,##0%;-#,##0%;#,##0%"),
        (Form("points", 0, 1), 0.2006, 20.06, "#,##0.0;-#,##0.0"),
        (Form("multiple", 0, 2), 15.25, 15.25, '#,##0.00"×";-#,##0.00"×"'),
        (Form("plain", 0, 40), 1.5, 1.5, f"#,##0.{'0' * 30};-#,##0.{'0' * 30}"),
    ],
)
def test_a_cell_holds_what_is_shown(form: Form, value: float, cell: float, looks: str) -> None:
    assert shown(value, form) == cell
    assert number_format(form) == looks


def test_what_has_no_figure_has_none_in_any_scale() -> None:
    assert math.isnan(shown(math.nan, Form("plain", 9)))
    assert scale_of(Form("points")) == -2


@pytest.mark.parametrize(
    ("unit", "form", "words"),
    [
        (CNY, Form("plain", 9, 1, "CNY"), "CNY bn"),
        (HKD / SHARE, Form("plain", 0, 2, "HKD"), "HKD/share"),
        (HKD / SHARE, Form(decimals=2), "HKD/share"),
        (SHARE, Form("plain", 9, 2, "", "shares"), "bn shares"),
        (HKD / CNY, Form("plain", 0, 5, "HKD/CNY"), "HKD/CNY"),
        (CNY * CNY, Form(), "CNY^2"),
        (PURE, Form("percent"), "%"),
        (PURE, Form("points"), "points"),
        (PURE, Form("multiple"), "×"),
        (PURE, Form(), ""),
        (CONDITION, Form(), "true or false"),
    ],
)
def test_the_unit_stands_beside_the_number(unit: Unit, form: Form, words: str) -> None:
    assert unit_words(unit, form) == words
