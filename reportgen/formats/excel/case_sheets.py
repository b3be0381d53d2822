"""The sheets of scenarios and of grids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reportgen.formats.excel.addresses import address, prefix
from reportgen.formats.excel.cases import Block, Moves, Table, TableAddresses, moving_with, table_of
from reportgen.formats.excel.formulas import Renderer
from reportgen.formats.excel.layout import TOP, Model
from reportgen.formats.excel.paper import BLUE, GREEN, GREY, HEAD, Page
from reportgen.formats.excel.scales import number_format, shown, unit_words
from reportgen.formats.excel.scenarios import Grid, Group, Weighted, repeated, values_of
from reportgen.quantities import CONDITION, Array, Quantity

_LABEL_WIDTH, _WIDTH = 34, 13
_TARGET, _CHANGE, _KEYS = 1, 2, 3
_PROBABILITY = 2


class CaseSheet:
    """A sheet of cases, being written: tables below each other."""

    def __init__(self, page: Page, model: Model, name: str) -> None:
        self.page, self.model, self.name = page, model, name
        self.width = _KEYS

    def heads(self, table: Table) -> None:
        """Two lines over a table: what it is, and in which unit or year."""
        row = table.row - 2
        for key, column in table.keys.items():
            self._head(row, column, key, _unit(self.model, key))
        for quantity, block in table.blocks.items():
            labels = quantity.axis or (_unit(self.model, quantity),)
            ends = (*(["before"] * block.before), *labels, *(["after"] * block.after))
            for place, label in enumerate(ends):
                self._head(row, block.first - block.before + place, quantity, label)
        self.width = max(self.width, table.width)

    def _head(self, row: int, column: int, quantity: Quantity, under: str) -> None:
        words = quantity.name if quantity.path else "Working"
        self.page.text(row, column, words, bold=True, align="right", text_wrap=True, valign="top")
        self.page.text(row + 1, column, under, align="right", **HEAD)

    def blocks(self, table: Table, values: Mapping[Quantity, Array]) -> None:
        """The live cells of everything that moves."""
        renderer = Renderer(self.model.workings, TableAddresses(self.model, self.name, table))
        for quantity, block in table.blocks.items():
            for column, formula, held in self._columns(renderer, table, quantity, block, values):
                for case in range(table.count):
                    self.cell(table.row + case, column, table.filled(formula, case), quantity, float(held[case]))

    def _columns(
        self, renderer: Renderer, table: Table, quantity: Quantity, block: Block, values: Mapping[Quantity, Array]
    ) -> list[tuple[int, str, Array]]:
        workings, length = self.model.workings, len(quantity.axis or ())
        ends = ((block.before, workings.before, -1), (block.after, workings.after, length))
        found = [
            (block.first + place, renderer.beside(quantity, side[quantity]), values[side[quantity]])
            for wanted, side, place in ends
            if wanted
        ]
        if quantity.axis is None:
            return [(block.first, renderer.formula(quantity), values[quantity])]
        for place in range(length):
            # a row replaced is one value in every year
            given = f"=${address(0, table.keys[quantity])[:-1]}\x01" if quantity in table.keys else ""
            formula = given or renderer.formula(quantity, place)
            found.append((block.first + place, formula, values[quantity][place]))
        return found

    def cell(self, row: int, column: int, formula: str, quantity: Quantity, value: float, **looks: object) -> None:
        """A formula in the looks of its quantity."""
        form = self.model.workings.cells[quantity]
        if quantity.unit == CONDITION and value == value:  # noqa: PLR0124 - NaN is the only value unlike itself
            self.page.formula(row, column, formula, value > 0, align="right", **looks)
            return
        self.page.formula(row, column, formula, shown(value, form), num_format=number_format(form), **looks)

    def typed(self, row: int, column: int, value: float, quantity: Quantity) -> None:
        """The value of an input in a case, to be changed by the reader."""
        form = self.model.workings.cells[quantity]
        number = shown(value, form)
        finer = len(f"{round(number * (100 if form.style == 'percent' else 1), 6):.6f}".rstrip("0").partition(".")[2])
        looks = number_format(type(form)(form.style, form.scale, max(form.decimals, finer)))
        self.page.number(row, column, number, num_format=looks, font_color=BLUE)

    def finish(self, height: int, printed: tuple[int, int], label: float = _LABEL_WIDTH) -> None:
        """Set-up of the sheet."""
        widths = (label, *[_WIDTH] * (self.width - 1))
        self.page.finish(height, widths, frozen=(TOP, 1), repeated=(0, 2), printed=printed)


def write_scenarios(sheet: CaseSheet, groups: Sequence[Group], weighted: Weighted | None) -> None:
    """The scenarios, those of the same inputs in one table; below them what they weigh together."""
    row = TOP
    outcomes: dict[str, str] = {}
    for group in groups:
        outcomes |= {case.path: address(row + 2 + place, _TARGET) for place, case in enumerate(group.cases)}
        row = _write_group(sheet, group, row) + 2
    if weighted is not None:
        row = _write_weighted(sheet, weighted, outcomes, row) + 2
    keys = max((len(group.inputs) for group in groups), default=1)
    sheet.finish(row, (row, _KEYS + keys))


def _write_group(sheet: CaseSheet, group: Group, row: int) -> int:
    model, page = sheet.model, sheet.page
    count = len(group.cases)
    moving = moving_with(model.workings, group.target, group.inputs)
    table = table_of(group.inputs, _merged(moving, group.target, model), count, (row + 2, _KEYS))
    replaced = {
        each: np.array([case.replaced[place][1] for case in group.cases]) for place, each in enumerate(group.inputs)
    }
    values = values_of(model.workings, (group.target,), replaced)
    before = float(values_of(model.workings, (group.target,), {})[group.target][0])
    sheet.heads(table)
    for column, word in ((0, "Scenario"), (_TARGET, group.target.name), (_CHANGE, "Change")):
        page.text(row, column, word, bold=True, align="right" if column else "left", text_wrap=True, valign="top")
        unit = _unit(model, group.target) if column else ""
        page.text(row + 1, column, unit, align="right", **HEAD)
    spot = model.spots[group.target]
    base = prefix(spot.sheet, sheet.name) + address(spot.row, spot.column, fixed_row=True, fixed_column=True)
    for number, case in enumerate(group.cases):
        line = table.row + number
        page.text(line, 0, _words(case.path))
        for place, each in enumerate(group.inputs):
            sheet.typed(line, table.keys[each], case.replaced[place][1], each)
        outcome = f"={address(line, table.blocks[group.target].first)}"
        sheet.cell(line, _TARGET, outcome, group.target, case.value, bold=True)
        sheet.cell(line, _CHANGE, f"={address(line, _TARGET)}-{base}", group.target, case.value - before)
    sheet.blocks(table, values)
    return table.row + count


def _write_weighted(sheet: CaseSheet, weighted: Weighted, outcomes: Mapping[str, str], row: int) -> int:
    """Each case with its probability, and the sum of the products; a case that replaces nothing is the model itself."""
    page, target = sheet.page, weighted.target
    heads = (("Weighted by probability", ""), (target.name, _unit(sheet.model, target)), ("Probability", ""))
    for column, (word, unit) in enumerate(heads):
        page.text(row, column, word, bold=True, align="right" if column else "left", text_wrap=True, valign="top")
        page.text(row + 1, column, unit, align="right", **HEAD)
    first = line = row + 2
    for case, probability in weighted.cases:
        page.text(line, 0, _words(case.path))
        outcome = outcomes.get(case.path) or _base(sheet, target)
        sheet.cell(line, _TARGET, f"={outcome}", target, case.value)
        held = float(values_of(sheet.model.workings, (probability,), {})[probability][0])
        sheet.cell(line, _PROBABILITY, f"={_base(sheet, probability)}", probability, held)
        line += 1
    spans = ",".join(f"{address(first, each)}:{address(line - 1, each)}" for each in (_TARGET, _PROBABILITY))
    page.text(line, 0, weighted.value.label, bold=True)
    sheet.cell(line, _TARGET, f"=SUMPRODUCT({spans})", target, weighted.value.value, bold=True)
    ratio, price = weighted.ratio, weighted.price
    if ratio is None or price is None:
        return line + 1
    page.text(line + 1, 0, ratio.label)
    formula = f"={address(line, _TARGET)}/{_base(sheet, price)}-1"
    page.formula(line + 1, _TARGET, formula, ratio.value, num_format=number_format(ratio.form))
    return line + 2


def _merged(
    moving: Mapping[Moves, Mapping[Quantity, tuple[bool, bool]]], target: Quantity, model: Model
) -> dict[Quantity, tuple[bool, bool]]:
    """All that moves, in one table."""
    found: dict[Quantity, tuple[bool, bool]] = {target: (False, False)}
    for held in moving.values():
        for each, (before, after) in held.items():
            one, other = found.get(each, (False, False))
            found[each] = (one or before, other or after)
    return {each: found[each] for each in model.workings.cells if each in found}


def _words(path: str) -> str:
    words = path.removeprefix("scenarios.").replace(".", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _unit(model: Model, quantity: Quantity) -> str:
    return unit_words(quantity.unit, model.workings.cells[quantity])


def write_grid(sheet: CaseSheet, grid: Grid) -> None:
    """The grid, and below it what moves: with either input alone, then with both."""
    page, model = sheet.page, sheet.model
    down, across = len(grid.rows), len(grid.columns)
    top, corner = TOP + 2, (TOP + 1, 1)
    page.text(TOP - 1, 0, f"{grid.target.name}, {_unit(model, grid.target)}", bold=True)
    page.text(TOP, 2, grid.across.name, bold=True)
    page.text(corner[0], 0, grid.down.name, **HEAD)
    page.text(corner[0], 1, "", **HEAD)
    for place, value in enumerate(grid.columns):
        sheet.typed(corner[0], 2 + place, value, grid.across)
    for place, value in enumerate(grid.rows):
        sheet.typed(top + place, 1, value, grid.down)
    both, last = _grid_tables(sheet, grid, top)
    target = both.blocks[grid.target].first
    values = _grid_values(sheet, grid)[grid.target]
    for place in range(down * across):
        formula = f"={address(both.row + place, target)}"
        sheet.cell(top + place // across, 2 + place % across, formula, grid.target, float(values[place]))
    _mark(sheet, grid, (top, 2, top + down - 1, 1 + across))
    sheet.width = max(sheet.width, 2 + across)
    sheet.finish(last, (top + down, 2 + across))


def _grid_values(sheet: CaseSheet, grid: Grid) -> dict[Quantity, Array]:
    replaced = {
        grid.down: repeated(grid.rows, len(grid.columns), 1),
        grid.across: repeated(grid.columns, 1, len(grid.rows)),
    }
    return values_of(sheet.model.workings, (grid.target,), replaced)


def _grid_tables(sheet: CaseSheet, grid: Grid, top: int) -> tuple[Table, int]:
    """The three tables below a grid; gives the one of both inputs, and the row after the last."""
    model, down, across = sheet.model, len(grid.rows), len(grid.columns)
    inputs, columns, values = (grid.down, grid.across), len(grid.columns), _grid_values(sheet, grid)
    moving = moving_with(model.workings, grid.target, inputs)
    row = top + down + 2
    # where each input's values stand in the grid, and the case of both that stands for each
    sides = (
        (grid.down, [address(top + place, 1) for place in range(down)], [place * columns for place in range(down)]),
        (grid.across, [address(top - 1, 2 + place) for place in range(across)], list(range(across))),
    )
    singles: list[Table] = []
    for number, (each, keys, cases) in enumerate(sides):
        table = table_of((each,), moving.get(frozenset([number]), {}), len(keys), (row + 3, 1))
        _title(sheet, row, f"What moves with {each.name}")
        sheet.heads(table)
        for place, key in enumerate(keys):
            sheet.cell(table.row + place, 1, f"={key}", each, float(_flat(values[each])[cases[place]]))
        sheet.blocks(table, {quantity: held[..., cases] for quantity, held in values.items()})
        singles.append(table)
        row = table.row + table.count + 1
    lines = (
        tuple(place // columns for place in range(down * across)),
        tuple(place % columns for place in range(down * across)),
    )
    above = tuple(zip(singles, lines, strict=True))
    # where one input hides the other, the target moves with one alone and stands here all the same
    last = {**moving.get(frozenset([0, 1]), {}), grid.target: (False, False)}
    both = table_of(inputs, last, down * across, (row + 3, 1), above)
    _title(sheet, row, "What moves with both")
    sheet.heads(both)
    for place in range(both.count):
        for number, each in enumerate(inputs):
            key = address(singles[number].row + lines[number][place], 1)
            sheet.cell(both.row + place, both.keys[each], f"={key}", each, float(_flat(values[each])[place]))
    sheet.blocks(both, values)
    return both, both.row + both.count


def _flat(values: Array) -> Array:
    return values if values.ndim == 1 else values[0]


def _title(sheet: CaseSheet, row: int, words: str) -> None:
    sheet.page.text(row, 0, words, bold=True, font_color=GREY)


def _mark(sheet: CaseSheet, grid: Grid, cells: tuple[int, int, int, int]) -> None:
    """Bold from the price on, framed where the model's own inputs stand."""
    model, (top, left, bottom, right) = sheet.model, cells
    base = [f"{address(top, 1, fixed_column=True)}={_base(sheet, grid.down)}"]
    base.append(f"{address(top - 1, left, fixed_row=True)}={_base(sheet, grid.across)}")
    framed = sheet.page.book.format(border=1, bg_color="#FFF4CC")
    rule = {"type": "formula", "criteria": f"=AND({','.join(base)})", "format": framed}
    sheet.page.sheet.conditional_format(top, left, bottom, right, rule)
    price = next((each for each in model.spots if each.path == "market.price"), None)
    if price is not None and price.unit == grid.target.unit:
        strong = sheet.page.book.format(bold=True, font_color=GREEN)
        criteria = f"={address(top, left)}>={_base(sheet, price)}"
        sheet.page.sheet.conditional_format(
            top, left, bottom, right, {"type": "formula", "criteria": criteria, "format": strong}
        )
        words = "Framed: the model's own inputs. Green: at or above the share price."
        sheet.page.text(bottom + 1, 0, words, font_color=GREY)


def _base(sheet: CaseSheet, quantity: Quantity) -> str:
    spot = sheet.model.spots[quantity]
    return prefix(spot.sheet, sheet.name) + address(spot.row, spot.column, fixed_row=True, fixed_column=True)
