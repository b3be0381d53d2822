"""Numbers typed into templates: the words of a template between its tags, read with the rules for prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.numerals import Numeral, blank, numerals

# A style sheet, a script, a tag with its attributes and an entity print no number of theirs; what stands between the
# marks of a conditional comment is printed by some programs.
_MARKUP = re.compile(
    r"<(style|script|xml)\b.*?</\1>|<!--\[if [^\]]*\]>|<!\[endif\]-->|<!--.*?-->|<[^>]*>|&#?\w+;",
    re.DOTALL | re.IGNORECASE,
)
_ANY = re.compile(r".+", re.DOTALL)
# "%-15s" is a width
_WIDTH = re.compile(r"%[-+0# ]*[0-9]*(?:\.[0-9]+)?[sdf]")
_EXPRESSION = ("variable_begin", "variable_end")
_HINT = "a template prints what the note holds, and no number of its own"


def template_numbers(folders: Sequence[Path], *, draft: bool) -> tuple[Diagnostic, ...]:
    """The numbers typed into the templates of some folders: warnings of a draft, errors of a release."""
    severity = Severity.WARNING if draft else Severity.ERROR
    found: list[Diagnostic] = []
    for folder in folders:
        for file in sorted(folder.rglob("*.j2")):
            seen = file.stat()
            found.extend(_in_file(file, file.relative_to(folder).as_posix(), seen.st_mtime_ns, seen.st_size))
    return tuple(replace(one, severity=severity) for one in found)


@lru_cache(maxsize=256)  # a file that has not changed is read once
def _in_file(file: Path, name: str, changed: int, size: int) -> tuple[Diagnostic, ...]:  # noqa: ARG001 - they are keys
    return tuple(in_template(file.read_text(encoding="utf-8", errors="replace"), f"templates/{name}"))


def in_template(source: str, name: str) -> Iterator[Diagnostic]:
    """The numbers that a template types, each with its place; one that cannot be read is told elsewhere."""
    try:
        text, literals = _parted(source)
    except TemplateSyntaxError:
        return
    plain = _MARKUP.sub(blank, text)
    for each in (*numerals(plain), *literals):
        before = source[: each.start]
        place = Location(name, before.count("\n") + 1, each.start - before.rfind("\n"))
        yield Diagnostic("number-typed", f"the number {each.text!r} is typed", place, hint=_HINT)


def _parted(source: str) -> tuple[str, list[Numeral]]:
    """The template's text with expressions blanked out, and the numbers that expressions print as they stand."""
    text, position = [], 0
    literals: list[Numeral] = []
    expression: list[tuple[int, str, str]] = []
    for _, kind, value in _environment().lex(source):
        text.append(value if kind == "data" else _ANY.sub(blank, value))
        expression.append((position, kind, value))
        if kind in _EXPRESSION:
            literals.extend(_printed(expression) if kind == "variable_end" else ())
            expression = []
        position += len(value)
    return "".join(text), literals


def _printed(expression: Sequence[tuple[int, str, str]]) -> Iterator[Numeral]:
    """A literal that is the whole expression; operands of comparisons print nothing."""
    held = [each for each in expression if each[1] not in ("whitespace", "variable_end")]
    for start, kind, value in held:
        if kind == "string":
            yield from (Numeral(start + each.start, each.text) for each in numerals(_WIDTH.sub(blank, value)))
        elif kind in ("integer", "float") and len(held) == 1:
            yield Numeral(start, value)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # only its lexer is used; trimming would move what follows
    return Environment(autoescape=True, keep_trailing_newline=True)
