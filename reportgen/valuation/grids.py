"""Sensitivity: a result at the values of two inputs."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.results import grid_path
from reportgen.model.valuation import Grid, GridAxis
from reportgen.quantities import Quantity
from reportgen.valuation.cases import Asking, Case, Replacement


def grid_cases(asking: Asking) -> Iterator[Case]:
    """A case for each cell of each grid whose figures fit."""
    for number, grid in enumerate(asking.build.inputs.valuation.sensitivity):
        result = asking.result(grid.of, ("sensitivity", number, "of"))
        if result is not None:
            yield from _cells(asking, number, grid, result)


def _cells(asking: Asking, number: int, grid: Grid, result: Quantity) -> Iterator[Case]:
    rows = _side(asking, number, "down", grid.down, result)
    columns = _side(asking, number, "across", grid.across, result)
    if grid.down.path == grid.across.path:
        message = f"both sides are {grid.down.path}"
        asking.build.report("effect-input", message, ("sensitivity", number, "down", "path"))
        return
    for row, first in enumerate(rows):
        for column, second in enumerate(columns):
            if first is not None and second is not None:
                yield Case(grid_path(number, row, column), (first, second), result)


def _side(asking: Asking, number: int, name: str, axis: GridAxis, result: Quantity) -> tuple[Replacement | None, ...]:
    """What stands in the place of the input, None where it does not fit."""
    where = ("sensitivity", number, name)
    quantity = asking.replaceable(axis.path, (*where, "path"), of=result)
    if quantity is None:
        return ()
    values = [asking.fitting(each, quantity, (*where, "values", place)) for place, each in enumerate(axis.values)]
    return tuple(None if each is None else Replacement(quantity, each) for each in values)
