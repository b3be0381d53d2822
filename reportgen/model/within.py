"""What a document of dataclasses, such as a note, is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

_T = TypeVar("_T")


def within(document: object, *kinds: type[_T]) -> Iterator[_T]:
    """Everything of some kinds in a document, however deep, in the order of reading; what is found is not entered."""
    waiting = [document]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, kinds):
            yield piece
        elif isinstance(piece, tuple | list):
            waiting.extend(reversed(piece))
        else:
            kind: Any = type(piece)
            waiting.extend(getattr(piece, name) for name in _names(kind))


@cache  # asking a dataclass for its fields takes longer than all the rest
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass, the last one first; none of anything else."""
    return tuple(each.name for each in reversed(fields(kind))) if is_dataclass(kind) else ()
