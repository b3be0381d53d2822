"""Xiaomi's sum of the parts, to the figures of its source; and what must hold of every quantity of a real note."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from reportgen.figures import MINUS, NBSP, THIN, TIMES, write
from reportgen.quantities import Explanation, Quantity, evaluate, exact, explain, formula, plan, substituted, walk
from tests.workspaces import REPOSITORY, sample, valued, workspace

TARGET = "valuation.target_price"


def shown(path: str) -> str:
    """A figure as it prints on its own."""
    return write(sample()[path], sample().results.form(path)).text.replace(NBSP, " ").replace(THIN, " ")


# ---- the figures of the source --------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_the_sample() -> None:
    assert sample().faults == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("valuation.parts.smartphones.enterprise_value", 196.3e9),
        ("valuation.parts.iot.enterprise_value", 184.3e9),
        ("valuation.parts.internet.enterprise_value", 12.5e9),
        ("valuation.parts.investments.enterprise_value", 350.6e9),
        ("valuation.parts.others.enterprise_value", 3.6e9),
        ("valuation.enterprise_value", 747.3e9),
        ("valuation.bridge.net_cash", 7.1e9),
        ("valuation.equity_value", 754.4e9),
        ("valuation.adjusted_equity_value", 844.928e9),
        ("valuation.shares", 26.65e9),
        ("valuation.exchange_rate", 1.13636),
        ("valuation.value_per_share", 844.928 / 26.65),
        ("valuation.target_price_unrounded", 844.928 / 26.65 * 1.13636),
        ("valuation.equity_value_per_share", 754.4 / 26.65 * 1.13636),
        ("valuation.implied_return", 36.03 / 42.48 - 1),
        ("market.price", 42.48),
        ("market.capitalisation", 1132.092e9),
        ("market.capitalisation_reporting", 1132.092e9 / 1.13636),
        ("market.enterprise_value", 1132.092e9 / 1.13636 - 7.1e9),
        ("implied.premium", 1132.092 / 1.13636 / 754.4 - 1),
        ("facts.adjusted_net_profit.LTM2025Q2", 36.074165e9),
        ("facts.deliveries.9M2025", 265967.0),
        ("facts.delivery_progress.9M2025", 265967 / 350000),
    ],
)
def test_a_figure_is_that_of_the_source(path: str, value: float) -> None:
    assert sample()[path] == pytest.approx(value, rel=1e-12)


def test_the_published_target_is_exact() -> None:
    assert sample()[TARGET] == 36.03


@pytest.mark.parametrize(
    ("path", "value", "decimals"),
    [
        ("valuation.value_per_share", "31.704615", 6),
        ("valuation.target_price_unrounded", "36.027857", 6),
        ("valuation.equity_value_per_share", "32.17", 2),
        ("valuation.premium_per_share", "3.86", 2),
    ],
)
def test_a_figure_has_the_published_digits(path: str, value: str, decimals: int) -> None:
    assert Decimal(repr(sample()[path])).quantize(Decimal(1).scaleb(-decimals)) == Decimal(value)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("valuation.enterprise_value", "CNY 747.3 bn"),
        ("valuation.equity_value", "CNY 754.4 bn"),
        ("valuation.adjusted_equity_value", "CNY 844.9 bn"),
        ("valuation.value_per_share", "CNY 31.70"),
        ("valuation.target_price_unrounded", "HKD 36.027857"),
        (TARGET, "HKD 36.03"),
        ("valuation.implied_return", f"{MINUS}15.2 %"),
        ("market.capitalisation", "HKD 1,132.1 bn"),
        ("implied.premium", "32.1 %"),
        ("valuation.equity_value_per_share", "HKD 32.17"),
        ("analysis.adjusted_net_profit.price_multiple.LTM2025Q2", f"27.6{TIMES}"),
        ("facts.deliveries.9M2025", "265,967 cars"),
        ("facts.delivery_progress.9M2025", "76.0 %"),
        ("valuation.shares", "26.65 bn shares"),
        ("valuation.exchange_rate", "HKD/CNY 1.13636"),
        ("valuation.premium_value", "CNY +90.5 bn"),
        ("valuation.premium_per_share", "HKD +3.86"),
        ("valuation.premium_per_point", "HKD 0.32"),
        ("valuation.bridge.net_cash_per_share", "HKD +0.30"),
        ("valuation.parts.investments.value_per_share", "HKD 14.95"),
        ("valuation.parts.investments.share_of_total", "46.9 %"),
        ("valuation.parts.investments.book_value", "CNY 292.2 bn"),
        ("valuation.parts.others.metric", "CNY 12.0 bn"),
        ("market.capitalisation_reporting", "CNY 996.2 bn"),
        ("market.enterprise_value", "CNY 989.1 bn"),
        ("implied.premium_gap", "20.1 points"),
        ("implied.price_gap", "HKD +6.45"),
        ("analysis.revenue.growth.FY2024", "+35.0 %"),
        ("analysis.gross_profit.margin.2025Q2", "22.5 %"),
        ("ranges.2.low", "HKD 21.53"),
        ("ranges.2.high", "HKD 46.15"),
        ("plan.1.share", "35.7 %"),
    ],
)
def test_a_figure_prints_as_in_the_note(path: str, text: str) -> None:
    assert shown(path) == text


def test_return_and_premium_to_a_hundredth() -> None:
    assert round(sample()["valuation.implied_return"] * 100, 2) == -15.18
    assert round(sample()["implied.premium"] * 100, 2) == 32.06


def test_the_target_is_not_made_of_the_printed_value_per_share() -> None:
    assert round(31.70 * 1.13636, 2) == 36.02
    assert sample()[TARGET] == 36.03


def test_what_the_source_states_is_backed_out_and_given_back() -> None:
    found = sample()
    assert found["valuation.parts.investments.book_value"] == pytest.approx(350.6e9 / 1.2, rel=1e-12)
    assert found["valuation.parts.others.metric"] == pytest.approx(12e9, rel=1e-12)


@pytest.mark.parametrize(
    ("row", "targets"),
    [
        (1, [29.68, 31.46, 33.24, 35.02, 36.80, 38.58]),
        (2, [30.92, 32.78, 34.63, 36.49, 38.34, 40.20]),
        (3, [32.17, 34.10, 36.03, 37.96, 39.89, 41.82]),
        (4, [33.41, 35.42, 37.42, 39.43, 41.43, 43.44]),
    ],
)
def test_the_grid_of_uplift_and_premium(row: int, targets: list[float]) -> None:
    assert [sample()[f"scenarios.sensitivity.{row}.{column}"] for column in range(1, 7)] == targets


@pytest.mark.parametrize(
    ("risk", "change"), [(1, "\u22123.86"), (2, "\u22122.79"), (3, "\u22120.34"), (4, "\u22120.36"), (8, "+6.45")]
)
def test_the_sizes_of_the_risks(risk: int, change: str) -> None:
    assert shown(f"scenarios.risks.{risk}.change") == f"HKD {change}"


def test_at_the_implied_premium_the_target_is_the_price() -> None:
    assert sample()["scenarios.risks.8"] == sample()["market.price"] == 42.48


def test_two_days_before_the_note_nothing_of_its_day_is_known() -> None:
    found = valued(REPOSITORY, "xiaomi", date(2025, 11, 12))
    assert "prices.2025-11-14" not in found.results
    assert found["market.price"] == 43.20
    assert TARGET not in found.results
    assert "published-after-as-of" in found.codes


# ---- what must hold of every quantity of a note ---------------------------------------------------------------------


def levels(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for each in explanation.operands:
        yield from levels(each)


def test_every_figure_is_finite() -> None:
    found = sample().results
    assert all(math.isfinite(value) for value in found.values.values())
    assert all(math.isfinite(each.value) for each in found.scenarios.values())


def test_every_typed_number_has_a_source_and_a_place_in_a_file() -> None:
    for quantity in walk(sample().results.quantities.values()):
        if quantity.is_leaf and quantity.operation != "literal":
            assert quantity.origin is not None
            assert quantity.origin.source, quantity.path
            assert (REPOSITORY / quantity.origin.place.file).is_file()


def test_every_typed_number_stands_where_it_says(tmp_path: Path) -> None:
    for quantity in sample().results.quantities.values():
        if quantity.origin is not None and quantity.origin.place.file.endswith(".yaml"):
            lines = (REPOSITORY / quantity.origin.place.file).read_text(encoding="utf-8").splitlines()
            rest = lines[quantity.origin.place.line - 1][quantity.origin.place.column - 1 :]
            assert rest.startswith(quantity.origin.typed), quantity.path


def test_the_explanation_of_the_target_ends_in_typed_numbers() -> None:
    found = sample().results
    explained = list(levels(explain(found.quantities[TARGET], found.values)))
    ends = {each.quantity.path for each in explained if not each.operands and not each.repeated}
    assert ends == {
        "valuation.parts.smartphones.enterprise_value",
        "valuation.parts.iot.enterprise_value",
        "valuation.parts.internet.enterprise_value",
        "valuation.parts.investments.uplift",
        "valuation.parts.investments.stated_value",
        "valuation.parts.investments.stated_uplift",
        "valuation.parts.others.multiple",
        "valuation.parts.others.stated_value",
        "valuation.parts.others.stated_multiple",
        "facts.net_cash.2025-06-30",
        "valuation.premium",
        "facts.shares.2025-06-30",
        "valuation.exchange_rate",
        "valuation.target_price_step",
    }


def test_every_quantity_explains_itself_and_its_exact_value_reads_back() -> None:
    found = sample().results
    for path, quantity in found.quantities.items():
        explanation = explain(quantity, found.values)
        assert explanation.value == found.values[path]
        assert float(exact(explanation.value)) == explanation.value
        assert bool(explanation.formula) == bool(quantity.operands)


def test_the_way_to_the_target_in_words_and_numbers() -> None:
    found = sample().results
    adjusted = found.quantities["valuation.adjusted_equity_value"]
    assert formula(adjusted) == "Equity value × (1 + Premium for quality)"
    numbers = substituted(adjusted, found.values).replace(NBSP, " ").replace(THIN, " ")
    assert numbers == "CNY 754.4 bn × (1 + 12 %)"
    assert formula(found.quantities["valuation.value_per_share"]) == "Adjusted equity value ÷ Shares"
    assert formula(found.quantities["valuation.target_price_unrounded"]) == "Value per share × HKD per CNY"
    assert formula(found.quantities[TARGET]) == "Target price before rounding, rounded to the house's step"


def test_the_printed_bridge_foots() -> None:
    parts = [f"valuation.parts.{name}.enterprise_value" for name in sample().inputs.valuation.parts]
    printed = {path: Decimal(shown(path).split()[1]) for path in (*parts, "valuation.enterprise_value")}
    assert sum(printed[path] for path in parts) == printed["valuation.enterprise_value"]
    steps = [Decimal(shown(f"valuation.{name}").split()[1]) for name in ("enterprise_value", "bridge.net_cash")]
    assert sum(steps) == Decimal(shown("valuation.equity_value").split()[1])


def test_the_shares_of_the_parts_add_up_to_the_whole() -> None:
    shares = [sample()[f"valuation.parts.{name}.share_of_total"] for name in sample().inputs.valuation.parts]
    assert sum(shares) == pytest.approx(1, rel=1e-12)


def test_no_quantity_has_an_anonymous_twin() -> None:
    def key(quantity: Quantity) -> tuple[str, tuple[int, ...]]:
        return quantity.operation, tuple(id(each) for each in quantity.operands)

    computed = [each for each in walk(sample().results.quantities.values()) if each.operands]
    named = {key(each) for each in computed if each.path and each.operation != "same"}
    twins = [each for each in computed if not each.path and key(each) in named]
    assert twins == []


def test_replacing_any_input_by_itself_changes_no_figure() -> None:
    found = sample().results
    target = found.quantities[TARGET]
    inputs = [each for each in walk([target]) if each.operation == "input"]
    steps = plan(found.quantities.values())
    for each in inputs:
        again = evaluate(steps, {each: each.value or 0.0})
        assert all(again[quantity][0] == found.values[path] for path, quantity in found.quantities.items())


def test_a_column_for_every_input_is_every_single_evaluation() -> None:
    target = sample().quantity("valuation.target_price_unrounded")
    inputs = [each for each in walk([target]) if each.operation == "input"]
    columns = {each: np.full(len(inputs), each.value) for each in inputs}
    for number, each in enumerate(inputs):
        columns[each][number] *= 1.01
    together = evaluate(plan([target]), columns)[target]
    for number, each in enumerate(inputs):
        alone = evaluate(plan([target]), {each: (each.value or 0.0) * 1.01})[target]
        assert together[number] == alone[0]


def test_every_input_moves_the_target() -> None:
    target = sample().quantity("valuation.target_price_unrounded")
    still = [
        each.path
        for each in walk([target])
        if each.operation == "input"
        and evaluate(plan([target]), {each: (each.value or 0.0) * 1.1})[target][0] == sample()[target.path]
    ]
    assert still == []


def test_the_scale_in_which_an_amount_is_typed_does_not_matter(tmp_path: Path) -> None:
    edits = [("CNY 196.3 bn", "CNY 196300 m"), ("CNY 184.3 bn", "CNY 0.1843 tn"), ("value: 12 %", "value: 0.12")]
    again = valued(workspace(tmp_path, {"xiaomi/valuation.yaml": edits}), "xiaomi")
    assert dict(again.results.values) == dict(sample().results.values)


def test_order_and_values_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "from pathlib import Path; from tests.workspaces import valued; found = valued(Path('.'), 'xiaomi'); "
        "print([(path, value.hex()) for path, value in found.results.values.items()], found.results.scenarios)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
