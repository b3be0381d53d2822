"""What needs a cell beside the named quantities, and what stands beside the ends of rows.

A row over years has one formula in all its columns only if the value before the first year, or after the last, stands
in the next column; and what is summed, ranked or shifted must stand in cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.figures import Form
from reportgen.quantities import Quantity, literal, walk

_CUMULATED = ("cumulative_product", "cumulative_sum")
_SHIFTED = ("previous", "following")
_SUMMED = ("total", "mean", "median", "quartile")
# larger formulas are cut up: Excel nests 64 levels, and nobody reads forty
_LARGEST = 40


@dataclass(frozen=True, slots=True)
class Workings:
    """The quantities that have cells, operands first, each with the form of its cell.

    ``before`` and ``after`` hold what stands in the column before or after a row; ``shifted`` the row that a
    ``previous`` or ``following`` points along: its operand, or a copy where that has another value at its end.
    """

    cells: Mapping[Quantity, Form]
    before: Mapping[Quantity, Quantity]
    after: Mapping[Quantity, Quantity]
    shifted: Mapping[Quantity, Quantity]
    counters: Mapping[Quantity, None]

    def ends(self, row: Quantity) -> tuple[Quantity, ...]:
        """What stands beside a row."""
        return tuple(side[row] for side in (self.before, self.after) if row in side)

    def below(self, quantity: Quantity) -> Iterator[Quantity]:
        """The quantities with cells that the formula of one mentions, each once, in order."""
        seen: set[Quantity] = set()
        waiting = list(reversed(self._mentioned(quantity)))
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            if each in self.cells:
                yield each
            else:
                waiting.extend(reversed(self._mentioned(each)))

    def _mentioned(self, quantity: Quantity) -> tuple[Quantity, ...]:
        if quantity in self.shifted:
            return (self.shifted[quantity], *quantity.operands[1:])
        return quantity.operands


def workings(targets: Iterable[Quantity]) -> Workings:
    """Find the cells that some targets need."""
    found = _Found()
    for each in walk(targets):
        found.look(each)
    return Workings(found.cells, found.before, found.after, found.shifted, found.counters)


def sums_products(quantity: Quantity, cells: Mapping[Quantity, Form]) -> bool:
    """Whether the sum over an unnamed row is SUMPRODUCT: it multiplies rows that have cells."""
    return quantity.operation == "multiply" and all(each.axis and each in cells for each in quantity.operands)


def same_everywhere(row: Quantity) -> bool:
    """Whether one scalar stands in every place of a row."""
    return all(each is row.operands[0] for each in row.operands)


@dataclass(slots=True)
class _Found:
    """What has been found on the way; ``sizes`` counts the operations in each unnamed formula."""

    cells: dict[Quantity, Form] = field(default_factory=dict)
    before: dict[Quantity, Quantity] = field(default_factory=dict)
    after: dict[Quantity, Quantity] = field(default_factory=dict)
    shifted: dict[Quantity, Quantity] = field(default_factory=dict)
    counters: dict[Quantity, None] = field(default_factory=dict)
    sizes: dict[Quantity, int] = field(default_factory=dict)

    def look(self, each: Quantity) -> None:
        """Take one quantity in, after its operands."""
        self._ends(each)
        operand = each.operands[0] if each.operands else each
        if each.operation in _SUMMED and not (each.operation == "total" and sums_products(operand, self.cells)):
            self._give_cell(operand)
        if each.operation in _SHIFTED:
            self._shift(each, operand)
        self.sizes[each] = 1 + sum(self.sizes[below] for below in each.operands if below not in self.cells)
        uneven = each.operation == "row" and not same_everywhere(each)
        if each.path or uneven or each.operation in _CUMULATED or self.sizes[each] > _LARGEST:
            self._give_cell(each)

    def _give_cell(self, quantity: Quantity) -> None:
        if quantity.operation != "literal" and quantity not in self.cells:
            self.cells[quantity] = form_below(quantity)

    def _ends(self, each: Quantity) -> None:
        if each.operation in _CUMULATED:
            self.before[each] = each.operands[1]
        elif _counts(each):
            self.counters[each] = None
            self.before[each] = literal((each.operands[0].value or 0.0) - 1, each.unit)

    def _shift(self, each: Quantity, row: Quantity) -> None:
        self._give_cell(row)
        ends = self.before if each.operation == "previous" else self.after
        end = each.operands[1]
        if row in ends and not _alike(ends[row], end):
            row = Quantity("same", (row,), row.unit, axis=row.axis, form=self.cells[row])
            self._give_cell(row)
        ends[row] = end
        self.shifted[each] = row


def _counts(each: Quantity) -> bool:
    """Whether a row is 1, 2, 3 … of the formula itself."""
    values = [operand.value for operand in each.operands if operand.operation == "literal"]
    if each.operation != "row" or len(values) != len(each.operands) or values[0] is None:
        return False
    return values == [values[0] + place for place in range(len(values))]


def _alike(one: Quantity, other: Quantity) -> bool:
    return one is other or (one.operation == other.operation == "literal" and one.value == other.value)


def form_below(quantity: Quantity) -> Form:
    """The form of an unnamed quantity: of the first one below it in the same unit."""
    if quantity.form is not None or quantity.path:
        return quantity.form or Form(decimals=4)
    held = (each.form for each in reversed(tuple(walk([quantity]))) if each.form and each.unit == quantity.unit)
    found = next(held, None)
    return replace(found, signed=False) if found else Form(decimals=4)
