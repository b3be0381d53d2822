"""A composed note with its figures as a reader sees them, and the ways into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.diagnostics import Location
from reportgen.model.charts import Step, Waterfall
from reportgen.model.inputs import Inputs
from reportgen.model.note import Cell, Drawing, Exhibit, Note, Number, Table
from reportgen.model.results import Results
from reportgen.proofs.figures_printed import Printed
from reportgen.proofs.pieces import exhibits_in

MOVES = ("part", "judgement", "gap")
"""The steps of a bridge that lead from one level to the next."""


@dataclass(frozen=True, slots=True)
class Page:
    """A composed note with its figures as a reader sees them."""

    note: Note
    inputs: Inputs
    results: Results
    printed: Printed

    def place(self, path: str) -> Location:
        """Where a figure was typed, or the file from which it follows."""
        quantity = self.results.quantities.get(path)
        if quantity is not None and quantity.origin is not None:
            return quantity.origin.place
        kind, *steps = path.split(".")
        if kind == "facts":
            return self.inputs.place("facts.yaml", ("metrics", *steps))
        return self.inputs.place("valuation.yaml", tuple(steps))


def exhibits_of(note: Note) -> Iterator[Exhibit]:
    """Every exhibit of a note."""
    yield from note.front.exhibits
    for section in note.sections:
        yield from exhibits_in(section.blocks)


def tables_of(note: Note) -> Iterator[tuple[Exhibit, Table]]:
    """Every table of a note with its exhibit."""
    for exhibit in exhibits_of(note):
        yield from ((exhibit, body) for body in exhibit.body if isinstance(body, Table))


def steps_of(exhibit: Exhibit) -> tuple[Step, ...]:
    """The steps of a bridge; none of another exhibit."""
    charts = (body.spec for body in exhibit.body if isinstance(body, Drawing))
    return next((spec.steps for spec in charts if isinstance(spec, Waterfall)), ())


def number_in(cell: Cell) -> Number | None:
    """The number that begins a cell."""
    content = cell.content
    return content[0] if isinstance(content, tuple) and content and isinstance(content[0], Number) else None


def half_digit(shown: Decimal) -> Decimal:
    """Half of the last printed digit."""
    return Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1)
