from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Exhibit, Table
from reportgen.sections.figure_tables import figure_table
from reportgen.sections.writer import Writer
from tests.sections.composing import said, sample, small, spaced, table
from tests.workspaces import SMALL

MORE = """\
  a: {label: A, unit: USD m, source: P, status: actual, values: {FY2023: {value: 33.34}, FY2024: {value: 33.34}}}
  b: {label: B, unit: USD m, source: P, status: actual, values: {FY2023: {value: 33.34}, FY2024: {value: 33.34}}}
  whole:
    label: Whole
    unit: USD m
    source: P
    status: actual
    sum_of: [a, b]
    values: {FY2023: {value: 66.68}, FY2024: {value: 66.68}}
  margin: {label: Margin as stated, unit: "%", source: P, status: actual, values: {FY2024: {value: 12.5}}}
  ratio: {label: Cover, unit: x, source: P, status: actual, values: {FY2024: {value: 3.25}}}
  units: {label: Tools sold, unit: thousand vehicles, source: P, status: actual, values: {FY2024: {value: 250}}}
  staff: {label: Staff, unit: vehicles, source: P, status: actual, values: {FY2024: {value: 12345}}}
  plan: {label: Plan, unit: USD m, source: P, status: estimate, values: {FY2026: {value: 120}}}
"""


def exhibit(tmp_path: Path, periods: str, *rows: str, facts: str = SMALL["facts.yaml"] + MORE) -> Exhibit | None:
    listed = "".join(f"    - {{{row}}}\n" for row in rows)
    exhibits = f"key_figures:\n  periods: [{periods}]\n  rows:\n{listed}"
    return built(small(tmp_path, changes={"facts.yaml": facts, "exhibits.yaml": exhibits}))


def built(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.key_figures
    assert chosen is not None
    return figure_table(writer, "key-figures", chosen)


def test_the_sample_s_key_figures() -> None:
    found = built(sample())
    rows = {row[0]: row[1:] for row in table(found)}
    assert rows["Revenue"] == ["280.0", "271.0", "365.9", "428.8"]
    assert rows["growth on the year, %"][:2] == ["", "+126.3"]
    assert rows["Price / adj. profit, ×"] == ["117.0", "51.7", "36.6", "27.6"]
    subtitle = "CNY bn unless stated; years to 31 December; A actual; multiples at HKD 42.48"
    assert said(found)[1] == subtitle
    assert said(found)[2].endswith("A dash means that there is no figure, or none that means anything.")


def test_the_head_names_the_unit_in_which_the_figures_are_told(tmp_path: Path) -> None:
    found = exhibit(tmp_path, "FY2023, FY2024", "metric: revenue", "metric: a")
    assert said(found)[1].startswith("USD m unless stated;")
    assert table(found)[0] == ["Revenue", "80.0", "100.0"]


def test_a_row_in_another_unit_names_its_own(tmp_path: Path) -> None:
    rows = (
        "metric: revenue",
        "metric: a",
        "metric: profit_sterling",
        "metric: margin",
        "metric: ratio",
        "metric: units",
        "metric: staff",
    )
    found = table(exhibit(tmp_path, "FY2024", *rows))
    assert found == [
        ["Revenue", "100.0"], ["A", "33.3"], ["Profit in pounds, GBP m", "10.0"], ["Margin as stated, %", "12.5"],
        ["Cover, ×", "3.3"], ["Tools sold, thousand", "250.0"], ["Staff", "12,345"],
    ]  # fmt: skip


def test_without_money_there_is_no_unit_in_the_head(tmp_path: Path) -> None:
    assert said(exhibit(tmp_path, "FY2024", "metric: staff"))[1] == "years to 31 December; A actual"


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("metric: revenue, show: growth", "growth on the year, %"),
        ("metric: a, show: margin, over: revenue", "margin, %"),
        ("metric: revenue, show: price_multiple", "Price / Revenue, ×"),
        ("metric: revenue, show: enterprise_multiple", "EV / Revenue, ×"),
        ("metric: revenue, label: Turnover", "Turnover"),
    ],
)
def test_each_kind_of_row_has_its_name(tmp_path: Path, row: str, label: str) -> None:
    assert table(exhibit(tmp_path, "FY2024", row))[0][0] == label


def test_growth_and_margins_are_in_points_with_signs_where_they_matter(tmp_path: Path) -> None:
    found = table(
        exhibit(tmp_path, "FY2024", "metric: revenue, show: growth", "metric: a, show: margin, over: revenue")
    )
    assert [row[1] for row in found] == ["+25.0", "33.3"]


def test_decimals_can_be_chosen(tmp_path: Path) -> None:
    found = table(exhibit(tmp_path, "FY2024", "metric: a, decimals: 2", "metric: revenue, show: growth, decimals: 0"))
    assert [row[1] for row in found] == ["33.34", "+25"]


def test_a_row_without_a_figure_is_left_out_and_a_table_without_rows_too(tmp_path: Path) -> None:
    found = exhibit(tmp_path, "FY2023", "metric: revenue", "metric: margin")
    assert [row[0] for row in table(found)] == ["Revenue"]
    assert exhibit(tmp_path, "FY2021", "metric: revenue") is None


def test_years_to_come_are_estimates_and_tinted(tmp_path: Path) -> None:
    found = exhibit(tmp_path, "FY2024, FY2026", "metric: plan", "metric: revenue")
    assert found is not None
    columns = next(each for each in found.body if isinstance(each, Table)).columns
    assert [(each.head, each.tint) for each in columns[1:]] == [("FY2024A", False), ("FY2026E", True)]
    assert "A actual, E estimate" in said(found)[1]


def test_totals_that_do_not_add_are_told(tmp_path: Path) -> None:
    rows = ("metric: a", "metric: b", "metric: whole, total: true")
    # 33.34 + 33.34 = 66.68 prints as 33.3 + 33.3 and 66.7
    assert "Totals may not add due to rounding." in said(exhibit(tmp_path, "FY2023, FY2024", *rows))[2]


def test_totals_that_add_are_not(tmp_path: Path) -> None:
    rows = ("metric: a, decimals: 2", "metric: b, decimals: 2", "metric: whole, decimals: 2")
    assert "rounding" not in said(exhibit(tmp_path, "FY2023, FY2024", *rows))[2]


def test_a_total_without_all_its_parts_claims_nothing(tmp_path: Path) -> None:
    assert "rounding" not in said(exhibit(tmp_path, "FY2023, FY2024", "metric: a", "metric: whole"))[2]


def test_a_fiscal_year_may_end_in_spring(tmp_path: Path) -> None:
    exhibits = "key_figures:\n  periods: [FY2024]\n  rows:\n    - {metric: revenue}\n"
    company = [("fiscal_year_end: 12-31", "fiscal_year_end: 03-31")]
    found = built(small(tmp_path, changes={"exhibits.yaml": exhibits, "company.yaml": company}))
    assert "years to 31 March" in spaced(said(found)[1])
