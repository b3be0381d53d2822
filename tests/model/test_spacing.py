from __future__ import annotations

from datetime import date, timedelta

import pytest

from reportgen.model.spacing import gaps

FIRST = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        # month-ends, a year between two of them, also at either end
        ([30, 30, 31, 45, 30, 31], []),
        ([30, 30, 31, 47, 30, 31], [3]),
        ([395, 30, 30, 31, 30, 31], [0]),
        ([30, 30, 31, 30, 31, 395], [5]),
        # days, with the holidays of a new year
        ([1, 1, 3, 1, 1, 17, 1, 1], []),
        ([1, 1, 3, 1, 1, 18, 1, 1], [5]),
        # month-ends, then days: what is fetched is added to what was typed
        ([30, 30, 31, 30, 1, 1, 1, 1, 3, 1, 1], []),
        ([1, 1, 1, 1, 3, 1, 1, 14, 30, 30, 31], []),
        # of so few nothing is known
        ([1, 400, 1, 1], []),
        ([], []),
    ],
)
def test_a_gap_is_longer_than_the_steps_beside_it_explain(steps: list[int], found: list[int]) -> None:
    days = [FIRST + timedelta(sum(steps[:number])) for number in range(len(steps) + 1)]
    assert gaps(days) == tuple((days[place], days[place + 1]) for place in found)
