"""What every input model shares: frozen, strict about keys, and typed scalars that read text exactly as typed.

Loading hands every scalar over as text (or None), so nothing is guessed: ``NO`` and ``0700`` stay text, and a number is
a number only where a number is asked for. A validator that refuses a value raises with a permanent code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?\Z")
_DIGITS_AT_MOST = 25
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TEXT_AT_MOST = 4000
_NAME_AT_MOST = 120
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_T = TypeVar("_T")


class Model(BaseModel):
    """Frozen data; an unknown key is a fault of the input."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def refuse(code: str, message: str) -> PydanticCustomError:
    """The exception by which a validator refuses a value; braces in the message are literal."""
    # pydantic fills the template from the context, so that a brace in the user's text is never taken for a field
    return PydanticCustomError(code, "{text}", {"text": message})


def as_text(value: object) -> str:
    """The scalar as typed. Refuses lists, mappings and nothing at all."""
    if value is None:
        raise refuse("value-missing", "nothing is given here")
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "no text"
        raise refuse("wrong-type", f"one value is needed here, not {kind}")
    return value


def read_decimal(value: object) -> Decimal:
    """A number in digits with a decimal point, exactly as typed."""
    if isinstance(value, Decimal):
        return value
    text = as_text(value)
    if re.fullmatch(r"[+-]?\.?(nan|inf|infinity)", text, re.IGNORECASE):
        raise refuse("number-not-finite", f"{text!r} is no figure; leave the entry out where there is none")
    if sum(character.isdigit() for character in text) > _DIGITS_AT_MOST:
        raise refuse("number-too-long", f"a number of more than {_DIGITS_AT_MOST} digits")
    if not _NUMBER.match(text):
        hint = ""
        # "1,5" may be one and a half: a hint that makes fifteen of it would do harm
        if re.fullmatch(r"[+-]?[0-9]{1,3}([,_ ][0-9]{3})+(\.[0-9]+)?", text):
            hint = "; write it without separators: " + re.sub(r"[,_ ]", "", text)
        if text.startswith("\u2212"):
            hint = "; write the minus as '-'"
        raise refuse("number-format", f"{_shown(text)} is not a number{hint}")
    number = Decimal(text)
    if abs(number.adjusted()) > _DIGITS_AT_MOST:
        raise refuse("number-too-long", f"{_shown(text)} is beyond all that is counted")
    return number


def read_date(value: object) -> date:
    """A day as YYYY-MM-DD that exists in the calendar."""
    if type(value) is date:
        return value
    text = as_text(value)
    if not _DAY.match(text):
        raise refuse("date-format", f"{_shown(text)} is not a date; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse("date-unknown", f"there is no day {text}") from None


def read_text(value: object) -> str:
    """Text without control or direction-overriding characters."""
    text = as_text(value)
    if not text.strip():
        raise refuse("value-missing", "nothing is given here")
    if len(text) > _TEXT_AT_MOST:
        raise refuse("text-too-long", f"{len(text)} characters; at most {_TEXT_AT_MOST} are allowed")
    found = _CONTROL.search(text)
    if found:
        raise refuse("control-character", f"a control character (U+{ord(found[0]):04X}) may not stand in a text")
    return text


def read_name(value: object) -> str:
    """A text of one line that fits on a page: no mark-up, at most 120 characters."""
    text = read_text(value)
    if "\n" in text:
        raise refuse("name-format", "a name is written on one line")
    if len(text) > _NAME_AT_MOST:
        raise refuse("name-too-long", f"{len(text)} characters; a name has at most {_NAME_AT_MOST}")
    if re.search(r"</?[A-Za-z!]", text):
        raise refuse("name-markup", "a name holds no mark-up; '<' before a letter is refused")
    return text


def read_flag(value: object) -> bool:
    """``true`` or ``false``, nothing else."""
    if isinstance(value, bool):
        return value
    text = as_text(value)
    if text not in ("true", "false"):
        raise refuse("flag-format", f"{_shown(text)} is neither true nor false")
    return text == "true"


def read_whole(value: object) -> int:
    """A whole number."""
    if type(value) is int:
        return value
    number = read_decimal(value)
    if number != number.to_integral_value():
        raise refuse("number-format", f"{number} is not a whole number")
    return int(number)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")  # noqa: PLR2004 - one line of a terminal


def typed(reader: Callable[[Any], _T], schema: dict[str, Any]) -> tuple[BeforeValidator, WithJsonSchema]:
    """The annotations of a field that is read from text."""
    return BeforeValidator(reader), WithJsonSchema(schema)


Text = Annotated[str, *typed(read_text, {"type": "string", "minLength": 1})]
Name = Annotated[str, *typed(read_name, {"type": ["string", "number"], "maxLength": _NAME_AT_MOST})]
Number = Annotated[Decimal, *typed(read_decimal, {"type": "number"})]
Whole = Annotated[int, *typed(read_whole, {"type": "integer"})]
Flag = Annotated[bool, *typed(read_flag, {"type": "boolean"})]
Day = Annotated[date, *typed(read_date, {"type": "string", "format": "date"})]

KEY = r"[a-z][a-z0-9_]{0,59}"


def read_key(value: object) -> str:
    """A key that becomes part of a path: lower-case letters, digits and underscores."""
    text = as_text(value)
    if not re.fullmatch(KEY, text):
        raise refuse("key-format", f"{_shown(text)}: a key is lower-case letters, digits and underscores")
    return text


Key = Annotated[str, *typed(read_key, {"type": "string", "pattern": f"^{KEY}$"})]
Keys = Annotated[tuple[Key, ...], Field(min_length=1)]
