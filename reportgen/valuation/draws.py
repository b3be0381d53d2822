"""Random draws of inputs: one stream for each, shaped by its distribution, tied by a Gaussian copula."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from reportgen.quantities import Array

Shape: TypeAlias = Callable[[Array], Array]
"""Standard normal draws turned into those of a distribution."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An input that is drawn: its path, which seeds its stream, and its distribution."""

    path: str
    shape: Shape


def normal(mean: float, deviation: float) -> Shape:
    """The normal distribution."""
    return lambda score: mean + deviation * score


def lognormal(median: float, sigma: float) -> Shape:
    """``median × e ^ (sigma × z)``: the logarithm is normal."""
    return lambda score: median * np.exp(sigma * score)


def uniform(low: float, high: float) -> Shape:
    """Every value between two alike."""
    return lambda score: low + (high - low) * _ranks(score)


def triangular(low: float, mode: float, high: float) -> Shape:
    """Rising from ``low`` to ``mode``, falling to ``high``, both in straight lines."""
    width, rise, fall = high - low, mode - low, high - mode
    turn = rise / width

    def shape(score: Array) -> Array:
        rank = _ranks(score)
        return np.where(rank < turn, low + np.sqrt(rank * width * rise), high - np.sqrt((1 - rank) * width * fall))

    return shape


def pert(low: float, mode: float, high: float) -> Shape:
    """The beta distribution between two ends whose mean is ``(low + 4 × mode + high) ÷ 6``."""
    from scipy.special import betaincinv  # noqa: PLC0415 - scipy is slow to load, and few valuations are simulated

    width = high - low
    first, second = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
    return lambda score: low + width * np.asarray(betaincinv(first, second, _ranks(score)))


def _ranks(score: Array) -> Array:
    from scipy.special import ndtr  # noqa: PLC0415 - as above

    return np.asarray(ndtr(score))


def factor_of(correlations: Array) -> Array | None:
    """The lower triangle whose product with its transpose is the matrix; None if it is not positive-definite."""
    try:
        return np.asarray(np.linalg.cholesky(correlations), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None


def draws_of(inputs: Sequence[Drawn], factor: Array, seed: int, counts: Sequence[int]) -> Iterator[tuple[Array, ...]]:
    """The draws of all inputs in chunks of the given sizes.

    Each stream is used up in order, so that neither another input nor the size of the chunks changes a draw, and a
    longer run begins as a shorter one does.
    """
    streams = [_stream(seed, each.path) for each in inputs]
    for count in counts:
        scores = [stream.standard_normal(count) for stream in streams]
        tied = [_tied(row, scores) for row in factor]
        yield tuple(each.shape(score) for each, score in zip(inputs, tied, strict=True))


def _tied(weights: Array, scores: Sequence[Array]) -> Array:
    # term by term: a product of matrices gives other last bits for chunks of other sizes
    found: Array | None = None
    for weight, score in zip(weights, scores, strict=True):
        if weight:
            term = score if weight == 1 else float(weight) * score
            found = term if found is None else found + term
    return scores[0] * 0 if found is None else found


def _stream(seed: int, path: str) -> np.random.Generator:
    digest = int.from_bytes(hashlib.sha256(path.encode()).digest(), "little")
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, digest])))
