from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Bar, Rail, Table
from reportgen.sections.parts_table import sum_of_parts
from reportgen.sections.valuation_summary import valuation_summary
from tests.commands.small import VARIANTS
from tests.sections.composing import sample, small, table


def test_it_is_the_table_of_the_parts_without_inputs_and_bars() -> None:
    rows = table(valuation_summary(sample()))
    assert rows[0] == ["Smartphones (hardware)", "10-year DCF", "196.3", "26.3", "8.37"]
    assert rows[-1][-1] == "36.03"
    assert len(rows) == len(table(sum_of_parts(sample())))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_row_has_a_cell_for_every_column(tmp_path: Path, variant: str) -> None:
    exhibit = valuation_summary(small(tmp_path, variant))
    (part,) = exhibit.body
    assert isinstance(part, Table)
    assert {len(row.cells) for row in part.rows} == {len(part.columns)}
    assert not any(isinstance(cell.content, Bar | Rail) for row in part.rows for cell in row.cells)
