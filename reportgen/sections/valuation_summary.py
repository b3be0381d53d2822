"""The sum of the parts in brief, for a first page that stands alone."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.note import Exhibit, Table
from reportgen.sections.parts_table import sum_of_parts
from reportgen.sections.writer import Writer

# The narrow column of the first page has no room for inputs and bars.
_WIDTHS = {"Part": 40.0, "Method": 20.0}
_LEFT_OUT = ("Input", "")


def valuation_summary(writer: Writer) -> Exhibit:
    """The table of the parts without inputs, bars and rail."""
    full = sum_of_parts(writer, with_inputs=False)
    tables = tuple(_narrow(part) for part in full.body if isinstance(part, Table))
    return replace(full, id="valuation-summary", body=tables)


def _narrow(table: Table) -> Table:
    kept = [place for place, column in enumerate(table.columns) if column.head not in _LEFT_OUT]
    columns = tuple(replace(table.columns[place], width=_WIDTHS.get(table.columns[place].head)) for place in kept)
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return Table(columns, rows)
