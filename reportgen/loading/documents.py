"""From data to a model: every fault of a document in one run, each at its line.

What is at fault is left out and the rest is validated again, so that later stages can find their own faults in it.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.diagnostics import DataPath, Diagnostic, Places, dotted
from reportgen.loading.yaml_text import Data

_M = TypeVar("_M", bound=BaseModel)
_PASSES = 30


@dataclass(frozen=True, slots=True)
class Document(Generic[_M]):
    """A validated document; ``left_out`` are the paths that were at fault."""

    model: _M | None
    places: Places
    diagnostics: tuple[Diagnostic, ...]
    left_out: frozenset[DataPath]


def validate_document(
    model: type[_M], data: Data, places: Places, context: Mapping[str, Any] | None = None
) -> Document[_M]:
    """Validate data against a model and translate each error into a diagnostic at its place."""
    if not isinstance(data, dict):
        found = Diagnostic("wrong-type", "the file must be a mapping of keys to values", places.of(()))
        return Document(None, places, (found,), frozenset({()}))
    rest: Data = copy.deepcopy(data)
    diagnostics: list[Diagnostic] = []
    left_out: set[DataPath] = set()
    for attempt in range(_PASSES):
        try:
            valid = model.model_validate(rest, context=dict(context or {}))
        except ValidationError as problem:
            faults = problem.errors(include_url=False, include_input=False)
            if attempt == 0:
                diagnostics = [_diagnostic(model, fault, data, places) for fault in faults]
            paths = [_in_data(fault["loc"], rest) for fault in faults]
            left_out.update(paths)
            if () in paths or not _prune(rest, paths):
                return Document(None, places, tuple(diagnostics), frozenset(left_out))
        else:
            return Document(valid, places, tuple(diagnostics), frozenset(left_out))
    return Document(None, places, tuple(diagnostics), frozenset(left_out))


def _prune(data: Data, paths: list[DataPath]) -> bool:
    """Delete the values at the paths; list items from the end, so that the others keep their number."""
    for path in sorted(set(paths), key=lambda each: tuple(str(step) for step in each), reverse=True):
        parent: Any = data
        for step in path[:-1]:
            parent = parent[step] if _holds(parent, step) else None
        if parent is not None and _holds(parent, path[-1]):
            del parent[path[-1]]
    return True


def _holds(value: Data, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _in_data(loc: tuple[str | int, ...], data: Data) -> DataPath:
    """The steps of an error's place that the data holds; unions and keys add steps of their own."""
    path: list[str | int] = []
    here: Any = data
    for step in loc:
        if isinstance(here, dict) and str(step) in here:
            path.append(str(step))
            here = here[str(step)]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            path.append(step)
            here = here[step]
    return tuple(path)


def _diagnostic(model: type[BaseModel], fault: ErrorDetails, data: Data, places: Places) -> Diagnostic:
    kind, loc = fault["type"], fault["loc"]
    path = _in_data(loc, data)
    is_key = kind == "extra_forbidden" or (loc and loc[-1] == "[key]")
    place = places.of(path, key=bool(is_key))
    last = str(path[-1]) if path else ""
    if kind == "missing":
        missing = str(loc[-1])
        return Diagnostic("missing-key", f"{missing!r} is missing", place, dotted((*path, missing)))
    if kind == "extra_forbidden":
        hint = _did_you_mean(last, _keys_at(model, path[:-1], data))
        return Diagnostic("unknown-key", f"no such key: {last[:60]!r}", place, dotted(path), hint=hint)
    if kind in ("literal_error", "union_tag_invalid"):
        return _unknown_value(fault, path, data, places)
    if kind == "union_tag_not_found":
        return Diagnostic("missing-key", "'method' is missing", place, dotted((*path, "method")))
    code, message = _words(fault)
    return Diagnostic(code, message, place, dotted(path))


def _words(fault: ErrorDetails) -> tuple[str, str]:
    kind, context = fault["type"], fault.get("ctx", {})
    match kind:
        case "dict_type" | "model_type" | "model_attributes_type" | "mapping_type":
            return "wrong-type", "a mapping of keys to values is needed here"
        case "tuple_type" | "list_type":
            return "wrong-type", "a list is needed here"
        case "string_type":
            return "wrong-type", "a text is needed here"
        case "string_pattern_mismatch":
            return "text-format", f"does not have the form {context.get('pattern')}"
        case "too_short":
            return "too-few", f"at least {context.get('min_length')} entries are needed"
        case "too_long":
            return "too-many", f"at most {context.get('max_length')} entries are possible"
        case "greater_than_equal":
            return "out-of-range", f"must be at least {context.get('ge')}"
        case "greater_than":
            return "out-of-range", f"must be above {context.get('gt')}"
        case "less_than_equal":
            return "out-of-range", f"must be at most {context.get('le')}"
        case _:
            return kind.replace("_", "-"), fault["msg"]


def _unknown_value(fault: ErrorDetails, path: DataPath, data: Data, places: Places) -> Diagnostic:
    context = fault.get("ctx", {})
    if fault["type"] == "union_tag_invalid":
        path = (*path, "method")
    typed = _value_at(data, path)
    expected = [word.strip(" '") for word in str(context.get("expected") or context.get("expected_tags")).replace(" or ", ",").split(",")]
    hint = _did_you_mean(str(typed), expected) or "possible: " + ", ".join(expected)
    message = f"no such value: {str(typed)[:60]!r}"
    return Diagnostic("unknown-value", message, places.of(path), dotted(path), hint=hint)


def _value_at(data: Data, path: DataPath) -> Data:
    here: Any = data
    for step in path:
        here = here[step] if _holds(here, step) else None
    return here  # type: ignore[no-any-return]


def _did_you_mean(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, 1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else ""


def _keys_at(model: type[BaseModel], path: DataPath, data: Data) -> list[str]:
    """The keys that a model knows at a place, from its schema."""
    whole = model.model_json_schema()
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
            for name in ("additionalProperties", "patternProperties"):
                inner = schema.get(name)
                if isinstance(inner, dict):
                    yield from (inner.values() if name == "patternProperties" else (inner,))
