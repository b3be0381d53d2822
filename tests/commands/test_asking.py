"""``value``, ``simulate`` and ``implied`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.commands.common import FINE, PROBLEMS, USAGE
from tests.conftest import Run
from tests.workspaces import REPOSITORY

FILE = str(REPOSITORY / "docs" / "uses.yaml")
MARGIN = "valuation.parts.phones.operating_margin.to"


def test_value_tells_every_use(reportgen: Run) -> None:
    ran = reportgen("value", FILE)
    code, out = ran.status, ran.out
    assert code == FINE
    for told in (
        "scenarios.weighted",
        "valuation.enterprise_value by Phone margin",
        "n.m.",
        "meets the price at",
        "of variance",
    ):
        assert told in out


def test_value_tells_every_use_to_machines(reportgen: Run) -> None:
    ran = reportgen("value", FILE, "--json")
    code, out = ran.status, ran.out
    found = json.loads(out)
    assert code == FINE
    assert found["tornado"][0]["path"] == "valuation.inputs.wacc"
    assert [each["roots"] == [] for each in found["implied"]] == [False, False, True]
    assert found["simulation"]["draws"] == 20_000
    cells = {each["path"]: each["value"] for each in found["scenarios"]}
    assert cells["scenarios.sensitivity.4.1"] is None
    assert cells["scenarios.sensitivity.2.3"] == found["results"]["valuation.target_price"]


def test_simulate_takes_draws_and_seed(reportgen: Run) -> None:
    ran = reportgen("simulate", FILE, "--draws", "500", "--seed", "9", "--json")
    code, out = ran.status, ran.out
    found = json.loads(out)
    assert code == FINE
    assert (found["draws"], found["seed"]) == (500, 9)
    assert reportgen("simulate", FILE, "--draws", "500", "--seed", "9", "--json").out == out
    assert "percentile 50" in reportgen("simulate", FILE, "--draws", "500").out


def test_simulate_needs_a_declaration(reportgen: Run) -> None:
    ran = reportgen("simulate", "xiaomi", "--root", str(REPOSITORY))
    code, err = ran.status, ran.err
    assert code == USAGE
    assert "declares no 'simulation'" in err


def test_implied_answers_as_declared_between_bounds_or_anywhere(reportgen: Run) -> None:
    for arguments in ((), ("--low", "5 %", "--high", "30 %")):
        ran = reportgen("implied", FILE, MARGIN, *arguments)
        assert (ran.status, "7.3" in ran.out) == (FINE, True)
    ran = reportgen("implied", FILE, "valuation.bridge.net_cash", "--json")
    code, out = ran.status, ran.out
    assert code == FINE
    assert json.loads(out)["roots"] == [pytest.approx(-13.5e9, rel=0.01)]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("valuation.inputs.wac",), PROBLEMS, "did you mean 'valuation.inputs.wacc'"),
        ((MARGIN, "--low", "5 %"), USAGE, "go together"),
        ((MARGIN, "--low", "five", "--high", "6 %"), USAGE, "is not an amount"),
        ((MARGIN, "--low", "USD 5", "--high", "6 %"), PROBLEMS, "a pure number"),
        ((MARGIN, "--low", "9 %", "--high", "6 %"), PROBLEMS, "is not below"),
        (("valuation.implied_return",), PROBLEMS, "the target does not depend"),
        # the price is met by the target before rounding, of which the rounded one is no input
        (("valuation.target_price",), PROBLEMS, "the target does not depend"),
        ((MARGIN, "--as-of", "2025-01-31"), USAGE, "has its own 'as_of'"),
    ],
)
def test_what_cannot_be_asked_is_said(reportgen: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    ran = reportgen("implied", FILE, *arguments)
    code, out, err = ran.status, ran.out, ran.err
    assert (code, out) == (status, "")
    assert said in err


def test_implied_says_where_there_is_no_answer(reportgen: Run) -> None:
    ran = reportgen("implied", FILE, "valuation.inputs.growth_end")
    code, out = ran.status, ran.out
    assert code == PROBLEMS
    assert "does not meet the price" in out


def test_an_amount_of_nothing_is_sought_between_bounds_only(reportgen: Run, tmp_path: Path) -> None:
    file = tmp_path / "alone.yaml"
    text = (REPOSITORY / "docs" / "uses.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("amount: USD 12 bn", "amount: USD 0 bn"), encoding="utf-8")
    asked = ("implied", str(file), "valuation.bridge.net_cash")
    ran = reportgen(*asked)
    assert (ran.status, ran.out) == (PROBLEMS, "")
    assert "give --low and --high" in ran.err
    ran = reportgen(*asked, "--low", "USD -20 bn", "--high", "USD 20 bn", "--json")
    assert json.loads(ran.out)["roots"] == [pytest.approx(-13.5e9, rel=0.01)]


def test_without_a_price_nothing_is_implied(reportgen: Run, tmp_path: Path) -> None:
    file = tmp_path / "alone.yaml"
    file.write_text((REPOSITORY / "docs" / "uses.yaml").read_text(encoding="utf-8").replace("price: USD 17.50\n", ""))
    ran = reportgen("implied", str(file), MARGIN)
    code, err = ran.status, ran.err
    assert code == PROBLEMS
    assert "without a target and a price" in err
