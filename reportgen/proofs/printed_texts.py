"""Every text of the inputs that may be printed, by the types of the models, so that a new field is read as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Annotated, TypeAlias, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from reportgen.diagnostics import DataPath
from reportgen.model.base import read_name, read_text
from reportgen.model.prose import Prose

_READERS = (read_name, read_text)

NAMES: Mapping[str, frozenset[str]] = {
    "Analyst": frozenset({"name", "title", "email", "phone", "licence"}),
    "Answer": frozenset({"attested_by"}),
    "Band": frozenset({"name"}),
    "Company": frozenset({"name", "native_name", "names"}),
    "Fact": frozenset({"url"}),
    "House": frozenset({"name", "legal_name", "place", "record"}),
    "Listing": frozenset({"short_name"}),
    "Mail": frozenset({"sender_name", "host"}),
    "Milestone": frozenset({"printed"}),
    "Opinion": frozenset({"rating"}),
    "PeerCompany": frozenset({"name", "ticker"}),
    "Previous": frozenset({"rating"}),
    "Source": frozenset({"title", "author", "published_printed", "url"}),
}
"""Names, addresses, dates as printed and titles of publications, by their model: they hold what digits they hold."""

_Fields: TypeAlias = Callable[[type[BaseModel]], frozenset[str]]

TITLES: Mapping[str, frozenset[str]] = {
    "Milestone": frozenset({"printed"}),
    "PeerCompany": frozenset({"name"}),
    "Source": frozenset({"title"}),
}
"""Those names in which a sentence could be put: a number with a unit is none of a name."""


def printed_texts(document: BaseModel) -> Iterator[tuple[DataPath, str]]:
    """Every text of a document that says something, with its path."""
    return _within(document, (), text_fields)


def printed_titles(document: BaseModel) -> Iterator[tuple[DataPath, str]]:
    """Every title and name of a document that may hold digits but no amount, with its path."""
    return _within(document, (), _title_fields)


def _within(model: BaseModel, path: DataPath, fields: _Fields) -> Iterator[tuple[DataPath, str]]:
    held = fields(type(model))
    for name in type(model).model_fields:
        yield from _texts(getattr(model, name), (*path, name), fields, read=name in held)


def _texts(value: object, path: DataPath, fields: _Fields, *, read: bool) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, BaseModel):
        yield from _within(value, path, fields)
    elif isinstance(value, Prose):
        if fields is text_fields:
            yield path, value.typed
    elif isinstance(value, str):
        if read:
            yield path, value
    else:
        for step, each in _inside(value):
            yield from _texts(each, (*path, step), fields, read=read)


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return [(str(key), each) for key, each in value.items()]
    return enumerate(value) if isinstance(value, tuple) else ()


@lru_cache(maxsize=256)
def text_fields(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a model that hold words, but for those that hold a name."""
    held = {
        name
        for name, field in model.model_fields.items()
        if any(map(_reads, field.metadata)) or _of_words(field.annotation)
    }
    return frozenset(held) - NAMES.get(model.__name__, frozenset())


def _title_fields(model: type[BaseModel]) -> frozenset[str]:
    return TITLES.get(model.__name__, frozenset())


def _of_words(annotation: object) -> bool:
    if get_origin(annotation) is Annotated and any(map(_reads, get_args(annotation)[1:])):
        return True
    return any(map(_of_words, get_args(annotation)))


def _reads(each: object) -> bool:
    return isinstance(each, BeforeValidator) and each.func in _READERS
