"""Workbooks recalculated by two spreadsheet engines that know nothing of ours."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import formualizer
import ironcalc

from reportgen.formats.excel.layout import Spot

Read: TypeAlias = Callable[[Spot], float]
Recalculate: TypeAlias = Callable[[Mapping[Spot, float]], Read]


def with_formualizer(content: bytes, _: Path) -> Recalculate:
    """Cells changed and everything calculated anew."""
    book = formualizer.load_workbook_bytes(content)
    base: dict[Spot, float] = {}

    def recalculate(changes: Mapping[Spot, float]) -> Read:
        for spot, value in {**base, **changes}.items():
            base.setdefault(spot, _number(book.evaluate_cell(spot.sheet, spot.row + 1, spot.column + 1)))
            book.set_value(spot.sheet, spot.row + 1, spot.column + 1, value)
        book.evaluate_all()
        return lambda spot: _number(book.evaluate_cell(spot.sheet, spot.row + 1, spot.column + 1))

    return recalculate


def with_ironcalc(content: bytes, folder: Path) -> Recalculate:
    """The same by the other engine."""
    path = folder / "model.xlsx"
    path.write_bytes(content)
    model = ironcalc.load_from_xlsx(str(path))
    sheets = {each["name"]: number for number, each in enumerate(model.get_worksheets_properties())}
    base: dict[Spot, float] = {}

    def read(spot: Spot) -> float:
        return _number(model.get_cell_value(sheets[spot.sheet], spot.row + 1, spot.column + 1))

    def recalculate(changes: Mapping[Spot, float]) -> Read:
        for spot, value in {**base, **changes}.items():
            base.setdefault(spot, read(spot))
            model.update_cell_with_number(sheets[spot.sheet], spot.row + 1, spot.column + 1, value)
        model.evaluate()
        return read

    return recalculate


ENGINES = (with_formualizer, with_ironcalc)


def _number(found: object) -> float:
    """A number, true and false as one and nothing, an error as NaN; text is a failure."""
    if isinstance(found, int | float):
        return float(found)
    error = isinstance(found, dict) or (isinstance(found, str) and found.startswith("#"))
    assert error, f"no number: {found!r}"
    return math.nan
