"""A valuation on its own: what is told of shares and a price that nobody has promised."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Severity
from reportgen.valuing import simulated_lines, value_json, value_lines, valued
from tests.valuation.asked import FILE, asked, whole
from tests.workspaces import REPOSITORY

TEXT = """\
method: whole_company
as_of: 2025-01-31
currency: USD
basis: {illustrative: true}
parts:
  firm: {method: given, label: The firm, stated_method: DCF, value: USD 100 m}
"""


def test_without_shares_a_valuation_ends_with_equity_value(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(TEXT, encoding="utf-8")
    inputs, results, found = valued(tmp_path, str(tmp_path / "case.yaml"))
    assert found == ()
    assert results is not None
    assert inputs is not None
    assert list(value_lines(inputs, results))[-1].split() == ["Equity", "value", "USD", "100.0", "m"]


def test_a_company_is_valued_with_all_that_examining_tells() -> None:
    inputs, results, found = valued(REPOSITORY, "xiaomi")
    assert inputs is not None
    assert results is not None
    assert not [each for each in found if each.severity is Severity.ERROR]
    assert f'"valuation.target_price": {results.values["valuation.target_price"]}' in value_json(inputs, results)


def lines() -> list[str]:
    return list(value_lines(whole().inputs, whole().results))


def test_a_grid_is_a_table_with_the_target_in_it() -> None:
    start = lines().index("valuation.target_price by WACC and Growth")
    cells = [" ".join(line.split()) for line in lines()[start + 1 : start + 6]]
    assert cells[0].endswith("→ 7 % 8 % 9 % 10 % 11 %")
    assert cells[2] == "3 % USD 36.92 USD 28.29 USD 22.60 USD 18.59 USD 15.61"
    assert cells[4].startswith("8 % n.m. n.m. USD 65.34")


def test_the_tornado_comes_largest_first() -> None:
    told = [line.split()[0] for line in lines() if line.startswith("scenarios.tornado.")]
    assert told[:2] == ["scenarios.tornado.1.low", "scenarios.tornado.1.high"]
    assert told[-1] == "scenarios.tornado.parts.cars.high"


def test_draws_without_a_figure_are_told(tmp_path: Path) -> None:
    found = whole().results.uses.simulated
    assert found is not None
    assert next(simulated_lines(found)).split() == ["draws", "20,000,", "seed", "1"]
    beyond = asked(tmp_path, ("shape: normal, mean: 9 %, sd: 0.8 %", "shape: uniform, low: 1 %, high: 1.5 %"))
    none = beyond.results.uses.simulated
    assert none is not None
    first, mean, *levels = [line for line in simulated_lines(none) if "variance" not in line]
    assert first.endswith("without a meaningful figure 20,000")
    assert mean.split() == ["mean", "n.m.,", "standard", "deviation", "n.m."]
    assert [line.split()[-1] for line in levels] == ["n.m."] * 7


def test_a_grid_without_a_target_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(FILE.read_text(encoding="utf-8").replace("count: 5 bn shares", "count: 5 bn"))
    inputs, results, found = valued(tmp_path, str(tmp_path / "case.yaml"))
    assert inputs is not None
    assert results is not None
    assert found
    assert inputs.valuation.sensitivity
    assert not [line for line in value_lines(inputs, results) if line.endswith(" by WACC and Growth")]


def test_a_company_and_a_file_are_both_valued() -> None:
    for target in ("xiaomi", str(FILE)):
        inputs, results, found = valued(REPOSITORY, target)
        assert inputs is not None
        assert results is not None
        assert all(each.severity != "error" for each in found)
