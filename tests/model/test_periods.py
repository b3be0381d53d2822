"""Periods of any fiscal year: where they begin and end, how they print, and the one a year before."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from reportgen.figures import NBSP
from reportgen.model.periods import Period, read_period

DECEMBER, MARCH, JUNE, FEBRUARY = (12, 31), (3, 31), (6, 30), (2, 28)
year_ends = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: (day.month, day.day))
years = st.integers(1901, 2199)


def span(text: str, year_end: tuple[int, int] = DECEMBER) -> tuple[date, date]:
    period = read_period(text)
    return period.start(year_end), period.end(year_end)


def between(start: str, end: str) -> tuple[date, date]:
    return date.fromisoformat(start), date.fromisoformat(end)


@pytest.mark.parametrize(
    ("text", "year_end", "start", "end"),
    [
        ("FY2024", DECEMBER, "2024-01-01", "2024-12-31"),
        ("2025H1", DECEMBER, "2025-01-01", "2025-06-30"),
        ("2025H2", DECEMBER, "2025-07-01", "2025-12-31"),
        ("9M2024", DECEMBER, "2024-01-01", "2024-09-30"),
        ("2024Q1", DECEMBER, "2024-01-01", "2024-03-31"),
        ("2024Q3", DECEMBER, "2024-07-01", "2024-09-30"),
        ("2024Q4", DECEMBER, "2024-10-01", "2024-12-31"),
        ("LTM2025Q2", DECEMBER, "2024-07-01", "2025-06-30"),
        ("LTM2025Q4", DECEMBER, "2025-01-01", "2025-12-31"),
        ("2024-02", DECEMBER, "2024-02-01", "2024-02-29"),
        ("2025-02", DECEMBER, "2025-02-01", "2025-02-28"),
        ("2025-06-30", DECEMBER, "2025-06-30", "2025-06-30"),
        ("FY2024", MARCH, "2023-04-01", "2024-03-31"),
        ("2024Q1", MARCH, "2023-04-01", "2023-06-30"),
        ("2024Q4", MARCH, "2024-01-01", "2024-03-31"),
        ("2024H1", MARCH, "2023-04-01", "2023-09-30"),
        ("9M2024", MARCH, "2023-04-01", "2023-12-31"),
        ("LTM2024Q1", MARCH, "2022-07-01", "2023-06-30"),
        ("FY2025", JUNE, "2024-07-01", "2025-06-30"),
        ("2025Q2", JUNE, "2024-10-01", "2024-12-31"),
        ("2024-07", JUNE, "2024-07-01", "2024-07-31"),
        ("FY2024", FEBRUARY, "2023-03-01", "2024-02-29"),
        ("FY2025", (2, 29), "2024-03-01", "2025-02-28"),
        ("2024Q1", FEBRUARY, "2023-03-01", "2023-05-31"),
        ("FY2025", (4, 5), "2024-04-06", "2025-04-05"),
        ("2025Q1", (4, 5), "2024-04-06", "2024-07-05"),
        ("2025Q2", (5, 29), "2024-08-30", "2024-11-29"),
        ("2025Q3", (5, 29), "2024-11-30", "2025-02-28"),
    ],
)
def test_a_period_begins_and_ends(text: str, year_end: tuple[int, int], start: str, end: str) -> None:
    assert span(text, year_end) == between(start, end)


@given(years, year_ends)
def test_quarters_follow_each_other_without_gap_and_fill_the_year(year: int, year_end: tuple[int, int]) -> None:
    quarters = [span(f"{year}Q{index}", year_end) for index in (1, 2, 3, 4)]
    fiscal_year = span(f"FY{year}", year_end)
    for (_, end), (start, _) in itertools.pairwise(quarters):
        assert start == end + timedelta(days=1)
    assert (quarters[0][0], quarters[3][1]) == fiscal_year
    assert span(f"{year}H1", year_end) == (quarters[0][0], quarters[1][1])
    assert span(f"{year}H2", year_end) == (quarters[2][0], quarters[3][1])
    assert span(f"9M{year}", year_end) == (quarters[0][0], quarters[2][1])


@given(years, year_ends)
def test_years_follow_each_other_without_gap(year: int, year_end: tuple[int, int]) -> None:
    start, end = span(f"FY{year}", year_end)
    assert start == span(f"FY{year - 1}", year_end)[1] + timedelta(days=1)
    assert (end.year, end.month) == (year, year_end[0])
    assert 364 <= (end - start).days <= 365


@given(years, st.integers(1, 4), year_ends)
def test_twelve_months_to_a_quarter_end_with_it_and_begin_after_that_of_the_year_before(
    year: int, index: int, year_end: tuple[int, int]
) -> None:
    start, end = span(f"LTM{year}Q{index}", year_end)
    assert end == span(f"{year}Q{index}", year_end)[1]
    assert start == span(f"{year - 1}Q{index}", year_end)[1] + timedelta(days=1)


@given(years, st.integers(1, 12), year_ends)
def test_months_are_those_of_the_calendar_whatever_the_fiscal_year(
    year: int, month: int, year_end: tuple[int, int]
) -> None:
    start, end = span(f"{year}-{month:02d}", year_end)
    assert start == date(year, month, 1)
    assert (end.year, end.month) == (year, month)
    assert (end + timedelta(days=1)).day == 1


@given(year_ends, st.sampled_from(["FY2024", "2024H2", "9M2024", "2024Q3", "2024-07", "LTM2024Q3"]))
def test_the_year_before_ends_a_year_before(year_end: tuple[int, int], text: str) -> None:
    before = read_period(text).year_before()
    assert before is not None
    now = read_period(text).end(year_end)
    then = before.end(year_end)
    assert (then.year, then.month) == (now.year - 1, now.month)
    assert before.kind == read_period(text).kind


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("FY2024", "FY2023"),
        ("2024Q3", "2023Q3"),
        ("2000H1", "1999H1"),
        ("9M2024", "9M2023"),
        ("2025-07", "2024-07"),
        ("LTM2025Q2", "LTM2024Q2"),
        ("FY1901", "FY1900"),
        ("FY1900", None),
        ("2025-06-30", None),
    ],
)
def test_the_period_a_year_before(text: str, before: str | None) -> None:
    found = read_period(text).year_before()
    assert (str(found) if found else None) == before


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("FY2024", "FY2024"),
        ("2024Q3", "3Q24"),
        ("2025H1", "1H25"),
        ("9M2024", "9M24"),
        ("2025-07", "Jul 2025"),
        ("2025-05", "May 2025"),
        ("LTM2025Q2", "LTM 2Q25"),
        ("2025-06-30", f"30{NBSP}Jun{NBSP}2025"),
        ("2005Q1", "1Q05"),
    ],
)
def test_a_period_prints_in_heads_and_prose(text: str, label: str) -> None:
    assert read_period(text).label() == label


@pytest.mark.parametrize(
    ("text", "kind", "year", "index"),
    [
        ("FY2024", "year", 2024, 1),
        ("2024Q3", "quarter", 2024, 3),
        ("2025H2", "half", 2025, 2),
        ("9M2024", "nine_months", 2024, 1),
        ("2025-07", "month", 2025, 7),
        ("LTM2025Q2", "trailing", 2025, 2),
    ],
)
def test_a_period_knows_its_kind(text: str, kind: str, year: int, index: int) -> None:
    period = read_period(text)
    assert (period.kind, period.year, period.index, str(period)) == (kind, year, index, text)


def test_periods_typed_alike_are_one_key() -> None:
    assert {read_period("2024Q3"): 1}[read_period("2024Q3")] == 1
    period = read_period("2024Q3")
    assert read_period(period) is period
    assert isinstance(period, Period)


@pytest.mark.parametrize(
    "text",
    [
        "", "2024", "FY24", "FY 2024", "fy2024", "2024Q0", "2024Q5", "Q32024", "2024H3", "2024-13", "2024-00", "2024-7",
        "9M24", "LTM2025", "LTM2025Q5", "FY1899", "FY2024A", "2024Q3 ", "FY2024\n", "²024Q3",
    ],
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_period(text)
    assert caught.value.type == "period-unknown"


def test_a_day_that_does_not_exist_is_no_period() -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_period("2025-02-30")
    assert caught.value.type == "date-unknown"
