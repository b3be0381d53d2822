"""Write the timers of systemd, or the lines for cron, that make a workspace's nights."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import ReportgenError
from reportgen.publishing import write_whole
from reportgen.schedule.crontab import crontab
from reportgen.schedule.times import Firing
from reportgen.schedule.units import unit_name, units

CRON_FILE = "reportgen.cron"


@dataclass(frozen=True, slots=True)
class Installed:
    """The files written, those of exchanges that are gone, and the commands that put the files to work."""

    files: tuple[Path, ...]
    left_over: tuple[Path, ...]
    commands: tuple[str, ...]


def install_systemd(firings: Iterable[Firing], command: Sequence[str], root: Path, folder: Path) -> Installed:
    """Write a timer and a service for each exchange; nothing is enabled. Raises ReportgenError."""
    _refuse_line_breaks(root, command)
    if any(sign in command[0] for sign in "\"'\\"):
        raise ReportgenError(f"systemd calls no program whose path holds quotation marks or \\: {command[0]}")
    texts = units(firings, command, root)
    files = _write(folder, texts)
    prefix = unit_name(root, "")
    left_over = tuple(sorted(each for each in folder.glob(f"{prefix}*") if each not in files))
    timers = " ".join(name for name in sorted(texts) if name.endswith(".timer"))
    user = "" if os.geteuid() == 0 and folder.is_relative_to("/etc") else " --user"
    commands = [f"systemctl{user} daemon-reload", f"systemctl{user} enable --now {timers}"]
    if user:
        commands.append("loginctl enable-linger    # so that nights are made while nobody is logged in")
    return Installed(files, left_over, tuple(commands))


def install_cron(
    firings: Iterable[Firing], command: Sequence[str], root: Path, folder: Path, *, own_zones: bool
) -> Installed:
    """Write the lines for cron into a file; the user's crontab is left to the user. Raises ReportgenError."""
    _refuse_line_breaks(root, command)
    files = _write(folder, {CRON_FILE: crontab(firings, command, root, own_zones=own_zones)})
    return Installed(files, (), (f"crontab -e    # and add the lines of {files[0]}",))


def folder_of_units() -> Path:
    """Where systemd looks for the user's own units."""
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(configured) if Path(configured).is_absolute() else Path.home() / ".config"
    return base / "systemd" / "user"


def _refuse_line_breaks(root: Path, command: Sequence[str]) -> None:
    if any(not character.isprintable() for text in (str(root), *command) for character in text):
        raise ReportgenError(f"the path {str(root)!r} holds signs that neither systemd nor cron can read; rename it")


def _write(folder: Path, texts: dict[str, str]) -> tuple[Path, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            write_whole(folder / name, text.encode())
    except OSError as problem:
        message = f"cannot write to {folder}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
    return tuple(folder / name for name in sorted(texts))
