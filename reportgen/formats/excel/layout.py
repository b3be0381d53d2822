"""Where everything stands: a sheet of inputs, one for each part, one for the bridge, the market and what it implies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.formats.excel.addresses import address, prefix, sheet_name
from reportgen.formats.excel.formulas import Position
from reportgen.formats.excel.scales import scale_of
from reportgen.formats.excel.workings import Workings, workings
from reportgen.model.results import Results
from reportgen.quantities import Axis, Quantity, is_cell

INPUTS, DRIVERS, VALUATION = "Inputs", "Drivers", "Valuation"
LABEL, UNIT, VALUE, FIRST = range(4)
HEAD, TOP = 3, 4
_PARTS = "valuation.parts."
_SCOPES = ("valuation.", "market.", "implied.")
# names of sheets that others take
RESERVED = (INPUTS, DRIVERS, VALUATION, "Scenarios", "Sensitivity")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: of a row its first, before which another may stand."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: a quantity computed here, or pointed to (``link``)."""

    quantity: Quantity
    row: int
    link: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its lines from top to bottom; ``heads`` are the rows that show the years of the lines below."""

    name: str
    lines: tuple[Line, ...]
    heads: tuple[tuple[int, Axis], ...]

    @property
    def height(self) -> int:
        """How many rows are used."""
        return max((line.row + 1 for line in self.lines), default=TOP)

    @property
    def width(self) -> int:
        """How many columns are used."""
        longest = max((len(line.quantity.axis or ()) for line in self.lines), default=0)
        return FIRST + longest + 1 if longest else FIRST


@dataclass(frozen=True, slots=True)
class Model:
    """All sheets but those of scenarios. ``drivers`` are rows of typed numbers, ``parts`` the scopes by sheet."""

    workings: Workings
    sheets: tuple[Sheet, ...]
    parts: Mapping[str, str]
    spots: Mapping[Quantity, Spot]
    links: Mapping[tuple[str, Quantity], int]
    drivers: Mapping[Quantity, int]


@dataclass(frozen=True, slots=True)
class SheetAddresses:
    """What the formulas on one of the sheets call their cells: on the same sheet where they are shown there."""

    model: Model
    here: str

    def one(self, quantity: Quantity, position: Position) -> str:
        """The cell of a scalar, or of a row at a place."""
        spot = self._spot(quantity)
        column = spot.column + (position.place or 0)
        stays = position.copied and (position.place is None or position.pinned)
        return prefix(spot.sheet, self.here) + address(
            spot.row, column, fixed_row=position.copied and position.place is None, fixed_column=stays
        )

    def beside(self, row: Quantity, position: Position, *, side: str) -> str:  # noqa: ARG002 - there is one row only
        """The cell at a place of a row, the columns beside it included."""
        return self.one(row, position)

    def span(self, row: Quantity) -> str:
        """All cells of a row."""
        spot = self._spot(row)
        end = address(spot.row, spot.column + len(row.axis or ()) - 1)
        return f"{prefix(spot.sheet, self.here)}{address(spot.row, spot.column)}:{end}"

    def _spot(self, quantity: Quantity) -> Spot:
        linked = self.model.links.get((self.here, quantity))
        return self.model.spots[quantity] if linked is None else Spot(self.here, linked, _column(quantity))


def _column(quantity: Quantity) -> int:
    return VALUE if quantity.axis is None else FIRST


def model_of(results: Results) -> Model:
    """Lay out the valuation, the market, what it implies, and all on which they stand."""
    order = _order(results)
    found = workings(each for each in order if each.path.startswith(_SCOPES))
    laying = _Laying(found)
    named = [each for each in order if each in found.cells]
    laying.take_drivers(named)
    for each in named:
        laying.take(each)
    return laying.model()


def _order(results: Results) -> list[Quantity]:
    """Every named node of the graph in the order of writing; a row where its first cell is, or after its typed ones."""
    order: dict[Quantity, None] = {}
    typed = {each.operands[-1]: each for each in reversed(tuple(results.rows.values())) if _is_of_its_scope(each)}
    for each in results.quantities.values():
        node = each.operands[0] if is_cell(each) else each
        order[node] = None
        if node in typed:
            order[typed[node]] = None
    order.update(dict.fromkeys(results.rows.values()))
    return list(order)


def _is_of_its_scope(row: Quantity) -> bool:
    last = row.operands[-1]
    return row.operation == "row" and last.is_leaf and last.path.startswith(row.path.rpartition(".")[0])


@dataclass(slots=True)
class _Laying:
    """The sheets while they are filled."""

    workings: Workings
    names: dict[str, str] = field(default_factory=dict)
    """Sheets by scope."""
    entries: dict[str, dict[Quantity, bool]] = field(default_factory=dict)
    """The lines of each sheet; True for a link."""
    placed: dict[Quantity, None] = field(default_factory=dict)
    drivers: dict[Quantity, None] = field(default_factory=dict)
    driven: dict[Quantity, tuple[Quantity, int]] = field(default_factory=dict)
    """Leaves in rows of typed numbers."""

    def take_drivers(self, named: Iterable[Quantity]) -> None:
        """Find the rows of typed numbers that share source and kind: they are typed in one line."""
        for row in named:
            leaves = dict.fromkeys(row.operands)
            # a number that stands in every year is one input, not a list
            if row.operation != "row" or len(leaves) == 1 or not all(each.operation == "input" for each in leaves):
                continue
            scales = {scale_of(self.workings.cells[each]) for each in (row, *leaves)}
            alike = len(scales) == 1 and len({_provenance(each) for each in leaves}) == 1
            if alike and not leaves.keys() & self.driven.keys():
                self.drivers[row] = None
                self.driven.update({each: (row, row.operands.index(each)) for each in leaves})

    def take(self, quantity: Quantity) -> None:
        """Put a named quantity on its sheet, after what it needs and before what follows."""
        sheet = self._sheet(quantity.path)
        if quantity.operation == "input":
            if quantity in self.driven:
                return
            self.entries.setdefault(INPUTS, {})[quantity] = False
            if quantity.path.startswith(_SCOPES):
                self.entries.setdefault(sheet, {})[quantity] = True
            return
        self._place_workings(quantity, sheet)
        if sheet == VALUATION and quantity.operation == "add":
            for each in quantity.operands:
                if each.path.startswith(_PARTS):
                    self.entries.setdefault(sheet, {})[each] = True
        self.entries.setdefault(sheet, {})[quantity] = False

    def _place_workings(self, quantity: Quantity, sheet: str) -> None:
        for each in self.workings.below(quantity):
            if not each.path and each not in self.placed:
                self.placed[each] = None
                self._place_workings(each, sheet)
                self.entries.setdefault(sheet, {})[each] = False

    def _sheet(self, path: str) -> str:
        scope = path.split(".")[2] if path.startswith(_PARTS) else ""
        if not scope and path.startswith(_SCOPES):
            return VALUATION
        key = f"{_PARTS}{scope}" if scope else path.partition(".")[0]
        if key not in self.names:
            wanted = scope or key.capitalize()
            self.names[key] = sheet_name(wanted, (*RESERVED, *self.names.values()))
        return self.names[key]

    def model(self) -> Model:
        """Everything in its place."""
        parts = {name: scope for scope, name in self.names.items() if scope.startswith(_PARTS)}
        # facts and whatever else lies below the parts come before them
        others = [name for name in self.names.values() if name not in parts]
        names = [INPUTS, DRIVERS, *others, *parts, VALUATION]
        entries = {name: self.entries.get(name, {}) for name in names}
        entries[DRIVERS] = dict.fromkeys(self.drivers, False)
        sheets = {name: _stacked(name, entries[name]) for name in names if entries[name]}
        spots: dict[Quantity, Spot] = {}
        links: dict[tuple[str, Quantity], int] = {}
        for name, sheet in sheets.items():
            for line in sheet.lines:
                if line.link:
                    links[name, line.quantity] = line.row
                elif name != DRIVERS:
                    spots[line.quantity] = Spot(name, line.row, _column(line.quantity))
        rows = {line.quantity: line.row for line in sheets[DRIVERS].lines} if self.drivers else {}
        for leaf, (row, place) in self.driven.items():
            spots[leaf] = Spot(DRIVERS, rows[row], FIRST + place)
        return Model(self.workings, tuple(sheets.values()), parts, spots, links, rows)


def _stacked(name: str, entries: Mapping[Quantity, bool]) -> Sheet:
    """The lines below each other, with a head wherever the years change."""
    axes = [each.axis for each in entries if each.axis]
    heads: list[tuple[int, Axis]] = [(HEAD, axes[0])] if axes else []
    lines: list[Line] = []
    row = TOP
    for quantity, link in entries.items():
        if quantity.axis and quantity.axis != heads[-1][1]:
            row += 1
            heads.append((row, quantity.axis))
            row += 1
        lines.append(Line(quantity, row, link))
        row += 1
    return Sheet(name, tuple(lines), tuple(heads))


def _provenance(leaf: Quantity) -> tuple[object, ...]:
    origin = leaf.origin
    return () if origin is None else (origin.source, origin.as_of, origin.kind, origin.note, origin.place.file)


def inputs_of(model: Model) -> Iterator[tuple[Quantity, Spot]]:
    """Every typed number with its cell."""
    for quantity, spot in model.spots.items():
        if quantity.operation == "input":
            yield quantity, spot
