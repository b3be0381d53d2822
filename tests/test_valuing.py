"""A valuation on its own: what is told of shares and a price that nobody has promised."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Severity
from reportgen.valuing import value_json, value_lines, valued
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
    _, results, found = valued(tmp_path, str(tmp_path / "case.yaml"))
    assert found == ()
    assert results is not None
    assert list(value_lines(results))[-1].split() == ["Equity", "value", "USD", "100.0", "m"]


def test_a_company_is_valued_with_all_that_examining_tells() -> None:
    inputs, results, found = valued(REPOSITORY, "xiaomi")
    assert inputs is not None
    assert results is not None
    assert not [each for each in found if each.severity is Severity.ERROR]
    assert f'"valuation.target_price": {results.values["valuation.target_price"]}' in value_json(inputs, results)
