"""The target over random draws of its inputs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np

from reportgen.diagnostics import DataPath
from reportgen.model.amounts import Amount
from reportgen.model.results import Scenario, Simulated
from reportgen.model.valuation import SHAPES, Distribution, Simulation
from reportgen.quantities import Array, Quantity, cells, evaluate, plan
from reportgen.valuation import draws
from reportgen.valuation.building import per_share, percent
from reportgen.valuation.cases import PRICE, UNROUNDED, Asking
from reportgen.valuation.draws import Drawn, Shape, draws_of, factor_of
from reportgen.valuation.fan import fan_draws, fan_of, fan_row, fan_told
from reportgen.valuation.percentiles import percentile

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)

CHUNK = 8192
"""Draws of one evaluation: its arrays stay in the processor's cache."""

EXPLAINED_BY = 100_000
"""The first draws, of which the shares of variance and the fan are estimated."""

_BINS = 40
# what lies beyond is counted in the outermost bins
_TAIL = 0.5


def simulate(asking: Asking, count: int, seed: int | None = None, chunk: int = CHUNK) -> Simulated | None:
    """The declared simulation with ``count`` draws; None if it cannot be run, which is told."""
    declared = asking.build.inputs.valuation.simulation
    if declared is None:
        return None
    told = len(asking.build.diagnostics)
    drawn = [_drawn(asking, declared, number) for number in range(len(declared.inputs))]
    factor, row = _factor(asking, declared), fan_row(asking, declared)
    held = [each for each in drawn if each is not None]
    if factor is None or len(held) < len(drawn) or len(asking.build.diagnostics) > told:
        return None
    seed = declared.seed if seed is None else seed
    outcome, first = run(asking.build.scope.quantities[UNROUNDED], held, factor, seed, count, chunk)
    labels = [quantity.name for quantity, _ in held]
    shares = _shares(outcome[: first.shape[1]], first)
    ranked = sorted(zip((one.path for _, one in held), labels, shares, strict=True), key=lambda each: -each[2])
    found = summary(outcome, seed, tuple(ranked), asking.values.get(PRICE))
    if row is None:
        return found
    own = [asking.values[each.path] for each in cells(row)]
    sizes = tuple(_sizes(min(count, EXPLAINED_BY), chunk))
    return replace(found, fan=fan_of(row, own, held, fan_draws(held, factor, seed, sizes)))


def run(
    target: Quantity, inputs: Sequence[tuple[Quantity, Drawn]], factor: Array, seed: int, count: int, chunk: int
) -> tuple[Array, Array]:
    """The target of every draw, and the first draws of every input."""
    quantities = [quantity for quantity, _ in inputs]
    steps = plan([target], varying=quantities)
    outcome = np.empty(count)
    first = np.empty((len(inputs), min(count, EXPLAINED_BY)))
    done = 0
    for drawn in draws_of([one for _, one in inputs], factor, seed, tuple(_sizes(count, chunk))):
        size = drawn[0].shape[0]
        outcome[done : done + size] = evaluate(steps, dict(zip(quantities, drawn, strict=True)))[target]
        kept = max(0, min(size, first.shape[1] - done))
        for place, each in enumerate(drawn if kept else ()):
            first[place, done : done + kept] = each[:kept]
        done += size
    return outcome, first


def _sizes(count: int, chunk: int) -> Iterator[int]:
    whole, rest = divmod(count, chunk)
    yield from repeat(chunk, whole)
    if rest:
        yield rest


# ---- what is told of the draws --------------------------------------------------------------------------------------


def _shares(outcome: Array, inputs: Array) -> tuple[float, ...]:
    """Squared correlation of each input with the target, scaled to add up to one: of a linear target its variance."""
    meant = np.isfinite(outcome)
    target = outcome[meant]
    squares = [_correlation(each[meant], target) ** 2 for each in inputs]
    whole = math.fsum(squares)
    return tuple(each / whole if whole else 0.0 for each in squares)


def _correlation(one: Array, other: Array) -> float:
    if one.size == 0:
        return 0.0
    first, second = one - one.mean(), other - other.mean()
    size = math.sqrt(_product(first, first) * _product(second, second))
    return _product(first, second) / size if size else 0.0


def _product(one: Array, other: Array) -> float:
    # not by the algebra library, whose threads take longer to wake than this takes
    return float(np.add.reduce(one * other))


def summary(outcome: Array, seed: int, shares: tuple[tuple[str, str, float], ...], price: float | None) -> Simulated:
    """What the draws come to; they are sorted on the way."""
    # in its place: ten million draws are not copied
    outcome.sort()
    # without a figure comes last
    count = int(np.searchsorted(outcome, np.inf))
    held = outcome[:count]
    mean, deviation = _moments(held)
    edges, counts = _histogram(held)
    return Simulated(
        draws=outcome.size,
        seed=seed,
        not_meaningful=outcome.size - count,
        mean=mean,
        deviation=deviation,
        percentiles=tuple((each, percentile(held, each)) for each in PERCENTILES),
        above_price=None if price is None or not count else 1 - int(np.searchsorted(held, price, "right")) / count,
        shares=shares,
        edges=edges,
        counts=counts,
        beyond=_beyond(held, edges),
    )


def _moments(held: Array) -> tuple[float, float]:
    """Mean and standard deviation of the sample, in pieces that need no room."""
    if held.size < 2:  # noqa: PLR2004 - one draw has no deviation
        return (float(held[0]) if held.size else math.nan), math.nan
    mean = float(held.mean())
    pieces = (held[start : start + CHUNK] - mean for start in range(0, held.size, CHUNK))
    squares = math.fsum(_product(piece, piece) for piece in pieces)
    return mean, math.sqrt(squares / (held.size - 1))


def _histogram(held: Array) -> tuple[tuple[float, ...], tuple[int, ...]]:
    low, high = percentile(held, _TAIL), percentile(held, 100 - _TAIL)
    if not low < high:
        return (), ()
    edges = np.linspace(low, high, _BINS + 1)
    inner = np.searchsorted(held, edges[1:-1])
    counts = np.diff(np.concatenate([[0], inner, [held.size]]))
    return tuple(edges.tolist()), tuple(int(each) for each in counts)


def _beyond(held: Array, edges: Sequence[float]) -> int:
    if not edges:
        return 0
    return int(np.searchsorted(held, edges[0])) + held.size - int(np.searchsorted(held, edges[-1], "right"))


def told(asking: Asking, simulated: Simulated) -> Iterator[Scenario]:
    """What the draws come to as numbers that can be referred to: ``scenarios.simulation.mean``, ``.p50`` and so on."""
    form = per_share(asking.build.inputs.company.trading_currency)
    over = f"over {simulated.draws - simulated.not_meaningful:,} draws of the target before rounding"
    named = [("mean", "Mean", simulated.mean), ("sd", "Standard deviation", simulated.deviation)]
    named += [(f"p{each}", f"Percentile {each}", value) for each, value in simulated.percentiles]
    for name, label, value in named:
        path = f"scenarios.simulation.{name}"
        yield Scenario(path, f"{label} of the simulated value", UNROUNDED, (), value, form, over)
    at_price = asking.build.scope.quantities.get("valuation.implied_return")
    if simulated.above_price is not None and at_price is not None:
        path, label = "scenarios.simulation.above_price", "Probability of a value above the price"
        yield Scenario(path, label, at_price.path, (), simulated.above_price, percent(), over)
    if simulated.fan is not None:
        yield from fan_told(asking, simulated.fan, min(simulated.draws, EXPLAINED_BY))


# ---- what is declared -----------------------------------------------------------------------------------------------


def _drawn(asking: Asking, declared: Simulation, number: int) -> tuple[Quantity, Drawn] | None:
    given = declared.inputs[number]
    where: DataPath = ("simulation", "inputs", number)
    if any(each.path == given.path for each in declared.inputs[:number]):
        asking.build.report("duplicate-key", f"{given.path} is drawn twice", (*where, "path"))
        return None
    quantity = asking.replaceable(given.path, (*where, "path"))
    if quantity is None:
        return None
    names = SHAPES[given.shape]
    amounts: list[Amount] = [getattr(given, name) for name in names]
    values = [_value(asking, name, each, quantity, where) for name, each in zip(names, amounts, strict=True)]
    held = [each for each in values if each is not None]
    if len(held) < len(values) or not _has_width(asking, given, dict(zip(names, held, strict=True)), where):
        return None
    shape: Shape = getattr(draws, given.shape)(*held)
    return quantity, Drawn(given.path, shape)


def _value(asking: Asking, name: str, amount: Amount, quantity: Quantity, where: DataPath) -> float | None:
    if name != "sigma":
        return asking.fitting(amount, quantity, (*where, name))
    if amount.unit.powers:
        asking.build.report("unit-expected", "sigma is of the logarithm: a rate such as 25 %", (*where, name))
        return None
    return amount.base


def _has_width(asking: Asking, given: Distribution, values: dict[str, float], where: DataPath) -> bool:
    """Whether the distribution spreads, and its figures stand in order."""
    spread = next((name for name in ("sd", "sigma") if name in values), None)
    if spread is not None and values[spread] <= 0:
        asking.build.report("distribution-width", f"{spread} is not above zero", (*where, spread))
        return False
    if given.shape == "lognormal" and values["median"] <= 0:
        asking.build.report(
            "distribution-width", "a lognormal figure is above zero, its median too", (*where, "median")
        )
        return False
    if "low" not in values:
        return True
    if values["low"] >= values["high"]:
        asking.build.report("distribution-width", "low is not below high", (*where, "low"))
        return False
    if not values["low"] <= values.get("mode", values["low"]) <= values["high"]:
        asking.build.report("range-order", "mode does not lie between low and high", (*where, "mode"))
        return False
    return True


def _factor(asking: Asking, declared: Simulation) -> Array | None:
    """The factor of the matrix of correlations; None if it is none, which is told."""
    places = {each.path: number for number, each in enumerate(declared.inputs)}
    matrix = np.eye(len(declared.inputs))
    sound = True
    seen: set[frozenset[str]] = set()
    for number, each in enumerate(declared.correlations):
        where: DataPath = ("simulation", "correlations", number)
        wrong = _wrong(each.between, each.is_, places, seen)
        if wrong:
            asking.build.report("correlation-input", wrong, (*where, "is" if "lies outside" in wrong else "between"))
            sound = False
            continue
        seen.add(frozenset(each.between))
        one, other = (places[path] for path in each.between)
        matrix[one, other] = matrix[other, one] = each.is_.base
    factor = factor_of(matrix) if sound else None
    if sound and factor is None:
        message = "these correlations cannot hold together: their matrix is not positive-definite"
        asking.build.report("correlation-matrix", message, ("simulation", "correlations"))
    return factor


def _wrong(between: tuple[str, str], is_: Amount, places: dict[str, int], seen: set[frozenset[str]]) -> str:
    stranger = next((path for path in between if path not in places), None)
    if stranger is not None:
        return f"{stranger} is not drawn"
    if between[0] == between[1]:
        return f"{between[0]} stands on both sides"
    if frozenset(between) in seen:
        return f"{between[0]} and {between[1]} are tied twice"
    if is_.unit.powers or not -1 < is_.base < 1:
        return f"{is_.typed} lies outside −1 to 1"
    return ""
