from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.charts.series import closes_range, interpolated, pieces, sorted_closes, thinned
from tests.formats.charts.samples import CLOSES, PRICE, TODAY, point

closes = [point(*close) for close in CLOSES]


def test_the_price_of_the_note_ends_the_series() -> None:
    later = point("2026-01-01", 1.0)
    assert sorted_closes([later, *reversed(closes)], PRICE.price) == [*closes, PRICE.price]


def test_between_two_closes_the_line_is_straight() -> None:
    assert interpolated(closes, date(2024, 1, 31)) == 12.32
    between = interpolated(closes, date(2024, 2, 15))
    assert between is not None
    assert 12.32 < between < 13.22
    assert interpolated(closes, date(2000, 1, 1)) == 15.60
    assert interpolated(closes, TODAY) == 43.20


def test_in_a_gap_the_line_has_no_value_and_is_parted() -> None:
    parted = [*closes[:6], *closes[12:]]
    assert interpolated(parted, date(2024, 9, 15)) is None
    assert [len(piece) for piece in pieces(parted, [(float(number), 0.0) for number in range(len(parted))])] == [
        6,
        len(parted) - 6,
    ]


def test_a_line_starts_at_zero_unless_it_is_far_from_it() -> None:
    assert closes_range([12, 60]) == (0, 60)
    assert closes_range([500, 520]) == (500, 520)
    assert closes_range([500, 500]) == (0, 500)


@given(heights=st.lists(st.floats(0, 100), min_size=1, max_size=3000))
def test_thinning_keeps_ends_and_extremes(heights: list[float]) -> None:
    points = [(index * 0.1, height) for index, height in enumerate(heights)]
    kept = thinned(points)
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    assert kept == sorted(kept)
    assert {min(heights), max(heights)} <= {height for _, height in kept}
    assert len(kept) <= 4 * (len(points) // 8 + 1)
