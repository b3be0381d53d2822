"""The archive of released bytes: a folder for each release, put in its place at once and never changed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.diagnostics import ReportgenError
from reportgen.publishing.folder import alone

_STAGED = ".staged-"


@contextmanager
def staged(shelf: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder on the shelf with all the files, safe on the disk, to be moved to its place; else gone in the end.

    What killed processes left staged is swept away. Raises ReportgenError where the shelf cannot be written.
    """
    folder, hold = Path(), -1
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        with alone(shelf):
            _sweep(shelf)
            folder = Path(tempfile.mkdtemp(prefix=_STAGED, dir=shelf))
            hold = _held(folder)
        for name, content in files.items():
            _write(folder / name, content)
        folder.chmod(0o755)
        _sync(folder)
    except OSError as problem:
        _let_go(folder, hold)
        message = f"cannot write to {problem.filename or shelf}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
    try:
        yield folder
    finally:
        _let_go(folder, hold)


def shelve(folder: Path, place: Path) -> None:
    """Move a staged folder to its place. What stands there, left by a release that was killed, is put aside."""
    try:
        if place.exists():
            place.rename(Path(tempfile.mkdtemp(prefix=f".{place.name}-unreleased-", dir=place.parent)) / place.name)
        folder.rename(place)
        for each in (place.parent, place.parent.parent, place.parent.parent.parent):
            _sync(each)
    except OSError as problem:
        message = f"cannot write to {problem.filename or place}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem


def archived(place: Path, hashes: Mapping[str, str]) -> dict[str, bytes]:
    """The files of an archived release. Raises ReportgenError where they are not the bytes that were released."""
    found = {}
    for name, expected in hashes.items():
        try:
            found[name] = (place / name).read_bytes()
        except OSError as problem:
            message = f"the archived {place / name} cannot be read: {problem.strerror or problem}"
            raise ReportgenError(message) from problem
        if hashlib.sha256(found[name]).hexdigest() != expected:
            raise ReportgenError(f"the archived {place / name} is not what was released; restore it from a backup")
    return found


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o444)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _held(folder: Path) -> int:
    """A hold on the folder that ends with the process, so that what the dead left can be told from work in progress."""
    handle = os.open(folder, os.O_RDONLY)
    # a network disk that knows no locks keeps what the dead left
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _sweep(shelf: Path) -> None:
    for left in shelf.glob(f"{_STAGED}*"):
        handle = os.open(left, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # somebody is at work in it
            continue
        else:
            shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(handle)


def _let_go(folder: Path, hold: int) -> None:
    if hold >= 0:
        # moved to its place by now, or not wanted
        shutil.rmtree(folder, ignore_errors=True)
        os.close(hold)
