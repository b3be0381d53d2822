"""Lets builds of two versions of a note be killed; run by test_failures.py in a process of its own, without threads.

Arguments: the folder of the notes, then the two workspaces. For each line on stdin, which says for how many seconds, a
child builds one version after the other and is killed; then "killed" is written.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from reportgen.build import build


def main() -> None:
    """Build each version once, so that a child has all it needs; then kill children."""
    out, *roots = (Path(each) for each in sys.argv[1:])
    _build(out, roots)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            for root in itertools.cycle(roots):
                _build(out, [root])
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write("killed\n")
        sys.stdout.flush()


def _build(out: Path, roots: Sequence[Path]) -> None:
    for root in roots:
        assert build(root, "small", out=out, formats_wanted=("html", "json")).files


if __name__ == "__main__":
    main()
