"""Every published valuation that is retyped, and both samples, as workbooks that two engines recalculate."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from reportgen.build import examine
from reportgen.formats.excel import model_workbook
from reportgen.formats.excel.layout import Spot, inputs_of, model_of
from reportgen.formats.excel.scales import scale_of
from reportgen.loading import load_valuation
from reportgen.model.results import Results
from reportgen.valuation import value
from tests.formats.excel.engines import ENGINES, Recalculate
from tests.formats.excel.graphs import TARGET
from tests.formats.excel.reading import Opened
from tests.formats.excel.test_recalculated import values_for, wrong

ROOT = Path(__file__).parents[3]
WORKED = sorted(file for file in (ROOT / "tests" / "worked").glob("*.yaml") if not file.stem.endswith(".expected"))
MOVED = ("two_stage_fcff", "fading_company", "warrants", "holding")


@cache
def book(name: str) -> tuple[bytes, Results]:
    if name == "tesla":
        examined = examine(ROOT, name)
        assert examined.inputs is not None
        assert examined.results is not None
        return model_workbook(examined.inputs, examined.results), examined.results
    inputs = load_valuation(ROOT / "tests" / "worked" / f"{name}.yaml").inputs
    assert inputs is not None
    results, _ = value(inputs)
    return model_workbook(inputs, results), results


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[bytes], Recalculate]:
    return lambda content: request.param(content, tmp_path)


@pytest.mark.parametrize("name", [*(file.stem for file in WORKED), "tesla"])
def test_every_cell_recalculates(name: str, engine: Callable[[bytes], Recalculate]) -> None:
    content, results = book(name)
    model = model_of(results)
    assert wrong(model, engine(content)({}), values_for(model, {})) == []


@pytest.mark.parametrize("name", MOVED)
def test_each_input_moves_the_workbook_as_it_moves_the_graph(name: str, engine: Callable[[bytes], Recalculate]) -> None:
    content, results = book(name)
    model = model_of(results)
    recalculate = engine(content)
    for quantity, spot in inputs_of(model):
        if quantity.value is None:
            continue
        moved = quantity.value * 1.03 + (0 if quantity.value else 0.01)
        cell = moved / 10 ** scale_of(model.workings.cells[quantity])
        assert wrong(model, recalculate({spot: cell}), values_for(model, {quantity: moved})) == [], quantity.path


def test_the_weighted_value_of_scenarios_is_live(engine: Callable[[bytes], Recalculate]) -> None:
    content, results = book("tesla")
    formulas = Opened(content).formulas("Scenarios")
    (cell,) = (cell for cell, text in formulas.items() if text.startswith("SUMPRODUCT("))
    line = int(cell[1:]) - 1
    recalculate, values, place = engine(content), results.scenarios, Spot("Scenarios", line, 1)
    spots = {quantity.path: spot for quantity, spot in model_of(results).spots.items()}
    read = recalculate({})
    weighted, target = read(place), read(spots[TARGET])
    assert weighted == pytest.approx(values["scenarios.weighted"].value, rel=1e-9)
    ratio = read(Spot("Scenarios", line + 1, 1))
    assert ratio == pytest.approx(values["scenarios.weighted.return"].value, rel=1e-9)
    # the base replaces nothing, so an input that the others replace moves it alone, by its probability
    read = recalculate({spots["valuation.inputs.margin_later"]: 0.20})
    assert read(spots[TARGET]) > target
    assert read(place) - weighted == pytest.approx(0.5 * (read(spots[TARGET]) - target), rel=1e-9)
    read = recalculate({spots["valuation.scenarios.bull.probability"]: 0.35})
    assert read(place) - weighted == pytest.approx(0.10 * values["scenarios.cases.bull"].value, rel=1e-9)
