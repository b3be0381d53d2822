"""From an error of validation to a diagnostic in the words of the field."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from reportgen.diagnostics import DataPath, Diagnostic, Places, dotted
from reportgen.loading.yaml_text import Data

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "dict_type": ("wrong-type", "a mapping of keys to values is needed here"),
        "model_type": ("wrong-type", "a mapping of keys to values is needed here"),
        "model_attributes_type": ("wrong-type", "a mapping of keys to values is needed here"),
        "union_tag_not_found": ("wrong-type", "a mapping of keys to values is needed here"),
        "tuple_type": ("wrong-type", "a list is needed here"),
        "list_type": ("wrong-type", "a list is needed here"),
        "string_type": ("wrong-type", "a text is needed here"),
        "too_short": ("too-few", "at least {min_length} must stand here, not {actual_length}"),
        "too_long": ("too-many", "at most {max_length} may stand here"),
        "greater_than_equal": ("out-of-range", "must be at least {ge}"),
        "greater_than": ("out-of-range", "must be above {gt}"),
        "less_than_equal": ("out-of-range", "must be at most {le}"),
        "less_than": ("out-of-range", "must be below {lt}"),
    }
)
"""The code and the words of each error of pydantic that an input can cause; those of our own readers have theirs."""

FORMS: Mapping[str, str] = MappingProxyType(
    {
        r"^[A-Z][A-Za-z0-9]{0,11}$": "a source's key is a capital letter, then letters and digits: S1",
        r"^[A-Za-z][A-Za-z0-9_]*$": "the key of a source in facts.yaml is needed: S1",
        r"^[a-z][a-z0-9_]{0,30}$": "the name of a folder of templates is needed: initiation",
        r"^[a-z]{2}(-[A-Za-z0-9]+)*$": "a language is needed: en",
        r"^[A-Za-z0-9][A-Za-z0-9_\-]*\.csv$": "the name of a CSV file in the same folder is needed: reported.csv",
        r"^[a-z][a-z0-9\-]+$": "the code of a diagnostic is needed: stale-figure",
        r"^/.+$": "the path of a file from the root on is needed: /usr/lib/softhsm/libsofthsm2.so",
        r"^valuation(\.[a-z0-9_]+)+$": "the path of an input of the valuation is needed: valuation.premium",
    }
)
"""What the patterns of the models ask for."""


MOVED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("Exhibits", "sensitivity"): "the grids of the sensitivity stand in valuation.yaml, under 'sensitivity'; their "
        "title stays here, under 'titles'",
    }
)
"""Where the keys of a model stand now that it had in an earlier form."""


def describe(model: type[BaseModel], fault: ErrorDetails, path: DataPath, data: Data, places: Places) -> Diagnostic:
    """The diagnostic of an error at a path of the data."""
    kind, loc = fault["type"], fault["loc"]
    typed = value_at(data, path)
    if kind == "missing" or (kind == "union_tag_not_found" and isinstance(typed, dict)):
        name = "method" if kind == "union_tag_not_found" else str(loc[-1])
        return Diagnostic("missing-key", f"{name!r} is missing", places.of(path, key=True), dotted((*path, name)))
    if kind == "extra_forbidden":
        name = str(path[-1])
        moved = MOVED.get((model.__name__, dotted(path)))
        hint = moved or _hint(meant_key(model, path)) or _comma_hint(path, data, places)
        place = places.of(path, key=True)
        return Diagnostic("unknown-key", f"no such key: {name[:60]!r}", place, dotted(path), hint=hint)
    if kind in ("literal_error", "union_tag_invalid"):
        return _unknown_value(fault, path, data, places)
    code, message = words(fault, typed)
    # what is wrong with a whole mapping or list is told at its key
    whole = isinstance(typed, dict | list) and code != "wrong-type"
    return Diagnostic(code, message, places.of(path, key=whole or loc[-1:] == ("[key]",)), dotted(path))


def words(fault: ErrorDetails, typed: Data = None) -> tuple[str, str]:
    """The code and the message of an error."""
    kind, context = fault["type"], fault.get("ctx", {})
    # the codes of our own readers have hyphens, pydantic's have underscores
    if "_" not in kind:
        return kind, fault["msg"]
    if kind == "string_pattern_mismatch":
        form = FORMS.get(str(context.get("pattern")), "this text does not have the form that is needed here")
        return "text-format", f"{str(typed)[:60]!r}: {form}" if isinstance(typed, str) else form
    if typed is None and kind in WORDS:
        return "value-missing", "nothing is given here"
    code, message = WORDS.get(kind, ("wrong-type", "this cannot be read here"))
    return code, message.format(**context)


def did_you_mean(word: str, known: list[str]) -> str:
    """A hint that names the nearest known word, if one is near."""
    return _hint(_nearest(word, known))


def meant_key(model: type[BaseModel], path: DataPath) -> str:
    """The key that stands nearest to an unknown one, if one is near."""
    return _nearest(str(path[-1]), _keys_at(model, path[:-1]))


def _comma_hint(path: DataPath, data: Data, places: Places) -> str:
    """What to do where a comma inside { } has cut a value in two, so that its rest stands as a key without a value."""
    within, key = value_at(data, path[:-1]), path[-1]
    if not isinstance(within, dict) or within.get(str(key)) is not None:
        return ""
    line = places.of(path, key=True).line
    # outside of { } each key has a line of its own
    entries = [each for each in within.items() if places.of((*path[:-1], each[0]), key=True).line == line]
    at = next(number for number, each in enumerate(entries) if each[0] == key)
    begin = next((number for number in range(at, -1, -1) if isinstance(entries[number][1], str)), None)
    if begin is None or any(value is not None for _, value in entries[begin + 1 : at]):
        return ""
    rest = takewhile(lambda each: each[1] is None, entries[begin + 1 :])
    whole = ",".join((str(entries[begin][1]), *(each[0] for each in rest)))
    return f"in {{ }} a comma begins the next entry; put the value in quotes: '{whole[:60]}'"


def value_at(data: Data, path: DataPath) -> Data:
    """The value at a path of the data; None where there is none."""
    here: Any = data
    for step in path:
        within = isinstance(here, list) and isinstance(step, int) and step < len(here)
        here = here[step] if within or (isinstance(here, dict) and step in here) else None
    return here  # type: ignore[no-any-return]


def _unknown_value(fault: ErrorDetails, path: DataPath, data: Data, places: Places) -> Diagnostic:
    context = fault.get("ctx", {})
    if fault["type"] == "union_tag_invalid":
        path = (*path, "method")
    typed = value_at(data, path)
    if typed is None:
        return Diagnostic("value-missing", "nothing is given here", places.of(path), dotted(path))
    if not isinstance(typed, str):
        kind = "a list" if isinstance(typed, list) else "a mapping"
        return Diagnostic("wrong-type", f"one value is needed here, not {kind}", places.of(path), dotted(path))
    listed = str(context.get("expected") or context.get("expected_tags"))
    expected = [word.strip(" '") for word in listed.replace(" or ", ",").split(",")]
    hint = did_you_mean(typed, expected) or "possible: " + ", ".join(expected)
    return Diagnostic("unknown-value", f"no such value: {typed[:60]!r}", places.of(path), dotted(path), hint=hint)


def _nearest(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word[:60], known, 1, cutoff=0.6)
    return close[0] if close else ""


def _hint(meant: str) -> str:
    return f"did you mean {meant!r}?" if meant else ""


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _keys_at(model: type[BaseModel], path: DataPath) -> list[str]:
    """The keys that a model knows at a place, from its schema."""
    whole = _schema(model)
    here = [whole]
    for step in path:
        here = [found for schema in here for found in _below(_resolved(schema, whole), step)]
    return sorted({key for schema in here for one in _resolved(schema, whole) for key in one.get("properties", {})})


def _resolved(schema: dict[str, Any], whole: dict[str, Any]) -> list[dict[str, Any]]:
    """A schema with its references followed and its alternatives laid side by side."""
    if "$ref" in schema:
        return _resolved(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    branches = schema.get("anyOf") or schema.get("oneOf")
    return [one for branch in branches for one in _resolved(branch, whole)] if branches else [schema]


def _below(schemas: list[dict[str, Any]], step: str | int) -> Iterator[dict[str, Any]]:
    for schema in schemas:
        if isinstance(step, int):
            if isinstance(schema.get("items"), dict):
                yield schema["items"]
        elif step in schema.get("properties", {}):
            yield schema["properties"][step]
        else:
            yield from _of_any_key(schema)


def _of_any_key(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"]
    yield from schema.get("patternProperties", {}).values()
