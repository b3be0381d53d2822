from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from reportgen.loading.documents import validate_document
from reportgen.loading.faults import FORMS, MOVED, did_you_mean, value_at
from reportgen.model.base import Key, Number, Text
from reportgen.model.opinion import Exhibits
from reportgen.model.valuation import Valuation
from tests.loading.sources import read
from tests.workspaces import REPOSITORY


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Text = "x"
    plain: str = "x"
    word: Literal["up", "down", "as stated"] = "up"
    number: Number = Field(default=Decimal(5), ge=0, le=10)
    above: Number = Field(default=Decimal(5), gt=0, lt=10)
    source: str = Field(default="S1", pattern=r"^[A-Z][A-Za-z0-9]{0,11}$")
    other: str = Field(default="x", pattern=r"^[xyz]$")
    entries: tuple[str, ...] = Field(default=("x",), min_length=1, max_length=2)
    mapping: dict[Key, str] = Field(default_factory=dict)


def test_a_key_that_has_moved_is_told_where_it_stands_now() -> None:
    (fault,) = validate_document(Exhibits, read("sensitivity:\n  across: {path: valuation.premium}\n")).diagnostics
    assert (fault.code, fault.location.line) == ("unknown-key", 1)
    assert "valuation.yaml" in fault.hint
    # and it does stand there
    assert all(path in Valuation.model_fields for _, path in MOVED)
    (other,) = validate_document(Exhibits, read("titels: {sensitivity: x}\n")).diagnostics
    assert other.hint == "did you mean 'titles'?"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("text:", "value-missing", "nothing is given"),
        ("text: [a]", "wrong-type", "not a list"),
        ("text: {a: b}", "wrong-type", "not a mapping"),
        ("plain:", "value-missing", "nothing is given"),
        ("plain: [a]", "wrong-type", "a text is needed"),
        ("word: upp", "unknown-value", "did you mean 'up'?"),
        ("word: sideways", "unknown-value", "possible: up, down, as stated"),
        ("word:", "value-missing", "nothing is given"),
        ("word: [up]", "wrong-type", "not a list"),
        ("word: {up: 1}", "wrong-type", "not a mapping"),
        ("number: -1", "out-of-range", "at least 0"),
        ("number: 11", "out-of-range", "at most 10"),
        ("above: 0", "out-of-range", "above 0"),
        ("above: 10", "out-of-range", "below 10"),
        ("source: s1", "text-format", "'s1': a source's key is a capital letter"),
        ("other: w", "text-format", "does not have the form"),
        ("entries: []", "too-few", "at least 1 must stand here, not 0"),
        ("entries: [a, b, c]", "too-many", "at most 2"),
        ("entries: x", "wrong-type", "a list is needed"),
        ("entries:", "value-missing", "nothing is given"),
        ("mapping: x", "wrong-type", "a mapping of keys to values"),
        ("mapping: {A: b}", "key-format", "lower-case"),
        ("wrod: x", "unknown-key", "did you mean 'word'?"),
        ("zzz: x", "unknown-key", "'zzz'"),
        (f"{'z' * 500}: x", "unknown-key", "zzz'"),
    ],
)
def test_the_words_of_a_fault(text: str, code: str, says: str) -> None:
    (found,) = validate_document(_Model, read(text)).diagnostics
    assert found.code == code
    assert says in f"{found.message} {found.hint}"
    assert len(found.message) < 200


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{plain: CNY 1,000 bn}", "put the value in quotes: 'CNY 1,000 bn'"),
        ("{plain: CNY 1,234,567, above: 1}", "put the value in quotes: 'CNY 1,234,567'"),
        ("{plain: CNY 1,000: bn}", ""),
        ("plain: CNY 1\n000 bn:", ""),
        ("{plain: x, wrod, above: 1}", "did you mean 'word'?"),
        ("{000 bn}", ""),
    ],
)
def test_a_comma_that_cuts_a_value_in_two_is_told(text: str, hint: str) -> None:
    found = next(each for each in validate_document(_Model, read(text)).diagnostics if each.code == "unknown-key")
    assert found.hint.endswith(hint)
    assert bool(found.hint) is bool(hint)


@pytest.mark.parametrize("text", ["number: 0", "number: 10", "above: 0.1", "entries: [a, b]", "source: S12"])
def test_the_bounds_themselves_are_let_through(text: str) -> None:
    assert validate_document(_Model, read(text)).diagnostics == ()


def test_every_pattern_of_the_models_has_words() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (REPOSITORY / "reportgen" / "model").glob("*.py")]
    patterns = {found for text in sources for found in re.findall(r'Field\([^)]*?pattern=r"([^"]+)"', text)}
    assert patterns - set(FORMS) == set()


def test_the_nearest_word_is_named_only_where_one_is_near() -> None:
    assert did_you_mean("multples", ["multiple", "given"]) == "did you mean 'multiple'?"
    assert did_you_mean("zzz", ["multiple", "given"]) == ""
    assert did_you_mean("x" * 100_000, ["multiple"]) == ""


def test_the_value_at_a_path() -> None:
    assert value_at({"a": [{"b": "1"}]}, ("a", 0, "b")) == "1"
    assert value_at({"a": [{"b": "1"}]}, ("a", 1, "b")) is None
    assert value_at({"a": "1"}, ("a", "b")) is None
