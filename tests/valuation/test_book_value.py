"""A part worth its book value after an uplift or a haircut."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from reportgen.quantities import evaluate, formula, plan
from tests.workspaces import SMALL, small_workspace, valued

PATH = "valuation.parts.whole"
SOURCED = "source: P, as_of: 2025-01-31"
GIVEN = """\
    method: given
    label: The whole
    stated_method: 10-year DCF
    value: {value: USD 500 m, source: P, as_of: 2025-01-31}
"""
BOOK = f"    book_value: {{value: USD 300 m, {SOURCED}}}\n"
RESULT = f"    result: {{value: USD 350.6 bn, {SOURCED}}}\n"


def part(uplift: str, inputs: str) -> dict[str, str]:
    text = f"    method: book_value\n    label: Stakes\n    uplift: {{value: {uplift}, {SOURCED}}}\n{inputs}"
    return {"valuation.yaml": SMALL["valuation.yaml"].replace(GIVEN, text)}


@pytest.mark.parametrize(("uplift", "value"), [("20 %", 360e6), ("0 %", 300e6), ("-25 %", 225e6), ("-100 %", 0.0)])
def test_the_value_is_book_value_after_the_uplift(tmp_path: Path, uplift: str, value: float) -> None:
    found = valued(small_workspace(tmp_path, part(uplift, BOOK)))
    assert found.faults == ()
    assert found[f"{PATH}.enterprise_value"] == value
    assert formula(found.quantity(f"{PATH}.enterprise_value")) == "Stakes: book value × (1 + Stakes: uplift)"


def test_the_book_value_may_be_a_fact(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part("20 %", "    book_value: {fact: debt.2024-12-31}\n")))
    assert found[f"{PATH}.enterprise_value"] == pytest.approx(36.6e6, rel=1e-15)


def test_a_stated_result_gives_the_book_value_back(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part("20 %", RESULT)))
    assert found.faults == ()
    assert found[f"{PATH}.book_value"] == pytest.approx(350.6e9 / 1.2, rel=1e-15)
    assert found[f"{PATH}.enterprise_value"] == pytest.approx(350.6e9, rel=1e-15)


def test_the_uplift_used_moves_the_value_and_the_uplift_stated_the_book_value(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part("20 %", RESULT)))
    value = found.quantity(f"{PATH}.enterprise_value")
    used, stated = found.quantity(f"{PATH}.uplift"), found.quantity(f"{PATH}.stated_uplift")
    assert evaluate(plan([value]), {used: 0.0})[value][0] == pytest.approx(350.6e9 / 1.2)
    assert evaluate(plan([value]), {stated: 0.0})[value][0] == pytest.approx(350.6e9 * 1.2)


def test_an_uplift_of_minus_everything_gives_no_book_value_back(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part("-100 %", RESULT)))
    assert math.isnan(found[f"{PATH}.book_value"])


@pytest.mark.parametrize(
    ("uplift", "inputs", "path"),
    [
        ("USD 3 m", BOOK, "uplift.value"),
        ("20 %", BOOK.replace("USD 300 m", "20 %"), "book_value.value"),
        ("20 %", RESULT.replace("USD 350.6 bn", "50 m shares"), "result.value"),
    ],
)
def test_units_that_do_not_fit_are_refused(tmp_path: Path, uplift: str, inputs: str, path: str) -> None:
    found = valued(small_workspace(tmp_path, part(uplift, inputs)))
    assert set(found.codes) == {"unit-expected"}
    assert f"parts.whole.{path}" in {each.path for each in found.faults}
    assert f"{PATH}.enterprise_value" not in found.results
