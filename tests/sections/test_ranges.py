from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.charts import Ranges
from reportgen.sections.ranges import ranges
from reportgen.sections.writer import Writer
from tests.sections.composing import drawing, said, sample, small

ROW = "  - {{name: Parts, detail: from {low} to {high}, input: {{path: valuation.parts.whole.enterprise_value, low: USD {low} m, high: USD {high} m}}}}\n"  # noqa: E501 - a row of a file


def with_rows(tmp_path: Path, *rows: tuple[int, int]) -> Writer:
    text = "ranges:\n" + "".join(ROW.format(low=low, high=high) for low, high in rows)
    return small(tmp_path, changes={"exhibits.yaml": text})


def test_the_sample_has_three_kinds_of_range() -> None:
    spec = drawing(ranges(sample())).spec
    assert isinstance(spec, Ranges)
    assert [(row.low_label.text, row.high_label.text, row.tone) for row in spec.rows] == [
        ("26.80", "61.45", "d6"), ("21.53", "46.15", "d2"), ("32.17", "36.03", "d1"), ("33.24", "36.03", "d1"),
    ]  # fmt: skip
    assert (spec.target_label.text, spec.price_label.text) == ("Target 36.03", "Price 42.48")


def test_where_the_shares_traded_is_no_range_of_value(tmp_path: Path) -> None:
    title, subtitle, _ = said(ranges(sample()))
    assert title == "The price lies inside one of three ranges of value"
    assert subtitle == "Value a share by method, and what sources state, HKD"
    assert said(ranges(with_rows(tmp_path, (300, 500))))[1] == "Value a share by method, USD"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([(300, 500)], "The price lies inside the range of value"),
        ([(450, 500)], "The price lies outside the range of value"),
        ([(300, 500), (350, 450)], "The price lies inside all two ranges of value"),
        ([(450, 500), (100, 200)], "The price lies outside all two ranges of value"),
        ([(300, 500), (450, 500), (100, 200)], "The price lies inside one of three ranges of value"),
    ],
)
def test_the_title_counts_the_ranges_around_the_price(tmp_path: Path, rows: list[tuple[int, int]], title: str) -> None:
    assert said(ranges(with_rows(tmp_path, *rows)))[0] == title


def test_a_range_typed_backwards_is_turned(tmp_path: Path) -> None:
    spec = drawing(ranges(with_rows(tmp_path, (500, 300)))).spec
    assert isinstance(spec, Ranges)
    row = spec.rows[0]
    assert (row.low, row.high) == pytest.approx((6.0, 10.0))
    assert (row.low_label.text, row.high_label.text) == ("6.00", "10.00")
    assert row.low_label.path.endswith(".high")


def test_without_ranges_there_is_no_exhibit(tmp_path: Path) -> None:
    assert ranges(small(tmp_path)) is None


def test_a_range_that_leads_nowhere_is_left_out(tmp_path: Path) -> None:
    rows = "ranges:\n  - {name: A, detail: b, facts: {low: revenue.FY1999, high: revenue.FY2024}}\n"
    assert ranges(small(tmp_path, changes={"exhibits.yaml": rows})) is None


def test_each_row_gets_its_height(tmp_path: Path) -> None:
    one = drawing(ranges(with_rows(tmp_path, (300, 500)))).height
    three = drawing(ranges(with_rows(tmp_path, (300, 500), (1, 2), (3, 4)))).height
    assert three > one + 15
