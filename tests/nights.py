"""Nights for tests: run in this process with real workers, under a clock that goes on by itself.

night = tonight(root)                          # the night of the sample
assert states(night) == {"albatross": "built"}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from reportgen.model.publication import BuildRow
from reportgen.nightly.report import Report
from reportgen.nightly.run import Choices, Night, run_night
from reportgen.record import last_builds, open_record, runs
from reportgen.record.nights import good_builds

SAMPLE_NIGHT = date(2025, 11, 14)
_SECONDS = count()
_BEGIN = datetime(2025, 11, 14, 14, 0, tzinfo=UTC)


def clock() -> datetime:
    """Each look is a second later than the one before, in all tests of a process."""
    return _BEGIN + timedelta(seconds=next(_SECONDS))


def tonight(
    root: Path,
    day: date = SAMPLE_NIGHT,
    *,
    now: Callable[[], datetime] = clock,
    **choices: Any,  # noqa: ANN401 - as a night takes them
) -> Night:
    """Run a night."""
    return run_night(Choices(**{"root": root, "night": day, "jobs": 1, **choices}), now, lambda *_: None)


def told(night: Night) -> Report:
    """The report of a night that took place."""
    return night.report


def states(night: Night) -> dict[str, str]:
    """What became of each company."""
    return {each.company: each.state for each in told(night).entries}


def codes(night: Night, slug: str) -> list[str]:
    """The codes of a company's errors."""
    entry = next(each for each in told(night).entries if each.company == slug)
    return [str(each["code"]) for each in entry.diagnostics if each["severity"] == "error"]


def index(night: Night) -> dict[str, Any]:
    """The night as its JSON tells it."""
    found: dict[str, Any] = json.loads(night.page.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def builds(root: Path) -> dict[str, BuildRow]:
    """The good builds in the record of a workspace."""
    record = open_record(root)
    try:
        with record.reading() as connection:
            return good_builds(connection)
    finally:
        record.close()


def last_builds_of(root: Path) -> dict[str, BuildRow]:
    """The latest builds in the record of a workspace, whatever came of them."""
    record = open_record(root)
    try:
        with record.reading() as connection:
            return last_builds(connection)
    finally:
        record.close()


def outcomes(root: Path) -> list[str | None]:
    """How the runs in the record ended, the oldest first."""
    record = open_record(root)
    try:
        with record.reading() as connection:
            return [each.outcome for each in reversed(runs(connection, 100))]
    finally:
        record.close()


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file of the notes: what is written anew has others."""
    files = (file for file in (root / "output").rglob("note.*"))
    return {str(file): (file.stat().st_ino, file.stat().st_mtime_ns) for file in files}


def damaged(root: Path) -> list[str]:
    """Files below output/ that are not what their manifest says, and leftovers of any kind."""
    found = [str(file) for file in (root / "output").rglob(".*")]
    for manifest in (root / "output").glob("*/*/manifest.json"):
        outputs = json.loads(manifest.read_bytes())["outputs"]
        found += [
            f"{manifest.parent}/{name}"
            for name, expected in outputs.items()
            if _hash(manifest.parent / name) != expected["sha256"]
        ]
    return found


def children(process: int) -> Iterator[int]:
    """The processes that a process has started and that still live, by Linux."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            yield int(status.parent.name)


def descendants(process: int) -> Iterator[int]:
    """The children of a process, and theirs."""
    for child in children(process):
        yield child
        yield from descendants(child)


def parent(process: int) -> int:
    """The process that has started a process, by Linux."""
    return int(Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
