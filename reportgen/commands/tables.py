"""Tables: drawn on a terminal, plain aligned text elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import typer

_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column and the side on which its cells stand."""

    head: str
    align: Literal["left", "right"] = "left"


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of text, each on one line and nothing cut off."""
    from rich.cells import cell_len

    lines = [[column.head for column in columns], *rows]
    # a Chinese character is as wide as two letters
    widths = [max(cell_len(line[number]) for line in lines) for number in range(len(columns))]
    if sys.stdout.isatty():
        _draw(columns, rows, sum(widths) + _GAP * len(widths))
        return
    for line in lines:
        cells = []
        for cell, column, width in zip(line, columns, widths, strict=True):
            gap = " " * (width - cell_len(cell))
            cells.append(cell + gap if column.align == "left" else gap + cell)
        typer.echo((" " * _GAP).join(cells).rstrip())


def _draw(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column.head, justify=column.align, no_wrap=True)
    for row in rows:
        # what stands in the record is text, never mark-up
        table.add_row(*(Text(cell) for cell in row))
    # a terminal that is too narrow breaks the line, where a table of its width would lose digits
    Console(width=max(width, Console().width), highlight=False).print(table)
