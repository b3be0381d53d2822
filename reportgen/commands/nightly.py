"""``reportgen nightly``: everything that is covered, once a night."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, AsJson, Root
from reportgen.diagnostics import Diagnostic, ReportgenError, Severity

if TYPE_CHECKING:
    from reportgen.model.publication import BuildRow
    from reportgen.nightly.report import Entry, Report
    from reportgen.nightly.run import Tell
    from reportgen.nightly.sessions import Exchange


TheNight = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The night, YYYY-MM-DD; by default the day of the last session that has closed."
    ),
]


def nightly(
    context: typer.Context,
    as_of: TheNight = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=64, help="Processes that build; by default one per processor.")
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="LIST", help="Companies, with commas; the others are left alone.")
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Then send what is in the outbox, and the night's page to the operator.")
    ] = False,
    root: Root = Path(),
    as_json: AsJson = False,
) -> None:
    """Build every note that is stale, leave the rest alone, and write the night's page.

    Status 1 means that someone must look: a note failed, is stale or was withheld, or prices stopped coming.

    Example: reportgen nightly --as-of 2025-11-14 --jobs 2
    """
    from reportgen.nightly.report import as_dict
    from reportgen.nightly.run import Choices, run_night

    chosen = _chosen(common.workspace(root), only)
    # a service manager's request to stop ends the workers and the run as the keyboard's does
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    now = common.clock(context)()
    day = _not_to_come(common.day(as_of), root, now)
    exchanges = _exchanges(root, now)
    choices = Choices(
        root=root,
        night=day or _last_session(exchanges, now),
        exchanges=exchanges,
        jobs=jobs or len(os.sched_getaffinity(0)),
        only=chosen,
        send=send,
    )
    with _progress() as tell:
        night = run_night(choices, common.clock(context), tell)
    report = night.report
    common.show(night.faults, least=Severity.WARNING)
    for one in report.told:
        typer.echo(one.text(), err=True)
    _tell_failures(report, set(night.faults))
    if as_json:
        typer.echo(json.dumps(as_dict(report), ensure_ascii=False, indent=1))
    else:
        typer.echo(_summary(report))
        typer.echo(str(night.page))
    published = common.published(root)
    sent = _sent(context, root) if send else True
    raise typer.Exit(FINE if published and sent and not report.look else PROBLEMS)


def _not_to_come(day: date | None, root: Path, now: datetime) -> date | None:
    """The night asked for, if its day has begun where the house is."""
    from reportgen.nightly.house import read_terms

    if day is not None and day > now.date():
        zone = ZoneInfo(read_terms(root)[0].time_zone)
        today = now.astimezone(zone).date()
        if day > today:
            common.usage(f"--as-of: {day} has not come yet; in the house's time zone, {zone}, it is {today}")
    return day


def _exchanges(root: Path, now: datetime) -> dict[str, Exchange]:
    """Where each company trades that names its exchange."""
    from reportgen.exchanges import calendars_of_workspace
    from reportgen.loading.listings import listings
    from reportgen.nightly.sessions import Exchange

    listed = listings(root)
    calendars, found = calendars_of_workspace(root, listed, now)
    common.show(found, least=Severity.WARNING)
    return {
        each.slug: Exchange(calendars[each.company.listing.exchange], each.place("listing", "exchange"))
        for each in listed
        if each.company is not None
    }


def _last_session(exchanges: Mapping[str, Exchange], now: datetime) -> date | None:
    """The latest session that has closed on any exchange of the coverage; None where no company names one."""
    from reportgen.prices.calendars import last_closed_session

    return max((last_closed_session(each.calendar, now) for each in exchanges.values()), default=None)


def _chosen(root: Path, only: str | None) -> tuple[str, ...]:
    from reportgen.nightly.planning import companies_of

    known = companies_of(root)
    if not known:
        common.usage(f"there is no company in {root / 'inputs'}; 'reportgen new COMPANY' makes one")
    if only is None:
        return ()
    chosen = tuple(dict.fromkeys(name.strip() for name in only.split(",") if name.strip()))
    unknown = [name for name in chosen if name not in known]
    if unknown or not chosen:
        common.usage(f"--only: no such company: {', '.join(unknown) or only!r}; in this workspace: {', '.join(known)}")
    return chosen


def _sent(context: typer.Context, root: Path) -> bool:
    """Work off the outbox; False where someone must look."""
    from reportgen.loading.house import load_house
    from reportgen.sending import open_office
    from reportgen.sending import send as send_all

    house, _ = load_house(root)
    if house is None or house.mail is None:
        typer.echo("reportgen: nothing sent: inputs/house.yaml is at fault or has no 'mail'", err=True)
        return False
    try:
        with common.opened_record(root) as record:
            # the night is the period of its digests
            done = send_all(open_office(root, record, house, common.clock(context)), all_digests=True)
    except ReportgenError as problem:
        # the night itself is made, whatever stands in the way of its mail
        typer.echo(f"reportgen: nothing sent: {problem}", err=True)
        return False
    for fault in (*done.faults, *((done.stopped,) if done.stopped else ())):
        typer.echo(f"reportgen: not sent: {fault}", err=True)
    if done.results or not done.look:
        typer.echo(f"{done.count('accepted')} of {len(done.results)} mails accepted", err=True)
    return not done.look


@contextmanager
def _progress() -> Iterator[Tell]:
    """A bar on a terminal, a line for each company elsewhere; nothing where there is nothing to do."""
    if not sys.stderr.isatty():
        yield _tell_line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Looking", total=None)

        def tell(done: int, total: int, slug: str, row: BuildRow | None) -> None:
            if row is not None and row.outcome == "failed":
                progress.console.print(_line(done, total, slug, row), highlight=False, markup=False)
            progress.update(
                bar, completed=done, total=total, description=f"Building, last {slug}" if slug else "Building"
            )

        yield tell


def _tell_line(done: int, total: int, slug: str, row: BuildRow | None) -> None:
    typer.echo(_line(done, total, slug, row) if slug else f"{total} to look at", err=True)


def _line(done: int, total: int, slug: str, row: BuildRow | None) -> str:
    from reportgen.nightly.printing import money, percent

    if row is None:
        said = "unchanged"
    elif row.outcome == "failed":
        said = f"failed ({row.reason}) after {row.seconds:.1f} s"
    else:
        figures = f"{row.rating}, {money(row.currency, row.target_price)}, {percent(row.implied_return)}"
        said = f"built in {row.seconds:.1f} s; {figures}"
    return f"{done}/{total} {slug}: {said}"


def _tell_failures(report: Report, told: set[Diagnostic]) -> None:
    """What is wrong with each company, but for what is wrong with the house and told already."""
    from reportgen.nightly.report import as_diagnostic

    for entry in report.entries:
        found = [*(entry.diagnostics if entry.state == "failed" else ()), *((entry.overdue,) if entry.overdue else ())]
        fresh = [one for one in map(as_diagnostic, found) if one not in told]
        common.show(fresh, least=Severity.WARNING)
        if entry.state == "failed" and len(fresh) < len(found):
            typer.echo(f"{entry.company}: failed: inputs/house.yaml is at fault", err=True)
        if entry.withheld:
            typer.echo(f"{entry.company}: not released: {entry.withheld}", err=True)
        if entry.stale:
            typer.echo(f"{entry.company}: {_stale(entry, report)}", err=True)


def _stale(entry: Entry, report: Report) -> str:
    day = entry.standing.as_of if entry.standing else "none"
    return f"stale: the last good note, of {day}, stays; it is {entry.age(report.night)} days old"


def _summary(report: Report) -> str:
    counts = report.counts
    words = [f"{counts[state]} {state}" for state in ("built", "unchanged", "failed")]
    words += [
        f"{counts[key]} {word}" for key, word in (("skipped", "left out"), ("released", "released")) if counts[key]
    ]
    seconds = (report.ended_at - report.started_at).total_seconds()
    look = f"; {counts['look']} to look at" if counts["look"] else ""
    return f"Night of {report.night}: {', '.join(words)} in {seconds:.1f} s{look}"
