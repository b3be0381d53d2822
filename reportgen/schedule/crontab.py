"""Lines for cron that run the night after each close."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportgen.schedule.times import Firing

DAEMONS = tuple(Path(folder, name) for folder in ("/usr/sbin", "/sbin", "/usr/bin") for name in ("cron", "crond"))


def crontab(firings: Iterable[Firing], command: Sequence[str], root: Path, *, own_zones: bool) -> str:
    """The lines of a crontab. With ``own_zones`` each line names its time zone, which not every cron understands."""
    lines = [f"# Research notes of {root}; written by 'reportgen schedule install --cron'"]
    if not own_zones:
        lines.append("# for a machine whose clock is in the time zone that each line names")
    for firing in firings:
        days = ",".join(str((weekday + 1) % 7) for weekday in firing.weekdays)
        lines.append(f"# after the close of {firing.mic}, {firing.zone}")
        if own_zones:
            lines.append(f"CRON_TZ={firing.zone}")
        lines.append(f"{firing.at.minute} {firing.at.hour} * * {days} {_shell(command)}")
    return "\n".join((*lines, ""))


def knows_zones(daemons: Iterable[Path] = DAEMONS) -> bool | None:
    """Whether this machine's cron knows CRON_TZ; None where no cron is found. One that knows it holds the word."""
    found = [daemon for daemon in daemons if daemon.is_file()]
    try:
        return any(b"CRON_TZ" in daemon.read_bytes() for daemon in found) if found else None
    except OSError:
        return None


def _shell(command: Sequence[str]) -> str:
    # cron takes a bare % for the end of the line, inside quotation marks too
    return " ".join(shlex.quote(argument) for argument in command).replace("%", "\\%")
