"""The night as a process of its own, which can be stopped, and takes no memory between nights."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportgen.diagnostics import ReportgenError

STOPPED = 130
_PATIENCE = 30.0


def night_command(root: Path, *, send: bool) -> tuple[str, ...]:
    """The command line that makes the nights of now, independent of the folder and the PATH from which it is called."""
    command = (sys.executable, "-m", "reportgen", "nightly", "--root", str(root))
    return (*command, "--send") if send else command


@dataclass(slots=True)
class NightProcess:
    """Runs one night after the other; ``stop`` may come from another thread."""

    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = field(default=None)
    stopped: bool = False

    def run(self, day: date | None) -> int:
        """Make the nights up to a day, or with none those of now, and wait for the status."""
        if self.stopped:
            return STOPPED
        extra = () if day is None else ("--as-of", str(day))
        try:
            self.process = subprocess.Popen((*self.command, *extra))  # noqa: S603 - our own command line
        except OSError as problem:
            raise ReportgenError(f"cannot start {self.command[0]}: {problem.strerror or problem}") from problem
        if self.stopped:
            self.process.terminate()
        return self.process.wait()

    def stop(self) -> None:
        """Ask the night that is running to end, and end it where it does not."""
        self.stopped = True
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
