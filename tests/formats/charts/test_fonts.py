from __future__ import annotations

import pytest

from reportgen.formats.charts.fonts import text_width


def test_widths_are_those_of_the_font() -> None:
    # Inter's advances in units of 2048 an em: A is 1490 wide in the weight of 600, a 5 is 1254
    assert text_width("A", 2048, 600) == pytest.approx(1490, abs=1)
    assert text_width("5", 2048, 600) == pytest.approx(1254, abs=1)


def test_an_ideograph_is_as_wide_as_it_is_high() -> None:
    assert text_width("小", 7) == pytest.approx(7)


def test_what_no_font_has_takes_the_widest_room() -> None:
    assert text_width("\U0001f697", 7) == 7


def test_marks_on_letters_take_none() -> None:
    assert text_width("e\u0301", 7) == text_width("e", 7)
