from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.figures import Form
from reportgen.formats.excel.formulas import Renderer
from reportgen.formats.excel.layout import SheetAddresses, model_of
from reportgen.quantities import (
    Quantity,
    Scope,
    literal,
    maximum,
    minimum,
    node,
    normal_cdf,
    round_to,
    total,
    valid,
    where,
)
from tests.formats.excel.graphs import BN, CNY, MILLION, RATE, results_of, typed

PURE_FORM = Form(decimals=2)
Pure = Callable[[Quantity, Quantity, Quantity], Quantity]


def formula(scope: Scope, path: str) -> str:
    """The formula of a named quantity on the valuation's sheet, where the inputs stand from C5 on."""
    model = model_of(results_of(scope))
    return Renderer(model.workings, SheetAddresses(model, "Valuation")).formula(scope.quantities[path])


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda a, b, c: a - (b - c), "=C5-(C6-C7)"),
        (lambda a, b, c: a + (b + c), "=C5+C6+C7"),
        (lambda a, b, c: (a - b) + (b - c), "=C5-C6+C6-C7"),
        (lambda a, b, c: a * (b + c), "=C5*(C6+C7)"),
        (lambda a, b, c: a / (b / c), "=C5/(C6/C7)"),
        (lambda a, b, c: a / (b * c), "=C5/(C6*C7)"),
        (lambda a, b, c: a * (1 / (1 + b)) + c, "=C5/(1+C6)+C7"),
        (lambda a, b, c: -(a + b) * c, "=(-(C5+C6))*C7"),
        (lambda a, b, c: a - -b + c, "=C5-(-C6)+C7"),
        (lambda a, b, c: (-a) ** 2 + b**c, "=(-C5)^2+C6^C7"),
        (lambda a, b, c: -(a**2) + b + c, "=(-(C5^2))+C6+C7"),
        (lambda a, b, c: (1 + a) ** -3 + b + c, "=(1+C5)^(-3)+C6+C7"),
        (lambda a, b, c: a * literal(-2) + b + c, "=C5*(-2)+C6+C7"),
        (lambda a, b, c: where(a + b <= c, a, b * 0.25), "=IF(C5+C6<=C7,C5,C6*0.25)"),
        (lambda a, b, c: valid(a / b, b > c, "code"), "=IF(C6>C7,C5/C6,NA())"),
        (lambda a, b, c: round_to(a + b, c) * 2, "=ROUND((C5+C6)/C7,0)*C7*2"),
        (lambda a, b, c: minimum(maximum(a, 0), b) + c, "=MIN(MAX(C5,0),C6)+C7"),
        (lambda a, b, c: normal_cdf(a) * node("exp", b) - c, "=_xlfn.NORM.S.DIST(C5,TRUE)*EXP(C6)-C7"),
        (lambda a, b, c: node("subtract", a, b, c), "=C5-C6-C7"),
    ],
)
def test_signs_and_brackets(made: Pure, text: str) -> None:
    scope = Scope("valuation")
    a, b, c = (typed(scope, name, 0.3 + place, form=PURE_FORM) for place, name in enumerate("abc"))
    scope("result", made(a, b, c), form=PURE_FORM)
    assert formula(scope, "valuation.result") == text


def test_factors_stand_only_where_scales_meet() -> None:
    scope = Scope("valuation")
    large, small = typed(scope, "large", 3e9, CNY, BN), typed(scope, "small", 4e6, CNY, MILLION)
    rate = typed(scope, "rate", 0.1)
    scope("both", total((large, small)), form=BN)
    scope("alike", large * rate + large, form=BN)
    scope("shifted", large + large, form=MILLION)
    scope("ratio", small / large, form=RATE)
    scope("points", rate - rate, form=Form("points", 0, 1))
    scope("squared", (large * 1) ** 2 / large / large, form=RATE)
    scope("above", large > small)
    scope("capped", maximum(small, 0), form=BN)
    texts = {path.rpartition(".")[2]: formula(scope, path) for path, each in scope.quantities.items() if each.operands}
    assert texts == {
        "both": "=C5+C6/10^3",
        "alike": "=C5*C7+C5",
        "shifted": "=(C5+C5)*10^3",
        "ratio": "=C6/C5/10^3",
        "points": "=(C7-C7)*100",
        "squared": "=(C5*1)^2/C5/C5",
        "above": "=C5>C6/10^3",
        "capped": "=MAX(C6/10^3,0)",
    }


def test_an_unknown_row_in_a_sum_is_our_own_mistake() -> None:
    scope = Scope("valuation")
    value = scope("value", typed(scope, "a", 1.0) + 1)
    model = model_of(results_of(scope))
    renderer = Renderer(model.workings, SheetAddresses(model, "Valuation"))
    with pytest.raises(ValueError, match="no cells"):
        renderer._summary(node("total", node("row", value * 2, value * 3, axis=("1", "2"))))
