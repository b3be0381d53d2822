"""``reportgen release``, ``history`` and ``coverage``: from a draft to what has been published."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, AsJson, Company, NoteType, Root
from reportgen.commands.tables import Column, print_table
from reportgen.diagnostics import Severity, errors

if TYPE_CHECKING:
    from reportgen.coverage import Covered, Rules
    from reportgen.model.publication import Release
    from reportgen.release import Released

_NAME_AT_MOST = 120
_DASH = "–"


def release(
    context: typer.Context,
    company: Company,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The note's date, YYYY-MM-DD; by default the newest draft's, or opinion.yaml's where that is later.",
        ),
    ] = None,
    approver: Annotated[
        str | None, typer.Option("--approver", metavar="NAME", help="Who approved the note; kept in the record.")
    ] = None,
    note_type: NoteType = None,
    root: Root = Path(),
) -> None:
    """Render the final note, archive it, enter it in the record and put its mails into the outbox.

    Example: reportgen release xiaomi --approver "A. Name"
    """
    from reportgen.loading.subscribers import load_subscribers
    from reportgen.release import release as release_note

    day, by, workspace = common.day(as_of), _name(approver), common.workspace(root)
    readers = load_subscribers(workspace)
    common.show(readers.diagnostics, least=Severity.WARNING)
    if not readers.readable:
        typer.echo(f"{company}: not released; nobody knows who has subscribed to it", err=True)
        raise typer.Exit(PROBLEMS)
    with common.opened_record(workspace) as record:
        now = common.clock(context)()
        done = release_note(
            workspace,
            company,
            record=record,
            now=now,
            as_of=day,
            note_type=note_type,
            approver=by,
            subscribers=readers.subscribers,
        )
    common.show(done.diagnostics, least=Severity.WARNING)
    if done.release is None:
        typer.echo(f"{company}: not released. {common.summary(done.diagnostics)}", err=True)
        raise typer.Exit(PROBLEMS)
    _tell_release(workspace, company, done, done.release)


def _tell_release(workspace: Path, company: str, done: Released, row: Release) -> None:
    from reportgen.settling import RELEASED

    if done.drafted is not None and done.drafted > row.as_of:
        said = f"there is a newer draft, of {done.drafted}; 'reportgen release {company} --as-of {done.drafted}'"
        typer.echo(f"{company}: {said} releases it", err=True)
    version = f"{company} {row.as_of}, version {row.version}"
    if done.outcome == "unchanged":
        typer.echo(f"{version}: nothing has changed since its release; nothing done")
        raise typer.Exit(FINE)
    folder = workspace / RELEASED / company / str(row.as_of)
    for name in sorted(row.files):
        typer.echo(str(folder / name))
    mails = f"{done.messages} {'mail' if done.messages == 1 else 'mails'}"
    typer.echo(f"{version}: released, {mails} in the outbox")


def history(company: Company, root: Root = Path(), as_json: AsJson = False) -> None:
    """Show the ratings, targets and prices of a company's released notes over time.

    Example: reportgen history xiaomi --json
    """
    from reportgen.coverage import history as history_of

    with common.opened_record(root, to_read=True) as record:
        rows = history_of(record, company)
    if as_json:
        typer.echo(json.dumps([_plain(asdict(each)) for each in rows], ensure_ascii=False, indent=1))
    elif rows:
        zone = ZoneInfo(_rules(root).time_zone)
        _print_history(rows, zone)
    else:
        _not_released(root, company)


def coverage(context: typer.Context, root: Root = Path(), as_json: AsJson = False) -> None:
    """Show how every company stands: rating, target, price, return, age of its note, state.

    Example: reportgen coverage
    """
    from reportgen.coverage import STATES
    from reportgen.coverage import coverage as coverage_of
    from reportgen.loading import companies

    with common.opened_record(root, to_read=True) as record:
        rows = coverage_of(record, companies(root), common.clock(context)(), _rules(root))
    if as_json:
        typer.echo(json.dumps([_plain(asdict(each)) for each in rows], ensure_ascii=False, indent=1))
        return
    heads = ("Company", "Rating"), ("Target", "Price", "Return", "As of", "Age, days"), ("Newer draft", "State")
    columns = [Column(head, "right" if number == 1 else "left") for number, group in enumerate(heads) for head in group]
    print_table(columns, [_coverage_row(each) for each in rows])
    found = [state for state in STATES if STATES[state] and any(each.state == state for each in rows)]
    for state in found:
        typer.echo(f"{state}: {STATES[state]}")


def _print_history(rows: tuple[Release, ...], zone: ZoneInfo) -> None:
    from reportgen.coverage import change, with_before

    left, right = ("Released", "Version", "As of", "Rating", "Action"), ("Target", "Change", "Price", "Return")
    columns = [*(Column(head) for head in left), *(Column(head, "right") for head in right), Column("Approved by")]
    print_table(
        columns,
        [
            (
                f"{each.released_at.astimezone(zone):%Y-%m-%d %H:%M}",
                str(each.version),
                str(each.as_of),
                each.rating,
                each.action,
                f"{each.currency} {Decimal(each.target_price):,}",
                _percent(change(each.target_price, before.target_price) if _same(each, before) and before else ""),
                f"{each.currency} {Decimal(each.price):,}",
                _percent(each.implied_return),
                each.approver or _DASH,
            )
            for each, before in with_before(rows)
        ],
    )


def _same(row: Release, before: Release | None) -> bool:
    return before is not None and before.currency == row.currency


def _coverage_row(row: Covered) -> tuple[str, ...]:
    def money(amount: str | None) -> str:
        return f"{row.currency} {Decimal(amount):,}" if amount else _DASH

    return (
        row.company,
        row.rating or _DASH,
        money(row.target_price),
        money(row.price),
        _percent(row.implied_return or ""),
        str(row.as_of or _DASH),
        _DASH if row.age_days is None else str(row.age_days),
        str(row.newer_draft or _DASH),
        row.state,
    )


def _percent(fraction: str) -> str:
    if not fraction:
        return _DASH
    number = (Decimal(fraction) * 100).quantize(Decimal("0.1"))
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{abs(number)} %"


def _plain(row: dict[str, Any]) -> dict[str, object]:
    return {name: _text(value) for name, value in row.items()}


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | dict) else str(value)


def _rules(root: Path) -> Rules:
    from reportgen.coverage import Rules
    from reportgen.nightly.house import read_terms

    terms, faults = read_terms(root)
    # the record is told all the same, by UTC and without a limit where the house gives none
    common.show(errors(faults), least=Severity.ERROR)
    return Rules(time_zone=terms.time_zone, price_days=terms.price_days)


def _not_released(root: Path, company: str) -> None:
    from reportgen.loading import slug_fault

    fault = slug_fault(root, company)
    if fault is not None:
        common.show([fault], least=Severity.ERROR)
        raise typer.Exit(PROBLEMS if errors([fault]) else FINE)
    typer.echo(f"{company}: nothing is released yet", err=True)


def _name(text: str | None) -> str | None:
    if text is None:
        return None
    name = text.strip()
    if not name or len(name) > _NAME_AT_MOST or not name.isprintable():
        common.usage(f"--approver: a name is one line of 1 to {_NAME_AT_MOST} characters")
    return name
