"""What is wrong in the user's inputs, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

DataPath: TypeAlias = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a diagnostic weighs: an error stops the build, a warning is printed, an info is told."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the workspace; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``code`` is permanent and names the rule (``reportgen explain CODE`` tells why it exists);
    ``path`` is the place in the data, in the words of the file; ``message`` says what is wrong in the field's words.
    """

    code: str
    message: str
    location: Location
    path: str = ""
    severity: Severity = Severity.ERROR
    hint: str = ""

    def text(self) -> str:
        """One line as editors jump to it, and the hint below it."""
        path = f"{self.path}: " if self.path else ""
        line = f"{self.location}: {self.severity.value}: {path}{self.message} [{self.code}]"
        return f"{line}\n    hint: {self.hint}" if self.hint else line

    def as_dict(self) -> dict[str, str | int]:
        """The finding as a flat mapping for JSON."""
        return {
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "severity": self.severity.value,
            "path": self.path,
            "message": self.message,
            "code": self.code,
            "hint": self.hint,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """A permanent code and the reason why it exists."""

    code: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key and value of one file stands, by data path."""

    file: str
    values: Mapping[DataPath, Location]
    keys: Mapping[DataPath, Location]

    def of(self, path: DataPath, *, key: bool = False) -> Location:
        """The place of a path, or of its nearest ancestor that the file holds."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        for length in range(len(path), -1, -1):
            found = first.get(path[:length]) or second.get(path[:length])
            if found is not None:
                return found
        return Location(self.file)


def dotted(path: Iterable[str | int]) -> str:
    """A data path as it is printed: ``parts.smartphones.value``."""
    return ".".join(str(step) for step in path)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings sorted by place, each once."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda found: (found.location, found.code, found.path, found.message)))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Only the findings that stop a build."""
    return tuple(found for found in diagnostics if found.severity is Severity.ERROR)


class ReportgenError(Exception):
    """A fault of the environment (disk, fonts, libraries), never of the inputs."""
