"""Random draws: reproducible, of the shapes declared, tied as declared, and told without what has no figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reportgen.quantities import Array
from reportgen.valuation import simulated
from reportgen.valuation.draws import Drawn, Shape, draws_of, factor_of, lognormal, normal, pert, triangular, uniform
from reportgen.valuation.simulation import percentile, run, simulate
from tests.valuation.asked import FILE, asked, whole
from tests.valuation.test_uses import asking

MANY = 200_000
TIE = np.array([[1.0, 0.6], [0.6, 1.0]])


def drawn(inputs: Sequence[Drawn], factor: Array, seed: int, counts: Sequence[int]) -> list[Array]:
    """All draws of each input in one array."""
    chunks = list(draws_of(inputs, factor, seed, counts))
    return [np.concatenate([chunk[place] for chunk in chunks]) for place in range(len(inputs))]


def inputs(*shapes: Shape) -> list[Drawn]:
    return [Drawn(f"valuation.x{place}", shape) for place, shape in enumerate(shapes)]


# ---- streams --------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(0, 2**40))
@settings(max_examples=40, deadline=None)
def test_any_chunks_give_the_same_draws_bit_for_bit(counts: list[int], seed: int) -> None:
    two = inputs(pert(0.0, 1.0, 3.0), lognormal(2.0, 0.3))
    factor = np.linalg.cholesky(TIE)
    pieces, one = drawn(two, factor, seed, counts), drawn(two, factor, seed, [sum(counts)])
    assert [each.tobytes() for each in pieces] == [each.tobytes() for each in one]


@given(st.integers(1, 500), st.integers(1, 500))
@settings(max_examples=30, deadline=None)
def test_a_longer_run_begins_as_a_shorter_one(short: int, more: int) -> None:
    one = inputs(normal(0.0, 1.0))
    longer, shorter = (drawn(one, np.eye(1), 7, [count])[0] for count in (short + more, short))
    assert longer[:short].tobytes() == shorter.tobytes()


def test_another_input_leaves_the_others_as_they_are() -> None:
    one, two = Drawn("valuation.a", normal(0.0, 1.0)), Drawn("valuation.b", uniform(0.0, 1.0))
    assert drawn([one], np.eye(1), 1, [99])[0].tobytes() == drawn([two, one], np.eye(2), 1, [99])[1].tobytes()


def test_inputs_and_seeds_differ() -> None:
    one, two = drawn([Drawn("valuation.a", normal(0, 1)), Drawn("valuation.b", normal(0, 1))], np.eye(2), 1, [99])
    assert not np.array_equal(one, two)
    assert not np.array_equal(one, drawn([Drawn("valuation.a", normal(0, 1))], np.eye(1), 2, [99])[0])


# ---- shapes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "known"),
    [
        (normal(3.0, 0.5), stats.norm(3.0, 0.5)),
        (lognormal(2.0, 0.4), stats.lognorm(0.4, scale=2.0)),
        (uniform(-1.0, 4.0), stats.uniform(-1.0, 5.0)),
        (triangular(1.0, 2.0, 5.0), stats.triang(0.25, 1.0, 4.0)),
        (triangular(1.0, 1.0, 5.0), stats.triang(0.0, 1.0, 4.0)),
        (triangular(1.0, 5.0, 5.0), stats.triang(1.0, 1.0, 4.0)),
        (pert(1.0, 2.0, 5.0), stats.beta(2.0, 4.0, loc=1.0, scale=4.0)),
    ],
)
def test_a_shape_has_the_quantiles_of_its_distribution(shape: Shape, known: stats.rv_continuous) -> None:
    ranks = np.linspace(0.001, 0.999, 41)
    assert shape(stats.norm.ppf(ranks)) == pytest.approx(known.ppf(ranks), rel=1e-9, abs=1e-12)


def test_the_mean_of_a_pert_weighs_its_mode_four_times() -> None:
    found = drawn(inputs(pert(1.0, 2.0, 5.0)), np.eye(1), 1, [MANY])[0]
    assert found.mean() == pytest.approx((1 + 4 * 2 + 5) / 6, abs=0.01)


def test_correlations_are_met_and_leave_the_shapes_alone() -> None:
    factor = factor_of(TIE)
    assert factor is not None
    one, other = drawn(inputs(normal(0.0, 1.0), normal(5.0, 2.0)), factor, 1, [MANY])
    assert np.corrcoef(one, other)[0, 1] == pytest.approx(0.6, abs=0.01)
    assert (other.mean(), other.std()) == (pytest.approx(5.0, abs=0.02), pytest.approx(2.0, abs=0.02))


def test_what_cannot_hold_together_has_no_factor() -> None:
    assert factor_of(np.array([[1.0, 0.9, 0.9], [0.9, 1.0, -0.9], [0.9, -0.9, 1.0]])) is None


# ---- the valuation --------------------------------------------------------------------------------------------------


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
