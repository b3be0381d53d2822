"""Random draws: reproducible, of the shapes declared, tied as declared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.quantities import Array
from reportgen.valuation.draws import Drawn, Shape, draws_of, factor_of, lognormal, normal, pert, triangular, uniform

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
@settings(max_examples=40)
def test_any_chunks_give_the_same_draws_bit_for_bit(counts: list[int], seed: int) -> None:
    two = inputs(pert(0.0, 1.0, 3.0), lognormal(2.0, 0.3))
    factor = np.linalg.cholesky(TIE)
    pieces, one = drawn(two, factor, seed, counts), drawn(two, factor, seed, [sum(counts)])
    assert [each.tobytes() for each in pieces] == [each.tobytes() for each in one]


@given(st.integers(1, 500), st.integers(1, 500))
@settings(max_examples=30)
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
    ("shape", "name", "parameters"),
    [
        (normal(3.0, 0.5), "norm", (3.0, 0.5)),
        (lognormal(2.0, 0.4), "lognorm", (0.4, 0.0, 2.0)),
        (uniform(-1.0, 4.0), "uniform", (-1.0, 5.0)),
        (triangular(1.0, 2.0, 5.0), "triang", (0.25, 1.0, 4.0)),
        (triangular(1.0, 1.0, 5.0), "triang", (0.0, 1.0, 4.0)),
        (triangular(1.0, 5.0, 5.0), "triang", (1.0, 1.0, 4.0)),
        (pert(1.0, 2.0, 5.0), "beta", (2.0, 4.0, 1.0, 4.0)),
    ],
)
def test_a_shape_has_the_quantiles_of_its_distribution(shape: Shape, name: str, parameters: tuple[float, ...]) -> None:
    from scipy import stats  # noqa: PLC0415 - takes seconds to load, in each process that collects the tests

    known = getattr(stats, name)(*parameters)
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
