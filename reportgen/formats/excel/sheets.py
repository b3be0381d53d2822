"""The sheets of inputs, of typed rows, and of computed quantities."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.figures import Form
from reportgen.formats.excel.addresses import address, prefix
from reportgen.formats.excel.formulas import Renderer
from reportgen.formats.excel.layout import (
    DRIVERS,
    FIRST,
    HEAD,
    INPUTS,
    LABEL,
    TOP,
    UNIT,
    VALUATION,
    VALUE,
    Line,
    Model,
    Sheet,
    SheetAddresses,
)
from reportgen.formats.excel.paper import BLACK, BLUE, GREEN, GREY, KEY, Book, Page
from reportgen.formats.excel.scales import number_format, shown, unit_words
from reportgen.quantities import CONDITION, Array, Quantity, formula

_ORIGIN = ("Kind", "Source", "As of", "Place in file", "Note")
_ORIGIN_WIDTHS = (12, 34, 12, 34, 60)
_LABEL_WIDTH, _UNIT_WIDTH, _VALUE_WIDTH, _YEAR_WIDTH = 46, 12, 13, 11
_LEGEND = (
    "Blue: typed. Black: computed. Green: from another sheet. #N/A: no meaningful figure. "
    "Change a blue cell, and everything follows."
)
_KEYS = ("enterprise_value", "equity_value", "target_price")
_LONGEST_LABEL = 90


def write_sheet(book: Book, model: Model, sheet: Sheet, values: Mapping[Quantity, Array]) -> None:
    """One sheet of the model, whatever is on it."""
    if sheet.name == INPUTS:
        _write_inputs(book, model, sheet)
    elif sheet.name == DRIVERS:
        _write_drivers(book, model, sheet)
    else:
        _Computed(book, model, sheet, values).write()


def _write_inputs(book: Book, model: Model, sheet: Sheet) -> None:
    page = book.sheet(sheet.name, "inputs")
    page.text(2, LABEL, _LEGEND, font_color=GREY)
    page.heading(HEAD, ("Input", "Unit", "Value"))
    for place, word in enumerate(_ORIGIN):
        page.text(HEAD, FIRST + place, word, bold=True, bottom=1, bg_color="#E9EDF2")
    for line in sheet.lines:
        form = model.workings.cells[line.quantity]
        _labels(page, line, form)
        _typed(page, line.row, VALUE, line.quantity, form)
        _origin(page, line.row, FIRST, line.quantity)
    widths = (_LABEL_WIDTH, _UNIT_WIDTH, _VALUE_WIDTH, *_ORIGIN_WIDTHS)
    page.finish(sheet.height, widths, frozen=(TOP, FIRST), repeated=(HEAD, HEAD))


def _write_drivers(book: Book, model: Model, sheet: Sheet) -> None:
    page = book.sheet(sheet.name, "inputs by year")
    page.text(2, LABEL, _LEGEND, font_color=GREY)
    _heads(page, sheet, "")
    for place, word in enumerate(_ORIGIN):
        page.text(HEAD, sheet.width + place, word, bold=True, bottom=1, bg_color="#E9EDF2")
    for line in sheet.lines:
        cells = line.quantity.operands
        _labels(page, line, model.workings.cells[line.quantity])
        for place, each in enumerate(cells):
            # a number for several years is typed in the first of them
            if each in cells[:place]:
                form = model.workings.cells[line.quantity]
                before = address(line.row, FIRST + place - 1)
                value = shown(each.value or 0.0, form)
                page.formula(line.row, FIRST + place, f"={before}", value, num_format=number_format(form))
            else:
                _typed(page, line.row, FIRST + place, each, model.workings.cells[line.quantity])
        _origin(page, line.row, sheet.width, cells[0])
    widths = [_LABEL_WIDTH, _UNIT_WIDTH, 3, *[_YEAR_WIDTH] * (sheet.width - FIRST), *_ORIGIN_WIDTHS]
    page.finish(sheet.height, widths, frozen=(TOP, FIRST), repeated=(HEAD, HEAD))


def _typed(page: Page, row: int, column: int, leaf: Quantity, form: Form) -> None:
    value = shown(leaf.value or 0.0, form)
    page.number(row, column, value, num_format=number_format(form), font_color=BLUE)


def _origin(page: Page, row: int, first: int, leaf: Quantity) -> None:
    origin = leaf.origin
    if origin is None:
        return
    sources = dict(page.book.head.sources)
    title = sources.get(origin.source)
    page.text(row, first, origin.kind)
    page.text(row, first + 1, f"{origin.source}: {title}" if title else origin.source)
    if origin.as_of is not None:
        page.day(row, first + 2, origin.as_of)
    page.text(row, first + 3, str(origin.place))
    floor = "at least this much" if origin.floor else ""
    page.text(row, first + 4, "; ".join(word for word in (floor, origin.note, origin.url) if word))


def _labels(page: Page, line: Line, form: Form, **looks: object) -> None:
    quantity = line.quantity
    words = quantity.name if quantity.path else f"Working: {formula(quantity)}"
    page.text(line.row, LABEL, words[:_LONGEST_LABEL], **looks)
    page.text(line.row, UNIT, unit_words(quantity.unit, form), font_color=GREY)


def _heads(page: Page, sheet: Sheet, value: str) -> None:
    page.heading(HEAD, ("", "Unit", value))
    for row, axis in sheet.heads:
        page.heading(row, axis, first=FIRST)


class _Computed:
    """A sheet of formulas, being written."""

    def __init__(self, book: Book, model: Model, sheet: Sheet, values: Mapping[Quantity, Array]) -> None:
        self.model, self.sheet, self.values = model, sheet, values
        self.renderer = Renderer(model.workings, SheetAddresses(model, sheet.name))
        scope = model.parts.get(sheet.name)
        title = dict(book.head.parts).get(scope or "", "valuation" if sheet.name == VALUATION else sheet.name.lower())
        self.page = book.sheet(sheet.name, title)

    def write(self) -> None:
        """Heads, lines, set-up."""
        _heads(self.page, self.sheet, "Value / start" if self.sheet.heads else "Value")
        for line in self.sheet.lines:
            looks = KEY if line.quantity.path.endswith(_KEYS) else {}
            _labels(self.page, line, self.model.workings.cells[line.quantity], **looks)
            if line.link:
                self._link(line)
            elif line.quantity.axis is None:
                self._cell(line, VALUE, self.renderer.formula(line.quantity), float(self.values[line.quantity][0]))
            else:
                self._row(line)
        years = [_YEAR_WIDTH] * (self.sheet.width - FIRST)
        widths = (_LABEL_WIDTH, _UNIT_WIDTH, _VALUE_WIDTH, *years)
        self.page.finish(self.sheet.height, widths, frozen=(TOP, FIRST), repeated=(HEAD, HEAD))

    def _link(self, line: Line) -> None:
        spot = self.model.spots[line.quantity]
        target = f"={prefix(spot.sheet, self.sheet.name)}{address(spot.row, spot.column)}"
        self._cell(line, VALUE, target, float(self.values[line.quantity][0]), GREEN)

    def _row(self, line: Line) -> None:
        row, workings = line.quantity, self.model.workings
        last = FIRST + len(row.axis or ())
        for side, column in ((workings.before, VALUE), (workings.after, last)):
            if row in side:
                end = side[row]
                self._cell(line, column, self.renderer.beside(row, end), float(self.values[end][0]))
        driver = self.model.drivers.get(row)
        for place, value in enumerate(self.values[row][:, 0]):
            if driver is None:
                self._cell(line, FIRST + place, self.renderer.formula(row, place), float(value))
            else:
                target = f"={DRIVERS}!{address(driver, FIRST + place)}"
                self._cell(line, FIRST + place, target, float(value), GREEN)

    def _cell(self, line: Line, column: int, text: str, value: float, colour: str = "") -> None:
        form = self.model.workings.cells[line.quantity]
        looks: dict[str, object] = dict(KEY) if line.quantity.path.endswith(_KEYS) else {}
        looks["font_color"] = colour or (GREEN if _POINTER.fullmatch(text) else BLACK)
        if line.quantity.unit == CONDITION:
            known = value == value  # noqa: PLR0124 - NaN is the only value unlike itself
            self.page.formula(line.row, column, text, value > 0 if known else value, align="right", **looks)
        else:
            self.page.formula(line.row, column, text, shown(value, form), num_format=number_format(form), **looks)


_POINTER = re.compile(r"=('[^']+'|\w+)!\$?[A-Z]+\$?[0-9]+")
"""A formula that is nothing but a cell of another sheet."""
