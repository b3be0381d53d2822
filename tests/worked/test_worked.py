"""Published valuations, retyped in the form of valuation.yaml, come out as they were published.

Beside ``<case>.yaml`` stands ``<case>.expected.yaml``: groups of figures with a tolerance, each at the inputs as typed
or with some replaced. An absolute tolerance is in the unit in which the figure is typed. What was not published with
enough digits is computed once more by plain arithmetic in ``recomputed.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from reportgen.model.amounts import Amount, read_amount
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.quantities import Quantity, Unit, cells, evaluate, explain, plan
from reportgen.valuing import valued
from tests.worked.recomputed import RECOMPUTED

HERE = Path(__file__).parent
CASES = sorted(path.name.removesuffix(".yaml") for path in HERE.glob("*.yaml") if ".expected." not in path.name)


@cache
def case(name: str) -> tuple[Inputs, Results]:
    """A case, valued; nothing may be wrong with it."""
    inputs, results, found = valued(HERE, str(HERE / f"{name}.yaml"))
    assert found == (), "\n".join(each.text() for each in found)
    assert inputs is not None
    assert results is not None
    return inputs, results


def groups(name: str) -> list[Mapping[str, Any]]:
    """The figures that a case is to come to."""
    read: list[Mapping[str, Any]] = yaml.safe_load((HERE / f"{name}.expected.yaml").read_text(encoding="utf-8"))
    return read


def quantity(results: Results, path: str) -> Quantity:
    """A scalar or a row."""
    return results.rows[path] if path in results.rows else results.quantities[path]


def at(results: Results, path: str, replaced: Mapping[str, float]) -> np.ndarray[Any, Any]:
    """A figure, or a row of them, with some inputs replaced."""
    target = quantity(results, path)
    inputs = {quantity(results, each): value for each, value in replaced.items()}
    found: np.ndarray[Any, Any] = evaluate(plan([target]), inputs)[target][..., 0].copy()
    return found


def expected(group: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], list[Amount]]]:
    """Each figure of a group: its path, the inputs replaced, and what it is to be."""
    replaced = {path: read_amount(str(typed)).base for path, typed in group.get("replace", {}).items()}
    for path, typed in group.get("values", {}).items():
        yield path, replaced, [read_amount(str(typed))]
    for path, row in group.get("rows", {}).items():
        yield path, replaced, [_amount(number, row["in"]) for number in row["cells"]]
    for grid in group.get("grids", ()):
        down, across = grid["down"], grid["across"]
        wanted = [number for line in grid["cells"] for number in line]
        for (one, other), number in zip(product(down["values"], across["values"]), wanted, strict=True):
            here = {down["path"]: read_amount(str(one)).base, across["path"]: read_amount(str(other)).base}
            yield grid["of"], {**replaced, **here}, [_amount(number, grid["in"])]


def _amount(number: float, unit: str) -> Amount:
    currency, _, scale = unit.partition(" ")
    money = currency.isalpha() and currency.isupper()
    return read_amount(f"{currency} {number} {scale}".strip() if money else f"{number} {unit}")


def assert_close(path: str, found: float, wanted: Amount, unit: Unit, tolerance: Mapping[str, float]) -> None:
    """A figure within its tolerance, and in its unit."""
    assert unit == wanted.unit, path
    absolute = float(tolerance.get("absolute", 0)) * 10.0**wanted.written.scale
    assert found == pytest.approx(wanted.base, rel=float(tolerance.get("relative", 0)), abs=absolute), path


@pytest.mark.parametrize("name", CASES)
def test_it_comes_out_as_published(name: str) -> None:
    _, results = case(name)
    for group in groups(name):
        for path, replaced, wanted in expected(group):
            found = np.atleast_1d(at(results, path, replaced))
            for number, each in zip(found, wanted, strict=True):
                assert_close(path, float(number), each, quantity(results, path).unit, group["tolerance"])


def test_the_internal_rate_of_return_at_the_market_price() -> None:
    """The template's XIRR keeps the terminal value where the discount rate moves it, so it is no figure of the form.

    What it stands on is: at that rate flows, days and terminal value are worth the enterprise value of the market.
    """
    _, results = case("stub_and_dates")
    firm, rate = "valuation.parts.firm", 0.2634776532649994
    flows, years = (at(results, f"{firm}.{row}", {}) for row in ("counted_flow", "years_to_flow"))
    flows[-1] += results.values[f"{firm}.terminal_value"]
    worth = float(np.sum(flows * (1 + rate) ** -years))
    assert worth == pytest.approx(results.values["market.enterprise_value"], rel=1e-7)


@pytest.mark.parametrize("name", sorted(RECOMPUTED))
def test_plain_arithmetic_gives_the_same(name: str) -> None:
    _, results = case(name)
    for path, wanted in RECOMPUTED[name]().items():
        assert at(results, path, {}) == pytest.approx(np.asarray(wanted), rel=1e-11, abs=1e-9), path


@pytest.mark.parametrize("name", CASES)
def test_every_number_in_it_is_explained_down_to_what_was_typed(name: str) -> None:
    _, results = case(name)
    for path, each in (*results.quantities.items(), *results.rows.items()):
        explained = explain(each, results.values)
        assert explained.quantity.path == path
    for each in results.rows.values():
        assert all(np.isfinite(results.values[cell.path]) for cell in cells(each)), each.path


@pytest.mark.parametrize("name", CASES)
def test_it_names_its_source(name: str) -> None:
    inputs, _ = case(name)
    assert inputs.valuation.sources or inputs.valuation.basis
    assert inputs.valuation.title
    assert (HERE / f"{name}.expected.yaml").is_file()


def test_no_expectation_is_without_its_case() -> None:
    assert {path.name.removesuffix(".expected.yaml") for path in HERE.glob("*.expected.yaml")} == set(CASES)
    assert set(RECOMPUTED) <= set(CASES)
