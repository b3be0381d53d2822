"""The target with inputs replaced: the same as valuing the company with those inputs typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workspaces import SMALL, Valued, sample, small_workspace, valued, workspace

SOURCED = "source: P, as_of: 2025-01-31"
VALUATION = (
    SMALL["valuation.yaml"]
    + f"""\
bridge:
  cash: {{label: Net cash, sign: add, amount: {{value: USD 100 m, {SOURCED}}}}}
premium:
  label: Premium
  rate: {{value: 10 %, judgement: true}}
"""
)
PART = "valuation.parts.whole.enterprise_value"
RISKS = "risks:\n  - {name: Anything}\n"


def small(
    tmp_path: Path, exhibits: str = "", risk: str = "", catalyst: str = "", grid: str = "", **edits: str
) -> Valued:
    """The small company with USD 100 m of cash and a premium of 10 %: a target of 13.20 at a price of 8."""
    opinion = SMALL["opinion.yaml"]
    if risk:
        opinion = opinion.replace(RISKS, f"risks:\n  - {{name: Plain}}\n  - {{name: Sized, effect: {{{risk}}}}}\n")
    if catalyst:
        opinion += f"catalysts:\n  - {{event: E, look_for: L, direction: up, effect: {{{catalyst}}}}}\n"
    changes = {"valuation.yaml": VALUATION + grid, "opinion.yaml": opinion, **edits}
    if exhibits:
        changes["exhibits.yaml"] = exhibits
    return valued(small_workspace(tmp_path, changes))


# ---- risks and catalysts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "target"),
    [
        ("path: valuation.premium, becomes: 0 %", 12.0),
        ("path: valuation.premium, becomes: -100 %", 0.0),
        ("path: valuation.bridge.cash, becomes: USD 0 m", 11.0),
        ("path: valuation.bridge.cash, changes_by: -50 %", 12.1),
        (f"path: {PART}, changes_by: 20 %", 15.4),
        (f"path: {PART}, becomes: USD 0.4 bn", 11.0),
        ("path: valuation.shares, becomes: 60 m shares", 11.0),
        ("path: valuation.equity_value, becomes: USD 300 m", 6.6),
        ("path: valuation.premium, becomes_price_implied: true", 8.0),
        ("path: valuation.bridge.cash, becomes_price_implied: true", 8.0),
        ("path: valuation.shares, becomes_price_implied: true", 8.0),
        (f"path: {PART}, becomes_price_implied: true", 8.0),
    ],
)
def test_an_effect_is_the_target_with_one_input_replaced(tmp_path: Path, effect: str, target: float) -> None:
    found = small(tmp_path, risk=effect)
    assert found.faults == ()
    assert found["scenarios.risks.2"] == target
    assert found["scenarios.risks.2.change"] == pytest.approx(target - 13.2)
    assert "scenarios.risks.1" not in found.results


def test_a_catalyst_has_a_size_as_well(tmp_path: Path) -> None:
    found = small(tmp_path, catalyst="path: valuation.premium, becomes: 20 %")
    assert found["scenarios.catalysts.1"] == 14.4
    assert found["scenarios.catalysts.1.change"] == pytest.approx(1.2)


def test_a_scenario_says_what_was_replaced(tmp_path: Path) -> None:
    scenario = small(tmp_path, risk="path: valuation.premium, becomes: 0 %").results.scenarios["scenarios.risks.2"]
    assert scenario.replaced == (("valuation.premium", 0.0),)
    assert scenario.target == "valuation.target_price"
    assert scenario.label == "Target with Premium at 0\u202f%"


def test_a_scenario_says_as_many_digits_as_a_reader_needs() -> None:
    labels = {path: each.label.replace("\u202f", " ") for path, each in sample().results.scenarios.items()}
    assert labels["scenarios.risks.1"] == "Target with Premium for quality at 0 %"
    assert labels["scenarios.risks.8"] == "Target with Premium for quality at 32.06 %"
    assert labels["scenarios.risks.8.change"] == "Change of the target with Premium for quality at 32.06 %"
    assert labels["scenarios.risks.4"].endswith("1.1249964")


def test_changes_are_printed_with_their_sign(tmp_path: Path) -> None:
    found = small(tmp_path, risk="path: valuation.premium, becomes: 20 %").results
    assert found.form("scenarios.risks.2.change").signed
    assert not found.form("scenarios.risks.2").signed


@pytest.mark.parametrize(
    ("effect", "code", "path"),
    [
        ("path: valuation.premum, becomes: 0 %", "unknown-reference", "risks.1.effect.path"),
        ("path: valuation.premium, becomes: USD 3 m", "unit-expected", "risks.1.effect.becomes"),
        ("path: valuation.bridge.cash, becomes: GBP 3 m", "unit-expected", "risks.1.effect.becomes"),
        ("path: valuation.bridge.cash, changes_by: USD 3 m", "unit-expected", "risks.1.effect.changes_by"),
        ("path: valuation.implied_return, becomes: 3 %", "effect-input", "risks.1.effect.path"),
        ("path: valuation.target_price_step, becomes_price_implied: true", "price-not-reached", "risks.1.effect.path"),
    ],
)
def test_an_effect_that_cannot_be_computed_is_told_at_its_place(
    tmp_path: Path, effect: str, code: str, path: str
) -> None:
    found = small(tmp_path, risk=effect)
    assert found.codes == [code]
    assert found.faults[0].path == path
    assert found.faults[0].location.file == "inputs/small/opinion.yaml"
    assert "scenarios.risks.2" not in found.results


def test_without_a_price_nothing_is_implied_and_only_the_price_is_missed(tmp_path: Path) -> None:
    effect = "path: valuation.premium, becomes_price_implied: true"
    opinion = SMALL["opinion.yaml"].replace(RISKS, f"risks:\n  - {{name: Sized, effect: {{{effect}}}}}\n")
    changes = {"valuation.yaml": VALUATION, "opinion.yaml": opinion, "prices.csv": None}
    found = valued(small_workspace(tmp_path, changes))
    assert found.codes == ["price-missing"]
    assert found.results.scenarios == {}


def test_without_a_target_there_are_no_scenarios(tmp_path: Path) -> None:
    broken = VALUATION.replace("USD 500 m", "500 cars")
    found = small(tmp_path, risk="path: valuation.premium, becomes: 0 %", **{"valuation.yaml": broken})
    assert found.results.scenarios == {}
    assert found.codes == ["unit-expected"]


# ---- ranges and grids -----------------------------------------------------------------------------------------------

RANGES = """\
ranges:
  - {name: Premium, detail: none to ours, input: {path: valuation.premium, low: 0 %, high: 10 %}}
  - {name: Cash, detail: none to twice, input: {path: valuation.bridge.cash, low: USD 0 m, high: USD 200 m}}
"""
GRID = f"""\
sensitivity:
  - across: {{path: valuation.premium, label: Premium, values: [0 %, 10 %, 20 %]}}
    down: {{path: {PART}, label: Whole, values: [USD 400 m, USD 500 m]}}
"""


def test_a_range_is_the_target_at_both_ends(tmp_path: Path) -> None:
    found = small(tmp_path, RANGES)
    ends = [found[f"scenarios.ranges.{number}.{end}"] for number in (1, 2) for end in ("low", "high")]
    assert ends == [12.0, 13.2, 11.0, 15.4]


def test_a_grid_is_the_target_at_every_pair_of_values(tmp_path: Path) -> None:
    found = small(tmp_path, grid=GRID)
    rows = [[found[f"scenarios.sensitivity.{row}.{column}"] for column in (1, 2, 3)] for row in (1, 2)]
    assert rows == [[10.0, 11.0, 12.0], [12.0, 13.2, 14.4]]
    assert rows[1][1] == found["valuation.target_price"]


def test_a_grid_need_not_hold_the_notes_own_cell(tmp_path: Path) -> None:
    found = small(tmp_path, grid=GRID.replace("[0 %, 10 %, 20 %]", "[0 %, 5 %]"))
    assert found["scenarios.sensitivity.2.2"] == 12.6
    assert "scenarios.sensitivity.1.3" not in found.results


@pytest.mark.parametrize(
    ("grid", "code", "path", "left"),
    [
        (GRID.replace("path: valuation.premium", "path: valuation.premum"), "unknown-reference", "across.path", 0),
        (GRID.replace(PART, "valuation.implied_return"), "effect-input", "down.path", 0),
        (GRID.replace("20 %]", "USD 3 m]"), "unit-expected", "across.values.2", 4),
        (GRID.replace("USD 400 m,", "40 %,"), "unit-expected", "down.values.0", 3),
    ],
)
def test_a_side_that_does_not_fit_is_told_and_the_other_cells_stay(
    tmp_path: Path, grid: str, code: str, path: str, left: int
) -> None:
    found = small(tmp_path, grid=grid)
    assert code in found.codes
    assert f"sensitivity.0.{path}" in {each.path for each in found.faults}
    assert all(each.location.file == "inputs/small/valuation.yaml" for each in found.faults)
    assert len(found.results.scenarios) == left


def test_a_range_that_does_not_fit_is_told_at_its_place(tmp_path: Path) -> None:
    found = small(tmp_path, RANGES.replace("low: 0 %", "low: USD 0 m"))
    assert [(each.code, each.path) for each in found.faults] == [("unit-expected", "ranges.0.input.low")]
    assert "scenarios.ranges.1.high" in found.results


def test_a_range_of_an_unknown_input_is_told_at_its_place(tmp_path: Path) -> None:
    found = small(tmp_path, RANGES.replace("path: valuation.premium", "path: valuation.premum"))
    assert [(each.code, each.path) for each in found.faults] == [("unknown-reference", "ranges.0.input.path")]
    assert list(found.results.scenarios) == ["scenarios.ranges.2.low", "scenarios.ranges.2.high"]


def test_all_scenarios_together_are_each_what_it_is_alone(tmp_path: Path) -> None:
    effect = "path: valuation.bridge.cash, becomes: USD 0 m"
    together = small(tmp_path, RANGES, grid=GRID, risk=effect).results.scenarios
    alone = [small(tmp_path, RANGES).results.scenarios, small(tmp_path, grid=GRID).results.scenarios]
    alone.append(small(tmp_path, risk=effect).results.scenarios)
    values = {path: each.value for path, each in together.items()}
    assert values == {path: each.value for scenarios in alone for path, each in scenarios.items()}


def test_replacing_a_result_leaves_the_other_scenarios_alone(tmp_path: Path) -> None:
    """What is replaced in one scenario keeps following its inputs in the others."""
    effect = "path: valuation.equity_value, becomes: USD 300 m"
    together = small(tmp_path, grid=GRID, risk=effect)
    assert together["scenarios.risks.2"] == 6.6
    assert [together[f"scenarios.sensitivity.1.{column}"] for column in (1, 2, 3)] == [10.0, 11.0, 12.0]


# ---- a scenario is a valuation --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "old", "new"),
    [
        ("scenarios.risks.1", "{value: 12 %, source: S3", "{value: 0 %, source: S3"),
        ("scenarios.sensitivity.3.6", "{value: 12 %, source: S3", "{value: 30 %, source: S3"),
        ("scenarios.risks.4", "value: 1.13636 HKD/CNY", "value: 1.1249964 HKD/CNY"),
        ("scenarios.risks.3", "amount: {fact: net_cash.2025-06-30}", "amount: {value: CNY 0 bn, judgement: true}"),
    ],
)
def test_replacing_gives_what_typing_gives(tmp_path: Path, scenario: str, old: str, new: str) -> None:
    typed = valued(workspace(tmp_path, {"xiaomi/valuation.yaml": [(old, new)]}), "xiaomi")
    assert typed["valuation.target_price"] == sample()[scenario]
