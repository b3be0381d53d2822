from __future__ import annotations

from datetime import date

import pytest

from reportgen.model.publication import StepKind
from reportgen.record import (
    Record,
    all_latest_releases,
    deliveries_of,
    end_run,
    enter_build,
    enter_messages,
    enter_release,
    enter_run,
    enter_step,
    last_builds,
    last_release,
    messages_open,
    release,
    releases_of,
    runs,
    senders_at_work,
    steps_of,
)
from tests.record.rows import EVENING, a_build, a_message, a_release, a_run, a_step, later


def test_rows_come_back_as_they_went_in(record: Record) -> None:
    with record.transaction() as connection:
        enter_run(connection, a_run())
        enter_build(connection, a_build(run_id="run-1"))
        enter_release(connection, a_release(approver="A. Approver"))
        enter_messages(connection, [a_message(not_before=later(5))])
        enter_step(connection, a_step(code=451, answer="later, 小米", retry_at=later(30)))
    with record.reading() as connection:
        assert runs(connection, 1) == (a_run(),)
        assert last_builds(connection) == {"xiaomi": a_build(run_id="run-1")}
        assert release(connection, "release-1") == a_release(approver="A. Approver")
        (delivery,) = deliveries_of(connection, "xiaomi")
        assert delivery.message == a_message(not_before=later(5))
        assert steps_of(connection, "message-1") == (a_step(code=451, answer="later, 小米", retry_at=later(30)),)


def test_what_is_not_there(record: Record) -> None:
    with record.reading() as connection:
        assert last_release(connection, "xiaomi") is None
        assert release(connection, "release-1") is None
        assert runs(connection, 5) == ()
        assert releases_of(connection, "xiaomi") == ()
        assert all_latest_releases(connection) == ()
        assert steps_of(connection, "message-1") == ()
        assert deliveries_of(connection, "xiaomi") == ()
        assert last_builds(connection) == {}


def test_the_last_build_of_each_company(record: Record) -> None:
    rows = [
        a_build(id="1", input_key="old", built_at=later(1)),
        a_build(id="2", input_key="new", built_at=later(3)),
        a_build(id="3", input_key="old", built_at=later(2)),
        a_build(id="4", company="acme", built_at=later(4)),
    ]
    with record.transaction() as connection:
        for row in rows:
            enter_build(connection, row)
        assert last_builds(connection) == {"acme": rows[3], "xiaomi": rows[1]}


def test_the_last_release_is_the_highest_version(record: Record) -> None:
    # released later by a clock that went back
    rows = [
        a_release(id=f"{company}-{version}", company=company, version=version, released_at=later(-version))
        for company in ("acme", "xiaomi")
        for version in (1, 2, 3)
    ]
    with record.transaction() as connection:
        for row in rows:
            enter_release(connection, row)
        assert last_release(connection, "xiaomi") == rows[5]
        assert releases_of(connection, "xiaomi") == tuple(rows[3:])
        assert all_latest_releases(connection) == (rows[2], rows[5])


def test_runs_come_newest_first(record: Record) -> None:
    with record.transaction() as connection:
        for number in range(4):
            run = a_run(id=f"run-{number}", started_at=later(number), night=date(2025, 11, 10 + number))
            enter_run(connection, run)
        end_run(connection, "run-3", at=later(9), outcome="fine", summary={"built": 1})
        found = runs(connection, 2)
    assert [(run.id, run.outcome) for run in found] == [("run-3", "fine"), ("run-2", None)]


@pytest.mark.parametrize(
    ("last", "minutes", "is_open"),
    [
        (None, 0, True),
        ("claimed", 0, False),
        ("sending", 0, False),
        ("accepted", 0, False),
        ("refused", 0, False),
        ("unknown", 0, False),
        ("suppressed", 0, False),
        ("deferred", 29, False),
        ("deferred", 30, True),
    ],
)
def test_which_messages_are_to_be_taken_up(record: Record, last: StepKind | None, minutes: int, is_open: bool) -> None:
    with record.transaction() as connection:
        enter_messages(connection, [a_message()])
        if last not in (None, "claimed"):
            enter_step(connection, a_step(step="claimed"))
        if last is not None:
            enter_step(connection, a_step(step=last, retry_at=later(30) if last == "deferred" else None))
        found = messages_open(connection, later(minutes), 10)
        assert [each.message.id for each in found] == (["message-1"] if is_open else [])
        assert all((each.last.step if each.last else None) == last for each in found)


@pytest.mark.parametrize("step", ["claimed", "sending"])
def test_what_a_dead_sender_left_is_taken_up(record: Record, step: StepKind) -> None:
    with record.transaction() as connection:
        enter_messages(connection, [a_message(), a_message(id="message-2")])
        enter_step(connection, a_step(step=step, sender="dead:1"))
        enter_step(connection, a_step(step=step, sender="alive:2", message_id="message-2"))
        assert senders_at_work(connection) == ("alive:2", "dead:1")
        assert messages_open(connection, EVENING, 10) == ()
        (found,) = messages_open(connection, EVENING, 10, dead=["dead:1"])
        assert found.last == a_step(step=step, sender="dead:1")
        enter_step(connection, a_step(step="unknown", sender="other:3"))
        assert senders_at_work(connection) == ("alive:2",)


def test_messages_wait_for_their_time_and_come_oldest_first(record: Record) -> None:
    rows = [
        a_message(id="c", created_at=later(1)),
        a_message(id="b", created_at=later(2)),
        a_message(id="a", created_at=later(0), not_before=later(60)),
    ]
    with record.transaction() as connection:
        enter_messages(connection, rows)

        def ids(minutes: int, limit: int = 10) -> list[str]:
            return [each.message.id for each in messages_open(connection, later(minutes), limit)]

        assert ids(59) == ["c", "b"]
        assert ids(60) == ["a", "c", "b"]
        assert ids(60, 1) == ["a"]


def test_deliveries_of_a_company(record: Record) -> None:
    with record.transaction() as connection:
        enter_release(connection, a_release())
        enter_release(connection, a_release(id="release-2", company="acme"))
        enter_messages(
            connection,
            [
                a_message(id="1"),
                a_message(id="2", recipient="b@example.com", payload={"releases": ["release-2"]}),
                a_message(id="3", recipient="a@example.com", payload={"releases": ["release-2", "release-1"]}),
                a_message(id="4", kind="night", payload={"night": "2025-11-14"}),
            ],
        )
        enter_step(connection, a_step(message_id="1"))
        enter_step(connection, a_step(message_id="1", step="accepted", code=250))
        found = deliveries_of(connection, "xiaomi")
    assert [(each.message.id, each.last.step if each.last else None) for each in found] == [
        ("3", None),
        ("1", "accepted"),
    ]


def test_a_reader_sees_one_state(record: Record) -> None:
    with record.reading() as connection:
        assert runs(connection, 1) == ()
        with record.transaction() as writer:
            enter_run(writer, a_run())
        assert runs(connection, 1) == ()
