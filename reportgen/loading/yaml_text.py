"""YAML with exact positions and without surprises: every scalar stays the text that was typed.

Events are read one after the other, so that depth and size are bounded before anything is built. There are no YAML 1.1
readings (``NO``, ``0700``, ``1_000``, ``12:30``), no aliases, no tags, no second document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from reportgen.diagnostics import DataPath, Diagnostic, Location, Places, dotted
from reportgen.loading.files import SourceText

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
_DEPTH_AT_MOST = 32
_NODES_AT_MOST = 100_000


class Scalar(str):
    """A text that knows where it stands, so that a fault inside it can be pointed at."""

    __slots__ = ("index", "source")
    source: SourceText
    index: int

    @classmethod
    def at(cls, text: str, source: SourceText, index: int) -> Scalar:
        """The text of a scalar that begins at a character of its file."""
        scalar = cls(text)
        scalar.source, scalar.index = source, index
        return scalar

    def place(self, snippet: str, after: int = 0) -> tuple[Location, int]:
        """Where a piece of the text stands in the file, and the character behind it for the next search."""
        start = max(self.index, after)
        found = self.source.text.find(snippet, start)
        # folding may have changed the white space inside: the scalar's own place must do
        if found < 0:
            return self.source.place(self.index), start
        return self.source.place(found), found + len(snippet)


@dataclass(slots=True)
class _Open:
    """A collection being filled."""

    value: dict[str, Data] | list[Data]
    path: DataPath
    key: str | None = None
    skip: bool = False


@dataclass(slots=True)
class _Reader:
    source: SourceText
    values: dict[DataPath, Location] = field(default_factory=dict)
    keys: dict[DataPath, Location] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Data = None

    def report(self, code: str, message: str, mark: yaml.Mark, path: DataPath = (), hint: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, self.at(mark), dotted(path), hint=hint))

    def at(self, mark: yaml.Mark) -> Location:
        return Location(self.source.file, mark.line + 1, mark.column + 1)


class _TooMuchError(Exception):
    pass


def read_yaml(source: SourceText) -> tuple[Data, Places, tuple[Diagnostic, ...]]:
    """The data of a YAML text, the place of every key and value, and what is wrong with it."""
    reader = _Reader(source)
    nodes = 0
    documents = 0
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            nodes += 1
            if nodes > _NODES_AT_MOST:
                reader.report("yaml-too-large", f"more than {_NODES_AT_MOST} entries", event.start_mark)
                break
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    reader.report("yaml-documents", "a second document begins here; one is read", event.start_mark)
                    break
            _take(reader, event)
    except _TooMuchError:
        pass
    except yaml.MarkedYAMLError as problem:
        reader.diagnostics.append(_syntax(source, problem))
    except yaml.reader.ReaderError as problem:
        place = source.place(min(int(problem.position), len(source.text)))
        reader.diagnostics.append(Diagnostic("control-character", "a control character stands here", place))
    return reader.root, Places(source.file, reader.values, reader.keys), tuple(reader.diagnostics)


def _take(reader: _Reader, event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent):
        message = f"aliases are not read: *{event.anchor}"
        reader.report("yaml-alias", message, event.start_mark, hint="write the value out")
        _place(reader, None, event)
    elif isinstance(event, yaml.ScalarEvent):
        _check_tag(reader, event)
        _scalar(reader, event)
    elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        _check_tag(reader, event)
        _open(reader, event)
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        reader.stack.pop()


def _scalar(reader: _Reader, event: yaml.ScalarEvent) -> None:
    plain = event.style is None or event.style == ""
    index = getattr(event.start_mark, "index", 0)
    value: Data = Scalar.at(event.value, reader.source, index)
    if plain and event.value in ("", "~", "null"):
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
        first = reader.keys[path].line
        reader.report("duplicate-key", f"{key!r} stands here a second time; first on line {first}", event.start_mark, path)
        top.skip = True
    else:
        reader.keys[path] = reader.at(event.start_mark)
    top.key = key


def _open(reader: _Reader, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
    if len(reader.stack) >= _DEPTH_AT_MOST:
        reader.report("yaml-too-deep", f"nested deeper than {_DEPTH_AT_MOST} levels", event.start_mark)
        raise _TooMuchError
    top = reader.stack[-1] if reader.stack else None
    if top is not None and isinstance(top.value, dict) and top.key is None:
        reader.report("yaml-key", "a key must be a word", event.start_mark)
        raise _TooMuchError
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
            message = "a key must be a word"
            reader.report("yaml-key", message, event.start_mark)
            raise _TooMuchError
        else:
            path = (*top.path, top.key)
            if not top.skip:
                top.value[top.key] = value
            top.key, top.skip = None, False
    reader.values.setdefault(path, reader.at(event.start_mark))
    return path


def _check_tag(reader: _Reader, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
    if event.tag is not None and event.tag != "!":
        reader.report("yaml-tag", f"tags are not read: {event.tag[:60]}", event.start_mark, hint="leave it out")
    if event.anchor is not None:
        reader.report("yaml-alias", f"anchors are not read: &{event.anchor[:60]}", event.start_mark)


def _syntax(source: SourceText, problem: yaml.MarkedYAMLError) -> Diagnostic:
    mark = problem.problem_mark or problem.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = source.text.split("\n")
    place = Location(source.file, line + 1, column + 1)
    # libyaml names the place where it gave up, which for a tab is the tab or the line above it
    for number in (line, line + 1, line - 1):
        if 0 <= number < len(lines):
            indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
            if "\t" in indent:
                where = Location(source.file, number + 1, indent.index("\t") + 1)
                return Diagnostic("yaml-tab", "a tab may not indent a line", where, hint="indent with spaces")
    words = " ".join(str(part) for part in (problem.context, problem.problem) if part)
    return Diagnostic("yaml-syntax", f"not readable as YAML: {words}", place)
