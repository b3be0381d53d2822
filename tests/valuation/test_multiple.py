"""A part worth a multiple of a metric, or of what a source's own result gives back as the metric."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from reportgen.loading import load
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


def part(inputs: str) -> dict[str, str]:
    text = f"    method: multiple\n    label: Tools\n    multiple_of: EV / sales\n{inputs}"
    return {"valuation.yaml": SMALL["valuation.yaml"].replace(GIVEN, text)}


MULTIPLE = f"    multiple: {{value: 0.3x, {SOURCED}}}\n"
METRIC = f"    metric: {{value: USD 12 bn, {SOURCED}}}\n"
RESULT = f"    result: {{value: USD 3.6 bn, {SOURCED}}}\n"


def test_the_value_is_multiple_times_metric(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part(MULTIPLE + METRIC)))
    assert found.faults == ()
    assert found[f"{PATH}.enterprise_value"] == 0.3 * 12e9
    assert formula(found.quantity(f"{PATH}.enterprise_value")) == "EV / sales × Tools: sales"
    assert found.quantity(f"{PATH}.enterprise_value").name == "Tools"


def test_the_metric_may_be_a_fact(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part(MULTIPLE + "    metric: {fact: revenue.FY2024}\n")))
    assert found[f"{PATH}.enterprise_value"] == 0.3 * 100e6


def test_a_stated_result_gives_the_metric_back(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part(MULTIPLE + RESULT)))
    assert found.faults == ()
    assert found[f"{PATH}.metric"] == pytest.approx(12e9, rel=1e-15)
    assert found[f"{PATH}.enterprise_value"] == pytest.approx(3.6e9, rel=1e-15)
    assert "backed out" in found.quantity(f"{PATH}.metric").name


def test_the_multiple_used_moves_the_value_and_the_multiple_stated_the_metric(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part(MULTIPLE + RESULT)))
    value = found.quantity(f"{PATH}.enterprise_value")
    used, stated = found.quantity(f"{PATH}.multiple"), found.quantity(f"{PATH}.stated_multiple")
    assert evaluate(plan([value]), {used: 0.6})[value][0] == pytest.approx(7.2e9)
    assert evaluate(plan([value]), {stated: 0.6})[value][0] == pytest.approx(1.8e9)


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        (MULTIPLE.replace("0.3x", "USD 3 m") + METRIC, "multiple.value"),
        (MULTIPLE + METRIC.replace("USD 12 bn", "12x"), "metric.value"),
        (MULTIPLE + RESULT.replace("USD 3.6 bn", "50 m shares"), "result.value"),
    ],
)
def test_units_that_do_not_fit_are_refused(tmp_path: Path, inputs: str, path: str) -> None:
    found = valued(small_workspace(tmp_path, part(inputs)))
    assert found.codes == ["unit-expected"]
    assert found.faults[0].path == f"parts.whole.{path}"
    assert f"{PATH}.enterprise_value" not in found.results


def test_a_multiple_of_nothing_gives_no_metric_back(tmp_path: Path) -> None:
    found = valued(small_workspace(tmp_path, part(MULTIPLE.replace("0.3x", "0x") + RESULT)))
    assert math.isnan(found[f"{PATH}.metric"])


@pytest.mark.parametrize("inputs", [MULTIPLE, MULTIPLE + METRIC + RESULT])
def test_either_the_metric_or_the_result_is_given(tmp_path: Path, inputs: str) -> None:
    loaded = load(small_workspace(tmp_path, part(inputs)), "small")
    assert "input-format" in [each.code for each in loaded.diagnostics]
