"""The spread of the value: the same for any chunks, told without what has no figure."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from reportgen.valuation import simulated
from reportgen.valuation.draws import Drawn, uniform
from reportgen.valuation.percentiles import percentile
from reportgen.valuation.simulation import run, simulate
from tests.valuation.asked import FILE, asked, asking, whole


@pytest.mark.parametrize("chunk", [1, 7, 1000, 8192])
def test_the_size_of_the_chunks_does_not_matter(chunk: int) -> None:
    graph = asking()
    assert simulate(graph, 300, chunk=chunk) == simulate(graph, 300)


def test_a_run_is_reproducible_and_another_seed_differs() -> None:
    first, again, other = (simulated(whole().inputs, draws=1000, seed=seed)[0] for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_percentiles_rise_about_the_target() -> None:
    found = whole().results.uses.simulated
    assert found is not None
    values = [value for _, value in found.percentiles]
    assert values == sorted(values)
    assert values[2] < whole()["valuation.target_price"] < values[4]
    assert whole()["scenarios.simulation.p50"] == values[3]
    assert sum(found.counts) == found.draws - found.not_meaningful
    assert sum(share for _, _, share in found.shares) == pytest.approx(1.0)


def test_a_linear_valuation_has_the_moments_of_its_input(tmp_path: Path) -> None:
    """A net cash of 12 bn ± 2 bn on 5 bn shares: 0.40 a share about the target, all of it from the one input."""
    declared = FILE.read_text(encoding="utf-8").partition("\nsimulation:")[2]
    cash = "{path: valuation.bridge.net_cash, shape: normal, mean: USD 12 bn, sd: USD 2 bn}"
    found = asked(tmp_path, (declared, f"\n  draws: 20000\n  seed: 1\n  inputs:\n    - {cash}\n"))
    assert found.faults == ()
    result = found.results.uses.simulated
    assert result is not None
    assert result.mean == pytest.approx(found["valuation.target_price_unrounded"], abs=0.01)
    assert result.deviation == pytest.approx(0.4, abs=0.01)
    assert [share for _, _, share in result.shares] == [1.0]


def test_draws_without_a_figure_are_counted_and_left_out(tmp_path: Path) -> None:
    found = asked(tmp_path, ("shape: normal, mean: 9 %, sd: 0.8 %", "shape: uniform, low: 1 %, high: 9 %"))
    result = found.results.uses.simulated
    assert result is not None
    assert 0 < result.not_meaningful < result.draws
    assert all(math.isfinite(value) for _, value in result.percentiles)
    assert sum(result.counts) == result.draws - result.not_meaningful


def test_nothing_but_draws_without_a_figure_has_no_percentiles() -> None:
    graph = asking()
    wacc = graph.build.scope.quantities["valuation.inputs.wacc"]
    outcome, _ = run(graph.target, [(wacc, Drawn("valuation.inputs.wacc", uniform(0.001, 0.002)))], np.eye(1), 1, 50, 8)
    assert np.isnan(outcome).all()
    assert math.isnan(percentile(outcome[:0], 50))


def test_a_row_may_be_drawn_as_one_value_for_all_years(tmp_path: Path) -> None:
    old = "valuation.parts.phones.operating_margin.to, shape: pert"
    found = asked(tmp_path, (old, old.replace(".to", "")))
    assert found.faults == ()
    assert found.results.uses.simulated is not None
