from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources.prices_text import Origin, with_rows

ORIGIN = Origin("a\nb.csv", "f" * 64, "Stooq bulk", "closes", date(2025, 11, 17), 1, date(2025, 1, 2), date(2025, 1, 2))
TEXT = """\
# Closes
source,"close",date

S3,42.480,2025-11-14
# typed by hand
S1, 41.8 ,2025-11-10
"""


def test_what_is_there_stays_letter_by_letter() -> None:
    new = {date(2025, 11, 12): Decimal("42.20"), date(2025, 11, 17): Decimal("42.50")}
    assert (
        with_rows(TEXT, new, "S1", [ORIGIN], "HKD")
        == f"""\
# Closes
# origin: a?b.csv, sha256 {"f" * 64}, Stooq bulk (closes), retrieved 2025-11-17: 1 close from 2025-01-02 to 2025-01-02
source,"close",date
# typed by hand
S1, 41.8 ,2025-11-10
S1,42.20,2025-11-12

S3,42.480,2025-11-14
S1,42.50,2025-11-17
"""
    )


def test_a_row_is_replaced_below_its_comment() -> None:
    text = with_rows(TEXT, {date(2025, 11, 10): Decimal("41.90")}, "S1", [], "HKD")
    assert "# typed by hand\nS1,41.90,2025-11-10\n" in text
    assert "41.8 " not in text


def test_a_first_file_gets_a_head() -> None:
    text = with_rows("", {date(2025, 11, 10): Decimal("41.90")}, "S1", [], "HKD")
    assert text == "# Closing prices in HKD\ndate,close,source\n2025-11-10,41.90,S1\n"


days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
closes = st.dictionaries(days, st.decimals(1, 999, places=2), max_size=30)


@given(closes, closes)
def test_rows_are_in_order_each_day_once_and_the_later_close_counts(
    first: dict[date, Decimal], then: dict[date, Decimal]
) -> None:
    text = with_rows(with_rows("", first, "S1", [], "HKD"), then, "S2", [], "HKD")
    rows = [line.split(",") for line in text.splitlines()[2:]]
    expected = {
        **{day: (close, "S1") for day, close in first.items()},
        **{day: (close, "S2") for day, close in then.items()},
    }
    assert [(date.fromisoformat(day), Decimal(close), source) for day, close, source in rows] == [
        (day, *expected[day]) for day in sorted(expected)
    ]
