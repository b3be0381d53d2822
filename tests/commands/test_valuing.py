"""``reportgen value``: a company, or a file that stands alone; and ``explain`` of both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.commands.common import FINE, PROBLEMS, USAGE
from tests.conftest import Run
from tests.workspaces import REPOSITORY

FCFF = REPOSITORY / "tests" / "worked" / "two_stage_fcff.yaml"


def plain(text: str) -> str:
    """With simple spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_file_alone_is_valued_with_every_figure_on_the_way(reportgen: Run) -> None:
    said = reportgen("value", FCFF)
    assert said.status == FINE, said.err
    assert said.err == ""
    assert "valuation.parts.firm.free_cash_flow" in said.out
    assert "Y1 USD 2,682.0 m  Y2 USD 2,965.3 m" in plain(said.out)
    assert said.out.rstrip().splitlines()[-1].split() == ["Target", "price", "USD", "66.78"]


def test_a_company_of_the_workspace_is_valued(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("value", "xiaomi", "--root", sample_root)
    assert said.status == FINE, said.err
    assert "HKD" in said.out.rstrip().splitlines()[-2]


def test_machines_get_results_rows_and_quantities(reportgen: Run) -> None:
    said = reportgen("value", FCFF, "--json")
    told = json.loads(said.out)
    assert told["format"] == "reportgen.valuation"
    assert told["results"]["valuation.value_per_share"] == pytest.approx(66.7825642215609)
    flows = told["rows"]["valuation.parts.firm.free_cash_flow"]
    assert list(flows) == ["Y1", "Y2", "Y3", "Y4", "Y5"]
    assert flows["Y1"] == pytest.approx(2681.991395471755e6)
    paths = [each["path"] for each in told["quantities"]]
    assert len(paths) == len(set(paths))


def test_a_fault_is_told_and_what_can_be_valued_is_valued(reportgen: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(FCFF.read_text("utf-8").replace("stable_growth: 6 %", "stable_growth: 11 %"), "utf-8")
    said = reportgen("value", file)
    assert said.status == PROBLEMS
    assert "[growth-below-wacc]" in said.err
    assert "terminal growth (11 %) is not below" in plain(said.err)
    assert "valuation.parts.firm.present_value_of_flows" in said.out
    machines = json.loads(reportgen("value", file, "--json").out)
    assert machines["results"]["valuation.target_price"] is None
    assert "Target price" not in said.out.rstrip().splitlines()[-1] or "n.m." in said.out


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("valuation.target_price", "Target price = USD 66.78"),
        ("valuation.parts.firm.free_cash_flow", "by year"),
        ("valuation.parts.firm.free_cash_flow.Y3", "USD 3,278.5 m"),
        ("valuation.parts.firm.year.Y2", "= 2"),
        ("valuation.inputs.wacc", "cost of debt"),
    ],
)
def test_a_figure_of_a_file_is_explained(reportgen: Run, path: str, words: str) -> None:
    said = reportgen("explain", FCFF, path)
    assert said.status == FINE, said.err
    assert words.lower() in plain(said.out).lower()


def test_a_figure_that_is_not_there_has_neighbours(reportgen: Run) -> None:
    said = reportgen("explain", FCFF, "valuation.parts.firm.free_cashflow")
    assert said.status != FINE
    assert "valuation.parts.firm.free_cash_flow" in said.err + said.out


def test_a_file_without_a_path_is_asked_for_one(reportgen: Run) -> None:
    said = reportgen("explain", FCFF)
    assert said.status == USAGE
    assert "of which number?" in said.err


@pytest.mark.parametrize("command", [("value",), ("explain", "valuation.target_price")])
def test_a_file_has_a_date_of_its_own(reportgen: Run, command: tuple[str, ...]) -> None:
    said = reportgen(command[0], FCFF, *command[1:], "--as-of", "2025-01-31")
    assert (said.status, said.out) == (USAGE, "")


@pytest.mark.parametrize("name", ["none.yaml", "folder.yaml"])
def test_what_cannot_be_read_is_no_traceback(reportgen: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    said = reportgen("value", tmp_path / name)
    assert said.status != FINE
    assert "Traceback" not in said.err
    assert name in said.err
