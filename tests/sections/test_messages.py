"""What titles say of figures: the largest, the half, and the way."""

from __future__ import annotations

import pytest

from reportgen.figures import Form, write
from reportgen.model.note import Number
from reportgen.sections.messages import course, foremost, holding_half
from reportgen.sections.writer import plain
from tests.sections.composing import spaced


def number(value: float) -> Number:
    return Number("path", value, write(value, Form("plain", 0, 1, "USD")))


def test_the_foremost_are_all_of_the_largest_size() -> None:
    assert foremost({"a": 1.0, "b": 3.0, "c": 3.0}) == ["b", "c"]
    assert foremost({"a": -3.0, "b": -1.0}) == ["b"]
    assert foremost({}) == []


@pytest.mark.parametrize(
    ("shares", "held"),
    [
        ({"a": 0.6, "b": 0.4}, ["a"]),
        ({"a": 0.5, "b": 0.5}, ["a", "b"]),
        ({"a": 0.2, "b": 0.35, "c": 0.45}, ["c", "b"]),
        ({"a": 1.4, "b": -0.4}, ["a"]),
        ({"a": 0.2}, []),
    ],
)
def test_the_half_is_more_than_half(shares: dict[str, float], held: list[str]) -> None:
    assert holding_half(shares) == held


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((1.0, 2.0), "Sales, up from USD 1.0 in Y0 to USD 2.0 in Y1"),
        ((2.0, -1.0), "Sales, down from USD 2.0 in Y0 to USD −1.0 in Y1"),
        ((-5.0, 9.0, -3.0), "Sales, up from USD −5.0 in Y0 to USD −3.0 in Y2"),
        ((1.01, 1.04), "Sales, unchanged at USD 1.0 from Y0 to Y1"),
        ((1.0,), "Sales: USD 1.0 in Y0"),
    ],
)
def test_the_way_is_told_as_a_reader_sees_it(values: tuple[float, ...], said: str) -> None:
    ends = [(f"Y{year}", number(value)) for year, value in enumerate(values)]
    assert spaced(plain(course("Sales", ends))) == said
