from __future__ import annotations

import pytest

from reportgen.diagnostics import Location
from tests.loading.sources import FILE, read


@pytest.mark.parametrize(
    ("text", "place", "code", "says"),
    [
        ("a: b: c", (1, 5), "yaml-syntax", "in quotes"),
        ("a: 'b", (1, 4), "yaml-syntax", "opens here is not closed"),
        ('a: 1\nb: "c\nd: 2\n', (2, 4), "yaml-syntax", "opens here is not closed"),
        ("a: [b\nc: d", (2, 2), "yaml-syntax", "not closed"),
        ("a: {b: c\nd: e", (2, 2), "yaml-syntax", "not closed"),
        ("a:\n  b: c\n d: e", (3, 2), "yaml-syntax", "a key is expected"),
        ("- a\nb: c", (2, 1), "yaml-syntax", "an entry '- …' is expected"),
        ("a: - b", (1, 4), "yaml-syntax", "a line of its own"),
        ("a: |b\n", (1, 5), "yaml-syntax", "next line"),
        ("a: @b", (1, 4), "yaml-syntax", "in quotes"),
        ('a: "\\q"', (1, 5), "yaml-syntax", "single quotes"),
        ("a: 1\nb\nc: 2", (3, 1), "yaml-syntax", "':' is missing"),
        ("a: {{ b }} c", (1, 5), "yaml-key", "begins with {{ stands in quotes"),
        ('a: {{ b["c"] | d }} e', (1, 14), "yaml-syntax", "begins with {{ stands in quotes"),
        ("- {{ b | d }}\n", (1, 4), "yaml-key", "begins with {{ stands in quotes"),
        ("? {a: b}\n: c", (1, 3), "yaml-key", "must be a word"),
        ("a:\n\tb: 1", (2, 1), "yaml-tab", "spaces"),
        ("a:\n  b: 1\n \tc: 2", (3, 2), "yaml-tab", "spaces"),
        ("a: 1\n\tb: 2", (2, 1), "yaml-tab", "spaces"),
        ("a: 小\x01", (1, 5), "control-character", "U+0001"),
        ("小: 1\n\x7f: 2", (2, 1), "control-character", "U+007F"),
    ],
)
def test_where_and_why_the_reading_broke_off(text: str, place: tuple[int, int], code: str, says: str) -> None:
    (found,) = read(text).diagnostics
    assert (found.location, found.code) == (Location(FILE, *place), code)
    assert says in f"{found.message} {found.hint}"


def test_a_tab_that_does_no_harm_is_let_through() -> None:
    assert read("a:\tb\n#\tc\nc: |\n  x\n  \ty\n").diagnostics == ()
