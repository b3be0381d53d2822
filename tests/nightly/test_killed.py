"""Nights that are killed at random moments: the next one completes, and every file is whole."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from reportgen.nightly.fingerprints import inputs_of
from tests.coverage_list import CoverageList
from tests.nightly.killing import left_after
from tests.nights import SAMPLE_NIGHT, builds, damaged, descendants, outcomes
from tests.workspaces import REPOSITORY

pytestmark = pytest.mark.slow


@pytest.fixture
def killer(covered: CoverageList) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.nightly.killing", str(covered.root)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY, env=environment,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def edit(covered: CoverageList, number: int) -> None:
    """Make all notes but the last one stale, which is to be left alone."""
    for slug in list(covered.companies)[:-1]:
        with (covered.inputs(slug) / "company.yaml").open("a", encoding="utf-8") as file:
            file.write(f"# edit {number}\n")


def assert_readable(root: Path) -> None:
    """Every file that a reader can open is a whole one, old or new."""
    for file in (root / "output").glob("*/*/*.*"):
        content = file.read_bytes()
        if file.name.startswith("."):
            continue
        if file.suffix == ".json":
            json.loads(content)
        elif file.suffix == ".xlsx":
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None, file
        else:
            assert content.rstrip().endswith({".pdf": b"%%EOF", ".html": b"</html>"}[file.suffix]), file


def assert_complete(covered: CoverageList) -> None:
    """Every note is whole, and made from the inputs as they are now; nothing is left over."""
    assert not damaged(covered.root)
    standing = builds(covered.root)
    assert {slug: standing[slug].inputs for slug in covered.companies} == {
        slug: inputs_of(covered.root, slug) for slug in covered.companies
    }


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_night_is_completed_by_the_next(
    covered: CoverageList, killer: subprocess.Popen[str], seed: int
) -> None:
    """Forty-four moments in four batches; six more are those of whole commands, below."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    stdin, stdout = pipes(killer)
    whole_night = float(stdout.readline())
    ends = []
    for number in range(11):
        edit(covered, number)
        who = "parent" if number % 2 else "worker"
        for order in (f"{who} {chance.uniform(0, whole_night):.4f}", "nobody 0"):
            stdin.write(f"{order}\n")
            stdin.flush()
            how, left = stdout.readline().split()
            assert left == "0", "a worker outlived its night"
            assert how != "failed"
            assert_readable(covered.root)
            ends.append(how)
        assert_complete(covered)
    # a night may be over before its moment, but most are not
    assert ends.count("killed") >= 3
    assert outcomes(covered.root).count("stopped") <= ends.count("killed")


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_command_is_completed_by_the_next(covered: CoverageList, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    for number in range(3):
        edit(covered, number)
        command = [
            sys.executable,
            "-m",
            "reportgen",
            "nightly",
            "--root",
            str(covered.root),
            "--as-of",
            str(SAMPLE_NIGHT),
        ]
        process = subprocess.Popen([*command, "--jobs", "2"], cwd=REPOSITORY, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 5))
        workers = list(descendants(process.pid))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not left_after(workers)
        assert_readable(covered.root)
        subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
        assert_complete(covered)
