from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from reportgen.diagnostics import ReportgenError
from reportgen.record import Record, enter_build, enter_messages, enter_release, enter_run, enter_step
from reportgen.record.tables import metadata, suppressions
from tests.record.rows import EVENING, a_build, a_message, a_release, a_run, a_step

SAME_RECORD = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)

TABLES = sorted(metadata.tables)


def filled(record: Record) -> None:
    """One row in every table."""
    with record.transaction() as connection:
        enter_run(connection, a_run())
        connection.execute(text("INSERT INTO run_ends VALUES ('run-1', '2025-11-14 10:00:00+00:00', 'fine', '{}')"))
        enter_build(connection, a_build())
        enter_release(connection, a_release())
        enter_messages(connection, [a_message()])
        enter_step(connection, a_step())
        connection.execute(
            insert(suppressions), {"address": "a@b.com", "suppressed": True, "reason": "operator", "at": EVENING}
        )


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_neither_changed_nor_deleted(record: Record, table: str) -> None:
    filled(record)
    columns = list(metadata.tables[table].columns)
    column = columns[-1].name
    with pytest.raises(ReportgenError, match="append-only"), record.transaction() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = {column}"))  # noqa: S608 - our own names
    with pytest.raises(ReportgenError, match="append-only"), record.transaction() as connection:
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
    with record.reading() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1  # noqa: S608 - our own names


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_not_swept_away_as_a_whole_or_by_replacement(record: Record, table: str) -> None:
    filled(record)
    if record.engine.dialect.name == "sqlite":
        change = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 - our own names
    else:
        change = f"TRUNCATE {table} CASCADE"
    with pytest.raises(ReportgenError, match="append-only"), record.transaction() as connection:
        connection.execute(text(change))


@given(
    moment=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 - the zone follows
    minutes=st.integers(min_value=-720, max_value=840),
)
@SAME_RECORD
def test_moments_come_back_in_utc(record: Record, moment: datetime, minutes: int) -> None:
    at = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    with record.transaction() as connection:
        row = {"address": f"{moment}{minutes}", "suppressed": True, "reason": "operator", "at": at}
        connection.execute(insert(suppressions), row)
    with record.reading() as connection:
        query = select(suppressions.c.at).where(suppressions.c.address == row["address"]).limit(1)
        found = connection.execute(query).scalar_one()
    assert found == at
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(record: Record) -> None:
    with pytest.raises(StatementError, match="without a time zone"), record.transaction() as connection:
        enter_run(connection, a_run(started_at=datetime(2025, 11, 14)))  # noqa: DTZ001 - the fault


@given(amount=st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
@SAME_RECORD
def test_money_comes_back_digit_by_digit(record: Record, amount: object) -> None:
    with record.transaction() as connection:
        row = a_build(id=f"{amount:f}", target_price=f"{amount:f}")
        known = connection.execute(text("SELECT count(*) FROM builds WHERE id = :id"), {"id": row.id}).scalar()
        if not known:
            enter_build(connection, row)
        query = text("SELECT target_price FROM builds WHERE id = :id")
        assert connection.execute(query, {"id": row.id}).scalar() == f"{amount:f}"


@pytest.mark.parametrize("amount", [36.03, "36,03", "1e3", "nan", "", "HKD 36.03"])
def test_money_that_is_no_decimal_text_is_refused(record: Record, amount: object) -> None:
    with pytest.raises(StatementError, match="decimal text"), record.transaction() as connection:
        enter_build(connection, a_build(target_price=amount))


def test_text_of_any_script_comes_back(record: Record) -> None:
    row = a_release(name="小米集團 😀 \\ \" ' %", headline="二\n三", files={"小米.pdf": "0" * 64})
    with record.transaction() as connection:
        enter_release(connection, row)
        stored = connection.execute(text("SELECT name, files FROM releases")).one()
    assert stored.name == row.name
    assert json.loads(stored.files) == row.files


def test_a_foreign_key_holds(record: Record) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), record.transaction() as connection:
        enter_step(connection, a_step(message_id="nobody"))
