from __future__ import annotations

import pytest

from reportgen.diagnostics import DataPath, Location
from reportgen.loading.yaml_text import Data, Scalar, read_yaml
from tests.loading.sources import FILE, read, source


def _codes(text: str) -> list[str]:
    return [one.code for one in read(text).diagnostics]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: NO", {"a": "NO"}),
        ("a: 0700", {"a": "0700"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: 2025-11-14", {"a": "2025-11-14"}),
        ("a: true", {"a": "true"}),
        ("a: .nan", {"a": ".nan"}),
        ("a:", {"a": None}),
        ("a: ~", {"a": None}),
        ("a: null", {"a": None}),
        ("a: 'null'", {"a": "null"}),
        ('a: ""', {"a": ""}),
        ("a: Null", {"a": "Null"}),
        ("a: [1, [2], {b: 3}]", {"a": ["1", ["2"], {"b": "3"}]}),
        ("a: >-\n  one\n  two", {"a": "one two"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("NO: 1\n1: 2\n", {"NO": "1", "1": "2"}),
        ("- a\n- b", ["a", "b"]),
        ("text", "text"),
        ("a: ! 5", {"a": "5"}),
    ],
)
def test_every_scalar_stays_as_it_was_typed(text: str, data: Data) -> None:
    found = read(text)
    assert (found.data, found.diagnostics) == (data, ())


_PLACES = "# c\na:\n  b: [x, 小, y]\n  c:\n    - d: e\n      f: 'g'\n"


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("a",), (3, 3), (2, 1)),
        (("a", "b"), (3, 6), (3, 3)),
        (("a", "b", 1), (3, 10), (3, 10)),
        (("a", "b", 2), (3, 13), (3, 13)),
        (("a", "c", 0), (5, 7), (5, 7)),
        (("a", "c", 0, "d"), (5, 10), (5, 7)),
        (("a", "c", 0, "f"), (6, 10), (6, 7)),
        (("a", "c", 0, "none"), (5, 7), (5, 7)),
        ((), (2, 1), (2, 1)),
    ],
)
def test_places_of_values_and_keys(path: DataPath, value: tuple[int, int], key: tuple[int, int]) -> None:
    places = read(_PLACES).places
    assert places.of(path) == Location(FILE, *value)
    assert places.of(path, key=True) == Location(FILE, *key)


def test_places_count_characters_and_line_feeds_only() -> None:
    found = read("\U0001f697小: 'a\u2028 b\u0085 c'\nd: e\n")
    assert found.places.of(("d",)) == Location(FILE, 2, 4)


@pytest.mark.parametrize(
    ("text", "snippet", "place"),
    [
        ("a: one two", "two", (1, 8)),
        ("a: 'it''s two'", "it's two", (1, 5)),
        ("a: >-\n  one\n  two three\n", "two three", (3, 3)),
        ("a: >-\n  one\n  two three\n", "one two", (2, 3)),
        ('a: "\\x41b"', "Ab", (1, 4)),
        ("a: one\nb: two", "two", (1, 4)),
    ],
)
def test_the_place_of_a_piece_of_a_text(text: str, snippet: str, place: tuple[int, int]) -> None:
    data = read(text).data
    assert isinstance(data, dict)
    scalar = data["a"]
    assert isinstance(scalar, Scalar)
    assert scalar.place(snippet)[0] == Location(FILE, *place)


def test_pieces_of_a_text_are_found_one_after_the_other() -> None:
    data = read("a: one one one").data
    assert isinstance(data, dict)
    scalar = data["a"]
    assert isinstance(scalar, Scalar)
    first, behind = scalar.place("one")
    second, _ = scalar.place("one", behind)
    assert (first.column, second.column) == (4, 8)


def test_the_first_of_two_entries_is_kept_and_the_second_is_told() -> None:
    found = read("a: {x: 1}\nb: 2\na: {x: 3, y: {z: 4}}\n")
    assert found.data == {"a": {"x": "1"}, "b": "2"}
    assert [(one.code, one.path, one.location.line) for one in found.diagnostics] == [("duplicate-key", "a", 3)]
    assert found.places.of(("a", "x")) == Location(FILE, 1, 8)
    assert found.places.of(("a", "x"), key=True) == Location(FILE, 1, 5)


def test_each_further_entry_is_told() -> None:
    assert _codes("a: 1\na: 2\na: 3\n") == ["duplicate-key", "duplicate-key"]
    assert _codes("a: {b: 1, b: 2}\na: {b: 1, b: 2}\n") == ["duplicate-key"] * 3


def test_what_cannot_be_read_to_its_end_gives_no_data() -> None:
    for text in ("a: 1\nb: [", "a: 1\n---\nb: 2", "a: 1\n? [x]\n: 2", "a: \x07", "%YAML 1.1\n---\na: 1", "[" * 40):
        found = read(text)
        assert found.data is None
        assert len(found.diagnostics) == 1


def test_an_alias_is_left_out_and_the_rest_is_read() -> None:
    found = read("a: &x {b: 1}\nc: *x\nd: [*x, *y, 2]\n")
    assert found.data == {"a": {"b": "1"}, "c": None, "d": [None, None, "2"]}
    assert found.left_out == {("c",), ("d", 0), ("d", 1)}
    assert [(one.code, one.location.line) for one in found.diagnostics] == [("yaml-alias", 1), ("yaml-alias", 3)]


@pytest.mark.parametrize("text", ["# only\n", "---\n", "~\n", "null", "...\n# x"])
def test_nothing_is_told_as_such(text: str) -> None:
    found = read(text)
    assert found.data is None
    assert found.diagnostics


@pytest.mark.parametrize(("levels", "codes"), [(32, []), (33, ["yaml-too-deep"])])
def test_the_deepest_nesting(levels: int, codes: list[str]) -> None:
    assert _codes("[" * levels + "]" * levels) == codes


@pytest.mark.parametrize(("entries", "codes"), [(99_994, []), (99_997, ["yaml-too-large"])])
def test_the_largest_number_of_entries(entries: int, codes: list[str]) -> None:
    assert [one.code for one in read_yaml(source("[" + "x," * entries + "]")).diagnostics] == codes
