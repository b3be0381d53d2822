from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.charts.fonts import text_width
from reportgen.formats.charts.words import clean, shorten, widest, wrap


def test_what_fits_stays_in_one_line() -> None:
    assert wrap("Net cash", 41, 7) == ("Net cash",)


def test_two_lines_are_about_equally_long() -> None:
    assert wrap("Over 40,000 cars in one month", 90, 7) == ("Over 40,000 cars", "in one month")


def test_a_line_break_in_the_text_is_kept() -> None:
    assert wrap("Price,\n14\u00a0Nov\u00a02025", 60, 7) == ("Price,", "14\u00a0Nov\u00a02025")


def test_a_soft_hyphen_shows_only_where_the_line_breaks() -> None:
    assert wrap("Smart\u00adphones", 38, 7) == ("Smart-", "phones")
    assert wrap("Smart\u00adphones", 60, 7) == ("Smartphones",)


def test_a_no_break_space_holds() -> None:
    assert wrap("a premium of 12\u202f%", 40, 7)[-1].endswith("12\u202f%")


def test_ideographs_break_anywhere_but_before_punctuation() -> None:
    lines = wrap("小米集团控股有限公司，北京", 55, 7)
    assert "".join(lines) == "小米集团控股有限公司，北京"
    assert not lines[1].startswith("，")


def test_a_third_line_is_filled_where_it_is_allowed() -> None:
    assert wrap("Investments & non-core assets", 44, 7, lines=3) == ("Investments", "& non-core", "assets")


def test_what_does_not_fit_is_shortened() -> None:
    assert shorten("Internationalisation", 44, 7) == "Internation…"
    assert shorten("Internationalisation", 10, 7) == ""


def test_a_number_is_never_cut() -> None:
    assert shorten("Revenue 1,234,567", 48, 7) == "Revenue…"
    assert shorten("1,234,567", 20, 7) == ""


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [("a\x00b", "ab"), ("a\nb", "a b"), ("\u202eab", "ab"), ("\ud800", ""), ("  a ", "a"), ("\u00a0", "")],
)
def test_what_xml_refuses_is_left_out(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


@given(text=st.text(max_size=60), width=st.floats(5, 200), lines=st.integers(1, 3))
def test_no_line_is_wider_than_asked_for(text: str, width: float, lines: int) -> None:
    found = wrap(text, width, 7, lines=lines)
    assert len(found) <= lines
    assert widest(found, 7) <= width + 1e-9


def test_bold_is_wider() -> None:
    assert text_width("Price 42.48", 7, 600) > text_width("Price 42.48", 7)
