"""Read the record as a night needs it: which notes stand, and which of them this night has made."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, and_, func, or_, select

from reportgen.model.publication import BuildRow, RunRow
from reportgen.record.reading import build_of_row, runs_of_record
from reportgen.record.tables import builds

_RUNS_AT_MOST = 1000


def good_builds(connection: Connection, *, but_of_runs: Collection[str] = ()) -> dict[str, BuildRow]:
    """The latest build of every company that gave a note, by its folder; those of some runs do not count."""
    good = builds.c.outcome == "built"
    if but_of_runs:
        good = and_(good, or_(builds.c.run_id.is_(None), builds.c.run_id.not_in(tuple(but_of_runs))))
    newest = (
        select(builds.c.company, func.max(builds.c.built_at).label("at")).where(good).group_by(builds.c.company)
    ).subquery()
    query = (
        select(builds)
        .join(newest, and_(builds.c.company == newest.c.company, builds.c.built_at == newest.c.at))
        .where(good)
        .order_by(builds.c.company)
    )
    return {row["company"]: build_of_row(row) for row in connection.execute(query).mappings()}


def runs_of_night(connection: Connection, night: date) -> tuple[RunRow, ...]:
    """All runs of a night, the oldest first: one, or more where a run was stopped or done again."""
    return tuple(reversed(runs_of_record(connection, _RUNS_AT_MOST, night)))
