"""From what was done to what is told: one entry for each company."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.model.publication import BuildRow
from reportgen.nightly.house import Terms
from reportgen.nightly.knowledge import Knowledge
from reportgen.nightly.planning import History, overdue
from reportgen.nightly.report import Entry, Found
from reportgen.nightly.sessions import Sessions
from reportgen.nightly.standing import folder_of, is_whole
from reportgen.nightly.tasks import Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found of a company: its content and key; the outcome and the row of what was done, if anything was."""

    content: str
    key: str
    knowledge: Knowledge | None
    outcome: Outcome | None = None
    row: BuildRow | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A workspace at the end of a run."""

    root: Path
    sessions: Sessions
    terms: Terms
    history: History
    before: Mapping[str, BuildRow]
    """The notes that stood before the night."""
    logs: Mapping[str, str]


def entries(
    scene: Scene, companies: Collection[str], results: Mapping[str, Result], names: Mapping[str, str]
) -> tuple[Entry, ...]:
    """All companies in their order; those that were not asked for are skipped, under the ``names`` that are known."""
    found = (_entry(scene, slug, results.get(slug), names.get(slug, slug)) for slug in companies)
    return tuple(replace(each, session=scene.sessions.of(each.company)) for each in found)


def failed_entry(
    scene: Scene, slug: str, failed: BuildRow, *, name: str, seconds: float = 0.0, overdue: Found | None = None
) -> Entry:
    """A company whose note could not be built; the one before stays if its files are whole."""
    good = scene.history.good.get(slug)
    whole = good is not None and is_whole(folder_of(scene.root, good), good.manifest_sha256)
    return Entry(
        company=slug,
        name=name,
        state="failed",
        seconds=seconds,
        reason=failed.reason,
        standing=good if whole else None,
        before=scene.before.get(slug) if whole else None,
        diagnostics=worth_telling(failed),
        overdue=overdue,
        log=scene.logs.get(slug, ""),
    )


def _entry(scene: Scene, slug: str, result: Result | None, name: str) -> Entry:
    good, before = scene.history.good.get(slug), scene.before.get(slug)
    if result is None:
        return Entry(company=slug, name=name, state="skipped", standing=good, before=before)
    known = result.knowledge
    name = known.name if known else slug
    late = overdue(slug, known, scene.sessions, scene.terms)
    told = late.as_dict() if late else None
    seconds = result.outcome.seconds if result.outcome else 0.0
    failed = result.row or scene.history.last.get(slug)
    if result.row is None and good is not None and result.key == good.input_key:
        failed = None
    if failed is None or failed.outcome == "built":
        return Entry(
            company=slug,
            name=name,
            state="unchanged" if result.row is None else "built",
            seconds=seconds,
            standing=good,
            before=before,
            diagnostics=worth_telling(good),
            overdue=told,
        )
    return failed_entry(scene, slug, failed, name=name, seconds=seconds, overdue=told)


def worth_telling(row: BuildRow | None) -> tuple[Found, ...]:
    """Errors and warnings; what is for information only stands in the manifest."""
    return tuple(each for each in row.diagnostics if each["severity"] != "info") if row else ()
