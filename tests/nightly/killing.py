"""Runs nights of a workspace and kills them; run by test_killed.py in a process of its own, without threads.

Argument: the workspace. For each line on stdin, ``parent SECONDS``, ``worker SECONDS`` or ``nobody 0``, a child runs a
night and is killed after so many seconds, itself or one of its workers. Then a line says how it ended.

Children are forked from a process that has imported everything, so that fifty of them take a minute; workers are forked
from these, where a user's are forked from a process between, and do the same.
"""

from __future__ import annotations

import ctypes
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from reportgen.nightly import workers
from reportgen.nightly.run import Choices, run_night
from reportgen.nightly.worker import warm_up
from tests.nights import SAMPLE_NIGHT, children

_PATIENCE = 20.0
_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER


def main() -> None:
    """Make nights and kill them."""
    root = Path(sys.argv[1])
    # also those workers that were started in the very moment of the kill are waited for
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1)
    assert not warm_up()
    setattr(workers, "get_context", lambda _: get_context("fork"))  # noqa: B010 - not a name that it exports
    night(root)
    start = time.monotonic()
    child = begin(root)
    os.waitpid(child, 0)
    say(f"{time.monotonic() - start}")
    for line in sys.stdin:
        who, seconds = line.split()
        child = begin(root)
        time.sleep(float(seconds))
        victims = {"parent": [child], "worker": list(children(child)), "nobody": []}[who]
        for victim in random.sample(victims, min(1, len(victims))):
            os.kill(victim, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        ended = "killed" if os.WIFSIGNALED(status) else "failed" if status else "ended"
        say(f"{ended} {orphans()}")


def begin(root: Path) -> int:
    """A child that runs a night."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        night(root)
        status = 0
    finally:
        os._exit(status)


def night(root: Path) -> None:
    """A night with the time of the machine, which goes on from one child to the next."""
    run_night(Choices(root=root, night=SAMPLE_NIGHT, jobs=2), clock, lambda *_: None)


def clock() -> datetime:
    """The time of the machine."""
    return datetime.fromtimestamp(time.time_ns() / 1e9, UTC)


def orphans() -> int:
    """How many processes outlive the night they worked for by more than a moment."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return 0
        time.sleep(0.01)
    return len(list(children(os.getpid())))


def left_after(processes: list[int]) -> list[int]:
    """Those of some processes that outlive their parent by more than a moment."""
    until = time.monotonic() + _PATIENCE
    left = processes
    while left and time.monotonic() < until:
        left = [each for each in left if Path(f"/proc/{each}/exe").exists() and running(each)]
        time.sleep(0.01)
    return left


def running(process: int) -> bool:
    """Whether a process lives; a dead one that nobody has asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def say(words: str) -> None:
    """One line for the test."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
