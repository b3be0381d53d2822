"""Tables of flows are recomputed from what they print; a figure that is wrong is found by the check that it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build import examine
from reportgen.model.inputs import Inputs
from reportgen.model.note import Note
from reportgen.model.results import Results
from reportgen.proofs.figures_printed import printed_figures
from reportgen.proofs.footing import page_foots
from reportgen.proofs.identities import identities
from tests.commands.small import THESIS, company
from tests.proofs.test_footing import codes_with_wrong, sample
from tests.workspaces import SMALL

_HEAD = "method: whole_company\nas_of: 2025-01-31\nbasis: {illustrative: true}\nparts:\n  firm:\n    label: The firm\n"
_SHARES = "shares: {count: {value: 10 m shares, source: P, as_of: 2025-01-31}, basis: diluted}\n"
_DRIVEN = """\
    method: dcf
    years: 3
    timing: {timing}
    revenue: {{base: USD 100 m, growth: 5 %}}
    operating_margin: 20 %
    tax_rate: 25 %
    depreciation: USD 4 m
    reinvestment: {{capital_expenditure: USD 6 m, change_in_working_capital: USD 1 m}}
    items: {{leases: {{label: Leases, line: USD 1 m, sign: subtract}}}}
    wacc: {{values: [8 %, 9 %, 10 %]}}
    terminal: {{growth: 2 %}}
"""
_DIVIDENDS = """\
    method: dividend_discount
    years: 2
    cost_of_equity: 9 %
    dividends: {base: 1.00 USD/share, growth: 5 %}
    terminal: {growth: 2 %}
"""
_EQUITY = """\
    method: free_cash_flow_to_equity
    years: 2
    cost_of_equity: 9 %
    earnings: [USD 10 m, USD 11 m]
    equity_reinvestment_rate: 40 %
    terminal: {growth: 2 %}
"""
_RESIDUAL = """\
    method: residual_income
    years: 2
    cost_of_equity: 9 %
    book_value: USD 100 m
    return_on_equity: 12 %
    payout: 40 %
    terminal: {persistence: 0.5}
"""
_P = "valuation.parts.firm."


def composed(folder: Path, part: str, *paths: str) -> tuple[Note, Inputs, Results]:
    """A note about a company of one part, with some figures of it in its prose."""
    said = "".join(f"\nThere is {{{{ {_P}{path.replace('FY', 'Y')} }}}}.\n" for path in paths)
    changes = {"valuation.yaml": _HEAD + part + _SHARES, "note.md": f"{SMALL['note.md']}\n{THESIS}{said}"}
    examined = examine(company(folder, changes=changes), "small")
    assert examined.note is not None, [one.text() for one in examined.diagnostics]
    assert examined.inputs is not None
    assert examined.results is not None
    return examined.note, examined.inputs, examined.results


def recomputed(examined: tuple[Note, Inputs, Results]) -> set[str]:
    """The figures of the part that the page lets a reader recompute, without their years."""
    note, inputs, results = examined
    shown = printed_figures(note, results).finest
    held = (each for each in identities(inputs, results) if {each.path, *each.operands} <= set(shown))
    return {each.path.removeprefix(_P).partition(".Y")[0] for each in held if each.path.startswith(_P)}


@pytest.mark.parametrize(
    ("path", "by", "code"),
    [
        ("revenue_growth.FY2025E", 0.01, "growth-foots"),
        ("revenue_growth.FY2022E", 0.01, "growth-foots"),
        ("net_operating_profit.FY2026E", 1e9, "forecast-foots"),
        ("tax.FY2026E", 1e9, "forecast-foots"),
        ("operating_margin.FY2027E", 0.02, "forecast-foots"),
        ("reinvested.FY2028E", 1e9, "forecast-foots"),
        ("discount_factor.FY2022E", -0.02, "present-value-foots"),
        ("discount_factor.FY2026E", 0.1, "present-value-foots"),
        ("present_value.FY2024E", 2e9, "present-value-foots"),
        ("present_value_of_flows", 1e9, "present-value-foots"),
        ("terminal.value", 1e10, "present-value-foots"),
        ("terminal_share", 0.01, "share-foots"),
    ],
)
def test_a_wrong_figure_of_a_table_of_flows_is_found(path: str, by: float, code: str) -> None:
    assert page_foots(*sample("tesla")) == ()
    assert codes_with_wrong(sample("tesla"), f"valuation.parts.automotive.{path}", by) == {code}


@pytest.mark.parametrize("timing", ["end_of_year", "mid_year"])
def test_every_row_of_a_table_is_recomputed(tmp_path: Path, timing: str) -> None:
    examined = composed(tmp_path, _DRIVEN.format(timing=timing))
    assert page_foots(*examined) == ()
    assert recomputed(examined) >= {
        "discount_factor", "enterprise_value", "free_cash_flow", "net_operating_profit", "operating_profit",
        "present_value", "present_value_of_flows", "present_value_of_terminal", "revenue_growth", "terminal.value",
        "terminal_share", "value_of_flows",
    }  # fmt: skip
    for path, by in (("terminal.value", 1e7), ("discount_factor.Y3", 0.02)):
        assert codes_with_wrong(examined, _P + path, by) == {"present-value-foots"}
    assert codes_with_wrong(examined, f"{_P}depreciation", 2e6) == {"forecast-foots"}


_EARNED = _DIVIDENDS.replace(
    "dividends: {base: 1.00 USD/share, growth: 5 %}", "earnings: [USD 30 m, USD 32 m]\n    payout: 40 %"
)
_BOOKS = _RESIDUAL.replace("return_on_equity: 12 %", "earnings: [USD 30 m, USD 32 m]")
_STUB = _DRIVEN.replace("years: 3\n", "years: 3\n    stub: {{ratio: [1, 4]}}\n")
_RETURN = "terminal: {{growth: 2 %, return_on_capital: 12 %}}"
_LEFT = _STUB.replace("terminal: {{growth: 2 %}}", _RETURN)
_RATE = _STUB.replace("terminal: {{growth: 2 %}}", "terminal: {{growth: 2 %, reinvestment_rate: 20 %}}")
_DISCOUNTED = {"discount_factor", "present_value", "present_value_of_flows", "present_value_of_terminal"}


@pytest.mark.parametrize(
    ("part", "rows", "path", "by", "code"),
    [
        (_DIVIDENDS, set(), "discount_factor.Y2", 0.1, "present-value-foots"),
        (_DIVIDENDS, {"terminal.value"}, "terminal.value", 1.0, "present-value-foots"),
        (_EARNED, {"dividends"}, "dividends.Y2", 1e6, "forecast-foots"),
        (_EQUITY, {"free_cash_flow_to_equity"}, "free_cash_flow_to_equity.Y1", 1e6, "forecast-foots"),
        (_EQUITY, {"terminal.value"}, "terminal.value", 5e6, "present-value-foots"),
        (_RESIDUAL, {"earnings", "opening_book_value"}, "earnings.Y2", 1e6, "forecast-foots"),
        (_RESIDUAL, {"residual_income"}, "opening_book_value.Y1", 9e6, "forecast-foots"),
        (_RESIDUAL, {"terminal.value"}, "terminal.value", 1e6, "present-value-foots"),
        (_BOOKS, {"return_on_equity"}, "return_on_equity.Y2", 0.02, "share-foots"),
        (_BOOKS, {"residual_income"}, "residual_income.Y2", 2e6, "forecast-foots"),
    ],
)
def test_flows_to_equity_are_recomputed(
    tmp_path: Path, part: str, rows: set[str], path: str, by: float, code: str
) -> None:
    examined = composed(tmp_path, part)
    assert page_foots(*examined) == ()
    assert recomputed(examined) >= _DISCOUNTED | rows
    assert code in codes_with_wrong(examined, _P + path, by) <= {code, "present-value-foots"}


@pytest.mark.parametrize(("part", "timing"), [(_LEFT, "end_of_year"), (_LEFT, "mid_year"), (_RATE, "end_of_year")])
def test_a_part_of_a_year_and_a_return_on_capital_are_recomputed(tmp_path: Path, part: str, timing: str) -> None:
    examined = composed(tmp_path, part.format(timing=timing))
    assert page_foots(*examined) == ()
    for path, by in (("terminal.value", 3e7), ("discount_factor.Y1", -0.05), ("discount_factor.Y2", 0.03)):
        assert codes_with_wrong(examined, _P + path, by) == {"present-value-foots"}, path
    for path in ("revenue_growth.Y1", "revenue_growth.Y2"):
        assert codes_with_wrong(examined, _P + path, 0.01) == {"growth-foots"}


def test_a_loss_bears_no_tax(tmp_path: Path) -> None:
    part = _DRIVEN.format(timing="end_of_year").replace(
        "operating_margin: 20 %", "operating_margin: [-5 %, 10 %, 20 %]"
    )
    examined = composed(tmp_path, part, "tax_rate", "tax.Y1", "tax.Y2")
    assert page_foots(*examined) == ()
    assert "tax" in recomputed(examined)
