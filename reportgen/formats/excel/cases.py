"""Live tables of cases: a line for each, a column for each quantity that moves with the inputs replaced.

What does not move is read from the model's own sheets. In a grid, what moves with one input alone is repeated for the
values of that input only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.formats.excel.addresses import address, letters, prefix
from reportgen.formats.excel.formulas import Position
from reportgen.formats.excel.layout import Model
from reportgen.formats.excel.workings import Workings
from reportgen.quantities import Quantity, walk

_MARK = 1
"""The character that stands for a case's row in a formula; those after it for the rows in the tables above."""

Moves = frozenset[int]


@dataclass(frozen=True, slots=True)
class Block:
    """The columns of one quantity, from that of its first value; ``before`` and ``after`` stand beside a row."""

    first: int
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The cases of some inputs from ``row`` on; ``keys`` are the columns of the inputs' values.

    ``above`` are the tables of the inputs one by one, with the number of the line there for each case here.
    """

    count: int
    row: int
    keys: Mapping[Quantity, int]
    blocks: Mapping[Quantity, Block]
    width: int
    above: tuple[tuple[Table, tuple[int, ...]], ...] = ()

    def filled(self, formula: str, case: int) -> str:
        """A formula with the rows of one case."""
        marks = {_MARK: str(self.row + case + 1)}
        for number, (table, lines) in enumerate(self.above):
            marks[_MARK + 1 + number] = str(table.row + lines[case] + 1)
        return formula.translate(marks)

    def visible(self) -> Iterator[tuple[Table, str]]:
        """This table and those above, each with what a row of it is called: it stays when the formula is copied."""
        yield self, chr(_MARK)
        for number, (table, _) in enumerate(self.above):
            yield table, f"${chr(_MARK + 1 + number)}"


def table_of(
    inputs: Sequence[Quantity],
    moving: Mapping[Quantity, tuple[bool, bool]],
    count: int,
    corner: tuple[int, int],
    above: tuple[tuple[Table, tuple[int, ...]], ...] = (),
) -> Table:
    """A table from a corner on: the inputs' values, then what moves."""
    row, column = corner
    keys = {each: column + place for place, each in enumerate(inputs)}
    column += len(inputs)
    blocks: dict[Quantity, Block] = {}
    for each, (before, after) in moving.items():
        blocks[each] = Block(column + before, before, after)
        column += len(each.axis or ("",)) + before + after
    return Table(count, row, keys, blocks, column, above)


def moving_with(
    workings: Workings, target: Quantity, inputs: Sequence[Quantity]
) -> dict[Moves, dict[Quantity, tuple[bool, bool]]]:
    """What moves with each set of inputs, and with no other, operands first; and which ends of rows are needed there.

    A row that stands still is repeated where the value beside its end moves.
    """
    moves = _moves(target, inputs, workings)
    found: dict[Moves, dict[Quantity, tuple[bool, bool]]] = {}
    for each in (each for each in workings.cells if each in moves):
        if each in inputs and each.axis is None:
            continue
        own = moves[each]
        ends = [moves.get(side[each]) if each in side else None for side in (workings.before, workings.after)]
        if own:
            found.setdefault(own, {})[each] = (False, False)
        for place, end in enumerate(ends):
            with_end = own | end if end is not None else own
            if end is not None and with_end:
                before, after = found.setdefault(with_end, {}).get(each, (False, False))
                found[with_end][each] = (before or place == 0, after or place == 1)
    return found


def _moves(target: Quantity, inputs: Sequence[Quantity], workings: Workings) -> dict[Quantity, Moves]:
    """For everything under the target the inputs on which it depends, copies of rows included."""
    numbers = {each: frozenset([number]) for number, each in enumerate(inputs)}
    found: dict[Quantity, Moves] = {}
    for each in walk([target]):
        found[each] = numbers.get(each) or frozenset[int]().union(*(found[below] for below in each.operands))
        row = workings.shifted.get(each)
        if row is not None and row not in found:
            found[row] = found[each.operands[0]]
    # below an input nothing matters, but what is still needed elsewhere keeps its own inputs
    return found


@dataclass(frozen=True, slots=True)
class TableAddresses:
    """What the formulas of a table call their cells."""

    model: Model
    sheet: str
    table: Table

    def one(self, quantity: Quantity, position: Position) -> str:
        """The cell of a scalar, or of a row at a place."""
        key = self.table.keys.get(quantity)
        if key is not None and quantity.axis is None:
            return f"${letters(key)}{chr(_MARK)}"
        for table, row in self.table.visible():
            if quantity in table.blocks:
                return _cell(table.blocks[quantity].first, row, position)
        return self._elsewhere(quantity, position)

    def beside(self, row: Quantity, position: Position, *, side: str) -> str:
        """The cell at a place of a row that has a value at that side."""
        for table, number in self.table.visible():
            block = table.blocks.get(row)
            if block is not None and (block.before if side == "before" else block.after):
                return _cell(block.first, number, position)
        return self._elsewhere(row, position)

    def span(self, row: Quantity) -> str:
        """All cells of a row."""
        length = len(row.axis or ())
        for table, number in self.table.visible():
            if row in table.blocks:
                first = table.blocks[row].first
                return f"${letters(first)}{number}:${letters(first + length - 1)}{number}"
        spot = self.model.spots[row]
        start = address(spot.row, spot.column, fixed_row=True, fixed_column=True)
        end = address(spot.row, spot.column + length - 1, fixed_row=True, fixed_column=True)
        return f"{prefix(spot.sheet, self.sheet)}{start}:{end}"

    def _elsewhere(self, quantity: Quantity, position: Position) -> str:
        spot = self.model.spots[quantity]
        stays = position.place is None or position.pinned
        column = spot.column + (position.place or 0)
        return prefix(spot.sheet, self.sheet) + address(spot.row, column, fixed_row=True, fixed_column=stays)


def _cell(first: int, row: str, position: Position) -> str:
    stays = position.place is None or position.pinned
    return f"{'$' * stays}{letters(first + (position.place or 0))}{row}"
