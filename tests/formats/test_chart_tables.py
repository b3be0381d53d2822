"""What a chart says to those who do not see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given

from reportgen.formats.chart_tables import MOST_DAYS, TABLES, figures, table_of
from reportgen.model.charts import ChartSpec, DatedPoint
from tests.formats.charts import hostile
from tests.formats.charts.reading import labels_in
from tests.formats.charts.samples import CUMULATIVE, EXHIBITS, PRICE, RISKS, STACKED


@pytest.mark.parametrize("spec", [row[1] for row in EXHIBITS], ids=[row[0] for row in EXHIBITS])
def test_a_table_holds_the_figures_of_its_chart(spec: ChartSpec) -> None:
    table = table_of(spec)
    said = "\n".join(cell for row in table.rows for cell in row)
    assert all(len(row) == len(table.heads) for row in table.rows)
    # brackets and heights of lines are told by the alternative text
    drawn = [label.text for label in labels_in(spec) if not label.path.startswith(("valuation", "price", "revenue"))]
    assert [text for text in drawn if not any(part in said for part in (text, text.rpartition(" ")[2]))] == []


def test_every_kind_has_a_table() -> None:
    assert set(TABLES) == set(get_args(ChartSpec))


def test_a_column_has_the_decimals_of_its_largest_figure() -> None:
    assert figures([15.6, None, -0.25]) == ("15.60", "–", "−0.25")
    assert figures([116.04, 0.7]) == ("116.0", "0.7")
    assert figures([1e15, 1.0]) == ("1,000,000,000,000,000", "1")
    assert figures([1e-6]) == ("0.000001000",)
    assert figures([]) == ()
    assert figures([0.0, None]) == ("0.000", "–")


def test_all_layers_of_a_stack_share_their_decimals() -> None:
    (row,) = [row for row in table_of(STACKED).rows if row[0] == "2Q 2025"]
    assert row[1:] == ("45.5", "38.7", "9.1", "21.3", "1.4", "116.0")


def test_a_bound_is_no_figure() -> None:
    assert ("in 2025", "Oct", "at least 306.0") in table_of(CUMULATIVE).rows


def test_sizes_of_risks_carry_their_sign() -> None:
    assert ("8 Market’s premium", "+6.45", "medium") in table_of(RISKS).rows


def test_a_long_series_is_told_month_by_month() -> None:
    first = date(2024, 1, 1)
    closes = tuple(DatedPoint(day=first + timedelta(days=index), value=10.0 + index) for index in range(MOST_DAYS + 1))
    table = table_of(replace(PRICE, closes=closes, price=closes[-1], events=()))
    assert table.heads == ("Date", "Last close of the month")
    assert [row[1] for row in table.rows[:3]] == ["40.00", "69.00", "70.00"]


@given(spec=hostile.specs)
def test_any_chart_has_a_table(spec: ChartSpec) -> None:
    table = table_of(spec)
    assert all(len(row) == len(table.heads) for row in table.rows)
