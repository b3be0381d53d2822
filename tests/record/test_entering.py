from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from reportgen.model.publication import Suppression
from reportgen.record import (
    Record,
    end_run,
    enter_messages,
    enter_release,
    enter_run,
    enter_step,
    enter_suppression,
    is_suppressed,
    last_release,
    messages_open,
    releases_of,
    runs,
    steps_of,
)
from tests.record.rows import EVENING, a_message, a_release, a_run, a_step, later


def test_a_transaction_is_whole_or_nothing(record: Record) -> None:
    with pytest.raises(RuntimeError, match="stop"), record.transaction() as connection:  # noqa: PT012 - one transaction
        enter_release(connection, a_release())
        enter_messages(connection, [a_message()])
        raise RuntimeError("stop")
    with record.reading() as connection:
        assert last_release(connection, "xiaomi") is None
        assert messages_open(connection, EVENING, 10) == ()


def test_a_version_is_entered_once(record: Record) -> None:
    with record.transaction() as connection:
        assert enter_release(connection, a_release())
        assert not enter_release(connection, a_release(id="release-2"))
        assert enter_release(connection, a_release(id="release-3", version=2))
    with record.reading() as connection:
        assert [each.id for each in releases_of(connection, "xiaomi")] == ["release-1", "release-3"]


def test_a_message_is_entered_once(record: Record) -> None:
    with record.transaction() as connection:
        assert enter_messages(connection, [a_message(), a_message(id="message-2")]) == 2
        assert enter_messages(connection, [a_message(name="Somebody else"), a_message(id="message-3")]) == 1
    with record.reading() as connection:
        found = messages_open(connection, EVENING, 10)
    assert {each.message.id: each.message.name for each in found}["message-1"] == "Reader"


def test_one_sender_takes_an_attempt(record: Record) -> None:
    with record.transaction() as connection:
        enter_messages(connection, [a_message()])
    at_once = Barrier(8)

    def take(number: int) -> bool:
        at_once.wait()
        with record.transaction() as connection:
            return enter_step(connection, a_step(sender=f"here:{number}"))

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(8)))
    assert sum(taken) == 1
    with record.reading() as connection:
        (step,) = steps_of(connection, "message-1")
    assert step.sender == f"here:{taken.index(True)}"


def test_the_attempt_that_another_took_leaves_the_transaction_alive(record: Record) -> None:
    with record.transaction() as connection:
        enter_messages(connection, [a_message(), a_message(id="message-2")])
        assert enter_step(connection, a_step())
        assert not enter_step(connection, a_step(sender="there:2"))
        assert enter_step(connection, a_step(message_id="message-2"))
    with record.reading() as connection:
        assert len(steps_of(connection, "message-2")) == 1


@pytest.mark.parametrize("first", ["accepted", "deferred", "refused", "unknown", "suppressed"])
@pytest.mark.parametrize("second", ["accepted", "unknown"])
def test_an_attempt_ends_once(record: Record, first: str, second: str) -> None:
    with record.transaction() as connection:
        enter_messages(connection, [a_message()])
        for step in ("claimed", "sending", first):
            assert enter_step(connection, a_step(step=step))
        assert not enter_step(connection, a_step(step=second))
        assert enter_step(connection, a_step(step="claimed", attempt=2))
        assert [each.step for each in steps_of(connection, "message-1")] == ["claimed", "sending", first, "claimed"]


def test_a_run_ends_once(record: Record) -> None:
    with record.transaction() as connection:
        enter_run(connection, a_run())
        assert end_run(connection, "run-1", at=later(3), outcome="look", summary={"failed": 5})
        assert not end_run(connection, "run-1", at=later(4), outcome="fine", summary={})
        (run,) = runs(connection, 5)
    assert (run.outcome, run.summary, run.ended_at) == ("look", {"failed": 5}, later(3))


def test_the_last_word_on_an_address_counts(record: Record) -> None:
    def say(suppressed: bool, address: str, minutes: int) -> bool:
        entry = Suppression(address=address, suppressed=suppressed, reason="unsubscribed", at=later(minutes))
        with record.transaction() as connection:
            enter_suppression(connection, entry)
            return is_suppressed(connection, "Reader@Example.com")

    assert not say(True, "other@example.com", 0)
    assert say(True, "reader@example.COM", 1)
    assert not say(False, "READER@example.com", 2)
    # a clock that was put back does not bring mail back
    assert say(True, "reader@example.com", -60)
