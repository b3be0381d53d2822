"""A quantity explains itself: formula in words, formula in numbers, and what lies below, down to typed numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.figures import MINUS, NBSP, THIN, Form
from reportgen.quantities import (
    SHARE,
    Explanation,
    PrintedOperand,
    Quantity,
    Scope,
    evaluate,
    exact,
    explain,
    formula,
    literal,
    node,
    operands,
    plan,
    printed,
    round_to,
    substituted,
    substituted_pieces,
    total,
    valid,
)
from tests.quantities.leaves import CNY, HKD, Graph, bits, graphs
from tests.quantities.leaves import given as leaf

A, B, C, D = (leaf(name) for name in "abcd")


def values_of(scope: Scope) -> dict[str, float]:
    found = evaluate(plan(scope.quantities.values()))
    return {path: float(found[each][0]) for path, each in scope.quantities.items()}


def levels(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for each in explanation.operands:
        yield from levels(each)


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (A + B + C, "a + b + c"),
        (A + (B + C), "a + (b + c)"),
        (A - B - C, "a − b − c"),
        (A - (B - C), "a − (b − c)"),
        (A - (B + C), "a − (b + c)"),
        (A + (B - C), "a + (b − c)"),
        (A / B / C, "a ÷ b ÷ c"),
        (A / (B * C), "a ÷ (b × c)"),
        (A / (B / C), "a ÷ (b ÷ c)"),
        (A * (B / C), "a × (b ÷ c)"),
        (A * B / C, "a × b ÷ c"),
        ((A + B) * C, "(a + b) × c"),
        (A * (B + C), "a × (b + c)"),
        (A + B * C, "a + b × c"),
        (A * B + C, "a × b + c"),
        ((A + B) / (C - D), "(a + b) ÷ (c − d)"),
        (A * (1 + B), "a × (1 + b)"),
        (A / B - 1, "a ÷ b − 1"),
        (-A, "−(a)"),
        (-(A + B) * C, "−(a + b) × c"),
        (A * -B + C, "a × −(b) + c"),
        (A + -2, "a + (−2)"),
        (-2 * A, "−2 × a"),
        (A * 1_000_000, "a × 1,000,000"),
        (A * 0.123456789, "a × 0.123456789"),
        (A / literal(1, SHARE), f"a ÷ 1{NBSP}share"),
        (total((A, B, C)), "a + b + c"),
        (total((A - B, C)), "a − b + c"),
        (node("subtract", A, B + C, D), "a − (b + c) − d"),
        (node("minimum", A, B), "the smaller of a and b"),
        (node("minimum", A + B, C), "the smaller of a + b and c"),
        (-node("minimum", A, B), "−(the smaller of a and b)"),
        (node("minimum", A, B) + C, "(the smaller of a and b) + c"),
        (C * node("maximum", A, 0), "c × (the larger of a and 0)"),
        (node("maximum", node("minimum", A, B), C), "the larger of (the smaller of a and b) and c"),
        (round_to(A * B, C), "a × b, rounded to c"),
        (round_to(A, B) / C, "(a, rounded to b) ÷ c"),
        (round_to(A, B) + C, "(a, rounded to b) + c"),
        (node("same", A + B) + C, "(a + b) + c"),
    ],
)
def test_brackets_stand_where_the_formula_needs_them(quantity: Quantity, text: str) -> None:
    assert formula(quantity) == text


@given(graphs())
def test_a_formula_read_as_arithmetic_gives_the_value(graph: Graph) -> None:
    outcome = evaluate(plan([graph.top]))[graph.top]
    assume(np.isfinite(outcome[0]))
    text = formula(graph.top) or graph.top.path
    python = text.replace(MINUS, "-").replace("×", "*").replace("÷", "/")
    names: dict[str, Any] = {each.path: np.float64(each.value or 0.0) for each in graph.inputs}
    with np.errstate(all="ignore"):
        by_hand = np.float64(eval(python, {"__builtins__": {}}, names))  # noqa: S307 - made by the formula above
    assert by_hand + 0 == outcome[0] + 0


def test_a_formula_names_what_has_a_name_and_writes_out_the_rest() -> None:
    scope = Scope("valuation")
    value = scope("enterprise_value", total((leaf("phones", 1, CNY), leaf("cars", 2, CNY))), label="Enterprise value")
    equity = scope("equity_value", value + scope.add(leaf("valuation.net_cash", 3, CNY, label="Net cash")))
    adjusted = scope("adjusted", equity * (1 + leaf("premium", 0.12)))
    assert formula(value) == "phones + cars"
    assert formula(equity) == "Enterprise value + Net cash"
    assert formula(adjusted) == "equity value × (1 + premium)"
    assert [each.path for each in operands(adjusted)] == ["valuation.equity_value", "premium"]


def test_what_is_typed_has_no_formula() -> None:
    assert formula(A) == ""
    assert substituted(A, {"a": 1.0}) == ""
    assert operands(A) == ()


def test_a_quantity_that_points_to_another_says_its_name() -> None:
    scope = Scope()
    assert formula(scope("price", leaf("close", 42.48, label="Closing price"))) == "Closing price"


def test_operands_are_told_in_order_and_once() -> None:
    assert [each.path for each in operands(B * A + (B - C) * (A + 1))] == ["b", "a", "c"]


def test_operands_of_a_formula_that_shares_its_pieces_are_found_at_once() -> None:
    shared = A + B
    for _ in range(60):
        shared = shared + shared
    assert operands(shared) == (A, B)


def test_the_numbers_stand_in_the_formula_as_they_print() -> None:
    money = Form("plain", 9, 1, "CNY")
    equity = leaf("equity", 754.4e9, CNY, money)
    premium = leaf("premium", 0.12, form=Form("percent", 0, 0))
    scope = Scope()
    adjusted = scope("adjusted", equity * (1 + premium), form=money)
    values = {"equity": 754.4e9, "premium": 0.12}
    assert substituted(adjusted, values) == f"CNY{NBSP}754.4{NBSP}bn × (1 + 12{THIN}%)"


def test_a_negative_number_on_the_right_is_taken_away_or_stands_in_brackets() -> None:
    rate = leaf("rate", -0.152, form=Form("percent"))
    loss = leaf("loss", -0.6e9, CNY, Form("plain", 9, 1, "CNY"))
    values = {"rate": -0.152, "loss": -0.6e9}
    assert substituted(1 + rate, values) == f"1 {MINUS} 15.2{THIN}%"
    assert substituted(1 - rate, values) == f"1 {MINUS} ({MINUS}15.2{THIN}%)"
    assert substituted(rate + 1, values) == f"{MINUS}15.2{THIN}% + 1"
    assert substituted(loss + loss, values) == f"CNY{NBSP}{MINUS}0.6{NBSP}bn {MINUS} CNY{NBSP}0.6{NBSP}bn"
    assert substituted(A * loss, {"a": 2.0, **values}) == f"2 × (CNY{NBSP}{MINUS}0.6{NBSP}bn)"


def test_in_pieces_the_numbers_of_operands_stand_apart() -> None:
    """Each with its path, also where its minus has become that of the formula or it stands in brackets."""
    rate, loss = leaf("rate", -0.152, form=Form("percent")), leaf("loss", -0.6e9, CNY, Form("plain", 9, 1, "CNY"))
    values = {"rate": -0.152, "loss": -0.6e9, "a": 2.0}
    for quantity in (loss + loss, A * loss, 1 + rate, 1 - rate):
        pieces = substituted_pieces(quantity, values)
        assert "".join(map(str, pieces)) == substituted(quantity, values)
    one, sign, other = substituted_pieces(loss + loss, values)
    assert isinstance(one, PrintedOperand)
    assert isinstance(other, PrintedOperand)
    assert (one.path, sign, other.path, other.value) == ("loss", f" {MINUS} ", "loss", -0.6e9)
    between = [piece for piece in substituted_pieces(1 - rate, values) if isinstance(piece, str)]
    assert between == [
        "1",
        f" {MINUS} ",
        "(",
        ")",
    ]


def test_the_signs_are_those_of_the_formula() -> None:
    gain = leaf("gain", 90.5e9, CNY, Form("plain", 9, 1, "CNY", signed=True))
    assert substituted(gain / A, {"gain": 90.5e9, "a": 2.0}) == f"CNY{NBSP}90.5{NBSP}bn ÷ 2"


def test_a_multiple_stands_behind_what_it_multiplies_as_a_plain_number() -> None:
    sales = leaf("sales", 12e9, CNY, Form("plain", 9, 1, "CNY"))
    multiple = leaf("multiple", 0.3, form=Form("multiple"))
    values = {"sales": 12e9, "multiple": 0.3}
    assert substituted(multiple * sales, values) == f"CNY{NBSP}12.0{NBSP}bn × 0.3"
    assert substituted(multiple + multiple, values) == "0.3× + 0.3×"
    assert formula(multiple * sales) == "multiple × sales"


def test_a_condition_that_holds_is_left_out() -> None:
    guarded = Scope()("guarded", valid(A / B, A < B, "no-figure"))
    values = {"a": 1.0, "b": 2.0, "guarded": 0.5}
    assert substituted(guarded, values) == "1 ÷ 2"
    assert substituted(guarded, {**values, "guarded": float("nan")}) == "1 ÷ 2 (n.m. unless 1 < 2)"


@pytest.mark.parametrize(("told", "text"), [(None, "6.251965 + 8.3162 + 10.83"), (1, "6.25 + 8.32 + 10.83")])
def test_beside_a_told_result_the_terms_of_a_sum_have_alike_decimals(told: int | None, text: str) -> None:
    held = {"x": (6.251965, 6), "y": (8.3162, 4), "z": (10.83, 2)}
    x, y, z = (leaf(path, value, form=Form(decimals=decimals)) for path, (value, decimals) in held.items())
    values = {path: value for path, (value, _) in held.items()}
    assert substituted(x + y + z, values, told=told) == text
    assert substituted(x / y, values, told=told) == "6.251965 ÷ 8.3162"


def test_without_a_figure_the_formula_says_so() -> None:
    assert substituted(A + B, {"a": float("nan"), "b": 2.0}) == "n.m. + 2"
    assert printed(A, float("nan")) == "n.m."
    assert exact(float("nan")) == "n.m."


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_exact_value_reads_back_as_the_same_float(value: float) -> None:
    assert float(exact(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [(747.3e9, "747300000000"), (36.03, "36.03"), (0.1 + 0.2, "0.30000000000000004"), (-0.5, "-0.5"), (0.0, "0")],
)
def test_the_exact_value_has_as_few_digits_as_it_can(value: float, text: str) -> None:
    assert exact(value) == text


def bridge() -> tuple[Scope, Quantity]:
    """A target whose exchange rate and shares are used twice."""
    scope = Scope()
    cash, shares = scope.add(leaf("cash", 7.1e9, CNY)), scope.add(leaf("shares", 26.65e9, SHARE))
    rate, parts = scope.add(leaf("rate", 1.13636, HKD / CNY)), scope.add(leaf("parts", 747.3e9, CNY))
    equity = scope("equity", parts + cash)
    per_share = scope("per_share", equity / shares)
    worth = scope("worth", per_share * shares * rate)
    return scope, scope("gap", worth - equity * rate)


def test_an_explanation_goes_down_to_typed_numbers() -> None:
    scope, gap = bridge()
    explanation = explain(gap, values_of(scope))
    ends = [each for each in levels(explanation) if not each.operands and not each.repeated]
    assert ends
    assert all(each.quantity.operation == "input" for each in ends)
    assert all(each.quantity.origin is not None and each.formula == "" for each in ends)
    assert {each.quantity.path for each in ends} == {"parts", "cash", "shares", "rate"}


def test_each_quantity_is_explained_once() -> None:
    scope, gap = bridge()
    explanation = explain(gap, values_of(scope))
    computed = [each for each in levels(explanation) if each.formula]
    explained = [each.quantity.path for each in computed if not each.repeated]
    repeated = [each for each in computed if each.repeated]
    assert explained == ["gap", "worth", "per_share", "equity"]
    assert [each.quantity.path for each in repeated] == ["equity"]
    assert all(not each.operands and each.formula == "parts + cash" for each in repeated)


@given(graphs())
def test_every_number_of_an_explanation_is_the_one_evaluated(graph: Graph) -> None:
    scope = Scope()
    for each in graph.inputs:
        scope.add(each)
    top = scope("top", graph.top)
    values = values_of(scope)
    assume(np.isfinite(values["top"]))
    for level in levels(explain(top, values)):
        assert bits(np.array([level.value])) == bits(np.array([values[level.quantity.path]]))
        assert level.printed == printed(level.quantity, level.value)
        assert level.quantity.is_leaf == (level.formula == "")


def test_an_explanation_shows_words_and_numbers_side_by_side() -> None:
    scope, gap = bridge()
    explanation = explain(gap, values_of(scope))
    equity = next(each for each in levels(explanation) if each.quantity.path == "equity")
    assert equity.formula == "parts + cash"
    assert equity.substituted == f"CNY{NBSP}747,300,000,000 + CNY{NBSP}7,100,000,000"
    assert equity.printed == f"CNY{NBSP}754,400,000,000"
    assert equity.value == 754.4e9
