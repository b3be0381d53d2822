"""Read the record. What is true now is the latest row."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, false, func, or_, select, true

from reportgen.model.earlier import Rated, Recommended
from reportgen.model.publication import BuildRow, Delivery, Message, Release, RunRow, Step
from reportgen.record.tables import builds, deliveries, messages, releases, run_ends, runs, suppressions

_STEP = tuple(column.name for column in deliveries.c if column.name != "id")


def last_builds(connection: Connection) -> dict[str, BuildRow]:
    """The latest build of every company, by its folder."""
    newest = select(builds.c.company, func.max(builds.c.built_at).label("at")).group_by(builds.c.company).subquery()
    query = select(builds).join(newest, and_(builds.c.company == newest.c.company, builds.c.built_at == newest.c.at))
    rows = connection.execute(query.order_by(builds.c.company)).mappings()
    return {row["company"]: build_of_row(row) for row in rows}


def runs_of_record(connection: Connection, limit: int, night: date | None = None) -> tuple[RunRow, ...]:
    """The latest runs, of a night or of all, the newest first."""
    query = (
        select(runs, run_ends.c.ended_at, run_ends.c.outcome, run_ends.c.summary)
        .join(run_ends, runs.c.id == run_ends.c.run_id, isouter=True)
        .where(true() if night is None else runs.c.night == night)
        .order_by(runs.c.started_at.desc(), runs.c.id)
        .limit(limit)
    )
    return tuple(
        RunRow(**{**row, "summary": json.loads(row["summary"] or "{}")}) for row in connection.execute(query).mappings()
    )


def release(connection: Connection, release_id: str) -> Release | None:
    """One release by its id."""
    return _first_release(connection, select(releases).where(releases.c.id == release_id))


def last_release(connection: Connection, company: str) -> Release | None:
    """The latest version of a company's notes."""
    query = select(releases).where(releases.c.company == company).order_by(releases.c.version.desc()).limit(1)
    return _first_release(connection, query)


def releases_of(connection: Connection, company: str) -> tuple[Release, ...]:
    """All versions of a company's notes, the oldest first."""
    query = select(releases).where(releases.c.company == company).order_by(releases.c.version)
    return tuple(_release(row) for row in connection.execute(query).mappings())


def all_latest_releases(connection: Connection) -> tuple[Release, ...]:
    """The latest version of every company's notes, by company."""
    newest = select(releases.c.company, func.max(releases.c.version).label("version")).group_by(releases.c.company)
    last = newest.subquery()
    query = select(releases).join(
        last, and_(releases.c.company == last.c.company, releases.c.version == last.c.version)
    )
    return tuple(_release(row) for row in connection.execute(query.order_by(releases.c.company)).mappings())


def releases_before_last(connection: Connection, company: str | None = None) -> dict[str, Release]:
    """The last version but one of every company's notes, or of one company's, by company."""
    newest = select(releases.c.company, func.max(releases.c.version).label("version")).group_by(releases.c.company)
    if company is not None:
        newest = newest.where(releases.c.company == company)
    last = newest.subquery()
    query = select(releases).join(
        last, and_(releases.c.company == last.c.company, releases.c.version == last.c.version - 1)
    )
    return {row["company"]: _release(row) for row in connection.execute(query).mappings()}


def recommendations(connection: Connection, company: str | None = None) -> dict[str, tuple[Recommended, ...]]:
    """Each rating and target that was released, when it was not that of the version before, by company and version."""
    what = (releases.c.rating, releases.c.currency, releases.c.target_price)
    before = [
        func.lag(column)
        .over(partition_by=releases.c.company, order_by=releases.c.version)
        .label(f"{column.name}_before")
        for column in what
    ]
    query = select(releases.c.company, releases.c.version, releases.c.as_of, releases.c.price, *what, *before)
    every = (query if company is None else query.where(releases.c.company == company)).subquery()
    moved = [every.c[column.name] != every.c[f"{column.name}_before"] for column in what]
    changed = select(every).where(or_(every.c.rating_before.is_(None), *moved))
    found: dict[str, list[Recommended]] = {}
    for row in connection.execute(changed.order_by(every.c.company, every.c.version)).mappings():
        target = Decimal(row["target_price"])
        price = Decimal(row["price"])
        one = Recommended(row["version"], row["as_of"], row["rating"], row["currency"], target, price)
        found.setdefault(row["company"], []).append(one)
    return {name: tuple(each) for name, each in found.items()}


def ratings_given(connection: Connection) -> tuple[Rated, ...]:
    """Each rating of every company, when it was not that of its note before, by company and day."""
    order = (releases.c.as_of, releases.c.version)
    before = func.lag(releases.c.rating).over(partition_by=releases.c.company, order_by=order).label("before")
    every = select(releases.c.company, *order, releases.c.rating, before).subquery()
    changed = select(every).where(or_(every.c.before.is_(None), every.c.before != every.c.rating))
    rows = connection.execute(changed.order_by(every.c.company, every.c.as_of, every.c.version)).mappings()
    return tuple(Rated(row["company"], row["as_of"], row["rating"]) for row in rows)


def last_draft(connection: Connection, company: str) -> BuildRow | None:
    """The latest build of a company that gave a note."""
    query = select(builds).where(builds.c.company == company, builds.c.outcome == "built")
    found = connection.execute(query.order_by(builds.c.built_at.desc(), builds.c.id).limit(1)).mappings().first()
    return None if found is None else build_of_row(found)


def messages_open(
    connection: Connection, now: datetime, limit: int, *, dead: Collection[str] = ()
) -> tuple[Delivery, ...]:
    """Messages that someone should take up, the oldest first, each with its latest step.

    That are those without any step, those put off until now or earlier, and those that one of the ``dead`` senders has
    left claimed or in the middle of sending. A message that is not to go before some later moment is left out, and so
    are items, which go with a digest.
    """
    abandoned = (
        and_(deliveries.c.step.in_(("claimed", "sending")), deliveries.c.sender.in_(tuple(dead))) if dead else false()
    )
    put_off = and_(deliveries.c.step.in_(("deferred", "unknown")), deliveries.c.retry_at <= now)
    query = (
        _with_last_step()
        .where(or_(deliveries.c.id.is_(None), put_off, abandoned))
        .where(messages.c.kind != "item", or_(messages.c.not_before.is_(None), messages.c.not_before <= now))
        .order_by(messages.c.created_at, messages.c.id)
        .limit(limit)
    )
    return tuple(_delivery(row) for row in connection.execute(query).mappings())


def senders_at_work(connection: Connection) -> tuple[str, ...]:
    """Senders whose latest step with some message is claimed or sending: at work, or dead."""
    last = _with_last_step().where(deliveries.c.step.in_(("claimed", "sending"))).subquery()
    return tuple(connection.execute(select(last.c.sender).distinct().order_by(last.c.sender)).scalars())


def steps_of(connection: Connection, message_id: str) -> tuple[Step, ...]:
    """Everything that happened to a message, in order."""
    query = select(deliveries).where(deliveries.c.message_id == message_id).order_by(deliveries.c.id)
    return tuple(_step(row) for row in connection.execute(query).mappings())


def deliveries_of(connection: Connection, company: str) -> tuple[Delivery, ...]:
    """Every message that carried a company's notes, with its latest step; by recipient within each moment."""
    known = set(connection.execute(select(releases.c.id).where(releases.c.company == company)).scalars())
    rows = connection.execute(_with_last_step().order_by(messages.c.created_at, messages.c.recipient)).mappings()
    found = (_delivery(row) for row in rows)
    return tuple(each for each in found if known & set(_ids(each.message)))


def is_suppressed(connection: Connection, address: str) -> bool:
    """Whether an address must not get mail: what was said last of it counts."""
    query = (
        select(suppressions.c.suppressed)
        .where(suppressions.c.address == address.lower())
        .order_by(suppressions.c.id.desc())
        .limit(1)
    )
    return bool(connection.execute(query).scalar())


def _with_last_step() -> Select[Any]:
    last = select(deliveries.c.message_id, func.max(deliveries.c.id).label("id")).group_by(deliveries.c.message_id)
    newest = last.subquery()
    steps = [column.label(f"step_{column.name}") for column in deliveries.c]
    return (
        select(messages, *steps, deliveries.c.sender)
        .join(newest, newest.c.message_id == messages.c.id, isouter=True)
        .join(deliveries, deliveries.c.id == newest.c.id, isouter=True)
    )


def _ids(one: Message) -> tuple[str, ...]:
    found = one.payload.get("releases", ())
    return tuple(str(each) for each in found) if isinstance(found, list | tuple) else ()


def _first_release(connection: Connection, query: Select[Any]) -> Release | None:
    row = connection.execute(query).mappings().first()
    return None if row is None else _release(row)


def _release(row: RowMapping) -> Release:
    return Release(**{**row, "files": json.loads(row["files"])})


def build_of_row(row: RowMapping) -> BuildRow:
    """A build as its row holds it."""
    return BuildRow(
        **{**row, "inputs": json.loads(row["inputs"]), "diagnostics": tuple(json.loads(row["diagnostics"]))}
    )


def _message(row: RowMapping) -> Message:
    values = {column.name: row[column.name] for column in messages.c}
    return Message(**{**values, "payload": json.loads(row["payload"])})


def _step(row: RowMapping, prefix: str = "") -> Step:
    return Step(**{name: row[prefix + name] for name in _STEP})


def _delivery(row: RowMapping) -> Delivery:
    last = None if row["step_id"] is None else _step(row, "step_")
    return Delivery(message=_message(row), last=last)
