"""Timers and services of systemd that run the night after each close."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportgen.schedule.times import Firing

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def units(firings: Iterable[Firing], command: Sequence[str], root: Path) -> dict[str, str]:
    """The text of each unit by the name of its file: a timer and a service for each exchange."""
    written = {}
    for firing in firings:
        name = unit_name(root, firing.mic)
        written[f"{name}.timer"] = _timer(firing, root)
        written[f"{name}.service"] = _service(firing, command, root)
    return written


def unit_name(root: Path, mic: str) -> str:
    """A name that is the same each time and differs between workspaces, in signs that systemd allows."""
    where = str(root)
    word = re.sub(r"[^a-z0-9]+", "-", root.name.lower()).strip("-")[:30] or "workspace"
    return f"reportgen-{word}-{hashlib.sha256(where.encode()).hexdigest()[:8]}-{mic.lower()}"


def on_calendar(firing: Firing) -> str:
    """The firing as systemd writes it: ``Mon,Tue *-*-* 17:00:00 Asia/Hong_Kong``."""
    days = ",".join(_DAYS[weekday] for weekday in firing.weekdays)
    return f"{days} *-*-* {firing.at:%H:%M:%S} {firing.zone}"


def command_line(command: Sequence[str]) -> str:
    """What stands behind ExecStart=: each part in double quotes, with the signs escaped that systemd would expand."""
    program, *arguments = (_quoted(part) for part in command)
    # variables are put into arguments, not into the program's path
    return " ".join((program, *(argument.replace("$", "$$") for argument in arguments)))


def _quoted(part: str) -> str:
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _timer(firing: Firing, root: Path) -> str:
    return f"""\
# Written by 'reportgen schedule install --systemd'
[Unit]
Description=Research notes of {_described(root)} after the close of {firing.mic}

[Timer]
OnCalendar={on_calendar(firing)}
# a night that the machine slept through is made up for
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


def _service(firing: Firing, command: Sequence[str], root: Path) -> str:
    return f"""\
# Written by 'reportgen schedule install --systemd'
[Unit]
Description=Research notes of {_described(root)} after the close of {firing.mic}

[Service]
Type=oneshot
ExecStart={command_line(command)}
"""


def _described(root: Path) -> str:
    return str(root).replace("%", "%%").replace("\\", "\\\\")
