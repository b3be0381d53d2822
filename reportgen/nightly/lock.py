"""One night at a time on a workspace. The kernel lets go of a dead run's lock, so that nothing has to be cleaned up."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from reportgen.diagnostics import ReportgenError

FILE = Path("record") / "nightly.lock"


@contextmanager
def locked(root: Path, now: datetime) -> Iterator[None]:
    """Hold the workspace's lock. Raises ReportgenError with the holder's name where another run has it."""
    path = root / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as problem:
        if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            message = f"{path.parent} cannot be written to; mend the rights of the folder and of the files in it"
        else:
            message = f"cannot open the night's lock {path}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReportgenError(f"another night is at work on this workspace: {_holder(handle)}") from None
        except OSError as problem:
            message = f"cannot lock {path}: {problem.strerror or problem}; a night needs a disk that knows locks"
            raise ReportgenError(message) from problem
        _sign(handle, now)
        yield
    finally:
        os.close(handle)


def _sign(handle: int, now: datetime) -> None:
    """Who holds the lock; only for the message, so that a full disk does not matter."""
    text = json.dumps({"process": os.getpid(), "host": platform.node(), "since": now.isoformat(timespec="seconds")})
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{text}\n".encode(), 0)


def _holder(handle: int) -> str:
    try:
        found = json.loads(os.pread(handle, 1000, 0))
        return f"process {found['process']} on {found['host']}, since {found['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has not said which"
