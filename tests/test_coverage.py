from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reportgen.coverage import Covered, Rules, change, coverage, history, with_before
from reportgen.record import Record, enter_build, enter_release, open_record
from tests.databases import address, postgres, postgres_address
from tests.record.rows import a_build, a_release, later

__all__ = ["address", "postgres", "postgres_address"]

RULES = Rules(time_zone="Asia/Hong_Kong", price_days=5)


@pytest.fixture
def record(tmp_path: Path, address: str | None) -> Iterator[Record]:
    opened = open_record(tmp_path, address)
    yield opened
    opened.close()


def covered(record: Record, day: int = 14, hour: int = 10) -> dict[str, Covered]:
    """How the companies stand at an hour of November 2025, in UTC."""
    now = datetime(2025, 11, day, hour, tzinfo=UTC)
    return {each.company: each for each in coverage(record, ["acme", "xiaomi"], now, RULES)}


def test_history_tells_every_release_in_order(record: Record) -> None:
    rows = [a_release(), a_release(id="2", version=2, target_price="40.00"), a_release(id="3", company="acme")]
    with record.transaction() as connection:
        for row in rows:
            enter_release(connection, row)
    assert history(record, "xiaomi") == tuple(rows[:2])
    assert history(record, "nobody") == ()
    assert with_before(rows[:2]) == ((rows[0], None), (rows[1], rows[0]))


def test_a_company_of_which_nothing_is_known(record: Record) -> None:
    assert covered(record)["acme"] == Covered(company="acme", state="nothing")


def test_a_company_with_drafts_only_shows_the_latest(record: Record) -> None:
    with record.transaction() as connection:
        enter_build(connection, a_build())
        enter_build(connection, a_build(id="2", target_price="40.00", built_at=later(5)))
    found = covered(record)["xiaomi"]
    assert (found.state, found.target_price, found.version, found.age_days) == ("draft only", "40.00", None, 0)


def test_a_released_company_shows_what_was_released(record: Record) -> None:
    with record.transaction() as connection:
        enter_release(connection, a_release())
        enter_build(connection, a_build(target_price="99.00", built_at=later(60)))
    found = covered(record)["xiaomi"]
    assert replace(found, newer_draft=None) == Covered(
        company="xiaomi",
        state="released",
        rating="Neutral",
        currency="HKD",
        target_price="36.03",
        price="42.68",
        price_as_of=date(2025, 11, 14),
        implied_return="-0.1558",
        as_of=date(2025, 11, 14),
        version=1,
        released_at=later(30),
        age_days=0,
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"as_of": date(2025, 11, 17)}, date(2025, 11, 17)),
        ({"price": "41.00"}, date(2025, 11, 14)),
        ({"as_of": date(2025, 11, 17), "built_at": later(29)}, None),
        ({"as_of": date(2025, 11, 17), "outcome": "failed"}, None),
    ],
)
def test_a_draft_that_is_newer_than_the_release_is_told(
    record: Record, change: dict[str, object], expected: date | None
) -> None:
    with record.transaction() as connection:
        enter_release(connection, a_release())
        enter_build(connection, a_build(**{"built_at": later(60), **change}))
    assert covered(record)["xiaomi"].newer_draft == expected


def test_a_company_whose_last_build_failed(record: Record) -> None:
    with record.transaction() as connection:
        enter_release(connection, a_release())
        enter_build(connection, a_build(outcome="failed", reason="diagnostics", rating=None, built_at=later(60)))
        enter_build(connection, a_build(id="2", company="acme", outcome="failed", reason="crash", target_price=None))
    found = covered(record)
    assert (found["xiaomi"].state, found["xiaomi"].target_price) == ("failing", "36.03")
    assert (found["acme"].state, found["acme"].target_price) == ("failing", None)
    with record.transaction() as connection:
        enter_build(connection, a_build(id="3", built_at=later(70)))
    assert covered(record)["xiaomi"].state == "released"


@pytest.mark.parametrize(
    ("day", "hour", "state", "age"),
    [(19, 15, "released", 5), (19, 16, "stale", 6)],  # at 16:00 UTC the house's next day begins
)
def test_a_released_note_gets_stale_with_its_price(record: Record, day: int, hour: int, state: str, age: int) -> None:
    with record.transaction() as connection:
        enter_release(connection, a_release())
    found = covered(record, day, hour)["xiaomi"]
    assert (found.state, found.age_days) == (state, age)


def test_a_company_that_is_covered_no_more_is_still_told(record: Record) -> None:
    with record.transaction() as connection:
        enter_release(connection, a_release(company="gone"))
    assert list(covered(record)) == ["acme", "gone", "xiaomi"]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ("11.00", "10.00", "0.1000"),
        ("9", "10", "-0.1000"),
        ("10", None, ""),
        ("10", "0.00", ""),
        ("10", "10", "0.0000"),
    ],
)
def test_change(now: str, before: str | None, expected: str) -> None:
    assert change(now, before) == expected
