"""What cannot be asked is told at its line, all of it in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.valuation.asked import asked, line_of

BEAR = "valuation.inputs.wacc: 10 %"
GRID = "values: [7 %, 8 %, 9 %, 10 %, 11 %]"
WACC_PATH, GROWTH_PATH = "valuation.inputs.wacc", "valuation.inputs.growth_end"
TIE = f"[{WACC_PATH}, {GROWTH_PATH}]"
BULL = "label: Bull\n    probability: 25 %"
DOWN = "down: {path: valuation.inputs.growth_end"
HOMES = "valuation.parts.homes.operating_margin.to, shape"
PHONES = "valuation.parts.phones.operating_margin"
WACC_DRAWN = "shape: normal, mean: 9 %, sd: 0.8 %"


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        # scenarios
        (BULL, BULL.replace("25", "30"), "probabilities-sum-to-one", "scenarios"),
        ("Base, probability: 50 %}", "Base}", "probability-missing", "scenarios.base"),
        ("probability: 50 %", "probability: -50 %", "probability-range", "scenarios.base.probability"),
        (BEAR, "valuation.inputs.wac: 10 %", "unknown-reference", "scenarios.bear.replace.valuation.inputs.wac"),
        (BEAR, "valuation.implied_return: 10 %", "effect-input", "scenarios.bear.replace.valuation.implied_return"),
        (BEAR, "valuation.inputs.wacc: USD 10 bn", "unit-expected", "scenarios.bear.replace.valuation.inputs.wacc"),
        (
            f"{PHONES}: 8 %", f"{PHONES}.FY2027E: 8 %",
            "effect-input", f"scenarios.bear.replace.{PHONES}.FY2027E",
        ),
        (BEAR, "valuation.inputs.wacc: 2 %", "scenario-without-figure", "scenarios.bear"),
        # grids
        (GRID, GRID.replace("7 %", "USD 7"), "unit-expected", "sensitivity.0.across.values.0"),
        (DOWN, DOWN[:-4], "unknown-reference", "sensitivity.0.down.path"),
        (DOWN, f"down: {{path: {WACC_PATH}", "effect-input", "sensitivity.0.down.path"),
        ("of: valuation.enterprise_value", "of: valuation.enterprise_valu", "unknown-reference", "sensitivity.1.of"),
        ("of: valuation.enterprise_value", "of: valuation.parts.phones.revenue", "row-expected", "sensitivity.1.of"),
        # tornado
        ("low: 20 %, high: 28 %", "low: 28 %, high: 20 %", "range-order", "tornado.swings.2.low"),
        ("valuation.inputs.wacc, by: 1 %", "valuation.inputs.wacc, by: 0 %", "range-order", "tornado.swings.0.by"),
        ("valuation.inputs.wacc, by: 1 %", "valuation.inputs.wacc, by: USD 1", "unit-expected", "tornado.swings.0.by"),
        ("by_share: 50 %", "by_share: USD 5", "unit-expected", "tornado.swings.5.by_share"),
        ("parts_by_share: 10 %", "parts_by_share: -10 %", "range-order", "tornado.parts_by_share"),
        ("valuation.bridge.net_cash, by", "valuation.bridge.net_cas, by", "unknown-reference", "tornado.swings.5.path"),
        # what the price implies
        ("low: 5 %, high: 15 %", "low: 15 %, high: 15 %", "range-order", "implied.1.low"),
        ("low: 5 %, high: 15 %", "low: USD 5, high: 15 %", "unit-expected", "implied.1.low"),
        # random draws
        (WACC_DRAWN, "shape: normal, mean: 9 %, sd: 0 %", "distribution-width", "simulation.inputs.0.sd"),
        (WACC_DRAWN, "shape: lognormal, median: 9 %, sigma: -1 %", "distribution-width", "simulation.inputs.0.sigma"),
        (WACC_DRAWN, "shape: lognormal, median: -9 %, sigma: 1 %", "distribution-width", "simulation.inputs.0.median"),
        (WACC_DRAWN, "shape: lognormal, median: 9 %, sigma: USD 1", "unit-expected", "simulation.inputs.0.sigma"),
        (WACC_DRAWN, "shape: uniform, low: 9 %, high: 9 %", "distribution-width", "simulation.inputs.0.low"),
        (WACC_DRAWN, "shape: pert, low: 9 %, mode: 8 %, high: 10 %", "range-order", "simulation.inputs.0.mode"),
        (WACC_DRAWN, "shape: normal, mean: USD 9, sd: 0.8 %", "unit-expected", "simulation.inputs.0.mean"),
        (HOMES, f"{WACC_PATH}, shape", "duplicate-key", "simulation.inputs.3.path"),
        ("is: 0.5", "is: 1.5", "correlation-input", "simulation.correlations.0.is"),
        ("is: 0.5", "is: USD 1", "correlation-input", "simulation.correlations.0.is"),
        (TIE, f"[{WACC_PATH}, {WACC_PATH}]", "correlation-input", "simulation.correlations.0.between"),
        (TIE, f"[{WACC_PATH}, valuation.inputs.tax_rate]", "correlation-input", "simulation.correlations.0.between"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_at_its_line(tmp_path: Path, old: str, new: str, code: str, path: str) -> None:
    found = asked(tmp_path, (old, new))
    assert [(each.code, each.path) for each in found.faults] == [(code, path)]
    assert found["valuation.target_price"] == 22.60
    assert found.faults[0].location.file == "uses.yaml"
    first = new.strip().splitlines()[0]
    if path.rpartition(".")[2] in ("sd", "of", "sigma", "low", "by", "to", "is", "mode"):
        assert found.faults[0].location.line == line_of(tmp_path, first)


TIED = """\
    - {between: [valuation.inputs.wacc, valuation.inputs.growth_end], is: 0.9}
    - {between: [valuation.inputs.wacc, valuation.parts.homes.operating_margin.to], is: 0.9}
    - {between: [valuation.inputs.growth_end, valuation.parts.homes.operating_margin.to], is: -0.9}
"""
GIVEN = "    - {between: [valuation.inputs.wacc, valuation.inputs.growth_end], is: 0.5}\n"


def test_correlations_that_cannot_hold_together_are_told_once(tmp_path: Path) -> None:
    found = asked(tmp_path, (GIVEN, TIED))
    assert [(each.code, each.path) for each in found.faults] == [("correlation-matrix", "simulation.correlations")]
    assert found.results.uses.simulated is None


def test_two_inputs_are_tied_once(tmp_path: Path) -> None:
    found = asked(tmp_path, (GIVEN, GIVEN + GIVEN))
    assert [(each.code, each.path) for each in found.faults] == [
        ("correlation-input", "simulation.correlations.1.between")
    ]


def test_all_that_is_wrong_is_told_in_one_run(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        (BEAR, "valuation.inputs.wac: 10 %"),
        (GRID, GRID.replace("7 %", "USD 7")),
        ("parts_by_share: 10 %", "parts_by_share: 0 %"),
        ("low: 5 %, high: 15 %", "low: 15 %, high: 5 %"),
        (WACC_DRAWN, "shape: normal, mean: 9 %, sd: 0 %"),
    )
    assert found.codes == ["distribution-width", "range-order", "range-order", "unit-expected", "unknown-reference"]
    assert "scenarios.cases.bull" in found.results
    assert "scenarios.weighted" not in found.results
