"""Enter rows into the record. Each function takes a connection of ``record.transaction()``; nothing is ever changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, Table, insert, text
from sqlalchemy.exc import IntegrityError

from reportgen.model.publication import BuildRow, Message, Release, RunOutcome, RunRow, Step, Suppression
from reportgen.record import tables
from reportgen.record.connecting import POSTGRES


def enter_run(connection: Connection, run: RunRow) -> None:
    """A night has begun."""
    row = {name: getattr(run, name) for name in ("id", "night", "started_at", "host", "process", "code")}
    connection.execute(insert(tables.runs), row)


def end_run(
    connection: Connection, run_id: str, *, at: datetime, outcome: RunOutcome, summary: dict[str, object]
) -> bool:
    """A night has ended. False where its end is entered already."""
    row = {"run_id": run_id, "ended_at": at, "outcome": outcome, "summary": _json(summary)}
    return _once(connection, tables.run_ends, row)


def enter_build(connection: Connection, build: BuildRow) -> None:
    """A note was built, or could not be."""
    row = _row(build) | {"inputs": _json(dict(build.inputs)), "diagnostics": _json(list(build.diagnostics))}
    connection.execute(insert(tables.builds), row)


def enter_release(connection: Connection, release: Release) -> bool:
    """A note is released. False where another process has entered this version of the company's notes."""
    return _once(connection, tables.releases, _row(release) | {"files": _json(dict(release.files))})


def enter_messages(connection: Connection, messages: Sequence[Message]) -> int:
    """Messages go into the outbox; how many were new. One that is there already stays as it is."""
    rows = [_row(message) | {"payload": _json(dict(message.payload))} for message in messages]
    return sum(_once(connection, tables.messages, row) for row in rows)


def enter_step(connection: Connection, step: Step) -> bool:
    """What happened to a message. False where another sender has taken this attempt, or has entered its end."""
    return _once(connection, tables.deliveries, _row(step))


def enter_suppression(connection: Connection, suppression: Suppression) -> None:
    """An address gets no mail from here on, or gets mail again."""
    connection.execute(insert(tables.suppressions), _row(suppression) | {"address": suppression.address.lower()})


def one_at_a_time(connection: Connection, what: str) -> None:
    """Let no other transaction that names the same thing go on before this one has ended."""
    # SQLite has one writer in any case
    if connection.dialect.name == POSTGRES:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what})


def _row(value: BuildRow | Message | Release | Step | Suppression) -> dict[str, object]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _once(connection: Connection, table: Table, row: dict[str, object]) -> bool:
    # the savepoint keeps the rest of the transaction alive where the row is refused
    try:
        with connection.begin_nested():
            connection.execute(insert(table), row)
    except IntegrityError as problem:
        if _is_duplicate(problem):
            return False
        raise
    return True


def _is_duplicate(problem: IntegrityError) -> bool:
    # both drivers say "unique", of a primary key too
    return "unique" in str(problem.orig).lower()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
