"""Charts that were drawn before, kept as files: what is there by its key is not drawn again.

A key is the hash of everything that a drawing follows from. Nothing depends on the folder: what is missing, damaged or
cannot be written is drawn, as it was the first time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from reportgen.folders import PACKAGE

FOLDER = Path(".cache", "charts")
"""Where a workspace keeps them."""

LIMIT = 100_000_000
"""Bytes that the folder may hold; a note has about 120,000."""

SOURCES = ("formats/charts", "figures.py", "model/charts.py", "model/spacing.py")
"""What draws, with all of the package that it imports."""

# The list holds the hashes of the fonts, and a build refuses fonts that are not as it says.
_FONTS = PACKAGE / "fonts" / "fonts.json"
_DIGEST = 64


def drawing_version() -> str:
    """One hash for what draws: our modules, matplotlib, Python, the fonts."""
    found = hashlib.sha256(f"{version('matplotlib')} {sys.version_info[:3]}".encode())
    for source in SOURCES:
        files = sorted((PACKAGE / source).glob("*.py")) or [PACKAGE / source]
        for file in (*files, _FONTS):
            found.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return found.hexdigest()


# Of the modules as this process loads them: the chart modules come later, with the first drawing.
_VERSION = drawing_version()


def key_of(asked: object) -> str:
    """The name of a drawing by all that was asked for, frozen data whose ``repr`` tells the whole of it."""
    return hashlib.sha256(f"{_VERSION} {asked!r}".encode()).hexdigest()


def kept_or_drawn(folder: Path, keys: Mapping[str, str], draw: Callable[[str], str]) -> dict[str, str]:
    """The drawing of each name, from the folder where it is there by its key, and else drawn and put there."""
    found = {name: drawing for name, key in keys.items() if (drawing := _read(folder, key)) is not None}
    drawn = {name: draw(name) for name in keys if name not in found}
    # a program that was changed since it was loaded would enter the old drawings under the new one's keys
    if drawn and drawing_version() == _VERSION:
        # a cache that cannot be written is none
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            for name, drawing in drawn.items():
                _write(folder, keys[name], drawing)
            prune(folder, LIMIT)
    return found | drawn


def prune(folder: Path, limit: int) -> None:
    """Take away what was not used for longest, until the rest has ``limit`` bytes at most."""
    with os.scandir(folder) as entries:
        files = [(each.stat(follow_symlinks=False), each.path) for each in entries if each.is_file()]
    excess = sum(state.st_size for state, _ in files) - limit
    if excess <= 0:
        return
    for state, path in sorted(files, key=lambda file: (file[0].st_mtime_ns, file[1])):
        # another process may prune as well
        Path(path).unlink(missing_ok=True)
        excess -= state.st_size
        if excess <= 0:
            return


def _read(folder: Path, key: str) -> str | None:
    """What is kept under the key; None for what is not there, not whole, or not of this key."""
    path = _place(folder, key)
    with suppress(OSError):
        digest, content = _parted(path.read_bytes())
        if digest == _digest(key, content):
            with suppress(OSError):
                os.utime(path)
            return content.decode()
    return None


def _write(folder: Path, key: str, drawing: str) -> None:
    """Whole or not at all, but not made safe from a power cut, after which the digest tells what is not whole."""
    content = drawing.encode()
    handle, name = tempfile.mkstemp(suffix=".unfinished", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_digest(key, content) + content)
        # mkstemp makes a file for its owner alone
        Path(name).chmod(0o644)
        Path(name).replace(_place(folder, key))
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _place(folder: Path, key: str) -> Path:
    return folder / f"{key}.svg"


def _parted(content: bytes) -> tuple[bytes, bytes]:
    return content[:_DIGEST], content[_DIGEST:]


def _digest(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).hexdigest().encode()
