"""Readers of digests get one mail with all that was released since the last one, at the house's hour."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

from reportgen.record import items_waiting
from reportgen.sending import Office, send
from tests.sending.offices import Clock, enter, material, reader, released, told
from tests.smtp_server import Server


def text_of(content: bytes) -> str:
    found = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


def test_a_digest_gathers_what_was_released_and_goes_out_at_its_hour(
    desk: Office, server: Server, clock: Clock
) -> None:
    """The evening is 18:00 in Hong Kong, the hour 7 in the morning there."""
    late = reader("late", timing="digest", companies=("xiaomi", "other"))
    items = enter(desk, [late, reader("now")])
    assert send(desk).count("accepted") == 1
    clock.forward(hours=1)
    items += enter(desk, [late], released(desk.root, company="other", name="Other Company"))
    assert not send(desk).results
    clock.forward(hours=11, minutes=59)
    assert not send(desk).results
    clock.forward(minutes=1)
    done = send(desk)
    assert [(each.message.kind, each.message.recipient) for each in done.results] == [("digest", "late@example.com")]
    assert server.recipients == ["now@example.com", "late@example.com"]
    assert told(desk, items[0].id) == told(desk, items[2].id) == ["gathered 1"]
    found = message_from_bytes(server.accepted[1].content, policy=policy.default)
    assert found["Subject"] == "Example Research: 2 notes – Xiaomi Corporation"
    assert len(list(found.iter_attachments())) == 2
    clock.forward(days=1)
    assert not send(desk).results


def test_a_night_that_is_over_need_not_wait_for_the_hour(desk: Office, server: Server) -> None:
    enter(desk, [reader("late", timing="digest", form="linked")])
    assert send(desk, all_digests=True).count("accepted") == 1
    assert b"application/pdf" not in server.accepted[0].content


def test_of_two_versions_in_one_digest_the_last_is_told(desk: Office, server: Server) -> None:
    late = reader("late", timing="digest")
    enter(desk, [late])
    enter(desk, [late], released(desk.root, version=2, target_price="40.00", implied_return="-0.058380"))
    send(desk, all_digests=True)
    text = text_of(server.accepted[0].content)
    assert "HKD\u00a040.00" in text
    assert "36.03" not in text.partition("Target")[2].partition("\n")[0]


def test_two_senders_at_once_make_one_digest(desk: Office, server: Server) -> None:
    enter(desk, [reader(f"late{number}", timing="digest") for number in range(10)])
    threads = [Thread(target=send, args=(desk,), kwargs={"all_digests": True}) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(server.recipients) == sorted({f"late{number}@example.com" for number in range(10)})
    with desk.record.reading() as connection:
        assert not items_waiting(connection)


def test_many_notes_are_split_over_digests_that_no_program_cuts_off(desk: Office, server: Server) -> None:
    found = json.loads(material())
    found["company"]["name"], found["headline"] = (
        "A Very Long Name & Co. " * 5,
        "A headline that does not want to end, " * 6,
    )
    names = [f"company{number:02d}" for number in range(30)]
    late = reader("late", timing="digest", form="linked", companies=tuple(names))
    for name in names:
        enter(desk, [late], released(desk.root, json.dumps(found).encode(), company=name))
    assert not send(desk, all_digests=True).faults
    assert len(server.accepted) == 3
    html = [message_from_bytes(each.content, policy=policy.default).get_body(("html",)) for each in server.accepted]
    assert all(isinstance(each, EmailMessage) and len(each.get_content().encode()) < 100_000 for each in html)
    assert sum(each.get_content().count("<h2") for each in html if isinstance(each, EmailMessage)) == 30
