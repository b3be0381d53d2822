"""Where the house lets it, a night releases the notes that are clean; one after the other, in the parent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from traceback import print_exc
from typing import TYPE_CHECKING

from reportgen.diagnostics import ReportgenError, Severity
from reportgen.model.publication import BuildRow, Release, Subscriber
from reportgen.nightly.entries import Result
from reportgen.nightly.fingerprints import fingerprint
from reportgen.nightly.report import Entry, as_diagnostic

if TYPE_CHECKING:
    from reportgen.record import Record


@dataclass(frozen=True, slots=True)
class _Decision:
    """The version that was released, or why none was; ``lasting`` if the next night would decide the same."""

    version: int | None = None
    why: str = ""
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What releasing works with."""

    root: Path
    record: Record
    released: Mapping[str, Release]
    """The latest release of each company before the night's."""
    considered: Mapping[str, str]
    """What earlier nights have decided, by build and the release before it."""
    clock: Callable[[], datetime]


def released(
    desk: Desk, entries: tuple[Entry, ...], results: Mapping[str, Result]
) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """The entries with what was released and what was withheld; and the decisions, for the nights to come."""
    kept: dict[str, str] = {}
    told = []
    for entry in entries:
        row, result = entry.standing, results.get(entry.company)
        last = desk.released.get(entry.company)
        if entry.state not in ("built", "unchanged") or row is None or result is None or _is_out(row, last):
            told.append(entry)
            continue
        mark = f"{row.id} {last.id if last else ''}".strip()
        if mark in desk.considered:
            found = _Decision(why=desk.considered[mark], lasting=True)
        else:
            found = _decide(desk, row, result, last)
        if found.lasting:
            kept[mark] = found.why
        told.append(replace(entry, released=found.version, withheld=found.why))
    return tuple(told), kept


def _is_out(row: BuildRow, last: Release | None) -> bool:
    """Whether the company's note was released since this build."""
    return last is not None and last.released_at >= row.built_at


def _decide(desk: Desk, row: BuildRow, result: Result, last: Release | None) -> _Decision:
    """Release a note, or say why not; neither where what it says is released already."""
    from reportgen.loading.subscribers import load_subscribers  # noqa: PLC0415 - quiet nights release nothing
    from reportgen.release import obstacle  # noqa: PLC0415 - see above

    said = (row.rating or "", row.target_price or "")
    opinion = row.inputs.get(f"inputs/{row.company}/opinion.yaml", "")
    why = obstacle([as_diagnostic(each) for each in row.diagnostics], said, opinion, last)
    if why:
        return _Decision(why=why, lasting=True)
    readers = load_subscribers(desk.root)
    if not readers.readable:
        return _Decision(why="inputs/subscribers.yaml cannot be read, so the note would reach nobody")
    if fingerprint(desk.root, row.company).content != result.content:
        return _Decision(why="the inputs were edited after the note was built")
    try:
        return _release(desk, row, readers.subscribers)
    except ReportgenError as problem:
        return _Decision(why=f"the release failed: {problem}")
    except Exception as problem:  # noqa: BLE001 - the other notes go on
        print_exc()
        return _Decision(why=f"the release broke off: {type(problem).__name__}: {problem}")


def _release(desk: Desk, row: BuildRow, subscribers: Iterable[Subscriber]) -> _Decision:
    from reportgen.release import release  # noqa: PLC0415 - see above

    done = release(
        desk.root,
        row.company,
        record=desk.record,
        now=desk.clock(),
        as_of=row.as_of,
        subscribers=subscribers,
        unattended=True,
    )
    if done.outcome == "stopped":
        worst = min(done.diagnostics, key=lambda each: list(Severity).index(each.severity), default=None)
        told = worst is not None and worst.severity is not Severity.INFO
        return _Decision(why=worst.message if told and worst else "the inputs were edited after the note was built")
    if done.outcome == "released" and done.release is not None:
        return _Decision(done.release.version)
    return _Decision(lasting=True)
