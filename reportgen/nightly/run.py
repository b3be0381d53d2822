"""One night from the lock to the page: what is stale is built, published and entered; the rest is left alone."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4
from zoneinfo import ZoneInfo

from reportgen import record as records
from reportgen.diagnostics import Diagnostic, ReportgenError, errors
from reportgen.model.publication import BuildRow, Message, RunOutcome, RunRow
from reportgen.nightly.entries import Result, Scene, entries
from reportgen.nightly.fingerprints import code
from reportgen.nightly.house import Terms, read_terms, terms_key
from reportgen.nightly.lock import locked
from reportgen.nightly.merging import for_later, merged, names_of
from reportgen.nightly.notebook import Notebook, read_notebook, write_notebook
from reportgen.nightly.page import keep_page, page_folder, publish_page
from reportgen.nightly.planning import History, Plan, companies_of, plan
from reportgen.nightly.releasing import Desk, released
from reportgen.nightly.report import Report
from reportgen.nightly.sessions import Exchange, Sessions, other_days, sessions_of
from reportgen.nightly.settling import Ledger, settle, write_logs
from reportgen.nightly.tasks import Limits
from reportgen.record.nights import good_builds, runs_of_night
from reportgen.settling import settle as settle_releases

SCRATCH = Path("output") / ".nightly"
_RUNS_LOOKED_AT = 50

Clock: TypeAlias = Callable[[], datetime]
Tell: TypeAlias = Callable[[int, int, str, BuildRow | None], None]
"""Told how many companies are done, of how many, and the last one with its build; before the first one of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was asked for."""

    root: Path
    night: date | None = None
    """By default today in the house's time zone, for a workspace of which no exchange is known."""
    exchanges: Mapping[str, Exchange] = field(default_factory=dict)
    """Where each company trades; one of which that is not known has its session on the night itself."""
    jobs: int = 1
    only: tuple[str, ...] = ()
    send: bool = False
    """Whether the operator gets the night's page."""


@dataclass(frozen=True, slots=True)
class Night:
    """A run that is over, its night's page, and what is wrong with the house's own file, which failed every company."""

    report: Report
    page: Path
    faults: tuple[Diagnostic, ...] = ()


def run_night(choices: Choices, clock: Clock, tell: Tell) -> Night:
    """Run a night. Raises ReportgenError where another one is at work, or the machine or the record does not play."""
    notebook, key = read_notebook(choices.root), terms_key(choices.root)
    terms, faults = (notebook.terms[key], ()) if key in notebook.terms else read_terms(choices.root)
    with locked(choices.root, clock()):
        record = records.open_record(choices.root, records.record_address(terms.record))
        try:
            records.refuse_damage(record)
            night = choices.night or clock().astimezone(ZoneInfo(terms.time_zone)).date()
            settle_releases(record)
            with _entered(record, night, clock) as run, _scratch(choices.root) as scratch:
                ledger, sessions = (
                    Ledger(choices.root, record, run.id, night),
                    sessions_of(choices.exchanges, night, clock()),
                )
                at_work = _AtWork(choices, terms, ledger, clock, scratch, sessions)
                report, whole, learned = _worked(at_work, run, notebook, tell)
                write_notebook(choices.root, replace(learned, terms={} if errors(faults) else {key: terms}))
                try:
                    page = publish_page(choices.root, whole)
                finally:
                    # what was built is built, even if the page that tells of it cannot be written
                    _end(at_work, report, whole)
                return Night(report, page, faults)
        finally:
            record.close()


@dataclass(frozen=True, slots=True)
class _AtWork:
    choices: Choices
    terms: Terms
    ledger: Ledger
    clock: Clock
    scratch: Path
    sessions: Sessions


@contextmanager
def _entered(record: records.Record, night: date, clock: Clock) -> Iterator[RunRow]:
    """A run in the record, under the lock. Runs without an end are dead and get one; so does this if it breaks off."""
    run = RunRow(
        id=str(uuid4()), night=night, started_at=clock(), host=platform.node(), process=os.getpid(), code=code()
    )
    with record.transaction() as connection:
        for dead in records.runs(connection, _RUNS_LOOKED_AT):
            if dead.outcome is None:
                records.end_run(connection, dead.id, at=run.started_at, outcome="stopped", summary={})
        records.enter_run(connection, run)
    try:
        yield run
    except BaseException:
        # where even this fails, the next run ends it
        with suppress(ReportgenError), record.transaction() as connection:
            records.end_run(connection, run.id, at=clock(), outcome="stopped", summary={})
        raise


def _end(at_work: _AtWork, report: Report, whole: Report) -> None:
    """The run's end, and with it, where something happened, the operator's message: both or neither."""
    now, ledger, operator = at_work.clock(), at_work.ledger, at_work.terms.operator
    outcome: RunOutcome = "look" if report.look else "fine"
    messages: tuple[Message, ...] = ()
    if at_work.choices.send and operator and report.happened:
        from reportgen.publishing.email.outbox import night_message  # noqa: PLC0415 - quiet nights write no mail

        keep_page(at_work.choices.root, whole)
        messages = (night_message(ledger.night, ledger.run, operator, now),)
    summary: dict[str, object] = {
        **report.counts, "only": list(at_work.choices.only), "companies": for_later(report),
    }  # fmt: skip
    with ledger.record.transaction() as connection:
        records.end_run(connection, ledger.run, at=now, outcome=outcome, summary=summary)
        records.enter_messages(connection, messages)


@contextmanager
def _scratch(root: Path) -> Iterator[Path]:
    """Room for the workers, on the disk of the notes; what a dead run left there goes."""
    folder = root / SCRATCH
    # what cannot be taken away is in nobody's way: each worker has a folder of its own
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ReportgenError(f"cannot make the folder {folder}: {problem.strerror or problem}") from problem
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _worked(at_work: _AtWork, run: RunRow, notebook: Notebook, tell: Tell) -> tuple[Report, Report, Notebook]:
    """Plan, build what is stale, and tell of all: as this run saw it, and as the whole night did."""
    choices, terms, ledger = at_work.choices, at_work.terms, at_work.ledger
    companies = companies_of(choices.root)
    chosen = [slug for slug in companies if not choices.only or slug in choices.only]
    plans = plan(choices.root, at_work.sessions, chosen, _history(ledger), notebook, at_work.scratch, house=terms.notes)
    results = {
        slug: Result(content, key, notebook.knowledge[content]) for slug, (content, key) in plans.settled.items()
    }
    results |= _built(at_work, plans, tell)
    outcomes = {slug: each.outcome for slug, each in results.items() if each.outcome}
    with ledger.record.reading() as connection:
        runs = runs_of_night(connection, ledger.night)
        before = good_builds(connection, but_of_runs=[each.id for each in runs])
    names = names_of(choices.root, {*companies} - {*results}, notebook, terms.notes)
    logs = write_logs(page_folder(choices.root, ledger.night), outcomes)
    scene = Scene(choices.root, at_work.sessions, terms, _history(ledger), before, logs)
    report = Report(
        run=run.id,
        night=ledger.night,
        told=other_days(at_work.sessions),
        terms=terms,
        started_at=run.started_at,
        ended_at=at_work.clock(),
        jobs=choices.jobs,
        happened=any(each.row for each in results.values()),
        entries=entries(scene, companies, results, names),
    )
    report, considered = _released(at_work, report, scene, results, notebook)
    whole = merged(report, scene, [each for each in runs if each.id != run.id])
    learned = {each.content: each.knowledge for each in results.values() if each.content}
    # of companies that were not asked for, everything is kept
    left = notebook if choices.only else Notebook()
    kept = Notebook(knowledge={**left.knowledge, **learned}, considered={**left.considered, **considered})
    return report, whole, kept


def _released(
    at_work: _AtWork, report: Report, scene: Scene, results: Mapping[str, Result], notebook: Notebook
) -> tuple[Report, Mapping[str, str]]:
    """The night with what it released, where the house lets it."""
    if at_work.terms.release != "auto":
        return report, {}
    desk = Desk(scene.root, at_work.ledger.record, scene.history.released, notebook.considered, at_work.clock)
    told, considered = released(desk, report.entries, results)
    happened = report.happened or any(each.released for each in told)
    return replace(report, entries=told, happened=happened, ended_at=at_work.clock()), considered


def _built(at_work: _AtWork, plans: Plan, tell: Tell) -> dict[str, Result]:
    """Work off the tasks; each outcome is made good as it comes in, so that a killed run keeps what it has done."""
    if not plans.tasks:
        return {}
    from reportgen.nightly.workers import work  # noqa: PLC0415 - a quiet night needs no processes

    folders = {task.slug: task.folder for task in plans.tasks}
    limits = Limits(at_work.terms.seconds, at_work.terms.megabytes)
    results: dict[str, Result] = {}
    tell(0, len(plans.tasks), "", None)
    for outcome in work(plans.tasks, jobs=at_work.choices.jobs, limits=limits, folder=at_work.scratch):
        row = None
        if not outcome.settled:
            row = settle(at_work.ledger, outcome, folders[outcome.slug], at_work.clock())
        results[outcome.slug] = Result(outcome.content, outcome.key, outcome.knowledge, outcome, row)
        shutil.rmtree(folders[outcome.slug], ignore_errors=True)
        tell(len(results), len(plans.tasks), outcome.slug, row)
    return results


def _history(ledger: Ledger) -> History:
    with ledger.record.reading() as connection:
        return History(
            good=good_builds(connection),
            last=records.last_builds(connection),
            released={each.company: each for each in records.all_latest_releases(connection)},
            editions=records.editions_of_drafts(ledger.record, connection),
            first=records.first_edition(connection),
        )
