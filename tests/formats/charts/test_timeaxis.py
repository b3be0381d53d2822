from __future__ import annotations

from datetime import date

import pytest

from reportgen.formats.charts.timeaxis import cells


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2023, 12, 29), date(2026, 11, 14), ["2023", "2024", "2025", "2026"]),
        (date(2025, 9, 30), date(2026, 11, 14), ["3Q25", "4Q25", "1Q26", "2Q26", "3Q26", "4Q26"]),
        (date(2025, 11, 14), date(2026, 2, 1), ["Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026"]),
        (date(2025, 11, 14), date(2025, 11, 14), ["Nov 2025"]),
    ],
)
def test_the_cells_suit_the_length_of_time(first: date, last: date, expected: list[str]) -> None:
    assert [name for _, name in cells(first, last)] == expected


def test_the_end_of_the_calendar_is_no_problem() -> None:
    assert [name for _, name in cells(date(9990, 1, 1), date.max)][-1] == "9999"
