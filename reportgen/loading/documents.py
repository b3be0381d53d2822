"""From data to a model: every fault of a document in one run, each at its line.

What is at fault is left out and the rest is validated again, so that later stages can find their own faults in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.diagnostics import DataPath, Diagnostic, Location, Places
from reportgen.loading.faults import describe, meant_key
from reportgen.loading.yaml_text import Data, YamlText

_M = TypeVar("_M", bound=BaseModel)
_PASSES = 30


@dataclass(frozen=True, slots=True)
class Document(Generic[_M]):
    """A validated document.

    ``left_out`` are the paths at fault, as they stand in the file; ``places`` are those of the model, in which an entry
    of a list moves up where the one before it was left out.
    """

    model: _M | None
    places: Places
    diagnostics: tuple[Diagnostic, ...]
    left_out: frozenset[DataPath]


def validate_document(model: type[_M], text: YamlText, context: Mapping[str, Any] | None = None) -> Document[_M]:
    """Validate the data of a text against a model; each error becomes a diagnostic at its place."""
    data, places = text.data, text.places
    if not isinstance(data, dict):
        found = Diagnostic("wrong-type", "the file must be a mapping of keys to values", places.of(()))
        return Document(None, places, (found,), frozenset({()}))
    left_out = set(text.left_out)
    diagnostics: tuple[Diagnostic, ...] = ()
    for attempt in range(_PASSES):
        rest, origin = _without(data, left_out)
        try:
            valid = model.model_validate(rest, context=dict(context or {}))
        except ValidationError as problem:
            faults = [(fault, origin[in_data(fault["loc"], rest)]) for fault in _errors(problem)]
            if attempt == 0:
                told = [(fault, path) for fault, path in faults if not _follows(fault, path, text.left_out)]
                diagnostics = tuple(describe(model, fault, path, data, places) for fault, path in told)
            fresh = {path for _, path in faults} - left_out
            left_out |= fresh | _meant(model, faults, data)
            if () in fresh or not fresh:
                break
        else:
            return Document(valid, _moved(places, origin), diagnostics, frozenset(left_out))
    return Document(None, places, diagnostics, frozenset(left_out))


def in_data(loc: tuple[str | int, ...], data: Data) -> DataPath:
    """The steps of an error's place that the data holds; keys and alternatives add steps of their own."""
    path: list[str | int] = []
    here: Any = data
    told = False
    for step in loc:
        # pydantic names the chosen method before the keys of a part, among which there may be one of the same name
        if path and not told and isinstance(here, dict) and here.get("method") == step:
            told = True
        elif (isinstance(here, dict) and step in here) or _is_index(here, step):
            path.append(step)
            here, told = here[step], False
    return tuple(path)


def _errors(problem: ValidationError) -> list[ErrorDetails]:
    return problem.errors(include_url=False, include_input=False)


def _meant(model: type[BaseModel], faults: list[tuple[ErrorDetails, DataPath]], data: Data) -> set[DataPath]:
    """The keys that misspelt ones stand for, and that are missing because of them."""
    unknown = [path for fault, path in faults if fault["type"] == "extra_forbidden"]
    meant = {(*path[:-1], key) for path in unknown if (key := meant_key(model, path))}
    return {path for path in meant if in_data(path, data) != path}


def _is_index(here: object, step: str | int) -> bool:
    return isinstance(here, list) and isinstance(step, int) and step < len(here)


def _without(data: Data, left_out: set[DataPath]) -> tuple[Data, dict[DataPath, DataPath]]:
    """The data without some of its paths, and for each path of the rest the one that it had."""
    origin: dict[DataPath, DataPath] = {}

    def rest(here: Data, old: DataPath, new: DataPath) -> Data:
        origin[new] = old
        if isinstance(here, dict):
            kept = [key for key in here if (*old, key) not in left_out]
            return {key: rest(here[key], (*old, key), (*new, key)) for key in kept}
        if isinstance(here, list):
            numbers = [number for number in range(len(here)) if (*old, number) not in left_out]
            return [rest(here[number], (*old, number), (*new, place)) for place, number in enumerate(numbers)]
        return here

    return rest(data, (), ()), origin


def _moved(places: Places, origin: Mapping[DataPath, DataPath]) -> Places:
    def moved(known: Mapping[DataPath, Location]) -> dict[DataPath, Location]:
        return {new: known[old] for new, old in origin.items() if old in known}

    return Places(places.file, moved(places.values), moved(places.keys))


def _follows(fault: ErrorDetails, path: DataPath, known: frozenset[DataPath]) -> bool:
    """Whether a fault only says again that a value could not be read."""
    if fault["type"] == "missing":
        return (*path, fault["loc"][-1]) in known
    if fault["type"] == "extra_forbidden":
        return False
    return any(each[: len(path)] == path for each in known)
