from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from reportgen.diagnostics import Location
from reportgen.loading.documents import Document, in_data, validate_document
from reportgen.model.base import Number, Text, refuse
from tests.loading.sources import FILE, read


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Multiple(_Strict):
    method: Literal["multiple"]
    multiple: _Figure
    result: _Figure


class _Given(_Strict):
    method: Literal["given"]
    value: _Figure


class _Figure(_Strict):
    value: Number | None = None
    fact: Text | None = None

    @model_validator(mode="after")
    def _one_of(self) -> _Figure:
        if (self.value is None) == (self.fact is None):
            raise refuse("input-format", "give either 'value' or 'fact'")
        return self


class _Book(_Strict):
    title: Text
    parts: dict[str, Annotated[_Multiple | _Given, Field(discriminator="method")]] = Field(default_factory=dict)
    figures: tuple[_Figure, ...] = Field(default=(), max_length=20)
    last: Number | None = None


def _document(text: str) -> Document[_Book]:
    return validate_document(_Book, read(text))


def _told(document: Document[_Book]) -> list[tuple[int, int, str, str]]:
    return [(one.location.line, one.location.column, one.path, one.code) for one in document.diagnostics]


def test_a_sound_document() -> None:
    document = _document("title: x\nfigures: [{value: 1}, {fact: a}]\n")
    assert document.model is not None
    assert (document.model.title, document.diagnostics, document.left_out) == ("x", (), frozenset())


def test_all_faults_are_told_and_the_rest_is_kept() -> None:
    document = _document("title: x\nfigures: [{value: x}, {value: 2}, {vlue: 3}, {}]\nlast: y\nother: 1\n")
    assert _told(document) == [
        (2, 19, "figures.0.value", "number-format"),
        (2, 36, "figures.2.vlue", "unknown-key"),
        (2, 46, "figures.3", "input-format"),
        (3, 7, "last", "number-format"),
        (4, 1, "other", "unknown-key"),
    ]
    assert document.model is not None
    assert [figure.value for figure in document.model.figures] == [2]
    assert document.model.last is None


def test_what_is_left_out_keeps_the_number_it_had() -> None:
    document = _document("title: x\nfigures: [{value: x}, {value: 2}, {value: y}]\n")
    assert document.left_out >= {("figures", 0), ("figures", 2)}
    assert ("figures", 1) not in document.left_out


def test_the_places_of_the_rest_move_up_with_it() -> None:
    document = _document("title: x\nfigures:\n- {value: x}\n- {value: 2}\n- {value: y}\n- {value: 4}\n")
    assert document.places.of(("figures", 0, "value")) == Location(FILE, 4, 11)
    assert document.places.of(("figures", 1, "value")) == Location(FILE, 6, 11)


def test_many_entries_of_a_list_are_left_out_by_their_numbers() -> None:
    entries = "".join(f"- {{value: {number if number not in (2, 9, 10, 11) else 'x'}}}\n" for number in range(13))
    document = _document(f"title: x\nfigures:\n{entries}")
    assert document.model is not None
    assert [figure.value for figure in document.model.figures] == [0, 1, 3, 4, 5, 6, 7, 8, 12]
    assert [one.location.line for one in document.diagnostics] == [5, 12, 13, 14]


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("{method: multiple, multiple: {value: x}, result: {value: 1}}", "parts.a.multiple.value"),
        ("{method: multiple, multiple: {value: 1}, result: {value: x}}", "parts.a.result.value"),
        ("{method: multiple, multiple: {value: 1}, result: {}}", "parts.a.result"),
        ("{method: multiple, multiple: {}, result: {value: 1}}", "parts.a.multiple"),
        ("{method: multiple, multiple: {value: 1}}", "parts.a.result"),
        ("{method: given, value: {value: x}}", "parts.a.value.value"),
        ("{method: giving, value: {value: 1}}", "parts.a.method"),
        ("{value: {value: 1}}", "parts.a.method"),
        ("{method: given, value: {value: 1}, multiple: {value: 1}}", "parts.a.multiple"),
        ("[1]", "parts.a"),
        ("x", "parts.a"),
    ],
)
def test_a_part_is_told_by_its_own_keys_and_not_by_its_method(part: str, path: str) -> None:
    document = _document(f"title: x\nparts: {{a: {part}}}\n")
    assert [one.path for one in document.diagnostics] == [path]


def test_without_a_needed_key_at_the_top_there_is_no_model() -> None:
    document = _document("last: x\n")
    assert document.model is None
    assert _told(document) == [(1, 1, "title", "missing-key"), (1, 7, "last", "number-format")]


@pytest.mark.parametrize("text", ["- a\n", "a\n"])
def test_what_is_no_mapping_is_told_so(text: str) -> None:
    document = _document(text)
    assert document.model is None
    assert [one.code for one in document.diagnostics] == ["wrong-type"]


def test_what_yaml_could_not_read_is_not_told_again() -> None:
    document = validate_document(_Book, read("title: &a x\nfigures: [*a, {value: 1}]\nlast: *a\n"))
    assert document.diagnostics == ()
    assert document.model is not None
    assert [figure.value for figure in document.model.figures] == [1]
    assert {("figures", 0), ("last",)} <= document.left_out


def test_a_needed_key_that_yaml_could_not_read_is_not_called_missing() -> None:
    document = validate_document(_Book, read("title: *a\nlast: x\n"))
    assert document.model is None
    assert _told(document) == [(2, 7, "last", "number-format")]


def test_the_key_that_a_misspelt_one_stands_for_is_left_out_too() -> None:
    document = _document("title: x\nfigurs: [{value: 1}]\nlsat: 1\nlast: 2\n")
    assert ("figures",) in document.left_out
    assert ("last",) not in document.left_out


@pytest.mark.parametrize(
    ("loc", "path"),
    [
        ((), ()),
        (("a", 0, "b"), ("a", 0, "b")),
        (("a", 5, "b"), ("a",)),
        (("a", 0, "[key]"), ("a", 0)),
        (("none",), ()),
        (("p", "m", "m"), ("p", "m")),
    ],
)
def test_an_error_is_placed_on_what_the_data_hold(loc: tuple[str | int, ...], path: tuple[str | int, ...]) -> None:
    assert in_data(loc, {"a": [{"b": "1"}], "p": {"method": "m", "m": "1"}}) == path
