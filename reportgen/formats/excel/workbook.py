"""From results to the bytes of a workbook."""

from __future__ import annotations

from reportgen.formats.excel.addresses import address, defined_name, quoted, sheet_name
from reportgen.formats.excel.case_sheets import CaseSheet, write_grid, write_scenarios
from reportgen.formats.excel.layout import VALUATION, Model, model_of
from reportgen.formats.excel.paper import Book, Head
from reportgen.formats.excel.scenarios import scenarios_of, values_of, weighted_of
from reportgen.formats.excel.sheets import write_sheet
from reportgen.model.results import Results


def workbook(head: Head, results: Results) -> bytes:
    """The whole file; the same inputs give the same bytes."""
    model = model_of(results)
    book = Book(head)
    targets = tuple(each for each in model.workings.cells if each.path)
    values = values_of(model.workings, targets, {})
    for sheet in model.sheets:
        write_sheet(book, model, sheet, values)
    _write_cases(book, model, results)
    for name, place in names_of(model).items():
        book.define(name, place)
    for sheet in book.book.worksheets():
        if sheet.get_name() == VALUATION:
            sheet.activate()
    return book.bytes()


def _write_cases(book: Book, model: Model, results: Results) -> None:
    groups, grids = scenarios_of(results, model)
    weighted = weighted_of(results, model)
    if groups or weighted:
        page = book.sheet("Scenarios", "scenarios")
        write_scenarios(CaseSheet(page, model, "Scenarios"), groups, weighted)
    for grid in grids:
        name = sheet_name(grid.name.capitalize(), [each.get_name() for each in book.book.worksheets()])
        write_grid(CaseSheet(book.sheet(name, grid.name.replace("_", " ")), model, name), grid)


def names_of(model: Model) -> dict[str, str]:
    """The defined names with their cells: every named number, and every named row."""
    found: dict[str, str] = {}
    for quantity, spot in model.spots.items():
        if quantity.path:
            first = address(spot.row, spot.column, fixed_row=True, fixed_column=True)
            last = address(spot.row, spot.column + len(quantity.axis or ()) - 1, fixed_row=True, fixed_column=True)
            place = f"{quoted(spot.sheet)}!{first}"
            found[defined_name(quantity.path, found)] = place if quantity.axis is None else f"{place}:{last}"
    return found
