"""A rehearsal tells what would be sent, and touches neither the record nor the relay."""

from __future__ import annotations

from datetime import UTC, datetime

from reportgen.model.publication import Suppression
from reportgen.record import enter_suppression
from reportgen.sending import Office, rehearse, send
from tests.sending.offices import Clock, enter, reader, readers, released, steps
from tests.smtp_server import Server


def test_a_rehearsal_composes_everything_and_changes_nothing(desk: Office, server: Server) -> None:
    messages = enter(desk, readers(3))
    done = rehearse(desk)
    assert {message.id for message, _ in done.letters} == {message.id for message in messages}
    assert (done.faults, done.digests) == ((), ())
    assert not any(steps(desk, message.id) for message in messages)
    assert server.connections == 0
    send(desk)
    assert {message.id: size for message, size in done.letters} == {
        each.id: len(each.content) for each in server.accepted
    }


def test_a_rehearsal_tells_of_the_digests_to_come(desk: Office, clock: Clock) -> None:
    late = reader("late", timing="digest", companies=("xiaomi", "other"))
    enter(desk, [late, reader("now")])
    clock.forward(hours=1)
    enter(desk, [late], released(desk.root, company="other", name="Other Company"))
    done = rehearse(desk)
    assert [message.recipient for message, _ in done.letters] == ["now@example.com"]
    assert [(each.recipient, each.notes) for each in done.digests] == [("late@example.com", 2)]
    assert done.digests[0].due == datetime(2025, 11, 14, 23, 0, tzinfo=UTC)


def test_who_has_left_is_told_as_suppressed_and_not_as_sent(desk: Office, clock: Clock) -> None:
    enter(desk, [reader("here"), reader("gone"), reader("late", timing="digest")])
    with desk.record.transaction() as connection:
        for name in ("Gone", "late"):
            enter_suppression(
                connection,
                Suppression(address=f"{name}@example.com", suppressed=True, reason="unsubscribed", at=clock()),
            )
    done = rehearse(desk)
    assert [message.recipient for message, _ in done.letters] == ["here@example.com"]
    assert [message.recipient for message in done.suppressed] == ["gone@example.com"]
    assert [(each.recipient, each.suppressed) for each in done.digests] == [("late@example.com", True)]
