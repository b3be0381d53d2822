from __future__ import annotations

import pytest

from reportgen.checks.lexicon import direction_of, size_of


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("up from", "up"), ("rose to", "up"), ("a record", "up"), ("ahead of an even pace", "up"), ("recorded", None),
        ("plunged from", "down"), ("slid to", "down"), ("a drop from", "down"), ("fewer than", "down"),
        ("flat at", "level"), ("unchanged", "level"), ("no change", "level"),
        ("up to", None), ("made up of", None), ("write-down", None), ("more slowly", None), ("not above", None),
        ("rose and fell", None), ("beside", None),
    ],
)  # fmt: skip
def test_words_point_one_way_or_none(text: str, way: str | None) -> None:
    found = direction_of(text)
    assert (found.way if found else None) == way


@pytest.mark.parametrize(
    ("text", "fits", "misses"),
    [
        ("more than doubled", 2.01, 1.99), ("doubled", 1.6, 1.4), ("nearly twice", 1.9, 2.1), ("tripled", 2.8, 1.35),
        ("less than half", 0.49, 0.51), ("over half", 0.51, 0.178), ("halved", 0.5, 0.7),
        ("more than halved", 0.4, 0.6), ("a third of", 0.33, 0.6), ("two thirds", 0.7, 0.4),
    ],
)  # fmt: skip
def test_a_size_fits_a_ratio(text: str, fits: float, misses: float) -> None:
    said = size_of(text)
    assert said is not None
    assert (said.fits(fits), said.fits(misses)) == (True, False)


@pytest.mark.parametrize(
    "text", ["the first half", "half-year", "half a year", "up by half", "not half", "in a quarter", "a third quarter"]
)
def test_halves_of_years_are_no_sizes(text: str) -> None:
    assert size_of(text) is None
