from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from reportgen.model.layout import Layout, Shown
from reportgen.model.note import Exhibit, Note, Strong, Table, Text
from reportgen.quantities import scalar_operands
from reportgen.sections import compose, numbers_in
from reportgen.sections.writer import plain
from tests.sections.composing import cell_text, exhibits, sample, small, writer_at
from tests.workspaces import REPOSITORY

PERIODS = re.compile(r"(?:FY|LTM\s)[\dQ]+|\b(?:[1-4]Q|[12]H|9M)\d+|(?:\d+\s)?[A-Z][a-z]{2}\s\d{4}")
FIRST, VALUATION, MARKET = (f"Figures of the {what}" for what in ("first page", "valuation", "market"))


@cache
def tesla() -> Note:
    writer = writer_at(REPOSITORY, "tesla")
    return compose(writer.inputs, writer.results)


@cache
def xiaomi() -> Note:
    return compose(sample().inputs, sample().results)


def origins(note: Note) -> Exhibit:
    return next(each for each in exhibits(note.sections[-1].blocks) if each.id == "origins")


def figures(note: Note) -> list[list[str]]:
    """The figures of each row, without what they are made of."""
    tables = [each for each in origins(note).body if isinstance(each, Table)]
    cells = [row.cells[1].content for table in tables for row in table.rows]
    bold = [[each for each in cell if isinstance(each, Strong)] for cell in cells if isinstance(cell, tuple)]
    return [[number.path for number in numbers_in(tuple(each))] for each in bold]


def rows(note: Note) -> dict[str, dict[str, list[str]]]:
    """Of each group, by its head, the cells of each figure by its name."""
    tables = [each for each in origins(note).body if isinstance(each, Table)]
    return {
        each.columns[0].head: {
            cell_text(row.cells[0]): [cell_text(cell) for cell in row.cells[1:]] for row in each.rows
        }
        for each in tables
    }


def test_figures_stand_in_groups_with_their_formulas() -> None:
    found = rows(xiaomi())
    assert list(found) == [FIRST, VALUATION, MARKET]
    assert found[FIRST]["Target price"] == [
        "HKD 36.03 = HKD 36.027857, rounded to HKD 0.01",
        "S3, 30 Jun – 14 Nov 2025",
    ]
    assert found[VALUATION]["Target price before rounding"][0] == "HKD 36.027857 = CNY 31.70 × HKD/\u2060CNY 1.13636"
    assert found[MARKET]["Premium that the price implies"][0] == "32.1 % = CNY 996.2 bn ÷ CNY 754.4 bn − 1"


def test_what_differs_by_period_or_part_stands_in_one_row() -> None:
    found = rows(xiaomi())
    assert found[FIRST]["Revenue, growth on the year"][0].startswith("FY2023 −3.2 % = ")
    assert (
        "; FY2024 +35.0 % = CNY 365.9064 bn ÷ CNY 270.970141 bn − 1" in found[FIRST]["Revenue, growth on the year"][0]
    )
    assert "IoT & lifestyle products HKD 7.86 = CNY 184.3 bn ÷ 26.65 bn shares" in found[VALUATION]["Value a share"][0]


def test_every_computed_figure_of_the_first_page_is_there_once() -> None:
    for note, writer in ((xiaomi(), sample()), (tesla(), writer_at(REPOSITORY, "tesla"))):
        told = [path for row in figures(note) for path in row]
        assert len(told) == len(set(told))
        values = writer.results.values
        for path in {number.path for number in numbers_in(note.front)} - set(told):
            quantity = writer.results.quantities[path]
            # an input, or nothing but another figure, which is told instead
            if not quantity.is_leaf:
                (other,) = scalar_operands(quantity)
                assert values[path] == values[other.path], path


def test_each_number_of_a_formula_is_one_that_a_reader_can_open() -> None:
    """All but constants of the formula itself, periods, and what a scenario changes."""
    for note in (xiaomi(), tesla()):
        opened = {each.path for each in note.lineages}
        for table in (each for each in origins(note).body if isinstance(each, Table)):
            for row in table.rows:
                content = row.cells[1].content
                assert isinstance(content, tuple)
                assert {number.path for number in numbers_in(content)} <= opened
                words = " ".join(piece.text for piece in content if isinstance(piece, Text))
                if " with " not in words:
                    left = PERIODS.sub("", words)
                    assert set(re.findall(r"\d[\d,.]*", left)) <= {"1", "100"}, words


def test_what_only_repeats_another_bears_the_name_that_is_printed() -> None:
    cars = rows(tesla())[FIRST]["Cars delivered"][0]
    assert "FY2022 1,310,711 cars = 936,222 cars × (1 + 40.0 %)" in cars


def test_a_dcf_shows_its_rate_its_terminal_value_and_its_sum() -> None:
    found = rows(tesla())[VALUATION]
    # a rate that has come to its end is an input
    assert "Discount rate after the last year" not in found
    assert found["Terminal value"][0].startswith("Automotive USD 605.9 bn = USD 30.3 bn ÷ (8.00 % − 3.00 %); ")
    assert "Automotive USD 280.7 bn = USD 605.9 bn × 0.4632" in found["Present value, terminal"][0]
    assert "Automotive USD 108.8 bn = USD 1.4 bn + USD 8.3 bn + USD 9.1 bn + " in found["Present value of the flows"][0]


def test_a_scenario_says_what_is_replaced() -> None:
    change = rows(tesla())[FIRST]["Change of the target with Cost of capital later at 9.0 %"][0]
    assert change == "USD −17.09 = Target price with Cost of capital later 9.0 % − USD 125.95"


def test_sources_and_dates_are_short() -> None:
    found = rows(tesla())
    assert found[FIRST]["Implied return"][1] == "S1–S5, S10, S11, Mar 2021 – Oct 2022"
    assert found[FIRST]["Debt and finance leases"][1] == "S1, 30 Sep 2022"


def test_inputs_and_mere_repetitions_are_left_out(tmp_path: Path) -> None:
    writer = small(tmp_path)
    found = rows(compose(writer.inputs, writer.results))
    names = {name for group in found.values() for name in group}
    assert {"Target price", "Implied return", "Market capitalisation"} <= names
    assert not {"Price", "Shares", "Premium that the price implies"} & names


def test_a_type_that_does_not_show_the_valuation_tells_the_first_page_and_the_last_step() -> None:
    layout = Layout("x", front=("thesis",), sections=(Shown("disclosures", ("origins",)),))
    found = rows(compose(replace(sample().inputs, layout=layout), sample().results))
    assert list(found[VALUATION]) == ["Target price before rounding"]


def test_the_terms_of_a_sum_have_alike_decimals() -> None:
    profit = rows(xiaomi())[FIRST]["Adjusted net profit"][0]
    assert profit == "LTM 2Q25 CNY 36.1 bn = CNY 6.25 bn + CNY 8.32 bn + CNY 10.68 bn + CNY 10.83 bn"


def test_what_the_bridge_subtracts_has_the_sign_of_the_tables() -> None:
    shares = rows(tesla())[VALUATION]["Value a share"][0]
    assert "; Debt, leases USD −1.02 = −USD 3.6 bn ÷ 3.468 bn shares; " in shares
    assert "; Cash, investments USD +6.09 = USD 21.1 bn ÷ 3.468 bn shares; " in shares


def test_losses_are_taken_away_and_multiples_stand_behind() -> None:
    found = rows(tesla())[VALUATION]
    assert "USD −1.4 bn = USD −0.1 bn − USD 0.6 bn − USD 0.7 bn" in found["Present value of the flows"][0]
    assert found["Services and other"][0] == "USD 5.2 bn = USD 5.2 bn × 1.0"


def test_no_line_begins_with_a_sign() -> None:
    for note in (xiaomi(), tesla()):
        formulas = [words for each in origins(note).body if isinstance(each, Table) for words in told(each)]
        assert any("\u00a0÷ " in words for words in formulas)
        assert not [words for words in formulas if re.search(r" [=+×÷−] ", words)]


def told(table: Table) -> list[str]:
    contents = [row.cells[1].content for row in table.rows]
    return [plain(content) for content in contents if isinstance(content, tuple)]


def test_the_table_is_as_wide_as_the_text() -> None:
    for note in (xiaomi(), tesla()):
        for table in (each for each in origins(note).body if isinstance(each, Table)):
            assert sum(column.width or 0 for column in table.columns) == 100
