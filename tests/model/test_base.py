"""Scalars are read exactly as typed, and what is refused says why with a permanent code."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from reportgen.model.base import (
    Day,
    Flag,
    Key,
    Keys,
    Model,
    Name,
    Number,
    Text,
    Whole,
    as_text,
    read_date,
    read_decimal,
    read_flag,
    read_key,
    read_name,
    read_text,
    read_whole,
    refuse,
)


def refused(read: Callable[[Any], Any], value: object) -> PydanticCustomError:
    """What a reader says about a value that it must not take."""
    with pytest.raises(PydanticCustomError) as caught:
        read(value)
    return caught.value


# ---- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["0", "-0", "7", "-7.1", "+7.10", "196.3", "0.05", "1e9", "2.5E-3", "-1.5e+3", "9" * 25, "0." + "1" * 24]
)
def test_a_number_is_exactly_what_was_typed(text: str) -> None:
    assert read_decimal(text) == Decimal(text)
    assert str(read_decimal(text)) == str(Decimal(text))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_every_plain_decimal_is_read_exactly(number: Decimal) -> None:
    assert read_decimal(f"{number:f}") == number


@given(st.text(max_size=12))
def test_any_other_text_is_refused_and_never_a_crash(text: str) -> None:
    with contextlib.suppress(PydanticCustomError):
        assert read_decimal(text).is_finite()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seven",
        "1.",
        ".5",
        "007",
        "00",
        "1_000",
        "1,000",
        "0x10",
        "1e100",
        "1 000",
        "−7",
        "12:30",
        "7 ",
        "1.2.3",
        "٣",
    ],
)
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    assert refused(read_decimal, text).type == "number-format"


@pytest.mark.parametrize("text", ["nan", "NaN", ".nan", "inf", "-inf", "+.inf", "Infinity", "-Infinity"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    assert refused(read_decimal, text).type == "number-not-finite"


@pytest.mark.parametrize(("digits", "fits"), [(25, True), (26, False)])
def test_a_number_has_at_most_25_digits(digits: int, fits: bool) -> None:
    text = "1" * digits
    if fits:
        assert read_decimal(text) == int(text)
    else:
        assert refused(read_decimal, text).type == "number-too-long"


@pytest.mark.parametrize(
    ("text", "hint"),
    [("1,234,567.5", "1234567.5"), ("12 345", "12345"), ("1_000", "1000"), ("-1,000", "-1000")],
)
def test_thousands_are_shown_without_separators(text: str, hint: str) -> None:
    assert refused(read_decimal, text).message().endswith(f"write it without separators: {hint}")


@pytest.mark.parametrize("text", ["1,5", "007", "1,23,456", "12,34"])
def test_where_the_meaning_is_open_no_number_is_suggested(text: str) -> None:
    assert "separators" not in refused(read_decimal, text).message()


@pytest.mark.parametrize("value", [None, [], ["1"], {}, {"a": "1"}, 7, 7.5])
@pytest.mark.parametrize("read", [read_decimal, read_date, read_text, read_name, read_flag, read_whole, read_key])
def test_a_scalar_is_a_text(read: Callable[[Any], Any], value: object) -> None:
    if read is read_whole and value == 7:
        assert read(value) == 7
    else:
        assert refused(read, value).type == ("value-missing" if value is None else "wrong-type")


def test_what_is_given_instead_of_a_scalar_is_said() -> None:
    assert "not a list" in refused(as_text, []).message()
    assert "not a mapping" in refused(as_text, {}).message()


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("-3", -3), ("1e3", 1000), ("5.0", 5)])
def test_a_whole_number(text: str, number: int) -> None:
    assert read_whole(text) == number
    assert type(read_whole(text)) is int


@pytest.mark.parametrize("text", ["0.5", "1e-1", "twelve"])
def test_a_part_of_a_number_is_not_whole(text: str) -> None:
    assert refused(read_whole, text).type == "number-format"


# ---- days and flags -------------------------------------------------------------------------------------------------


@given(st.dates())
def test_a_day_reads_as_it_is_written(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(day) == day


@pytest.mark.parametrize("text", ["2025-11-31", "2025-02-29", "2025-13-01", "2025-00-10", "0000-01-01"])
def test_a_day_that_does_not_exist(text: str) -> None:
    assert refused(read_date, text).type == "date-unknown"


def test_a_leap_day_exists_in_a_leap_year() -> None:
    assert read_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["14.11.2025", "2025/11/14", "25-11-14", "2025-11-14 18:00", "2025-1-4", "today", ""])
def test_a_day_in_another_form(text: str) -> None:
    assert refused(read_date, text).type == "date-format"


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False)])
def test_true_and_false(text: str, flag: bool) -> None:
    assert read_flag(text) is flag
    assert read_flag(flag) is flag


@pytest.mark.parametrize("text", ["yes", "no", "NO", "on", "True", "1", "0", ""])
def test_no_other_word_is_a_flag(text: str) -> None:
    assert refused(read_flag, text).type == "flag-format"


# ---- texts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["NO", "0700", "1_000", "小米集團", "a\nb", "tab\there", "naïve – “quoted”", "x" * 4000]
)
def test_text_stays_as_typed(text: str) -> None:
    assert read_text(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "value-missing"),
        (" \n ", "value-missing"),
        ("x" * 4001, "text-too-long"),
        ("a\x00b", "control-character"),
        ("a\x1bb", "control-character"),
        ("a\u202eb", "control-character"),
        ("a\u2066b", "control-character"),
        ("a\u2028b", "control-character"),
        ("\ufeffa", "control-character"),
    ],
)
def test_text_that_cannot_be_printed_is_refused(text: str, code: str) -> None:
    assert refused(read_text, text).type == code


@pytest.mark.parametrize("text", ["R&D < 5", "a <3 b", "x" * 120, "小米集團", "5 > 3"])
def test_a_name_may_hold_signs(text: str) -> None:
    assert read_name(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("two\nlines", "name-format"),
        ("x" * 121, "name-too-long"),
        ("<b>bold</b>", "name-markup"),
        ("a</p", "name-markup"),
        ("<!-- x", "name-markup"),
        ("<script>", "name-markup"),
    ],
)
def test_a_name_is_one_line_without_markup(text: str, code: str) -> None:
    assert refused(read_name, text).type == code


@pytest.mark.parametrize("text", ["a", "net_cash", "x2", "a" * 60])
def test_a_key(text: str) -> None:
    assert read_key(text) == text


@pytest.mark.parametrize("text", ["", "A", "2x", "_a", "net-cash", "net cash", "é", "a" * 61, "a.b", "a\n"])
def test_what_is_no_key(text: str) -> None:
    assert refused(read_key, text).type == "key-format"


def test_a_long_value_is_shown_shortened() -> None:
    assert len(refused(read_decimal, "x" * 4000).message()) < 120


def test_braces_in_a_message_are_literal() -> None:
    fault = refuse("some-code", "no such thing: '{{ revenue }} {0} {text}'")
    assert fault.message() == "no such thing: '{{ revenue }} {0} {text}'"
    assert fault.type == "some-code"


# ---- models ---------------------------------------------------------------------------------------------------------


class _Sample(Model):
    name: Name
    number: Number
    day: Day
    note: Text | None = None
    done: Flag = False
    count: Whole = 1
    keys: Keys | None = None


def sample(**changes: object) -> _Sample:
    return _Sample.model_validate({"name": "A", "number": "1.50", "day": "2025-11-14", **changes})


def test_a_model_is_read_from_text() -> None:
    read = sample(keys=["a", "b"], done="true", count="12")
    assert (read.number, read.day, read.done, read.count, read.keys) == (
        Decimal("1.50"), date(2025, 11, 14), True, 12, ("a", "b"),
    )  # fmt: skip


def test_a_model_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        sample().name = "B"  # type: ignore[misc]


def test_an_unknown_key_is_a_fault() -> None:
    with pytest.raises(ValidationError, match="nmae"):
        sample(nmae="B")


def test_every_fault_of_a_model_is_told_in_one_run() -> None:
    with pytest.raises(ValidationError) as caught:
        sample(name="<b>", number="x", day="y", done="yes", keys=[])
    codes = {fault["loc"]: fault["type"] for fault in caught.value.errors()}
    assert codes == {
        ("name",): "name-markup",
        ("number",): "number-format",
        ("day",): "date-format",
        ("done",): "flag-format",
        ("keys",): "too_short",
    }


def test_the_schema_tells_an_editor_what_to_write() -> None:
    class Keyed(Model):
        key: Key
        number: Number

    properties = Keyed.model_json_schema()["properties"]
    assert properties["number"]["type"] == "number"
    assert properties["key"]["pattern"] == "^[a-z][a-z0-9_]{0,59}$"
