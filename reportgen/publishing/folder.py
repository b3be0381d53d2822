"""Write the files of a note into its folder: each whole or not at all, the manifest last."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reportgen.diagnostics import ReportgenError

LAST = "manifest.json"


def publish(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Put the files into the folder. The manifest is written last: where its hashes hold, the note is whole.

    Raises ReportgenError where the folder cannot be written; files that were there stay as they were.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = sorted(files, key=lambda name: (name == LAST, name))
        for name in names:
            write_whole(folder / name, files[name])
    except OSError as problem:
        message = f"cannot write to {problem.filename or folder}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
    return tuple(folder / name for name in names)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file through a temporary one beside it, so that a reader sees the old bytes or the new, never a part."""
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a file for its owner alone; a note is for its readers
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
