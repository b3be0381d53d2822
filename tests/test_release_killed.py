"""A release that is killed at any moment has happened wholly or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from reportgen.record import open_record
from reportgen.settling import settle
from tests.coverage_list import PLAIN
from tests.databases import address, postgres, postgres_address, wait_for_the_dead
from tests.releasing import READERS, assert_published, assert_whole, nothing_read_back, publishable, released, reword
from tests.workspaces import REPOSITORY

__all__ = ["address", "postgres", "postgres_address"]

KILLS = 50
_LONGEST = 30.0


class Server:
    """A process that forks a child for each release: see ``tests.releasing.main``."""

    def __init__(self, root: Path, address: str | None) -> None:
        command = [sys.executable, "-m", "tests.releasing", str(root), address or ""]
        self.process = subprocess.Popen(
            command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert self.line() == "ready"

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")

    def release(self, headline: str) -> int:
        """Begin a release; the process that does it."""
        self.say(headline)
        return int(self.line())

    def ended(self) -> int:
        """Wait for the process; its exit status, or the negative number of the signal that ended it."""
        self.say("")
        return int(self.line())

    def close(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        status = self.process.wait(timeout=_LONGEST)
        self.process.stdout.close()
        return status


@contextmanager
def serving(root: Path, address: str | None) -> Iterator[Server]:
    server = Server(root, address)
    try:
        yield server
    finally:
        status = server.close()
    assert status == 0


@pytest.mark.slow
def test_a_killed_release_has_happened_wholly_or_not_at_all(
    tmp_path: Path, address: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # nor does reading it back, which would find nothing on such a page
    monkeypatch.setattr("reportgen.formats.read_back", nothing_read_back)
    root, random = publishable(tmp_path), Random(20251114)  # noqa: S311 - moments, not secrets
    # laying out a page touches nothing that could be left half done; a page of one line leaves the time to what does
    template = root / "templates" / "initiation" / "note.html.j2"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text(PLAIN, encoding="utf-8")
    record, shelf = open_record(root, address), root / "record" / "archive" / "small"
    versions, killed = 1, 0
    with serving(root, address) as server:
        took = _whole(server, "A first headline")
        for number in range(KILLS):
            headline, place = (
                f"Headline {'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}",
                shelf / f"2025-01-31-v{versions + 1}",
            )
            left = _inode(place)
            child = server.release(headline)
            _wait(number, place, left, random.uniform(0, 1.1 * took))
            os.kill(child, signal.SIGKILL)
            killed += server.ended() == -signal.SIGKILL
            wait_for_the_dead(record)
            rows = assert_whole(root, record, readers=len(READERS))
            assert len(rows) == versions + (rows[-1].headline == headline)
            versions = len(rows)
            settle(record)
            assert_published(root, rows[-1])
    # enough of the kills were in time, and the next release goes on as if nothing had been
    assert killed > KILLS // 5
    reword(root, "The last headline")
    assert released(root, record, minutes=1000, subscribers=READERS).outcome == "released"
    assert len(assert_whole(root, record, readers=len(READERS))) == versions + 1
    assert not list(shelf.glob(".staged-*"))
    record.close()


def _wait(number: int, place: Path, left: int, anywhere: float) -> None:
    """A third of the kills come anywhere, a third while the archive is written, a third just around the entry."""
    if number % 3 == 1:
        _until(lambda: any(place.parent.glob(".staged-*")))
        time.sleep(anywhere / 10)
    elif number % 3 == 2:
        # an earlier kill may have left a folder there
        _until(lambda: _inode(place) not in (0, left))
        time.sleep(anywhere / 20)
    else:
        time.sleep(anywhere)


def _whole(server: Server, headline: str) -> float:
    """How many seconds an undisturbed release takes."""
    start = time.monotonic()
    server.release(headline)
    assert server.ended() == 0
    return time.monotonic() - start


def _inode(folder: Path) -> int:
    try:
        return folder.stat().st_ino
    except FileNotFoundError:
        return 0


def _until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + _LONGEST
    while not happened() and time.monotonic() < until:
        time.sleep(0.0002)
