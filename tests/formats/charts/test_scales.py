from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.formats.charts.scales import Scale, ticks, with_room, zero_based


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 116, ("0", "30", "60", "90", "120")),
        (0, 42.48, ("0", "10", "20", "30", "40")),
        (0, 59.95, ("0", "20", "40", "60")),
        (0, 350, ("0", "100", "200", "300")),
        (21.53, 61.45, ("20", "30", "40", "50", "60")),
        (0, 0.7, ("0", "0.2", "0.4", "0.6")),
        (0, 1e15, ("0", "250\u00a0tn", "500\u00a0tn", "750\u00a0tn", "1,000\u00a0tn")),
        (0, 3.3e-6, ("0", "0.000001", "0.000002", "0.000003")),
        (0, 6200, ("0", "2,000", "4,000", "6,000")),
        (-8, 7, ("−6", "−3", "0", "3", "6")),
        (5, 5, ("5",)),
    ],
)
def test_ticks_are_round(low: float, high: float, expected: tuple[str, ...]) -> None:
    assert ticks(low, high).texts() == expected


def test_signed_ticks_have_a_plus_and_a_true_minus() -> None:
    assert ticks(-3.86, 6.45, slack=0.06, most=6).texts(signed=True) == ("−4", "−2", "0", "+2", "+4", "+6")


@given(low=st.floats(-1e15, 1e15), high=st.floats(-1e15, 1e15))
def test_there_are_four_or_five_ticks_or_nearly_so(low: float, high: float) -> None:
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-6))
    found = ticks(low, high)
    assert 3 <= len(found.values) <= 6
    assert len(set(found.texts())) == len(found.values)


def test_a_scale_without_extent_has_one_place() -> None:
    assert Scale(3, 3, 10, 90)(3) == 10


@given(
    fractions=st.lists(st.tuples(st.floats(0, 1), st.floats(-60, 60)), max_size=12),
)
def test_text_beside_values_has_room(fractions: list[tuple[float, float]]) -> None:
    scale = with_room(0, 1, (0, 200), fractions)
    for value, width in fractions:
        assert -0.5 <= scale(value) + width <= 200.5


def test_a_range_from_zero_holds_all_values() -> None:
    assert zero_based([3, 5]) == (0, 5)
    assert zero_based([-3, -5]) == (-5, 0)
    assert zero_based([]) == (0, 0)
