"""A night may have several runs: one for each exchange, after a stop, or by hand. Its page tells of all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from reportgen.model.publication import BuildRow, Release, RunRow
from reportgen.nightly.entries import Scene, failed_entry, worth_telling
from reportgen.nightly.fingerprints import fingerprint
from reportgen.nightly.notebook import Notebook
from reportgen.nightly.report import Entry, Report, State


def merged(report: Report, scene: Scene, earlier: Sequence[RunRow]) -> Report:
    """What this run tells, with what the earlier runs of its night did; these come oldest first."""
    entries = tuple(_merged(each, scene, earlier) for each in report.entries)
    return replace(report, entries=entries, earlier=tuple(run.started_at for run in earlier))


def for_later(report: Report) -> dict[str, object]:
    """Of each company that wants a look what a later run of the night, which may leave it out, cannot find again."""
    return {
        each.company: {"state": each.state, "withheld": each.withheld, "overdue": each.overdue, "log": each.log}
        for each in report.entries
        if each.look
    }


def names_of(root: Path, slugs: Collection[str], notebook: Notebook, house: str) -> dict[str, str]:
    """The names of companies that a run leaves out, where an earlier one has read them."""
    known = {slug: notebook.knowledge.get(fingerprint(root, slug, house).content) for slug in slugs}
    return {slug: each.name for slug, each in known.items() if each}


def _merged(entry: Entry, scene: Scene, earlier: Sequence[RunRow]) -> Entry:
    runs = {run.id: run for run in earlier}
    found = _as_left(entry, scene, earlier) if entry.state == "skipped" else entry
    row = scene.history.last.get(entry.company) if found.state == "failed" else found.standing
    if row is not None and row.run_id in runs:
        state: State = "failed" if row.outcome == "failed" else "built"
        found = replace(found, state=state, seconds=row.seconds, run_at=runs[row.run_id].started_at)
    release = scene.history.released.get(entry.company)
    if found.released is None and release is not None and _of_a_night(release, scene, earlier):
        found = replace(found, released=release.version)
    return found


def _as_left(entry: Entry, scene: Scene, earlier: Sequence[RunRow]) -> Entry:
    """A company that this run leaves out, as the earlier ones left it."""
    slug, last = entry.company, scene.history.last.get(entry.company)
    run = next((each for each in reversed(earlier) if _has_looked(each, slug, last)), None)
    if run is None:
        return entry
    told: Mapping[str, Any] = _companies(run).get(slug, {})
    state: State = told.get("state", "unchanged")
    if last is not None and last.run_id == run.id:
        state = "failed" if last.outcome == "failed" else "built"
    kept = {"overdue": told.get("overdue"), "log": told.get("log", ""), "run_at": run.started_at}
    if state == "failed" and last is not None:
        failed = failed_entry(scene, slug, last, name=entry.name)
        return replace(failed, session=entry.session, **kept)
    withheld = told.get("withheld", "")
    # a build by hand may have mended it since
    now: State = state if last is None else "unchanged"
    return replace(entry, state=now, withheld=withheld, diagnostics=worth_telling(entry.standing), **kept)


def _has_looked(run: RunRow, slug: str, last: BuildRow | None) -> bool:
    """Whether a run came to a company: it entered its latest build, or came to its own end."""
    only = cast("Sequence[str]", run.summary.get("only") or ())
    over = run.outcome in ("fine", "look") and (not only or slug in only)
    return over or (last is not None and last.run_id == run.id)


def _companies(run: RunRow) -> Mapping[str, Mapping[str, Any]]:
    return cast("Mapping[str, Mapping[str, Any]]", run.summary.get("companies", {}))


def _of_a_night(release: Release, scene: Scene, earlier: Sequence[RunRow]) -> bool:
    """Whether one of the runs released it; a person's release names who approved it, or comes at another time."""
    by_night = scene.terms.release == "auto" and release.approver is None
    return by_night and any(
        run.started_at <= release.released_at <= (run.ended_at or run.started_at) for run in earlier
    )
