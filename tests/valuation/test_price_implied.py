"""What the price implies, put back, gives the price."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.loading import load_valuation
from reportgen.valuation import asked as ask
from reportgen.valuation import value
from tests.valuation.asked import asked, whole
from tests.workspaces import Valued

WACC = "WACC, value: 9 %"
TARGET = "valuation.target_price"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("scenarios.implied.1", "operating_margin: {from: 8 %, to: 12 %}", "operating_margin: {{from: 8 %, to: {} %}}"),
        ("scenarios.implied.2", WACC, "WACC, value: {} %"),
    ],
)
def test_what_is_implied_put_back_gives_the_price(tmp_path: Path, path: str, old: str, new: str) -> None:
    found = asked(tmp_path, (old, new.format(f"{whole()[path] * 100:.15f}")))
    assert found["valuation.target_price_unrounded"] == pytest.approx(17.5, rel=1e-12)


def test_where_nothing_is_implied_the_reason_is_told() -> None:
    answer = whole().results.uses.answers[2]
    assert (answer.roots, answer.result) == ((), "")
    assert "does not meet" in answer.said
    assert answer.targets == pytest.approx((19.508, 21.304), abs=1e-3)


def test_an_input_is_sought_about_its_own_value_where_nobody_says_where() -> None:
    answer, found = ask(whole().inputs, "valuation.bridge.net_cash")
    assert found == ()
    assert answer is not None
    target = whole()["valuation.target_price_unrounded"]
    assert answer.roots == pytest.approx((12e9 - (target - 17.5) * 5e9,))


def test_a_path_that_leads_nowhere_is_told() -> None:
    answer, found = ask(whole().inputs, "valuation.bridge.net_cas")
    assert answer is None
    assert [each.code for each in found] == ["unknown-reference"]


def test_more_than_one_answer_is_said(tmp_path: Path) -> None:
    """A premium squared reaches the price below nothing and above."""
    text = """\
title: Square
method: whole_company
as_of: 2025-01-31
currency: USD
basis: {illustrative: true}
inputs:
  root: 5
parts:
  firm:
    method: given
    label: The firm
    stated_method: a square
    value: {product: [{input: root}, {input: root}, USD 1 m]}
shares: {count: 1 m shares, basis: basic}
price: USD 16
implied:
  - {path: valuation.inputs.root, low: -10, high: 11}
"""
    file = tmp_path / "square.yaml"
    file.write_text(text, encoding="utf-8")
    loaded = load_valuation(file)
    inputs, problems = loaded.inputs, loaded.diagnostics
    assert inputs is not None, problems
    results, found = value(inputs)
    (answer,) = results.uses.answers
    assert answer.roots == pytest.approx((-4.0, 4.0))
    assert "more than once" in answer.said
    assert results.value("scenarios.implied.1") == pytest.approx(4.0)
    assert Valued(inputs, results, found).faults == ()
