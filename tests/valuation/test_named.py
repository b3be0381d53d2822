"""Named scenarios are what typing their inputs gives, and are weighed by their probabilities."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.loading import load_valuation
from reportgen.valuation import value
from tests.valuation.asked import FILE, asked, whole
from tests.workspaces import Edit

WACC = "WACC, value: 9 %"
TARGET = "valuation.target_price"


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
    inputs = load_valuation(file).inputs
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


def test_a_probability_is_the_houses_own_judgement_and_needs_no_source() -> None:
    origin = whole().quantity("valuation.scenarios.bear.probability").origin
    assert origin is not None
    assert origin.kind == "judgement"
