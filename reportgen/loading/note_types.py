"""A type of note is a folder of templates; its ``sections.txt`` says what the note shows, and in which order."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location
from reportgen.loading.files import SourceText, decode
from reportgen.model.inputs import Inputs
from reportgen.model.layout import Layout, Shown
from reportgen.sections.choosing import BLOCKS, FRONT

PAGE, LIST = "note.html.j2", "sections.txt"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_LINE = re.compile(r"(?P<same>\+\s*)?(?P<name>[a-z][a-z-]*)\s*(?::\s*(?P<rest>.*))?")
_BYTES_AT_MOST, _PAGES_AT_MOST, _TITLE_AT_MOST = 100_000, 200, 60


@dataclass(slots=True)
class _Reader:
    source: SourceText
    title: str = ""
    pages: int | None = None
    front: tuple[str, ...] = ()
    sections: list[Shown] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def report(self, message: str, line: int, hint: str = "") -> None:
        self.diagnostics.append(Diagnostic("note-type-list", message, Location(self.source.file, line), hint=hint))


def read_layout(
    folders: Sequence[Path], inputs: Inputs, asked: str | None = None
) -> tuple[Layout, tuple[Diagnostic, ...]]:
    """What a note's type shows; the type is the one asked for, else the company's.

    The first of the folders that holds a type's list counts, so that a house can replace the list alone.
    """
    name = asked if asked is not None else inputs.company.note_type
    if _NAME.fullmatch(name) is None or not any((folder / name / PAGE).is_file() for folder in folders):
        return Layout(name), (_unknown(folders, inputs, name, asked),)
    file = next((folder / name / LIST for folder in folders if (folder / name / LIST).is_file()), None)
    if file is None:
        return Layout(name), ()
    place = f"templates/{name}/{LIST}"
    source = _text(file, place)
    return (Layout(name), (source,)) if isinstance(source, Diagnostic) else _layout(name, source)


def note_types(folders: Sequence[Path]) -> tuple[str, ...]:
    """The types that there are, sorted."""
    pages = (page for folder in folders for page in folder.glob(f"*/{PAGE}"))
    return tuple(sorted({page.parent.name for page in pages if _NAME.fullmatch(page.parent.name)}))


def _unknown(folders: Sequence[Path], inputs: Inputs, name: str, asked: str | None) -> Diagnostic:
    hint = f"there are templates for: {', '.join(note_types(folders))}"
    message = f"no such type of note: {name[:60]!r}"
    if asked is None:
        place, path = inputs.place("company.yaml", ("note_type",)), "note_type"
    else:
        place, path = Location("templates"), "--type"
    return Diagnostic("note-type-unknown", message, place, path, hint=hint)


def _text(file: Path, place: str) -> SourceText | Diagnostic:
    try:
        data = file.read_bytes()[: _BYTES_AT_MOST + 1]
    except OSError as problem:
        return Diagnostic("unreadable-file", f"cannot be read: {problem.strerror or problem}", Location(place))
    if len(data) > _BYTES_AT_MOST:
        return Diagnostic("file-too-large", "a list of sections has a few lines", Location(place))
    return decode(place, data)


def _layout(name: str, source: SourceText) -> tuple[Layout, tuple[Diagnostic, ...]]:
    reader = _Reader(source)
    for number, line in enumerate(source.text.split("\n"), 1):
        typed = line.partition("#")[0].strip()
        if typed:
            _take(reader, typed, number)
    if not any(each.section == "disclosures" for each in reader.sections):
        reader.report("the list has no 'disclosures'; a note of any type must make them", 1)
    if reader.diagnostics:
        return Layout(name), tuple(reader.diagnostics)
    return Layout(name, reader.title, reader.pages, reader.front, tuple(reader.sections)), ()


def _take(reader: _Reader, typed: str, line: int) -> None:
    match = _LINE.fullmatch(typed)
    if match is None:
        reader.report(f"{typed[:60]!r} is no line of the form 'section' or 'section: block, block'", line)
    elif match["name"] in ("title", "pages", "front") and not match["same"]:
        _take_setting(reader, match["name"], (match["rest"] or "").strip(), line)
    else:
        _take_section(reader, match, line)


def _take_setting(reader: _Reader, name: str, given: str, line: int) -> None:
    if name == "title":
        reader.title = given
        if not given or len(given) > _TITLE_AT_MOST or not given.isprintable():
            reader.report(f"the title is one line of 1 to {_TITLE_AT_MOST} characters", line)
    elif name == "pages":
        if given.isascii() and given.isdigit() and 0 < int(given[:9]) <= _PAGES_AT_MOST:
            reader.pages = int(given)
        else:
            reader.report(f"{given[:20]!r} is no number of pages from 1 to {_PAGES_AT_MOST}", line)
    else:
        reader.front = _blocks(reader, given, FRONT, line)


def _take_section(reader: _Reader, match: re.Match[str], line: int) -> None:
    name = match["name"]
    if name not in BLOCKS:
        reader.report(f"no such section: {name[:60]!r}", line, _nearest(name, tuple(BLOCKS)))
    elif any(each.section == name for each in reader.sections):
        reader.report(f"{name} stands here a second time", line)
    else:
        given = match["rest"]
        blocks = _blocks(reader, given, BLOCKS[name], line) if given is not None else ()
        reader.sections.append(Shown(name, blocks, same_page=bool(match["same"])))


def _blocks(reader: _Reader, given: str, known: Sequence[str], line: int) -> tuple[str, ...]:
    found = tuple(name.strip() for name in given.split(","))
    for name in found:
        if name not in known:
            reader.report(f"no such block: {name[:60]!r}", line, _nearest(name, known))
    if len(set(found)) < len(found):
        reader.report("a block stands here twice", line)
    return found


def _nearest(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean {close[0]!r}?" if close else f"possible: {', '.join(known)}"
