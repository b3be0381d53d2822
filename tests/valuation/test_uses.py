"""What the graph is asked: each answer is what typing the inputs gives, whatever else is asked beside it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.loading import load_valuation
from reportgen.model.results import grid_path
from reportgen.valuation import asked as ask
from reportgen.valuation import value
from reportgen.valuation.cases import Asking, Case, Replacement, evaluated
from tests.valuation.asked import FILE, asked, whole
from tests.workspaces import Edit, Valued

WACC, GROWTH = "WACC, value: 9 %", "growth, value: 3 %"
TARGET = "valuation.target_price"


def asking() -> Asking:
    """The whole graph, for questions."""
    from reportgen.valuation import _evaluated  # noqa: PLC0415 - a test may look inside

    found = _evaluated(whole().inputs).asking
    assert found is not None
    return found


def test_the_file_is_sound() -> None:
    assert whole().faults == ()


# ---- scenarios ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "edits"),
    [
        ("base", ()),
        (
            "bear",
            (
                (WACC, "WACC, value: 10 %"),
                ("operating_margin: {from: 8 %, to: 12 %}", "operating_margin: 8 %"),
                ("growth: [15 %", "growth: [5 %"),
                ("valuation.parts.phones.operating_margin: 8 %", ""),
                ("    - {path: valuation.parts.phones.operating_margin, by: 1 %}\n", ""),
            ),
        ),
    ],
)
def test_a_scenario_is_what_typing_gives(tmp_path: Path, key: str, edits: tuple[Edit, ...]) -> None:
    text = FILE.read_text(encoding="utf-8").partition("\nscenarios:")[0]
    for old, new in edits:
        text = text.replace(old, new)
    file = tmp_path / "typed.yaml"
    file.write_text(text, encoding="utf-8")
    inputs, _ = load_valuation(file)
    assert inputs is not None
    typed, _ = value(inputs)
    assert whole()[f"scenarios.cases.{key}"] == typed.value(TARGET)
    assert whole()[f"scenarios.cases.{key}.return"] == pytest.approx(typed.value("valuation.implied_return"))
    assert whole()[f"scenarios.cases.{key}.change"] == pytest.approx(typed.value(TARGET) - whole()[TARGET])


def test_a_row_named_as_a_whole_is_replaced_in_every_year() -> None:
    scenario = whole().results.scenarios["scenarios.cases.bear"]
    assert ("valuation.parts.phones.operating_margin", 0.08) in scenario.replaced


def test_the_weighted_value_is_the_sum_of_weight_and_target() -> None:
    found = whole()
    terms = [
        found[f"scenarios.cases.{key}"] * found[f"valuation.scenarios.{key}.probability"]
        for key in ("bear", "base", "bull")
    ]
    assert found["scenarios.weighted"] == pytest.approx(sum(terms))
    assert found["scenarios.weighted.return"] == pytest.approx(sum(terms) / 17.5 - 1)


def test_scenarios_without_probabilities_are_not_weighed(tmp_path: Path) -> None:
    bull = "label: Bull\n    probability: 25 %\n"
    found = asked(tmp_path, (", probability: 50 %", ""), ("label: Bear\n    probability: 25 %\n", "label: Bear\n"),
                  (bull, "label: Bull\n"))  # fmt: skip
    assert found.faults == ()
    assert found["scenarios.cases.bull"] == whole()["scenarios.cases.bull"]
    assert "scenarios.weighted" not in found.results


# ---- grids ----------------------------------------------------------------------------------------------------------


def test_the_base_cell_of_each_grid_is_the_result_itself() -> None:
    assert whole()[grid_path(0, 1, 2)] == whole()[TARGET]
    assert whole()[grid_path(1, 1, 1)] == whole()["valuation.enterprise_value"]


def test_growth_not_below_the_discount_rate_has_no_figure_and_is_never_negative() -> None:
    cells = [[whole()[grid_path(0, row, column)] for column in range(5)] for row in range(4)]
    assert [[math.isnan(each) for each in row] for row in cells] == [[False] * 5] * 3 + [[True, True, *[False] * 3]]
    assert all(each > 0 for row in cells for each in row if not math.isnan(each))


@given(st.lists(st.floats(0.05, 0.15), min_size=1, max_size=6), st.lists(st.floats(-0.02, 0.2), min_size=1, max_size=6))
def test_each_cell_is_its_own_evaluation_bit_for_bit(across: list[float], down: list[float]) -> None:
    graph = asking()
    first, second = (graph.build.scope.quantities[f"valuation.inputs.{key}"] for key in ("wacc", "growth_end"))
    cases = [Case("", (Replacement(first, a), Replacement(second, b)), graph.target) for a in across for b in down]
    together = evaluated(cases)
    assert [repr(one) for one in together] == [repr(evaluated([case])[0]) for case in cases]


def test_what_one_case_replaces_the_others_compute() -> None:
    graph = asking()
    quantities = graph.build.scope.quantities
    whole_value, wacc = quantities["valuation.equity_value"], quantities["valuation.inputs.wacc"]
    fixed = Case("", (Replacement(whole_value, 50e9),), graph.target)
    moved = Case("", (Replacement(wacc, 0.1),), graph.target)
    assert evaluated([fixed, moved]) == (*evaluated([fixed]), *evaluated([moved]))
    assert evaluated([fixed]) == (10.0,)


# ---- tornado --------------------------------------------------------------------------------------------------------


def test_the_largest_swing_comes_first_and_each_end_is_what_typing_gives(tmp_path: Path) -> None:
    found = whole()
    widths = [abs(found[each.high_path] - found[each.low_path]) for each in found.results.uses.tornado]
    assert widths == sorted(widths, reverse=True)
    assert found["scenarios.tornado.1.low"] == asked(tmp_path, (WACC, "WACC, value: 8 %"))[TARGET]
    assert found["scenarios.tornado.6.high"] == asked(tmp_path, ("amount: USD 12 bn", "amount: USD 18 bn"))[TARGET]


def test_a_linear_input_swings_as_far_to_both_sides() -> None:
    found, target = whole(), whole()[TARGET]
    for path in ("scenarios.tornado.6", *(f"scenarios.tornado.parts.{key}" for key in ("phones", "homes"))):
        assert found[f"{path}.high"] - target == pytest.approx(target - found[f"{path}.low"], abs=0.0101)


def test_a_row_is_moved_in_every_year() -> None:
    replaced = dict(whole().results.scenarios["scenarios.tornado.4.low"].replaced)
    assert replaced["valuation.parts.phones.operating_margin.FY2025E"] == pytest.approx(0.07)
    assert replaced["valuation.parts.phones.operating_margin.FY2034E"] == pytest.approx(0.11)


# ---- what the price implies -----------------------------------------------------------------------------------------


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
    inputs, problems = load_valuation(file)
    assert inputs is not None, problems
    results, found = value(inputs)
    (answer,) = results.uses.answers
    assert answer.roots == pytest.approx((-4.0, 4.0))
    assert "more than once" in answer.said
    assert results.value("scenarios.implied.1") == pytest.approx(4.0)
    assert Valued(inputs, results, found).faults == ()
