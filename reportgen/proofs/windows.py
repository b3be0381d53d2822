"""The windows of the screen that explain a number, held against the lineages that the note holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.note import Lineage, Note, Operand
from reportgen.numerals import states_number
from reportgen.proofs.matching import FOUND
from reportgen.proofs.pages import squeezed, visible

_WINDOW = re.compile(r'<div\b(?=[^>]*\bid="([^"]*)")[^>]*\bdata-lineage="([^"]*)"[^>]*>')
_OPENER = re.compile(r'<button\b(?=[^>]*\bpopovertarget="([^"]*)")[^>]*\bdata-path="([^"]*)"')
_TARGET = re.compile(r'\bpopovertarget="([^"]*)"')
_DIV = re.compile(r"<(/?)div\b")
_DIGITS = re.compile(r"[+\u2212-]?[0-9][0-9.,]*%?")
_FILE = "note.html"


@dataclass(frozen=True, slots=True)
class Window:
    """A window as it was read: its words, and the ids of those that its buttons open."""

    id: str
    words: str
    opens: tuple[str, ...]


def lineage_differs(note: Note, html: str) -> Iterator[Diagnostic]:
    """The window over a number says where it comes from: its formula, operands, source, date, file and line.

    Whoever doubts a number looks there, so a digit in it is as good as one on the page. Each line of a window must be
    one of its quantity's lineage, no digit may be left over, and a number must open its own window.
    """
    windows = dict(_windows(html))
    if note.lineages and not windows:
        yield _finding("no number of the page opens a window")
        return
    paths = {window.id: path for path, window in windows.items()}
    for target, path in _OPENER.findall(html):
        if paths.get(target) != unescape(path):
            yield _finding(f"{unescape(path)} opens the window of {paths.get(target, 'nothing')}")
    for lineage, lines in zip(note.lineages, _lines(note.lineages), strict=True):
        window = windows.get(lineage.path)
        if window is None:
            yield _finding(f"{lineage.path} has no window")
            continue
        operands = tuple(each.path for each in lineage.operands if each.path in windows)
        opened = tuple(paths.get(each, "") for each in window.opens)
        if opened != operands:
            yield _finding(f"{lineage.path}: its window opens {', '.join(opened)}, not {', '.join(operands)}")
        yield from _differences(lineage, lines, window.words)


def _differences(lineage: Lineage, lines: tuple[str, ...], words: str) -> Iterator[Diagnostic]:
    lost = []
    for line in sorted(lines, key=len, reverse=True):
        if line in words:
            words = words.replace(line, FOUND, 1)
        elif states_number(line):
            lost.append(line)
    left = ", ".join(repr(each) for each in _DIGITS.findall(words))
    if lost:
        yield _finding(f"{lineage.path}: its window does not say {', '.join(map(repr, lost))}, but {left or 'nothing'}")
    elif left:
        yield _finding(f"{lineage.path}: its window shows {left}, which its lineage does not hold")


def _lines(lineages: Iterable[Lineage]) -> Iterator[tuple[str, ...]]:
    """The lines of each lineage, squeezed; all at once, since there may be a thousand."""
    lines = [tuple(filter(None, _said(each))) for each in lineages]
    held = iter(squeezed(FOUND.join(line for each in lines for line in each)).split(FOUND))
    for each in lines:
        yield tuple(next(held) for _ in each)


def _said(lineage: Lineage) -> Iterator[str]:
    yield lineage.path
    yield lineage.name
    yield lineage.printed
    yield lineage.formula
    yield lineage.substituted
    yield from map(_row, lineage.operands)
    yield lineage.fuller
    dates = {"as of": lineage.as_of, "published": lineage.published} if lineage.source else {}
    yield ", ".join((*filter(None, (lineage.source,)), *(f"{what} {day}" for what, day in dates.items() if day)))
    yield lineage.place
    yield ", ".join(lineage.used_in)


def _row(operand: Operand) -> str:
    return f"{operand.name}{operand.source}{operand.written}"


def _windows(html: str) -> Iterator[tuple[str, Window]]:
    """Each window with the path that it explains."""
    found = list(_WINDOW.finditer(html))
    if not found:
        return
    bodies = [html[each.end() : _end(html, each.end())] for each in found]
    words = squeezed(visible(FOUND.join(bodies))).split(FOUND)
    for each, body, said in zip(found, bodies, words, strict=True):
        yield unescape(each[2]), Window(each[1], said, tuple(_TARGET.findall(body)))


def _end(html: str, start: int) -> int:
    """Where the element ends whose inside starts here."""
    depth = 1
    for tag in _DIV.finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return len(html)


def _finding(message: str) -> Diagnostic:
    return Diagnostic("lineage-differs", message, Location(_FILE))
