"""YAML with exact positions and without surprises: every scalar stays the text that was typed.

Events are read one after the other, so that depth and size are bounded before anything is built. There are no YAML 1.1
readings (``NO``, ``0700``, ``1_000``, ``12:30``), no aliases, no tags, no second document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from reportgen.diagnostics import DataPath, Diagnostic, Location, Places, dotted
from reportgen.loading.files import SourceText
from reportgen.loading.yaml_faults import BRACES, index_of, syntax_fault, unreadable_character

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
_DEPTH_AT_MOST = 32
_EVENTS_AT_MOST = 100_000
_SOUGHT_AT_MOST = 100
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


class Scalar(str):
    """A text that knows where it stands, so that a fault inside it can be pointed at."""

    __slots__ = ("begin", "end", "source")
    source: SourceText
    begin: int
    end: int

    @classmethod
    def at(cls, text: str, source: SourceText, begin: int, end: int) -> Scalar:
        """The text of a scalar that stands between two characters of its file."""
        scalar = cls(text)
        scalar.source, scalar.begin, scalar.end = source, begin, end
        return scalar

    def place(self, snippet: str, after: int = 0) -> tuple[Location, int]:
        """Where a piece of the text stands in the file, and from where to search for the next one."""
        start = max(self.begin, after)
        # folding changes the white space inside a text, and single quotes double those inside
        words = [re.escape(word).replace("'", "'{1,2}") for word in snippet[:_SOUGHT_AT_MOST].split()]
        piece = r"\s+".join(words)
        found = re.compile(piece).search(self.source.text, start, self.end)
        # an escape may hide the piece: the scalar's own place must do
        if found is None:
            return self.source.place(self.begin), start
        return self.source.place(found.start()), found.start() + 1


@dataclass(frozen=True, slots=True)
class YamlText:
    """The data of a YAML text and the place of each key and value.

    ``data`` is None where the text cannot be read as YAML; ``left_out`` are the values that are not read, though the
    rest is.
    """

    data: Data
    places: Places
    diagnostics: tuple[Diagnostic, ...]
    left_out: frozenset[DataPath]


@dataclass(slots=True)
class _Open:
    """A collection being filled; ``again`` while the value of a key is read that is there a second time."""

    value: dict[str, Data] | list[Data]
    path: DataPath
    key: str | None = None
    again: bool = False


@dataclass(slots=True)
class _Reader:
    source: SourceText
    values: dict[DataPath, Location] = field(default_factory=dict)
    keys: dict[DataPath, Location] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    left_out: set[DataPath] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0
    root: Data = None

    def report(self, code: str, message: str, event: yaml.Event, path: DataPath = (), hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, self.at(event), dotted(path), hint=hint))

    def at(self, event: yaml.Event) -> Location:
        return self.source.place(index_of(event.start_mark))


class _StopError(Exception):
    """What follows cannot be read; the reason is reported."""


def read_yaml(source: SourceText) -> YamlText:
    """The data of a YAML text, the place of every key and value, and what is wrong with it."""
    reader = _Reader(source)
    stopped = True
    try:
        _refuse_directives(reader)
        for number, event in enumerate(yaml.parse(source.text, Loader=yaml.CSafeLoader)):
            _bound(reader, event, number)
            _take(reader, event)
        stopped = False
    except _StopError:
        pass  # what it stopped at is told where it was raised
    except yaml.MarkedYAMLError as problem:
        reader.diagnostics.append(syntax_fault(source, problem))
    except yaml.reader.ReaderError as problem:
        reader.diagnostics.append(unreadable_character(source, problem))
    if not stopped and reader.root is None and not reader.diagnostics:
        reader.diagnostics.append(Diagnostic("empty-file", "the file holds no entries", source.place(0)))
    places = Places(source.file, reader.values, reader.keys)
    data = None if stopped else reader.root
    return YamlText(data, places, tuple(reader.diagnostics), frozenset(reader.left_out))


def _refuse_directives(reader: _Reader) -> None:
    found = _DIRECTIVE.search(reader.source.text)
    if found:
        place = reader.source.place(found.start())
        message = "a line that begins with % is an instruction to the YAML reader, and these are not read"
        reader.diagnostics.append(Diagnostic("yaml-directive", message, place, hint="take the line out"))
        raise _StopError


def _bound(reader: _Reader, event: yaml.Event, number: int) -> None:
    if number >= _EVENTS_AT_MOST:
        reader.report("yaml-too-large", f"more than {_EVENTS_AT_MOST:,} entries; move rows into CSV files", event)
        raise _StopError
    if isinstance(event, yaml.DocumentStartEvent):
        reader.documents += 1
        if reader.documents > 1:
            message = "a second document begins here, but a file holds one"
            reader.report("yaml-documents", message, event, hint="take the line '---' out")
            raise _StopError


def _take(reader: _Reader, event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent):
        _alias(reader, event)
    elif isinstance(event, yaml.ScalarEvent):
        _check_tag(reader, event)
        _scalar(reader, event)
    elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        _check_tag(reader, event)
        _open(reader, event)
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        reader.stack.pop()


def _alias(reader: _Reader, event: yaml.AliasEvent) -> None:
    # the anchor is reported where it stands; saying it at each of its uses would drown everything else
    name = event.anchor or ""
    if name not in reader.anchors:
        message = f"'*' begins a reference to another place in the file, which is not read: *{name[:60]}"
        hint = "write the value out, or put a text that begins with * in quotes"
        reader.report("yaml-alias", message, event, hint=hint)
        reader.anchors.add(name)
    reader.left_out.add(_place(reader, None, event))


def _scalar(reader: _Reader, event: yaml.ScalarEvent) -> None:
    begin, end = index_of(event.start_mark), index_of(event.end_mark)
    value: Data = Scalar.at(event.value, reader.source, begin, end)
    if not event.style and event.value in ("", "~", "null"):
        value = None
    top = reader.stack[-1] if reader.stack else None
    if top is not None and isinstance(top.value, dict) and top.key is None:
        _key(reader, top, event)
    else:
        _place(reader, value, event)


def _key(reader: _Reader, top: _Open, event: yaml.ScalarEvent) -> None:
    key = event.value
    path = (*top.path, key)
    if key in top.value:
        message = f"{key[:60]!r} stands here a second time; first on line {reader.keys[path].line}"
        reader.report("duplicate-key", message, event, path)
        top.again = True
    # the first place stands, also for what lies below a key that is there a second time
    reader.keys.setdefault(path, reader.at(event))
    top.key = key


def _open(reader: _Reader, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
    if len(reader.stack) >= _DEPTH_AT_MOST:
        reader.report("yaml-too-deep", f"nested deeper than {_DEPTH_AT_MOST} levels", event)
        raise _StopError
    value: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
    path = _place(reader, value, event)
    reader.stack.append(_Open(value, path))


def _place(reader: _Reader, value: Data, event: yaml.Event) -> DataPath:
    """Put a value where the reader stands, and return its path."""
    if not reader.stack:
        reader.root = value
        path: DataPath = ()
    else:
        top = reader.stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
        elif top.key is None:
            begin = index_of(event.start_mark)
            braces = reader.source.text[begin - 1 : begin + 1] == "{{"
            message = "a key must be a word, not a list, a mapping or a reference"
            reader.report("yaml-key", BRACES if braces else message, event)
            raise _StopError
        else:
            path = (*top.path, top.key)
            if not top.again:
                top.value[top.key] = value
            top.key, top.again = None, False
    reader.values.setdefault(path, reader.at(event))
    return path


def _check_tag(reader: _Reader, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
    if event.tag is not None and event.tag != "!":
        message = f"'!' begins a type, and types are not read: {event.tag.replace('tag:yaml.org,2002:', '!!')[:60]}"
        reader.report("yaml-tag", message, event, hint="leave it out, or put a text that begins with ! in quotes")
    if event.anchor is not None:
        message = f"'&' names this place for use elsewhere, and such names are not read: &{event.anchor[:60]}"
        hint = "write the value out wherever it is used, or put a text that begins with & in quotes"
        if event.anchor not in reader.anchors:
            reader.report("yaml-alias", message, event, hint=hint)
        reader.anchors.add(event.anchor)
