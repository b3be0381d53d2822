from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from reportgen.formats.excel import model_workbook, workbook
from reportgen.formats.excel.layout import Model, Spot, inputs_of, model_of
from reportgen.formats.excel.scales import scale_of
from reportgen.formats.excel.scenarios import values_of
from reportgen.model.results import Results
from reportgen.quantities import CONDITION, Array, Quantity, evaluate, plan
from tests.formats.excel.engines import ENGINES, Read, Recalculate
from tests.formats.excel.graphs import HEAD, TARGET, every_operation, grid, results_of
from tests.workspaces import sample

PARTS = "valuation.parts.cars"
CASES = {
    "scenarios.risks.1": {f"{PARTS}.growth.FY2027E": -0.1},
    "scenarios.risks.2": {f"{PARTS}.wacc": 0.12, "valuation.debt": 1e9},
    "scenarios.risks.3": {f"{PARTS}.terminal_growth": 0.2},
    "scenarios.ranges.1.low": {f"{PARTS}.growth.FY2027E": 0.0},
    "scenarios.ranges.2.low": {"valuation.parts.rest.profit": 1e9},
    **grid(f"{PARTS}.wacc_level", f"{PARTS}.terminal_growth", (0.07, 0.08, 0.09), (0.02, 0.03, 0.08, 0.09)),
}


@cache
def synthetic() -> tuple[bytes, Results]:
    results = results_of(every_operation(), CASES)
    return workbook(HEAD, results), results


@cache
def xiaomi() -> tuple[bytes, Results]:
    valued = sample()
    return model_workbook(valued.inputs, valued.results), valued.results


BOOKS: tuple[Callable[[], tuple[bytes, Results]], ...] = (synthetic, xiaomi)


def close(found: float, expected: float) -> bool:
    if math.isnan(expected) or math.isnan(found):
        return math.isnan(found) and math.isnan(expected)
    return math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


def cells_of(model: Model, values: Mapping[Quantity, Array]) -> Iterator[tuple[str, Spot, float]]:
    """Every cell with what it must hold, for one scenario."""
    for quantity, spot in model.spots.items():
        form = model.workings.cells[quantity]
        shift = 0 if quantity.unit == CONDITION else scale_of(form)
        for place, value in enumerate(values[quantity] if quantity.axis else [values[quantity]]):
            name = f"{quantity.path or quantity.operation} {place}"
            yield name, Spot(spot.sheet, spot.row, spot.column + place), float(value[0]) / 10**shift


def wrong(model: Model, read: Read, values: Mapping[Quantity, Array]) -> list[tuple[str, float, float]]:
    found = ((name, read(spot), expected) for name, spot, expected in cells_of(model, values))
    return [each for each in found if not close(each[1], each[2])]


def values_for(model: Model, replaced: Mapping[Quantity, float]) -> dict[Quantity, Array]:
    targets = tuple(each for each in model.workings.cells if each.path)
    return values_of(model.workings, targets, {each: np.array([value]) for each, value in replaced.items()})


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[bytes], Recalculate]:
    return lambda content: request.param(content, tmp_path)


@pytest.mark.parametrize("book", BOOKS)
def test_every_cell_recalculates_to_the_value_of_the_graph(
    book: Callable[[], tuple[bytes, Results]], engine: Callable[[bytes], Recalculate]
) -> None:
    content, results = book()
    model = model_of(results)
    read = engine(content)({})
    assert not wrong(model, read, values_for(model, {}))


@pytest.mark.parametrize("book", BOOKS)
def test_each_input_moves_the_workbook_as_it_moves_the_graph(
    book: Callable[[], tuple[bytes, Results]], engine: Callable[[bytes], Recalculate]
) -> None:
    content, results = book()
    model = model_of(results)
    recalculate = engine(content)
    for leaf, spot in inputs_of(model):
        assert leaf.value is not None
        changed = leaf.value * 1.1
        read = recalculate({spot: changed / 10 ** scale_of(model.workings.cells[leaf])})
        assert not wrong(model, read, values_for(model, {leaf: changed})), leaf.path


def outcomes(results: Results, replaced: Mapping[Quantity, float]) -> dict[str, float]:
    """What every scenario comes to when inputs of the model are changed as well."""
    known = {**results.quantities, **results.rows}
    found = {}
    for each in results.scenarios.values():
        target = results.quantities[each.target]
        inputs = {**replaced, **{known[path]: value for path, value in each.replaced}}
        found[each.path] = float(evaluate(plan([target]), dict(inputs))[target][0])
    return found


def spots_of_scenarios(results: Results) -> dict[str, Spot]:
    """Where the sheets show the scenarios: grids by place, the others in the order of their tables."""
    groups: dict[tuple[str, ...], list[str]] = {}
    found = {}
    for path, each in results.scenarios.items():
        _, name, *places = path.split(".")
        if name == "sensitivity":
            found[path] = Spot("Sensitivity", 5 + int(places[0]), 1 + int(places[1]))
        elif not path.endswith(".change"):
            groups.setdefault(tuple(one for one, _ in each.replaced), []).append(path)
    row = 4
    for paths in groups.values():
        found |= {path: Spot("Scenarios", row + 2 + place, 1) for place, path in enumerate(paths)}
        row += len(paths) + 4
    return found


@pytest.mark.parametrize("book", BOOKS)
def test_scenarios_and_grids_are_live(
    book: Callable[[], tuple[bytes, Results]], engine: Callable[[bytes], Recalculate]
) -> None:
    content, results = book()
    model, spots = model_of(results), spots_of_scenarios(results)
    recalculate = engine(content)
    read = recalculate({})
    assert {path: pytest.approx(read(spot), rel=1e-9, nan_ok=True) for path, spot in spots.items()} == {
        path: results.scenarios[path].value for path in spots
    }
    for leaf, spot in inputs_of(model):
        changed = (leaf.value or 0.0) * 1.05
        read = recalculate({spot: changed / 10 ** scale_of(model.workings.cells[leaf])})
        expected = outcomes(results, {leaf: changed})
        assert [path for path, spot in spots.items() if not close(read(spot), expected[path])] == [], leaf.path


def test_a_value_typed_into_the_edge_of_the_grid_moves_its_column(engine: Callable[[bytes], Recalculate]) -> None:
    content, results = synthetic()
    edge, cell = Spot("Sensitivity", 5, 3), Spot("Sensitivity", 7, 3)
    read = engine(content)({edge: 0.045})
    wacc, growth = (results.quantities[f"{PARTS}.{name}"] for name in ("wacc_level", "terminal_growth"))
    target = results.quantities[TARGET]
    assert close(read(cell), float(evaluate(plan([target]), {wacc: 0.08, growth: 0.045})[target][0]))


def test_a_grid_goes_from_figures_to_none(engine: Callable[[bytes], Recalculate]) -> None:
    content, _ = synthetic()
    read = engine(content)({})
    # growth of 2, 3, 8 and 9 % at a cost of capital of 8 %
    assert [math.isnan(read(Spot("Sensitivity", 7, 2 + place))) for place in range(4)] == [False, False, True, True]
