"""Write the files of a note into its folder: each whole or not at all, the manifest last."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.diagnostics import ReportgenError

LAST = "manifest.json"

# What the name of a file ends in until it is whole.
_UNFINISHED = ".unfinished"


def publish(folder: Path, files: Mapping[str, bytes], *, gone: Iterable[str] = ()) -> tuple[Path, ...]:
    """Put the files into the folder. All are written before the first one takes its place, the manifest takes it last.

    What is ``gone`` is taken away before that, so that no reader takes an older file for a part of the note. Where the
    manifest's hashes hold, the note is whole. Raises ReportgenError where the folder cannot be written; files
    that were there stay as they were.
    """
    names = sorted(files, key=lambda name: (name == LAST, name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            _sweep(folder)
            _put({folder / name: files[name] for name in names}, [folder / name for name in gone if name not in files])
    except OSError as problem:
        message = f"cannot write to {problem.filename or folder}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
    return tuple(folder / name for name in names)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file through a temporary one beside it, so that a reader sees the old bytes or the new, never a part."""
    _put({path: content})


def _put(files: Mapping[Path, bytes], gone: Iterable[Path] = ()) -> None:
    """Write all files under other names, then rename them in their order. What is there already is left alone."""
    staged: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            if not _holds(path, content):
                _stage(path, content, staged)
        for path in gone:
            path.unlink(missing_ok=True)
        for path, temporary in staged.items():
            temporary.replace(path)
    finally:
        for temporary in staged.values():
            # what stays is hidden, and what stopped the writing is told
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _stage(path: Path, content: bytes, staged: dict[Path, Path]) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
    staged[path] = Path(temporary)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # mkstemp makes a file for its owner alone; a note is for its readers
    staged[path].chmod(0o644)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps two processes from mixing their files: the second waits. A killed build lets go of its hold."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        # some network disks know no locks; there, as everywhere, each file is still whole
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Take away what a killed build left unfinished."""
    for left in folder.glob(f".*{_UNFINISHED}"):
        left.unlink(missing_ok=True)
