"""What tests share: the sample note, built once, and the program as a user runs it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import settings

from reportgen.build import Built, build
from reportgen.cli import main
from tests.commands.reading import Files
from tests.workspaces import workspace

# how long an example takes on a busy machine says nothing about the code
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Ran]


def pytest_collection_finish() -> None:
    """What eight thousand tests hold lives to the end; looking through it for garbage again and again took a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the files in tests/golden/ anew instead of comparing them"
    )
    parser.addoption(
        "--update-pictures", action="store_true", help="accept the sample's pages as they look now in tests/pictures/"
    )


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the sample inputs; only for reading."""
    return workspace(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def sample_built(sample_root: Path) -> Built:
    """The sample note, built once."""
    return build(sample_root, "xiaomi")


@pytest.fixture(scope="session")
def sample_files(sample_built: Built) -> Files:
    """The files of the sample note."""
    assert sample_built.files, "\n".join(each.text() for each in sample_built.diagnostics)
    return Files(sample_built.folder)


@pytest.fixture
def collected() -> Iterator[None]:
    """What a test leaves open is closed with the test: fontTools keeps a file open that is no font."""
    yield
    gc.collect()


@pytest.fixture
def reportgen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program with some arguments, in this process."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["reportgen", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture(scope="session")
def command() -> Run:
    """The program with some arguments, in a process of its own."""
    program = Path(sys.executable).with_name("reportgen")

    def run(*arguments: object, cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [program, *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
