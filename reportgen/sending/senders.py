"""Who sends: each process under a name of its own, by which a dead one can be told from a living one."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

# No step takes so long. One that has been silent for longer is dead, or will find that its claim is taken.
SILENT_AT_MOST = timedelta(hours=1)
_STATE, _STARTED = 0, 19  # in /proc/<pid>/stat, counted behind the name of the program
_GONE = ("Z", "X", "x")


def this_sender() -> str:
    """The name of this process as a sender: host, process and when it began, for numbers of processes return."""
    return f"{_host()}/{os.getpid()}/{_started(os.getpid()) or 0}"


def dead_senders(at_work: Mapping[str, datetime], now: datetime) -> frozenset[str]:
    """The dead among some senders, given with the moment of each one's last step."""
    return frozenset(name for name, last in at_work.items() if not _alive(name, last, now))


def _alive(name: str, last: datetime, now: datetime) -> bool:
    host, process, started = [*name.rsplit("/", 2), "", ""][:3]
    if now - last > SILENT_AT_MOST:
        return False
    # a sender of another machine cannot be asked
    return host != _host() or not process.isdigit() or _started(int(process)) == started


def _host() -> str:
    return platform.node() or "unknown"


def _started(process: int) -> str | None:
    """When a process began, in the kernel's own count; None where there is none."""
    try:
        # the program's name stands in brackets and may hold anything
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None if Path("/proc/self/stat").exists() else _answers(process)
    return None if fields[_STATE] in _GONE else fields[_STARTED]


def _answers(process: int) -> str | None:
    """Without /proc only whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return None
    except OSError:
        return "0"
    return "0"
