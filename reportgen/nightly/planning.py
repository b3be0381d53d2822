"""Which companies are stale. What is not stale is not touched, and costs next to nothing to find out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.model.edition import Edition, previous_of, ratings_beside
from reportgen.model.publication import BuildRow, Release
from reportgen.nightly.fingerprints import code, fingerprint, key_of
from reportgen.nightly.house import Terms
from reportgen.nightly.knowledge import Knowledge, effective_date, latest_close
from reportgen.nightly.notebook import Notebook
from reportgen.nightly.sessions import Sessions
from reportgen.nightly.standing import folder_of, is_whole
from reportgen.nightly.tasks import Task
from reportgen.prices.calendars import sessions_between, weekdays

_OF_A_COMPANY = ("company.yaml", "facts.yaml", "note.md", "opinion.yaml", "valuation.yaml")


@dataclass(frozen=True, slots=True)
class History:
    """What the record says of all companies, by folder."""

    good: Mapping[str, BuildRow]
    """The latest build that gave a note."""
    last: Mapping[str, BuildRow]
    """The latest build, whatever came of it."""
    released: Mapping[str, Release]
    """The latest release."""
    editions: Mapping[str, Edition]
    """As what a draft is made of a company that has been released."""
    first: Edition
    """As what that of any other company is made."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Companies for which nothing is to be done, each with its content's hash and key; and the tasks."""

    settled: Mapping[str, tuple[str, str]]
    tasks: tuple[Task, ...]


def companies_of(root: Path) -> tuple[str, ...]:
    """Every folder below inputs/ that holds any file of a company, even if its company.yaml is what is missing."""
    folder = root / "inputs"
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(each.name for each in folder.iterdir() if any((each / name).exists() for name in _OF_A_COMPANY))
    )


def plan(  # noqa: PLR0913 - what a night goes by
    root: Path,
    sessions: Sessions,
    slugs: Collection[str],
    history: History,
    notebook: Notebook,
    folder: Path,
    *,
    house: str,
) -> Plan:
    """What there is to do for some companies on a night; ``folder`` is where the tasks find room.

    ``house`` is the hash of what the house says of notes.
    """
    settled: dict[str, tuple[str, str]] = {}
    tasks = []
    for number, slug in enumerate(slugs):
        found, edition = fingerprint(root, slug, house), history.editions.get(slug, history.first)
        content = found.content
        keys = settled_keys(root, slug, history)
        if content in notebook.knowledge:
            known = notebook.knowledge[content]
            as_of = effective_date(known, sessions.night, sessions.of(slug)) if known else None
            previous, ratings = previous_of(edition, as_of, found.inputs), ratings_beside(edition, slug, as_of)
            key = key_of(content, as_of, previous, ratings)
            if key in keys:
                settled[slug] = (content, key)
                continue
        task = Task(root, slug, sessions.night, code(), folder / str(number), keys, edition, sessions.of(slug))
        tasks.append(task)
    return Plan(settled, tuple(tasks))


def settled_keys(root: Path, slug: str, history: History) -> frozenset[str]:
    """The keys that need no build: of the note that stands whole, and of the same faults found once more."""
    good, last = history.good.get(slug), history.last.get(slug)
    keys = set()
    if good is not None and is_whole(folder_of(root, good), good.manifest_sha256):
        keys.add(good.input_key)
    # what the inputs do wrong they will do wrong again; a crash or a full disk may have passed
    if last is not None and last.outcome == "failed" and last.reason == "diagnostics":
        keys.add(last.input_key)
    return frozenset(keys)


def overdue(slug: str, known: Knowledge | None, sessions: Sessions, terms: Terms) -> Diagnostic | None:
    """The last close, where the exchange has had more sessions since than the house allows.

    Where the exchange is not known, every weekday counts as one.
    """
    session = sessions.of(slug)
    day = latest_close(known, session) if known else None
    if known is None or day is None or terms.price_days is None:
        return None
    age = len(sessions_between(sessions.calendar(slug) or weekdays("", "UTC"), day, session))
    if age <= terms.price_days:
        return None
    message = f"the last close is of {day}, {age} sessions before that of {session}; {terms.price_days} are allowed"
    place = Location(f"inputs/{slug}/prices.csv", known.closes[day])
    hint = "has the feed stopped? 'reportgen fetch prices' takes a vendor's file"
    return Diagnostic("close-overdue", message, place, severity=Severity.WARNING, hint=hint)
