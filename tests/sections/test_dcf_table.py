"""The table of a discounted cash flow, in the forms that one may take."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.disclosures import required
from reportgen.model.note import Exhibit, Table
from reportgen.sections.dcf_table import dcf_tables
from reportgen.sections.disclosures import disclosures
from reportgen.sections.valuation import valuation
from reportgen.sections.writer import Writer, plain
from tests.sections.composing import said, small, spaced, table
from tests.workspaces import SMALL

HEAD = SMALL["valuation.yaml"].partition("parts:\n")[0]
SHARES = SMALL["valuation.yaml"].partition("shares:")[2]
GIVEN = "    free_cash_flow: {base: USD 100 m, growth: 5 %}\n    terminal: {growth: 2 %}\n"
ITEMS = """\
    revenue: {base: USD 1000 m, growth: 5 %}
    operating_margin: 10 %
    tax_rate: 25 %
    depreciation: {of_revenue: 4 %}
    reinvestment:
      capital_expenditure: {of_revenue: 6 %}
      change_in_working_capital: {of_change_in_revenue: 10 %}
    terminal: {growth: 2 %}
"""


def part(tmp_path: Path, body: str, years: int = 3, basis: str = "judgement: true") -> Writer:
    text = (
        f"{HEAD}basis: {{{basis}, as_of: 2025-01-31}}\nparts:\n  whole:\n    method: dcf\n    label: The whole\n"
        f"    years: {years}\n    wacc: 9 %\n{body}shares:{SHARES}"
    )
    return small(tmp_path, changes={"valuation.yaml": text})


def only(writer: Writer) -> Exhibit:
    (found,) = dcf_tables(writer)
    return found


def test_flows_as_given_have_no_rows_above_them(tmp_path: Path) -> None:
    rows = table(only(part(tmp_path, GIVEN)))
    assert [row[0] for row in rows] == ["Free cash flow", "WACC, %", "Discount factor", "Present value"]
    assert rows[0][1:] == ["105.0", "110.3", "115.8"]
    # the same in every year
    assert rows[1][1:] == ["9.0", "9.0", "9.0"]
    assert rows[2][1:] == ["0.917", "0.842", "0.772"]
    assert rows[3][1:] == ["96.3", "92.8", "89.4"]


def test_reinvestment_by_items_shows_the_items(tmp_path: Path) -> None:
    rows = {row[0]: row[1:] for row in table(only(part(tmp_path, ITEMS)))}
    assert "Reinvestment" not in rows
    assert rows["Operating margin, %"] == ["10.0", "10.0", "10.0"]
    assert rows["Depreciation"][0] == "42.0"
    assert rows["Capital expenditure"][0] == "63.0"
    assert rows["Working capital, change"][0] == "5.0"
    assert rows["Free cash flow"][0] == "52.8"


@pytest.mark.parametrize(("years", "columns"), [(10, 10), (11, 10), (40, 10)])
def test_no_more_than_ten_years_stand_side_by_side(tmp_path: Path, years: int, columns: int) -> None:
    found = only(part(tmp_path, GIVEN, years))
    heads = [column.head for each in found.body if isinstance(each, Table) for column in each.columns]
    assert len(heads) == columns + 1
    assert (heads[1], heads[-1]) == ("Y1", f"Y{years}")
    assert len(set(heads)) == len(heads)
    assert ("some years are left out here" in plain(found.subtitle)) == (years > columns)


def test_without_a_terminal_value_the_title_claims_no_share(tmp_path: Path) -> None:
    found = only(part(tmp_path, GIVEN.replace("    terminal: {growth: 2 %}\n", "")))
    assert plain(found.title).startswith("The whole: the flows to Y3 are worth USD")
    assert "Terminal" not in plain(found.source)


def test_a_judgement_is_not_called_illustrative(tmp_path: Path) -> None:
    assert "illustrative" not in plain(only(part(tmp_path, GIVEN)).subtitle)
    assert "illustrative" in plain(only(part(tmp_path, GIVEN, basis="illustrative: true")).subtitle)


def test_parts_of_other_methods_have_no_table(tmp_path: Path) -> None:
    assert list(dcf_tables(small(tmp_path))) == []


# ---- an amount of the house's own ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("judgement", "an amount of the house"), ("illustrative", "an amount of the house, on illustrative assumptions")],
)
def test_an_amount_of_the_house_is_no_sources(tmp_path: Path, kind: str, expected: str) -> None:
    text = SMALL["valuation.yaml"].replace("source: P, as_of: 2025-01-31}\n", f"{kind}: true, as_of: 2025-01-31}}\n", 1)
    writer = small(tmp_path, changes={"valuation.yaml": text})
    held, _ = required(writer.inputs)
    assert writer.own("valuation.parts.whole.enterprise_value") == kind
    assert f"The whole, 10-year DCF, {expected}" in spaced(str(disclosures(writer, held, None)))
    assert "as its source states it" not in str(disclosures(writer, held, None))
    assert valuation(writer).blocks
    assert said(next(each for each in valuation(writer).blocks if isinstance(each, Exhibit)))[0]
