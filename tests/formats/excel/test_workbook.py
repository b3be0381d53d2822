from __future__ import annotations

import hashlib
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from xlsxwriter.worksheet import Worksheet

from reportgen.figures import Form
from reportgen.formats.excel import Head, model_workbook, workbook
from reportgen.formats.excel.addresses import address
from reportgen.formats.excel.layout import FIRST, model_of
from reportgen.formats.excel.paper import PlainWorksheet
from reportgen.model.results import Results
from reportgen.quantities import Scope, cumulative_product, previous, row, total
from tests.formats.excel.graphs import CNY, HEAD, RATE, TARGET, YEARS, every_operation, grid, results_of, typed
from tests.formats.excel.reading import Opened, shifted
from tests.formats.excel.test_recalculated import BOOKS, PARTS, synthetic, xiaomi
from tests.workspaces import REPOSITORY, sample


@pytest.mark.parametrize("book", BOOKS)
def test_a_row_has_one_formula_in_all_its_columns(book: Callable[[], tuple[bytes, Results]]) -> None:
    content, results = book()
    opened, model = Opened(content), model_of(results)
    # rows that list unlike cells are pointers; everything else is computed
    uneven = {each for each in model.workings.cells if each.operation == "row" and len(set(each.operands)) > 1}
    free = uneven - set(model.workings.counters) - set(model.drivers)
    for quantity, spot in model.spots.items():
        if quantity.axis is None or quantity in free:
            continue
        formulas = opened.formulas(spot.sheet)
        first = formulas[address(spot.row, FIRST)]
        for place in range(len(quantity.axis)):
            assert formulas[address(spot.row, FIRST + place)] == shifted(first, place), quantity.path


def test_the_cases_of_a_table_have_one_formula_down_the_lines() -> None:
    content, _ = synthetic()
    formulas = Opened(content).formulas("Scenarios")
    # the first table has two cases, in rows 7 and 8
    first = {cell.rstrip("7"): text for cell, text in formulas.items() if re.fullmatch("[A-Z]+7", cell)}
    second = {cell.rstrip("8"): text for cell, text in formulas.items() if re.fullmatch("[A-Z]+8", cell)}
    assert len(first) > 20
    assert second == {column: re.sub(r"(?<=[A-Z])7\b", "8", text) for column, text in first.items()}


@pytest.mark.parametrize("book", BOOKS)
def test_no_defined_name_reads_as_a_cell_or_a_constant(book: Callable[[], tuple[bytes, Results]]) -> None:
    opened = Opened(book()[0])
    ours = [name for name in opened.names if not name.startswith("_xlnm.")]
    assert len(ours) > 20
    for name in ours:
        assert re.fullmatch(r"[a-z_][a-z0-9_]*(\.[a-z0-9_]+)+", name), name
        assert not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false", name)
    assert len({name.lower() for name in ours}) == len(ours)


def test_every_named_quantity_has_its_name() -> None:
    content, results = xiaomi()
    opened = Opened(content)
    for path in results.quantities:
        if path.startswith(("valuation.", "market.", "implied.")):
            assert path in opened.names
    assert opened.names["valuation.target_price"] == "Valuation!$C$33"
    assert opened.names["facts.net_cash.2025_06_30"].startswith("Inputs!$C$")


def test_cells_hold_what_an_analyst_types() -> None:
    opened = Opened(xiaomi()[0])
    inputs = opened.xml("Inputs")
    assert all(f"<v>{typed_number}</v>" in inputs for typed_number in ("196.3", "26.65", "0.12", "1.13636", "42.48"))
    place = opened.names["valuation.value_per_share"].partition("!")[2].replace("$", "")
    assert re.fullmatch(r"C\d+/C\d+", opened.formulas("Valuation")[place])


def test_the_file_holds_the_values_of_its_formulas() -> None:
    content, results = xiaomi()
    opened = Opened(content)
    place = opened.names["valuation.target_price_unrounded"].partition("!")[2].replace("$", "")
    assert float(opened.cached("Valuation")[place]) == results.value("valuation.target_price_unrounded")


def test_what_has_no_figure_is_an_error_that_prints_faintly() -> None:
    opened = Opened(synthetic()[0])
    place = opened.names["valuation.parts.rest.lost"].partition("!")[2].replace("$", "")
    assert opened.cached("rest")[place] == "#N/A"
    assert opened.formulas("rest")[place].endswith(",NA())")
    assert all("<conditionalFormatting" in opened.xml(sheet) for sheet in opened.sheets)
    assert "ISERROR" in opened.xml("rest")


def test_the_same_inputs_give_the_same_bytes() -> None:
    valued = sample()
    assert model_workbook(valued.inputs, valued.results) == xiaomi()[0]
    code = (
        "import hashlib; from tests.formats.excel.test_recalculated import *; "
        "print(hashlib.sha256(xiaomi()[0] + synthetic()[0]).hexdigest())"
    )
    expected = hashlib.sha256(xiaomi()[0] + synthetic()[0]).hexdigest()
    for seed in ("1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)}
        said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert said.stdout.strip() == expected


@pytest.mark.parametrize("label", ["=1+1", "+cmd", "-5", "@SUM(A1)", '=HYPERLINK("http://example.com")'])
def test_text_stays_text(label: str) -> None:
    scope = Scope("valuation")
    value = typed(scope, "value", 1.0, label=label, note=label, source=label)
    scope("target_price", value * 2, label=label)
    head = Head(label, label, label, date(2025, 1, 2), label)
    opened = Opened(workbook(head, results_of(scope)))
    assert set(opened.formulas("Inputs")) == set()
    assert set(opened.formulas("Valuation")) == {"C5", "C6"}
    assert 'quotePrefix="1"' in opened.parts["xl/styles.xml"]


def test_formulas_reach_the_file_as_they_are() -> None:
    # XlsxWriter searches each formula for thirty functions; if the hook is gone, this class does nothing
    assert list(inspect.signature(Worksheet._prepare_formula).parameters)[:2] == ["self", "formula"]
    assert "_prepare_formula(" in inspect.getsource(Worksheet._write_formula)
    assert (
        PlainWorksheet._prepare_formula(PlainWorksheet(), "=_xlfn.NORM.S.DIST(A1,TRUE)") == "_xlfn.NORM.S.DIST(A1,TRUE)"
    )


def test_a_workbook_with_a_grid_of_49_cells_takes_a_moment() -> None:
    values = [0.06 + number / 100 for number in range(7)]
    cases = grid(f"{PARTS}.margin_from", f"{PARTS}.growth.FY2026E", values, values)
    results = results_of(every_operation(), cases)
    workbook(HEAD, results)
    begun = process_time()
    content = workbook(HEAD, results)
    # a tenth of a second where nothing else runs
    assert process_time() - begun < 0.9
    assert sum(map(len, map(Opened(content).formulas, ["Sensitivity"]))) < 3500


def test_the_sheets_come_in_the_order_of_the_model() -> None:
    assert Opened(xiaomi()[0]).sheets == [
        "Inputs", "smartphones", "iot", "internet", "investments", "others", "Valuation", "Scenarios", "Sensitivity",
    ]  # fmt: skip
    assert Opened(synthetic()[0]).sheets == [
        "Inputs",
        "Drivers",
        "cars",
        "rest",
        "Valuation",
        "Scenarios",
        "Sensitivity",
    ]


def test_each_sheet_is_set_up_to_print() -> None:
    opened = Opened(xiaomi()[0])
    for sheet in opened.sheets:
        xml = opened.xml(sheet)
        assert 'orientation="landscape"' in xml
        assert 'fitToHeight="0"' in xml
        assert "<pane " in xml
        assert "As of 14 November 2025" in xml
    assert opened.parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == len(opened.sheets)
    assert "2025-11-14T00:00:00Z" in opened.parts["docProps/core.xml"]


def test_numbers_typed_for_several_years_are_typed_once() -> None:
    scope = Scope("valuation")
    inner = scope.inside("parts").inside("a")
    early, late = typed(inner, "growth.FY2026E", 0.2), typed(inner, "growth.FY2028E", 0.1)
    growth = inner("growth", row(YEARS, early, early, late, late, late, late), form=RATE)
    scope("target_price", total((cumulative_product(1 + growth, 10) * 1,)), form=Form())
    opened = Opened(workbook(HEAD, results_of(scope)))
    assert opened.formulas("Drivers") == {"E5": "D5", "G5": "F5", "H5": "G5", "I5": "H5"}


def test_facts_computed_from_facts_are_live_on_a_sheet_of_their_own() -> None:
    scope = Scope("")
    facts = scope.inside("facts")
    cash, debt = typed(facts, "cash.2025", 9e9, CNY), typed(facts, "debt.2025", 2e9, CNY)
    net = facts("net_cash.2025", cash - debt)
    scope.inside("valuation")("target_price", net * 2)
    opened = Opened(workbook(HEAD, results_of(scope)))
    assert opened.sheets == ["Inputs", "Facts", "Valuation"]
    assert opened.formulas("Facts") == {"C5": "Inputs!C5-Inputs!C6"}
    assert opened.formulas("Valuation") == {"C5": "Facts!C5*2"}


def test_a_hundred_parts_and_a_long_chain_have_room() -> None:
    scope = Scope("valuation")
    parts = [typed(scope.inside("parts").inside(f"part{number}"), "enterprise_value", 1.0) for number in range(100)]
    chain = total(tuple(parts))
    for _ in range(3000):
        chain = chain * 1.0001
    scope("target_price", chain)
    content = workbook(HEAD, results_of(scope))
    opened = Opened(content)
    assert len(opened.sheets) == 102
    assert max(len(text) for sheet in opened.sheets for text in opened.formulas(sheet).values()) < 8192


def test_a_row_seen_from_two_first_years_is_copied_and_stays_one_formula() -> None:
    scope = Scope("valuation")
    start = typed(scope, "start", 4.0)
    level = scope("level", cumulative_product(row(YEARS, 1.5), start), form=RATE)
    scope("lagged", previous(level, 0) + previous(level, start), form=RATE)
    results = results_of(scope)
    opened, model = Opened(workbook(HEAD, results)), model_of(results)
    spot = model.spots[results.rows["valuation.lagged"]]
    held = [opened.formulas("Valuation")[address(spot.row, FIRST + place)] for place in range(6)]
    assert held == [shifted(held[0], place) for place in range(6)]


def test_a_sheet_named_for_a_part_that_is_called_like_ours() -> None:
    scope = Scope("valuation")
    part = typed(scope.inside("parts").inside("inputs"), "enterprise_value", 2.0)
    scope("target_price", part * 2)
    assert Opened(workbook(HEAD, results_of(scope))).sheets == ["Inputs", "inputs 2", "Valuation"]


def test_the_target_of_an_unknown_scenario_is_left_out(tmp_path: Path) -> None:
    scope = every_operation()
    results = results_of(scope, {"scenarios.risks.1": {"valuation.debt": 0.0}}, target=TARGET)
    assert "Scenarios" in Opened(workbook(HEAD, results)).sheets
    assert "Scenarios" not in Opened(workbook(HEAD, results_of(scope))).sheets
