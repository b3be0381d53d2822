"""Typed inputs: bare amounts, facts, references to others, formulas over them, and the costs of capital."""

from __future__ import annotations

import pytest

from reportgen.quantities import formula, walk
from tests.valuation.standing import HEAD, Standing, firm, sound, standing

ANY = firm("years: 1\nfree_cash_flow: USD 1 m\nwacc: 9 %")


def inputs(text: str) -> Standing:
    return sound("inputs:\n" + "".join(f"  {line}\n" for line in text.strip().splitlines()) + ANY)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12 %", 0.12),
        ("{value: 12 %}", 0.12),
        ("{sum: [1 %, 2 %, 3 %]}", 0.06),
        ("{difference: [9 %, 2 %, 3 %]}", 0.04),
        ("{product: [USD 2 m, 3, 50 %]}", 3e6),
        ("{ratio: [USD 9 m, 3 m shares]}", 3.0),
        ("{power: [1.1, 2]}", 1.1**2),
        ("{power: [4, 0.5]}", 2.0),
        ("{larger: [2 %, 3 %]}", 0.03),
        ("{smaller: [2 %, 3 %]}", 0.02),
        ("{difference: [1, {product: [{sum: [10 %, 5 %]}, {ratio: [1, 2]}]}]}", 0.925),
    ],
)
def test_an_input_in_every_form(typed: str, value: float) -> None:
    assert inputs(f"it: {typed}")["inputs.it"] == pytest.approx(value, rel=1e-15)


def test_inputs_refer_to_each_other_in_any_order() -> None:
    found = inputs("last: {sum: [{input: first}, {input: middle}]}\nmiddle: {product: [{input: first}, 2]}\nfirst: 3 %")
    assert found["inputs.last"] == pytest.approx(0.09)
    assert formula(found.quantity("inputs.last")) == "first + middle"


def test_whole_numbers_of_a_formula_are_constants_and_others_are_inputs() -> None:
    found = inputs("it: {difference: [1, 30 %]}")
    leaves = {each.path for each in walk([found.quantity("inputs.it")]) if each.origin}
    assert leaves == {"valuation.inputs.it.2"}
    assert formula(found.quantity("inputs.it")) == "1 − it, 2"


def test_the_cost_of_equity_is_the_pricing_model() -> None:
    plain = inputs("it: {cost_of_equity: {risk_free: 4 %, beta: 1.2, equity_premium: 5 %}}")
    assert plain["inputs.it"] == pytest.approx(0.10)
    every = inputs(
        "it: {cost_of_equity: {risk_free: 4 %, unlevered_beta: 1.0, debt_to_equity: 40 %, tax_rate: 25 %, "
        "equity_premium: 5 %, country_premium: 3 %, country_exposure: 50 %, other: 1 %}}"
    )
    assert every["inputs.it.beta"] == pytest.approx(1.3)
    assert every["inputs.it"] == pytest.approx(0.04 + 1.3 * 0.05 + 0.5 * 0.03 + 0.01)


@pytest.mark.parametrize(
    ("weights", "wacc"),
    [
        ("debt_weight: 20 %", 0.8 * 0.10 + 0.2 * 0.045),
        ("equity: USD 80 m, debt: USD 20 m", 0.8 * 0.10 + 0.2 * 0.045),
        ("debt_weight: 20 %, preferred_weight: 10 %, cost_of_preferred: 7 %", 0.7 * 0.10 + 0.2 * 0.045 + 0.1 * 0.07),
        (
            "equity: USD 70 m, debt: USD 20 m, preferred: USD 10 m, cost_of_preferred: 7 %",
            0.7 * 0.10 + 0.2 * 0.045 + 0.1 * 0.07,
        ),
    ],
)
def test_the_cost_of_capital_weighs_debt_after_tax(weights: str, wacc: float) -> None:
    found = inputs(f"it: {{wacc: {{cost_of_equity: 10 %, cost_of_debt: 6 %, tax_rate: 25 %, {weights}}}}}")
    assert found["inputs.it"] == pytest.approx(wacc)


def test_a_cost_of_capital_may_hold_the_pricing_model() -> None:
    parts = "{risk_free: 4 %, beta: 1.2, equity_premium: 5 %}"
    text = f"it: {{wacc: {{cost_of_equity: {parts}, cost_of_debt: 6 %, tax_rate: 25 %, debt_weight: 20 %}}}}"
    found = inputs(text)
    assert found["inputs.it"] == pytest.approx(0.089)
    place = found.quantity("inputs.it.cost_of_equity.risk_free").origin
    assert place is not None
    line = HEAD.count("\n") + 2
    column = text.index("4 %") + 3
    assert (place.place.line, place.place.column) == (line, column)


@pytest.mark.parametrize(
    "typed",
    [
        "{cost_of_equity: {risk_free: 4 %, equity_premium: 5 %}}",
        "{cost_of_equity: {risk_free: 4 %, beta: 1, tax_rate: 5 %, equity_premium: 5 %}}",
        "{wacc: {cost_of_equity: 9 %, cost_of_debt: 6 %, tax_rate: 25 %}}",
        "{wacc: {cost_of_equity: 9 %, cost_of_debt: 6 %, tax_rate: 25 %, debt_weight: 9 %, debt: USD 1}}"
        .replace("debt: USD 1", "equity: USD 1, debt: USD 1"),
        "{wacc: {cost_of_equity: 9 %, cost_of_debt: 6 %, tax_rate: 25 %, debt_weight: 9 %, preferred_weight: 1 %}}",
        "{value: 3 %, sum: [1 %, 2 %]}",
    ],
)  # fmt: skip
def test_what_is_told_twice_or_not_wholly_is_refused(typed: str) -> None:
    assert standing(f"inputs:\n  it: {typed}\n{ANY}").codes == ["input-format"]


def test_what_a_part_says_of_its_source_holds_for_its_figures() -> None:
    head = HEAD.replace("{illustrative: true}", "{source: A, as_of: 2024-12-31}")
    sources = "sources:\n  A: {title: One, published: 2025-01-01}\n  B: {title: Other, published: 2025-01-01}\n"
    part = firm(
        "basis: {source: B, as_of: 2024-06-30}\nyears: 1\nfree_cash_flow: {value: USD 1 m, judgement: true}\nwacc: 9 %"
    )
    found = sound(sources + "inputs: {rate: 3 %}\n" + part, head)
    told = {
        path: (origin.source, origin.kind)
        for path in ("inputs.rate", "wacc", "free_cash_flow")
        if (origin := found.quantity(path).origin) is not None
    }
    assert told == {
        "inputs.rate": ("A", "assumption"),
        "wacc": ("B", "assumption"),
        "free_cash_flow": ("the analyst", "judgement"),
    }
