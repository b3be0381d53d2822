"""Every kind of chart has rows of its own, and a table made of the same data agrees with them."""

from __future__ import annotations

from datetime import date, timedelta

from reportgen.formats.chart_tables import TABLES, figures, table_of
from reportgen.model.charts import DatedPoint, Fan, FanLine, Histogram, Label, PriceChart
from reportgen.proofs.chart_rows import ROWS, rows_of

_FIRST = date(2025, 1, 1)


def price_chart(days: int) -> PriceChart:
    closes = tuple(DatedPoint(day=_FIRST + timedelta(days=each), value=40 + each / 7) for each in range(days))
    last = DatedPoint(day=_FIRST + timedelta(days=days), value=50.0)
    target = DatedPoint(day=date(2026, 1, 1), value=60.0)
    return PriceChart(
        closes=closes, price=last, price_label=Label(text="50.00"), target=target, target_label=Label(text="60.00")
    )


def test_no_kind_is_left_out() -> None:
    assert set(ROWS) == set(TABLES)


def test_a_long_series_has_a_row_for_each_month() -> None:
    for days, rows in ((20, 22), (95, 5)):
        chart = price_chart(days)
        table = table_of(chart).rows
        assert len(table) == rows
        assert len(rows_of(chart, len(table))) == rows


def test_a_histogram_has_its_edges_and_counts() -> None:
    chart = Histogram(edges=(0.0, 1.5, 3.0), counts=(4, 6), target=2.0, target_label=Label(text="2.00"))
    assert rows_of(chart, 3) == [((0.0, 1.5), 4.0), ((1.5, 3.0), 6.0), ("2.00", None)]
    assert figures(chart.edges) == ("0.000", "1.500", "3.000")


def test_a_fan_has_a_row_for_each_year_with_its_percentiles_and_the_forecast() -> None:
    values = ((1.0, None), (2.0, 2.5), (3.0, 6.0))
    lines = tuple(FanLine(name=f"{each[0]}", values=each, label=Label(text="x")) for each in values)
    chart = Fan(years=("2024E", "2025E"), lines=lines, own=(2.1, 2.4), own_name="this note")
    assert rows_of(chart, 2) == [("2024E", 1.0, 2.0, 3.0, 2.1), ("2025E", None, 2.5, 6.0, 2.4)]
    assert table_of(chart).rows[1] == ("2025E", "–", "2.500", "6.000", "2.400")
