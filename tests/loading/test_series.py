from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.diagnostics import Location
from reportgen.loading.series import merge_series, read_closes
from reportgen.loading.yaml_text import YamlText
from tests.loading.sources import read, source

_FACTS = "metrics:\n  sales:\n    values: {FY2023: {value: 1}}\n  cars: {label: Cars}\n  empty:\n"
_HEAD = "metric,period,value,note\n"
_CSV = "inputs/x/series.csv"


def _merged(rows: str, facts: str = _FACTS) -> YamlText:
    merged, readable = merge_series(source(_HEAD + rows, _CSV), read(facts))
    assert readable
    return merged


def _told(text: YamlText) -> list[tuple[int, int, str]]:
    return [(one.location.line, one.location.column, one.code) for one in text.diagnostics]


def test_rows_become_values_with_their_own_places() -> None:
    merged = _merged("sales,FY2024,2,\ncars,2024Q3, 5,about\n")
    assert isinstance(merged.data, dict)
    assert merged.data["metrics"] == {
        "sales": {"values": {"FY2023": {"value": "1"}, "FY2024": {"value": "2"}}},
        "cars": {"label": "Cars", "values": {"2024Q3": {"value": "5", "note": "about"}}},
        "empty": None,
    }
    assert merged.diagnostics == ()
    places = merged.places
    assert places.of(("metrics", "cars", "values", "2024Q3", "value")) == Location(_CSV, 3, 14)
    assert places.of(("metrics", "cars", "values", "2024Q3")) == Location(_CSV, 3, 6)
    assert places.of(("metrics", "cars", "values", "2024Q3", "source")) == Location(_CSV, 3, 6)
    assert places.of(("metrics", "sales", "values", "FY2023", "value")).file == "inputs/x/a.yaml"


def test_a_row_for_what_is_there_already_is_told_with_the_first_place() -> None:
    merged = _merged("sales,FY2024,2,\nsales,FY2024,3,\nsales,FY2023,4,\n")
    assert _told(merged) == [(3, 1, "duplicate-key"), (4, 1, "duplicate-key")]
    assert "first at inputs/x/series.csv:2:7" in merged.diagnostics[0].message
    assert "first at inputs/x/a.yaml:3:14" in merged.diagnostics[1].message
    assert merged.diagnostics[0].path == "metrics.sales.values.FY2024"


def test_a_metric_that_is_not_declared_is_told_once() -> None:
    merged = _merged("sale,FY2024,2,\nsale,FY2025,3,\nother,FY2024,3,\n")
    assert _told(merged) == [(2, 1, "unknown-metric"), (4, 1, "unknown-metric")]
    assert "1 rows more" in merged.diagnostics[0].message
    assert merged.diagnostics[0].hint == "did you mean 'sales'?"
    assert "declare it" in merged.diagnostics[1].hint
    assert merged.left_out == {
        ("metrics", "sale"),
        ("metrics", "other"),
        ("metrics", "sales", "values", "FY2024"),
        ("metrics", "sales", "values", "FY2025"),
    }


def test_a_row_at_fault_leaves_its_figure_out() -> None:
    merged = _merged("sales,FY2024,,\ncars,2024Q3\n")
    assert _told(merged) == [(2, 14, "csv-cells"), (3, 1, "csv-cells")]
    assert merged.left_out == {("metrics", "sales", "values", "FY2024"), ("metrics", "cars", "values", "2024Q3")}


@pytest.mark.parametrize(
    "facts",
    ["metrics:\n  sales: 5\n", "metrics:\n  sales:\n", "metrics:\n  sales: {values: [1]}\n", "metrics: []\n", "x: y\n"],
)
def test_what_is_wrong_with_a_metric_is_for_its_reader_to_tell(facts: str) -> None:
    assert _merged("sales,FY2024,2,\n", facts).diagnostics == ()


def test_a_head_at_fault_is_told() -> None:
    merged, readable = merge_series(source("metric,value\n", _CSV), read(_FACTS))
    assert not readable
    assert [one.code for one in merged.diagnostics] == ["csv-columns"]


def test_closes_are_sorted() -> None:
    closes, diagnostics = read_closes(source("date,close,source\n2025-01-03,2.50,S1\n2025-01-02,1,S2\n", _CSV))
    assert diagnostics == ()
    assert closes is not None
    assert closes.complete
    assert [(close.day, close.close, close.source) for close in closes.rows] == [
        (date(2025, 1, 2), Decimal(1), "S2"),
        (date(2025, 1, 3), Decimal("2.50"), "S1"),
    ]
    assert closes.rows[0].place == Location(_CSV, 3, 1)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2025-01-02,0,S1", [(3, 12, "price-not-positive")]),
        ("2025-01-02,-1,S1", [(3, 12, "price-not-positive")]),
        ("2025-01-02,x,S1", [(3, 12, "number-format")]),
        ("2025-01-02,nan,S1", [(3, 12, "number-not-finite")]),
        ("2025-02-30,1,S1", [(3, 1, "date-unknown")]),
        ("2/1/2025,1,S1", [(3, 1, "date-format")]),
        ("2025-01-02,1,s", [(3, 14, "text-format")]),
        ("x,y,z", [(3, 1, "date-format"), (3, 3, "number-format"), (3, 5, "text-format")]),
        ("2025-01-03,1,S1", [(3, 1, "duplicate-key")]),
        ("2025-01-02,1", [(3, 1, "csv-cells")]),
    ],
)
def test_closes_at_fault(row: str, told: list[tuple[int, int, str]]) -> None:
    closes, diagnostics = read_closes(source(f"date,close,source\n2025-01-03,2,S1\n{row}\n", _CSV))
    assert [(one.location.line, one.location.column, one.code) for one in diagnostics] == told
    assert closes is not None
    assert len(closes.rows) == 1
    assert not closes.complete


def test_prices_under_another_head_are_no_closes() -> None:
    closes, diagnostics = read_closes(source("date,open,close\n2025-01-03,2,2\n", _CSV))
    assert closes is None
    assert {one.code for one in diagnostics} == {"csv-columns"}
