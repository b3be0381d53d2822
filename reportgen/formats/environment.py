"""The templates' world: what a template may see and use, and what it says when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from traceback import walk_tb

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.figures import NBSP
from reportgen.model.note import Column, Inline, Line, Number, Text

# What may not stand at the start of a line, and what may not be left at the end of one.
CLOSING = ".,;:!?)]’”%‰"
OPENING = "([‘“"
_BOUND_BEFORE = re.compile(rf"(?:[^ {NBSP}]*{NBSP})*[{re.escape(OPENING)}]*$")
_BOUND_BEHIND = re.compile(rf"^[{re.escape(CLOSING)}]*(?:{NBSP}[^ {NBSP}]*)*")
# How Jinja tells that something is asked for what it does not have, with the full name of its class.
_MISSING = re.compile(r"'?(?:[\w.]+\.)?(?P<kind>\w+) object'? has no (?:attribute|element) '?(?P<name>[^']*)'?")


@dataclass(frozen=True)
class TemplateFault(Exception):  # noqa: N818 - the fault is in a template, not in the program
    """A template cannot be read or filled in; ``line`` counts from 1 in the file that holds the fault."""

    name: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Glued:
    """A number with what must stay on its line."""

    before: str
    number: Number
    after: str


def fill(folders: Sequence[Path], name: str, values: Mapping[str, object]) -> str:
    """The template ``name``, taken from the first folder that holds it, filled with values.

    Raises TemplateFault for whatever goes wrong in a template, at its own name and line.
    """
    environment = _environment(tuple(folders))
    try:
        return environment.get_template(name).render(values)
    except (TemplateFault, MemoryError):
        raise
    except Exception as error:
        raise _fault(error, name, folders) from error


@lru_cache(maxsize=8)  # a compiled template serves every note of a process; a changed file is read again
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.globals.clear()
    environment.filters |= {
        "kind": kind,
        "glued": glued,
        "share": share,
        "runs": runs,
        "column_classes": column_classes,
    }
    return environment


def kind(item: object) -> str:
    """The name of a block's, cell's or inline's type, by which its macro is chosen."""
    return type(item).__name__


def share(fraction: float) -> str:
    """A fraction from 0 to 1 as a length in CSS: ``24.6667%``; what lies outside is put on the edge."""
    return f"{min(max(fraction, 0.0), 1.0) * 100:.4f}%"


def runs(columns: Sequence[Column]) -> list[tuple[bool, list[Column]]]:
    """Neighbouring columns that are tinted alike, so that a tint is one rectangle without seams."""
    return [(tinted, list(group)) for tinted, group in groupby(columns, key=lambda column: column.tint)]


def column_classes(columns: Sequence[Column]) -> list[str]:
    """The classes of the cells of each column.

    ``n`` figures or ``t`` text, ``g`` text that follows figures and keeps its distance, ``z`` flush with the edge.
    """
    classes = ["n" if column.align == "right" else "t" for column in columns]
    for index in range(1, len(columns)):
        if columns[index - 1].align == "right" and columns[index].align == "left":
            classes[index] += " g"
    if columns and not columns[-1].tint:
        classes[-1] += " z"
    return classes


def glued(line: Line) -> Iterator[Inline | Glued]:
    """The pieces of a line, each number with the marks that touch it and the words that a no-break space binds to it.

    A browser lets a line break on both sides of a button, even between a number and its full stop.
    """
    pieces: list[Inline | Glued] = list(line)
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Number):
            continue
        before = after = ""
        if index and isinstance(left := pieces[index - 1], Text):
            rest = _BOUND_BEFORE.sub("", left.text)
            before, pieces[index - 1] = left.text[len(rest) :], Text(rest)
        if index + 1 < len(pieces) and isinstance(right := pieces[index + 1], Text):
            rest = _BOUND_BEHIND.sub("", right.text)
            after, pieces[index + 1] = right.text[: len(right.text) - len(rest)], Text(rest)
        if before or after:
            pieces[index] = Glued(before, piece, after)
    return iter(pieces)


def _fault(error: Exception, name: str, folders: Sequence[Path]) -> TemplateFault:
    """Where in the templates an error arose: the innermost of their lines on the way to it."""
    found = (name, 1)
    for frame, line in walk_tb(error.__traceback__):
        place = _relative(frame.f_code.co_filename, folders)
        found = (place, line) if place else found
    if isinstance(error, TemplateSyntaxError):
        found = (error.name or name, error.lineno)
    message = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else _first_line(error)
    return TemplateFault(*found, message)


def _relative(filename: str, folders: Sequence[Path]) -> str:
    for folder in folders:
        if Path(filename).is_relative_to(folder):
            return Path(filename).relative_to(folder).as_posix()
    return ""


def _first_line(error: Exception) -> str:
    said = (str(error).splitlines() or [type(error).__name__])[0]
    missing = _MISSING.fullmatch(said)
    if missing is None:
        return said
    kept = {"dict": "mapping", "str": "text", "tuple": "list"}.get(missing["kind"], missing["kind"])
    return f"{kept} has no {missing['name']!r}"
