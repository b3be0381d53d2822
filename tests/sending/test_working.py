"""The outbox is worked off: the server decides, every step is in the record, and nobody gets anything twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.model.publication import Suppression
from reportgen.publishing.email import digest_of
from reportgen.record import enter_suppression, is_suppressed
from reportgen.sending import Office, Sent, send
from reportgen.sending.composing import composer
from reportgen.sending.working import archive_path
from tests.sending.offices import Clock, enter, material, office, reader, readers, released, steps, told
from tests.smtp_server import Server, smtp_server

ENDS = ("accepted", "deferred", "refused", "unknown", "suppressed")


def suppress(desk: Office, address: str) -> None:
    with desk.record.transaction() as connection:
        enter_suppression(
            connection, Suppression(address=address, suppressed=True, reason="unsubscribed", at=desk.clock())
        )


def suppressed(desk: Office, address: str) -> bool:
    with desk.record.reading() as connection:
        return is_suppressed(connection, address)


def one(desk: Office, server: Server, *behaviours: str) -> str:
    """One reader to whom the server behaves so; the id of the message."""
    server.script["one@example.com"] = list(behaviours)
    return enter(desk, [reader("one")])[0].id


SCRIPTS = (
    *(["250"], ["421", "250"], ["451", "250"], ["451", "450", "250"], ["451"]),
    *(["550"], ["550 5.7.1"], ["552"], ["data 552"], ["data 451", "250"], ["data 550 5.1.1"]),
    *(["drop", "250"], ["drop at data", "250"], ["drop taken", "250"], ["drop lost", "250"], ["slow"]),
    *(["hang", "250"], ["hang taken", "250"]),
)


@pytest.mark.slow
@pytest.mark.parametrize(("address", "unknown"), [("sqlite", "leave"), ("postgresql", "resend")], indirect=["address"])
def test_two_hundred_get_what_the_server_took_and_the_record_says_so(
    memory: Path, address: str | None, unknown: str
) -> None:
    """Message by message: accepted in the record is taken by the server, and nobody but an unknown one gets two."""
    subscribers = readers(200)
    # two that hang are enough: each of them costs a second
    rare = {5: ["hang", "250"], 105: ["hang taken", "250"]}
    script = {each.address: rare.get(number, SCRIPTS[number % 16]) for number, each in enumerate(subscribers)}
    clock = Clock()
    with (
        smtp_server(script) as server,
        office(memory, address, server.port, clock, timeout_seconds=1, unknown=unknown) as desk,
    ):
        messages = enter(desk, subscribers)
        for _ in range(10):
            done = send(desk)
            if not done.results and not done.stopped:
                break
            clock.forward(minutes=61)
        taken = Counter(each.id for each in server.accepted)
        for message in messages:
            happened = steps(desk, message.id)
            ends = [each.step for each in happened if each.step in ENDS]
            assert ends.count("accepted") <= 1
            open_ones = ends.count("unknown")
            # what the server took beyond the accepted is what the record calls unknown, never more
            assert ends.count("accepted") <= taken[message.id] <= ends.count("accepted") + open_ones
            assert open_ones or taken[message.id] == ends.count("accepted")
            if unknown == "leave":
                assert taken[message.id] <= 1
            assert happened[-1].step in ENDS
            assert happened[-1].retry_at is None
        assert sum(taken.values()) == len(server.accepted)
        assert set(taken) <= {message.id for message in messages}


@pytest.mark.parametrize(
    ("behaviours", "step", "code"),
    [
        (["250"], "accepted", 250),
        (["slow"], "accepted", 250),
        (["421"], "deferred", 421),
        (["450"], "deferred", 450),
        (["data 451"], "deferred", 451),
        (["550"], "refused", 550),
        (["data 554"], "refused", 554),
        (["drop"], "deferred", None),
        (["drop at data"], "deferred", None),
        (["hang"], "deferred", None),
        (["drop taken"], "unknown", None),
        (["drop lost"], "unknown", None),
        (["hang taken"], "unknown", None),
    ],
)
def test_what_the_server_does_is_entered(
    tmp_path: Path, server: Server, behaviours: list[str], step: str, code: int | None
) -> None:
    with office(tmp_path, None, server.port, timeout_seconds=1) as desk:
        message = one(desk, server, *behaviours)
        done = send(desk)
        last = steps(desk, message)[-1]
        assert (last.step, last.code) == (step, code)
        assert [each.step.step for each in done.results] == [step]


def test_a_refusal_for_now_is_tried_again_when_its_time_has_come(desk: Office, server: Server, clock: Clock) -> None:
    message = one(desk, server, "451", "451", "250")
    assert send(desk).count("deferred") == 1
    clock.forward(minutes=29)
    assert not send(desk).results
    clock.forward(minutes=1)
    assert send(desk).count("deferred") == 1
    clock.forward(minutes=59)
    assert not send(desk).results
    clock.forward(minutes=1)
    assert send(desk).count("accepted") == 1
    assert told(desk, message) == [
        f"{step} {attempt}"
        for attempt, end in ((1, "deferred"), (2, "deferred"), (3, "accepted"))
        for step in (("claimed", end) if end == "deferred" else ("claimed", "sending", end))
    ]
    assert server.recipients == ["one@example.com"]


def test_every_attempt_has_the_same_bytes_whatever_was_edited_meanwhile(tmp_path: Path, server: Server) -> None:
    clock = Clock()
    with office(tmp_path, None, server.port, clock) as desk:
        message = one(desk, server, "451", "250")
        send(desk)
        (path,) = (tmp_path / "record/archive/mail").rglob("*.eml")
        first = path.read_bytes()
    clock.forward(minutes=31)
    with office(tmp_path, None, server.port, clock, sender_name="Another Name") as desk:
        assert send(desk).count("accepted") == 1
        assert [(each.id, each.content) for each in server.accepted] == [(message, first)]


def test_after_the_last_wait_a_message_is_given_up(desk: Office, server: Server, clock: Clock) -> None:
    message = one(desk, server, "451")
    for _ in range(2):
        assert not send(desk).look
        clock.forward(hours=2)
    done = send(desk)
    assert (done.given_up, done.look) == (1, True)
    assert not list((desk.root / "record/archive/mail").rglob("*.eml"))
    assert steps(desk, message)[-1].retry_at is None
    clock.forward(days=30)
    assert not send(desk).results


@pytest.mark.parametrize(
    ("answer", "bounced"),
    [
        ("550", True),
        ("551", True),
        ("550 5.1.1", True),
        ("data 550 5.1.1", True),
        ("552 5.2.2", False),
        ("550 5.7.1", False),
        ("data 552", False),
        ("451", False),
        ("drop", False),
    ],
)
def test_only_an_address_that_is_not_wanted_gets_no_more_mail(
    desk: Office, server: Server, answer: str, bounced: bool
) -> None:
    """A mail that is too large, or that a policy refuses, says nothing against its reader."""
    one(desk, server, answer)
    send(desk)
    assert suppressed(desk, "ONE@example.com") is bounced


def test_a_suppressed_address_is_not_written_to(desk: Office, server: Server) -> None:
    message = one(desk, server)
    suppress(desk, "One@Example.com")
    done = send(desk)
    assert (done.count("suppressed"), done.look) == (1, False)
    assert told(desk, message) == ["suppressed 1"]
    assert not server.accepted
    assert not send(desk).results


def test_who_leaves_while_the_mail_is_on_its_way_does_not_get_it(desk: Office, server: Server) -> None:
    message = one(desk, server)
    server.on_event = lambda word: suppress(desk, "one@example.com") if word == "RCPT" else None
    send(desk)
    assert told(desk, message) == ["claimed 1", "suppressed 1"]
    assert not server.accepted
    assert not list((desk.root / "record/archive/mail").rglob("*.eml"))


@pytest.mark.parametrize(("policy", "copies"), [("leave", 1), ("resend", 2)])
def test_a_mail_that_may_have_arrived_goes_out_again_only_where_the_house_wants_it(
    tmp_path: Path, server: Server, clock: Clock, policy: str, copies: int
) -> None:
    with office(tmp_path, None, server.port, clock, unknown=policy) as desk:
        message = one(desk, server, "drop taken", "250")
        assert send(desk).count("unknown") == 1
        clock.forward(minutes=31)
        assert send(desk).count("accepted") == copies - 1
        assert [each.id for each in server.accepted] == [message] * copies
        assert len({each.content for each in server.accepted}) == 1, "the same bytes, and so the same Message-ID"


def test_two_senders_at_once_do_not_send_twice(tmp_path: Path, address: str | None) -> None:
    with smtp_server() as server, office(tmp_path, address, server.port) as first:
        messages = enter(first, readers(60))
        with office(tmp_path, address, server.port) as other:
            second = replace(other, sender="here/2/2")
            done: list[Sent] = []
            threads = [Thread(target=lambda desk=desk: done.append(send(desk))) for desk in (first, second)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        assert Counter(each.id for each in server.accepted) == Counter(message.id for message in messages)
        assert sum(each.count("accepted") for each in done) == len(messages)


def test_one_connection_serves_many_messages(desk: Office, server: Server) -> None:
    enter(desk, readers(20))
    send(desk)
    assert len(server.accepted) == 20
    assert server.connections == 1


def test_a_connection_that_the_server_closed_while_idle_costs_no_attempt(desk: Office, server: Server) -> None:
    enter(desk, [reader("first"), reader("second")])
    closed: list[str] = []

    def close_once(word: str) -> None:
        if word == "MAIL" and len(server.accepted) == 1 and not closed:
            closed.append(word)
            raise ConnectionError

    server.on_event = close_once
    done = send(desk)
    assert closed
    assert done.count("accepted") == 2
    assert {each.step.attempt for each in done.results} == {1}


def test_a_relay_that_cannot_be_reached_leaves_everything_as_it_is(tmp_path: Path) -> None:
    with smtp_server() as server:
        port = server.port
    with office(tmp_path, None, port) as desk:
        messages = enter(desk, readers(3))
        done = send(desk)
        assert "refuses the connection" in done.stopped
        assert done.stopped.endswith(" – 3 messages wait in the outbox")
        assert not any(steps(desk, message.id) for message in messages)


def test_a_relay_that_does_not_take_our_sender_ends_the_run_and_bounces_nobody(tmp_path: Path) -> None:
    with smtp_server(sender_answer="550 5.7.60 not you") as server, office(tmp_path, None, server.port) as desk:
        messages = enter(desk, readers(3))
        done = send(desk)
        assert "does not take mail from research@example.com" in done.stopped
        assert sum(bool(steps(desk, message.id)) for message in messages) == 1
        assert done.count("refused") == 0
        assert not any(suppressed(desk, message.recipient) for message in messages)


def test_a_relay_that_breaks_off_again_and_again_is_left_alone(desk: Office, server: Server) -> None:
    subscribers = readers(20)
    server.script = {each.address: ["drop"] for each in subscribers}
    enter(desk, subscribers)
    done = send(desk)
    assert done.count("deferred") == 5
    assert "broke off 5 times" in done.stopped
    assert "20 messages wait" in done.stopped, "those put off wait too"


def test_a_limit_is_kept(desk: Office, server: Server) -> None:
    enter(desk, readers(10))
    assert send(desk, limit=4).count("accepted") == 4
    assert len(server.accepted) == 4
    assert send(desk).count("accepted") == 6


def test_what_was_accepted_is_in_the_archive_byte_for_byte(desk: Office, server: Server) -> None:
    server.script = {"bad@example.com": ["550"], "later@example.com": ["451"]}
    messages = enter(desk, [*readers(5), reader("bad"), reader("later")])
    send(desk)
    kept = {path.stem: path.read_bytes() for path in (desk.root / "record/archive/mail").rglob("*.eml")}
    later = messages[-1].id
    assert {**kept, later: b""} == {**{each.id: each.content for each in server.accepted}, later: b""}
    assert later in kept, "what is tried again is kept for the next attempt"
    assert archive_path(desk, messages[0]).parent.name == "2025-11-14"


def test_a_damaged_archive_keeps_its_mails_back_and_no_others(desk: Office, server: Server) -> None:
    enter(desk, [reader("one")])
    damaged = released(desk.root, company="other")
    (desk.root / damaged.archive / "note.pdf").write_bytes(b"something else")
    kept_back = enter(desk, [reader("two", companies=("other",))], damaged)
    done = send(desk)
    assert server.recipients == ["one@example.com"]
    assert len(done.faults) == 1
    assert "is not what was released" in done.faults[0]
    assert not steps(desk, kept_back[0].id)
    (desk.root / damaged.archive / "note.pdf").write_bytes(b"%PDF-1.7 a small note\n")
    assert send(desk).count("accepted") == 1


def test_a_draft_is_never_sent(desk: Office, server: Server) -> None:
    draft = released(desk.root, material().replace(b'"draft": false', b'"draft": true'))
    enter(desk, [reader("one")], draft)
    done = send(desk)
    assert "only released notes are sent" in done.faults[0]
    assert not server.accepted


def test_a_server_that_takes_little_gets_a_link_in_place_of_the_pdf(tmp_path: Path) -> None:
    with smtp_server(size=200_000) as server, office(tmp_path, None, server.port) as desk:
        enter(desk, [reader("one")], released(tmp_path, pdf=b"%PDF" + b"x" * 200_000))
        assert send(desk).count("accepted") == 1
        assert b"application/pdf" not in server.accepted[0].content
        assert len(server.accepted[0].content) < 200_000


def test_so_many_that_providers_ask_are_not_sent_for_a_domain_that_says_nothing(
    desk: Office, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.sending.working.BULK", 3)
    enter(desk, readers(3))
    done = send(desk, lookup=lambda _: ())
    assert "example.com has no SPF and no DMARC" in done.stopped
    assert server.connections == 0
    assert send(desk, limit=2, lookup=lambda _: ()).count("accepted") == 2


@pytest.mark.parametrize("timing", ["immediate", "digest"])
def test_a_mail_with_a_number_of_nowhere_is_not_composed(desk: Office, tmp_path: Path, timing: str) -> None:
    own = tmp_path / "own" / "_mail"
    own.mkdir(parents=True)
    for name in ("message.txt.j2", "digest.txt.j2"):
        whole = next(each / "_mail" / name for each in desk.templates if (each / "_mail" / name).is_file())
        (own / name).write_text(f"A fifth of it is 17.25.\n{whole.read_text(encoding='utf-8')}", encoding="utf-8")
    (item,) = enter(desk, [reader("one", timing=timing)])
    message = item if timing == "immediate" else digest_of([item], desk.clock())
    assert composer(desk)(message, None)
    with pytest.raises(ReportgenError, match=r"text prints '17\.25', which neither the note nor the record holds"):
        composer(replace(desk, templates=(own.parent, *desk.templates)))(message, None)


def test_a_digest_of_more_companies_than_it_shows_is_composed(desk: Office) -> None:
    late = reader("late", timing="digest", companies=("xiaomi", *(f"other-{number}" for number in range(13))))
    items = [
        item
        for number in range(13)
        for item in enter(desk, [late], released(desk.root, company=f"other-{number}", name=f"Other {number}"))
    ]
    content = composer(desk)(digest_of(items, desk.clock()), None)
    assert b"1 more notes are on the site" in content
