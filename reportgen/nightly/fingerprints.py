"""What a note depends on, by content: the company's inputs, the house, templates, fonts, the program."""

from __future__ import annotations

import hashlib
import json
import platform
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.folders import PACKAGE, font_folders, template_folders
from reportgen.model.publication import Release

# What can change a note without any file of ours changing.
_LIBRARIES = (
    "fonttools", "jinja2", "markdown-it-py", "markupsafe", "matplotlib", "numpy", "pikepdf", "pydantic", "pydyf",
    "pypdfium2", "pyyaml", "scipy", "tinycss2", "weasyprint", "xlsxwriter",
)  # fmt: skip
# An input has at most five megabytes; what is larger is refused unread, so its size and time tell enough.
_HASHED_AT_MOST = 5_000_000
_INPUTS = (".yaml", ".csv", ".md")
HOUSE = "inputs/house.yaml"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hashes of a company's inputs by file, and one hash for all that surrounds them."""

    inputs: Mapping[str, str]
    house: str
    """What the house says of notes; of its file the rest does not count."""
    surroundings: str

    @property
    def content(self) -> str:
        """One hash for everything but the note's date."""
        inputs = {file: sha256 for file, sha256 in self.inputs.items() if file != HOUSE}
        return digest({"inputs": inputs, "house": self.house, "surroundings": self.surroundings})


def fingerprint(root: Path, slug: str, house: str | None = None) -> Fingerprint:
    """What a company's note would be made from now; ``house`` spares who knows it from reading the house."""
    return Fingerprint(inputs_of(root, slug), house_key(root) if house is None else house, surroundings(root))


def house_key(root: Path) -> str:
    """One hash for what ``house.yaml`` says of notes; for all of it where it is at fault, as every note then is."""
    return _house_key_of(root, _input_hash(root / HOUSE))


@lru_cache(maxsize=8)
def _house_key_of(root: Path, content: str) -> str:
    from reportgen.loading.house import read_house  # noqa: PLC0415 - a quiet night spares itself the models
    from reportgen.model.house import settings_of_notes  # noqa: PLC0415 - see above

    read = read_house(root)
    if read.house is None or read.diagnostics:
        return content
    return hashlib.sha256(repr(settings_of_notes(read.house)).encode()).hexdigest()


def key_of(
    content: str, as_of: date | None, previous: Release | None = None, ratings: Sequence[tuple[str, int]] = ()
) -> str:
    """The key of a note: what it is made from, its date, what it may print of the release before it, others' ratings.

    Without a date the inputs cannot be read.
    """
    before = (
        {
            "previous": [
                previous.rating,
                previous.currency,
                previous.target_price,
                str(previous.as_of),
                _numbers(previous),
                # stands for all the ratings and targets before it
                previous.version,
            ]
        }
        if previous and as_of
        else {}
    )
    beside = {"ratings": [list(each) for each in ratings]} if ratings else {}
    return digest({"content": content, "as_of": str(as_of), **before, **beside})


def _numbers(release: Release) -> list[str]:
    return [release.price, release.implied_return, release.files.get("note.json", "")]


def inputs_of(root: Path, slug: str) -> dict[str, str]:
    """The hashes of the house's file and of every file in the company's folder that a build might read."""
    folder = root / "inputs" / slug
    files = [root / HOUSE, *(_plain(folder, _INPUTS) if folder.is_dir() else ())]
    return {file.relative_to(root).as_posix(): found for file in files if (found := _input_hash(file))}


def surroundings(root: Path) -> str:
    """One hash for templates, fonts, the program and the libraries."""
    folders = {**template_folders(root), **font_folders(root)}
    files = {
        f"{name}/{file.relative_to(folder).as_posix()}": _hash_of(file)
        for name, folder in folders.items()
        for file in _below(folder)
    }
    return digest({"files": files, "code": code()})


@lru_cache(maxsize=1)  # a process keeps the program that it was started with
def code() -> str:
    """One hash for the program's modules and the versions of the libraries that shape a note."""
    modules = {
        file.relative_to(PACKAGE).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(PACKAGE.rglob("*.py"))
    }
    return digest({"python": platform.python_version(), "libraries": dict(_versions()), "modules": modules})


def digest(value: Mapping[str, object]) -> str:
    """The hash of a value in canonical JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _versions() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, ""


def _plain(folder: Path, suffixes: tuple[str, ...]) -> Iterable[Path]:
    """The files of a folder that are no editor's leftovers."""
    return sorted(file for file in folder.iterdir() if file.suffix in suffixes and not file.name.startswith("."))


def _below(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        return ()
    return sorted(file for file in folder.rglob("*") if not file.name.startswith(".") and file.is_file())


def _input_hash(file: Path) -> str:
    """The hash of an input; for what cannot be read a word that says why, since the diagnostic will be the same."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            return "not a file"
        if found.st_size > _HASHED_AT_MOST:
            return f"too large: {found.st_size} {found.st_mtime_ns}"
        return _hash_of(file)
    except FileNotFoundError:
        return ""
    except OSError as problem:
        return f"unreadable: {problem.strerror}"


def _hash_of(file: Path) -> str:
    found = file.stat()
    return _hash_as_of(file, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


@lru_cache(maxsize=8192)
def _hash_as_of(file: Path, *_: int) -> str:
    """The hash of a file that has not been touched since: size, both times and inode are part of the question."""
    return file_hash(file)
