"""How a forecast spreads from year to year over the draws of a simulation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from reportgen.figures import Form
from reportgen.model.results import Fan, Scenario
from reportgen.model.valuation import Simulation
from reportgen.quantities import Array, Quantity, cells, evaluate, plan, walk
from reportgen.valuation.cases import Asking
from reportgen.valuation.draws import Drawn, draws_of
from reportgen.valuation.percentiles import percentile

FAN_PERCENTILES = (5, 25, 50, 75, 95)


def fan_row(asking: Asking, declared: Simulation) -> Quantity | None:
    """The declared row; None if none is declared, or if it does not fan out, which is told."""
    if declared.fan is None:
        return None
    where = ("simulation", "fan")
    found = asking.build.scope.quantities.get(declared.fan)
    if found is None:
        asking.build.unknown_reference(declared.fan, where)
    elif found.axis is None:
        asking.build.report("fan-of-years", f"{declared.fan} is one number and no row over years", where)
    elif not found.faulty:
        below = {each.path for each in walk([found])}
        if any(each.path in below for each in declared.inputs):
            return found
        asking.build.report("fan-of-years", f"{declared.fan} depends on no input that is drawn", where)
    return None


def fan_of(
    row: Quantity, own: Sequence[float], inputs: Sequence[tuple[Quantity, Drawn]], draws: Iterable[Array]
) -> Fan:
    """The row's percentiles in every year over some draws, each with a column for every input."""
    quantities = [quantity for quantity, _ in inputs]
    steps = plan([row], varying=quantities)
    pieces = [evaluate(steps, dict(zip(quantities, drawn, strict=True)))[row] for drawn in draws]
    ranked = np.sort(np.concatenate(pieces, axis=1), axis=1)
    # without a figure comes last
    held = [each[: int(np.searchsorted(each, np.inf))] for each in ranked]
    return Fan(
        path=row.path,
        label=row.name,
        years=row.axis or (),
        own=tuple(own),
        percentiles=tuple((share, tuple(percentile(year, share) for year in held)) for share in FAN_PERCENTILES),
    )


def fan_draws(
    inputs: Sequence[tuple[Quantity, Drawn]], factor: Array, seed: int, sizes: Sequence[int]
) -> Iterator[Array]:
    """The same draws as those of the value."""
    for drawn in draws_of([one for _, one in inputs], factor, seed, sizes):
        yield np.stack(drawn)


def fan_told(asking: Asking, fan: Fan, draws: int) -> Iterator[Scenario]:
    """Its numbers as they can be referred to: ``scenarios.simulation.fan.p50.FY2026E`` and so on."""
    row = asking.build.scope.quantities[fan.path]
    over = f"over {draws:,} draws"
    for share, values in fan.percentiles:
        for cell, year, value in zip(cells(row), fan.years, values, strict=True):
            path = f"scenarios.simulation.fan.p{share}.{year}"
            form = cell.form or row.form or Form()
            yield Scenario(path, f"Percentile {share} of {fan.label}, {year}", cell.path, (), value, form, over)
