"""Analysts' prose: words, references to numbers, and claims that are evaluated.

A reference names a quantity and the form it is printed in; nothing in prose is ever executed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from reportgen.diagnostics import Location
from reportgen.model.base import read_text


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words of a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """``{{ revenue["2024Q3"] | bn }}``: a path and the filters that say how it prints."""

    path: str
    filters: tuple[Filter, ...]
    place: Location


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with its arguments, numbers or texts."""

    name: str
    arguments: tuple[float | str, ...] = ()


Comparison: TypeAlias = Literal["<", "<=", ">", ">=", "=="]


@dataclass(frozen=True, slots=True)
class Claim:
    """``{{ claim("higher than Apple's", a > b) }}``: words that are printed only while the numbers bear them out."""

    text: str
    left: Reference
    comparison: Comparison
    right: Reference | float
    place: Location


@dataclass(frozen=True, slots=True)
class Bold:
    """Words set in weight."""

    children: tuple[Words | Reference | Claim, ...]


Piece: TypeAlias = Words | Reference | Claim | Bold


@dataclass(frozen=True, slots=True)
class ProseFault:
    """What is wrong in a prose text, at which character of it."""

    offset: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of prose, with the faults found when it was read."""

    pieces: tuple[Piece, ...]
    typed: str = ""
    faults: tuple[ProseFault, ...] = ()
    place: Location | None = field(default=None, compare=False)
    """Where a paragraph or a heading of the note begins."""

    def references(self) -> tuple[Reference, ...]:
        """Every reference of the paragraph, those of its claims too."""
        found: list[Reference] = []
        for piece in _flat(self.pieces):
            if isinstance(piece, Reference):
                found.append(piece)
            elif isinstance(piece, Claim):
                found.append(piece.left)
                if isinstance(piece.right, Reference):
                    found.append(piece.right)
        return tuple(found)

    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the paragraph."""
        return tuple(piece for piece in _flat(self.pieces) if isinstance(piece, Claim))


def _flat(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    flat: list[Piece] = []
    for piece in pieces:
        flat.extend(piece.children if isinstance(piece, Bold) else (piece,))
    return tuple(flat)


@dataclass(frozen=True, slots=True)
class ProseSection:
    """A heading of ``note.md`` with its anchor and its paragraphs; ``aside`` are those under a ``###`` heading."""

    anchor: str
    title: Prose
    paragraphs: tuple[Prose, ...]
    asides: tuple[tuple[Prose, tuple[Prose, ...]], ...]
    place: Location


ProseReader: TypeAlias = Callable[[str], Prose]


def _read_prose(value: object, info: ValidationInfo) -> Prose:
    if isinstance(value, Prose):
        return value
    text = read_text(value)
    reader: ProseReader | None = (info.context or {}).get("prose")
    return reader(text) if reader else Prose((Words(text),), text)


ProseText = Annotated[Prose, BeforeValidator(_read_prose), WithJsonSchema({"type": "string", "minLength": 1})]
