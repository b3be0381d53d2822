"""Read the files of a workspace: whatever is wrong with a file is a diagnostic, never an exception."""

from __future__ import annotations

import codecs
import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location

BYTES_AT_MOST = 5_000_000


@dataclass(frozen=True)
class SourceText:
    """A file of the inputs as read: its name relative to the workspace, its text and the hash of its bytes."""

    file: str
    text: str
    sha256: str

    def place(self, index: int) -> Location:
        """Line and column of a character."""
        line = bisect_right(self._starts, index)
        return Location(self.file, line, index - self._starts[line - 1] + 1)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each line begins."""
        return (0, *(place + 1 for place, character in enumerate(self.text) if character == "\n"))


def read_source(root: Path, relative: str) -> SourceText | Diagnostic:
    """The text of a file below the workspace's root, or the diagnostic that says why not."""
    path = root / relative
    try:
        if path.is_dir():
            return _fault("not-a-file", relative, "a file is needed here, but this is a folder")
        if not path.exists():
            return _fault("missing-file", relative, "there is no such file", "'reportgen new' writes a skeleton")
        if not path.is_file():
            return _fault("not-a-file", relative, "a plain file is needed here, not a device or a pipe")
        if path.stat().st_size > BYTES_AT_MOST:
            megabytes = path.stat().st_size / 1e6
            return _fault("file-too-large", relative, f"{megabytes:.1f} MB; an input has at most 5 MB")
        data = path.read_bytes()
    except OSError as problem:
        return _fault("unreadable-file", relative, f"cannot be read: {problem.strerror or problem}")
    return decode(relative, data)


def decode(relative: str, data: bytes) -> SourceText | Diagnostic:
    """The bytes of a file as text; a byte order mark is dropped, and each line ends in a line feed."""
    plain = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = plain[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"not UTF-8: byte 0x{plain[problem.start]:02x} cannot stand here"
        place = Location(relative, line, column)
        return Diagnostic("not-utf8", message, place, hint="save the file with the encoding UTF-8")
    if not text.strip():
        return _fault("empty-file", relative, "the file is empty")
    return SourceText(relative, text, hashlib.sha256(data).hexdigest())


def _fault(code: str, relative: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, message, Location(relative), hint=hint)
