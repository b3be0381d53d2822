"""Lets a build be killed at each step of its writing; run by test_failures.py in a process of its own, without threads.

Arguments: the folder of the notes, then the two workspaces. For each line on stdin, which says at which step, the first
version is built, and then a child builds the second and is killed before that step is done. What is answered is
"killed", or "whole" where the build has no such step.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from reportgen.build import build

WHOLE = 0

STEPS = frozenset({"write", "fsync", "chmod", "replace", "rename", "unlink"})


def main() -> None:
    """Build the other version once too, so that a child has all it needs; then kill children."""
    out, one, other = (Path(each) for each in sys.argv[1:])
    _build(out, other)
    folder = _build(out, one)
    whole = _contents(folder)
    for line in sys.stdin:
        if _contents(folder) != whole:
            _build(out, one)
        child = os.fork()
        if child == 0:
            _die_at(int(line), out)
            _build(out, other)
            os._exit(WHOLE)
        _, status = os.waitpid(child, 0)
        assert status in {WHOLE, signal.SIGKILL}
        sys.stdout.write("whole\n" if status == WHOLE else "killed\n")
        sys.stdout.flush()


def _die_at(number: int, out: Path) -> None:
    """Count the steps of writing from the first file on that is opened for it, and die before one of them."""
    left = number

    def count(frame: FrameType, event: str, called: Any) -> None:  # noqa: ANN401 - what the interpreter says
        nonlocal left
        if event == "c_call" and called.__name__ in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]).startswith(str(out)) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            sys.setprofile(count)

    sys.addaudithook(watch)


def _build(out: Path, root: Path) -> Path:
    return build(root, "small", out=out, formats_wanted=("html", "json")).folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.startswith(".")}


if __name__ == "__main__":
    main()
