"""The declared scenarios of a note as cases: those of the same inputs together, and the grids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reportgen.formats.excel.layout import Model
from reportgen.formats.excel.workings import Workings
from reportgen.model.results import Results, Scenario
from reportgen.quantities import Array, Quantity, evaluate, plan, walk

_CASES, _WEIGHTED = "scenarios.cases.", "scenarios.weighted"
_CELL = re.compile(r"scenarios\.([a-z_]+)\.([0-9]+)\.([0-9]+)")


@dataclass(frozen=True, slots=True)
class Group:
    """Scenarios of one target that replace the same inputs."""

    target: Quantity
    inputs: tuple[Quantity, ...]
    cases: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Weighted:
    """The value of cases weighted by their probabilities; ``price`` and ``ratio`` where its return is known."""

    target: Quantity
    cases: tuple[tuple[Scenario, Quantity], ...]
    value: Scenario
    price: Quantity | None
    ratio: Scenario | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A target at every pair of values of two inputs."""

    name: str
    target: Quantity
    down: Quantity
    across: Quantity
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def scenarios_of(results: Results, model: Model) -> tuple[tuple[Group, ...], tuple[Grid, ...]]:
    """Every scenario of which the target and all inputs have cells, in a group or in a grid."""
    known = {each.path: each for each in model.workings.cells if each.path}
    known |= {path: each for path, each in results.rows.items() if each in model.workings.cells}
    groups: dict[tuple[str, ...], list[Scenario]] = {}
    cells: dict[str, dict[tuple[int, int], Scenario]] = {}
    for each in results.scenarios.values():
        paths = (each.target, *(path for path, _ in each.replaced))
        changes = each.path.endswith(".change") and each.path.removesuffix(".change") in results.scenarios
        # a case that replaces nothing is the valuation itself, or made of other cases
        if changes or not each.replaced or not known.keys() >= set(paths):
            continue
        cell = _CELL.fullmatch(each.path)
        if cell and len(set(paths)) == 3:  # noqa: PLR2004 - a target and two inputs
            cells.setdefault(cell[1], {})[int(cell[2]), int(cell[3])] = each
        else:
            groups.setdefault(paths, []).append(each)
    listed = tuple(
        Group(known[target], tuple(known[path] for path in inputs), tuple(cases))
        for (target, *inputs), cases in groups.items()
    )
    return listed, tuple(_grid(name, held, known) for name, held in cells.items())


def weighted_of(results: Results, model: Model) -> Weighted | None:
    """The weighted value; None where a case, its probability or the target has no cell."""
    value, ratio = results.scenarios.get(_WEIGHTED), results.scenarios.get(f"{_WEIGHTED}.return")
    named = {each.path: each for each in model.workings.cells if each.path}
    target = named.get(value.target) if value else None
    if value is None or target is None:
        return None
    cases = []
    for each in results.scenarios.values():
        key = each.path.removeprefix(_CASES)
        if each.path.startswith(_CASES) and "." not in key:
            probability = named.get(f"valuation.scenarios.{key}.probability")
            if probability is None:
                return None
            cases.append((each, probability))
    return Weighted(target, tuple(cases), value, named.get("market.price"), ratio)


def _grid(name: str, cells: Mapping[tuple[int, int], Scenario], known: Mapping[str, Quantity]) -> Grid:
    (down, _), (across, _) = next(iter(cells.values())).replaced
    rows = {row: each.replaced[0][1] for (row, _), each in cells.items()}
    columns = {column: each.replaced[1][1] for (_, column), each in cells.items()}
    target = next(iter(cells.values())).target
    return Grid(name, known[target], known[down], known[across], tuple(rows.values()), tuple(columns.values()))


def values_of(
    workings: Workings, targets: tuple[Quantity, ...], replaced: Mapping[Quantity, Array]
) -> dict[Quantity, Array]:
    """The values of everything that may stand in a cell under the targets, for every case."""
    under = dict.fromkeys(walk(targets))
    wanted = dict.fromkeys(each for each in workings.cells if each in under)
    for each in tuple(under):
        row = workings.shifted.get(each)
        if row is not None:
            wanted[row] = None
    for side in (workings.before, workings.after):
        wanted.update(dict.fromkeys(end for row, end in side.items() if row in wanted))
    return evaluate(plan(wanted), dict(replaced))


def repeated(values: tuple[float, ...], each: int, times: int) -> Array:
    """The values, every one several times on end, and all of it several times."""
    return np.tile(np.repeat(np.array(values), each), times)
