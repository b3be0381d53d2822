"""What is wrong with the way to the relay is said in words, TLS is verified, and no secret gets into them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportgen.model.publication import Suppression
from reportgen.publishing.email.secrets import Credentials
from reportgen.record import enter_suppression
from reportgen.sending import Office, send
from reportgen.sending.domains import policies_of
from reportgen.sending.trying import check_domain, reach, send_test
from tests.sending.offices import enter, office, reader, settings, steps
from tests.smtp_server import Server, certificate, server_context, smtp_server

SECRET = Credentials("research", "correct horse battery")


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody knows."""
    return certificate(tmp_path_factory.mktemp("tls"))


@contextmanager
def secured(root: Path, pem: Path, security: str, **told: Any) -> Iterator[tuple[Server, Office]]:  # noqa: ANN401
    context, starttls = server_context(pem), security == "starttls"
    with (
        smtp_server(certificate=context, starttls=starttls, **told) as server,
        office(root, None, server.port, host="localhost", security=security, timeout_seconds=5) as desk,
    ):
        yield server, desk


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_unknown_certificate_is_refused_and_nothing_is_sent(tmp_path: Path, pem: Path, security: str) -> None:
    with secured(tmp_path, pem, security) as (server, desk):
        messages = enter(desk, [reader("one")])
        assert "certificate that cannot be trusted" in send(desk).stopped
        assert not server.accepted
        assert not steps(desk, messages[0].id)
        assert not any(line.startswith("mail") for line in server.lines)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_the_machine_knows_is_fine(
    tmp_path: Path, pem: Path, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem.with_suffix(".crt")))
    with secured(tmp_path, pem, security, login=(SECRET.user, SECRET.password)) as (server, desk):
        enter(desk, [reader("one")])
        assert send(replace(desk, credentials=SECRET)).count("accepted") == 1
        assert server.recipients == ["one@example.com"]


def test_a_certificate_of_another_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate(tmp_path, "elsewhere.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem.with_suffix(".crt")))
    with secured(tmp_path, pem, "starttls") as (_, desk):
        enter(desk, [reader("one")])
        assert "the one on the certificate" in send(desk).stopped


def test_a_server_that_offers_no_starttls_gets_nothing(tmp_path: Path, server: Server) -> None:
    with office(tmp_path, None, server.port, security="starttls", timeout_seconds=5) as desk:
        enter(desk, [reader("one")])
        assert "offers no STARTTLS" in send(desk).stopped
        assert not server.accepted


def test_tls_where_the_server_speaks_plainly_is_said(tmp_path: Path, server: Server) -> None:
    tried = reach(settings(server.port, security="tls", timeout_seconds=2), None)
    assert not tried.fine
    assert "TLS" in tried.said or "does not answer" in tried.said


@pytest.mark.parametrize("impatient", [False, True])
def test_a_wrong_password_is_said_and_not_shown(tmp_path: Path, impatient: bool) -> None:
    """The server of this test repeats the password in its answer."""
    login = ("research", "another")
    with smtp_server(login=login, impatient=impatient) as server, office(tmp_path, None, server.port) as desk:
        enter(desk, [reader("one")])
        done = send(replace(desk, credentials=SECRET))
        assert "refuses the login (535)" in done.stopped
        for text in (done.stopped, repr(done), repr(replace(desk, credentials=SECRET)), repr(SECRET)):
            assert SECRET.password not in text
            assert "battery" not in text


def test_a_server_that_repeats_the_password_later_does_not_get_it_into_the_record(tmp_path: Path) -> None:
    script = {"one@example.com": [f"451 4.0.0 {SECRET.password}"]}
    with (
        smtp_server(script, login=(SECRET.user, SECRET.password)) as server,
        office(tmp_path, None, server.port) as desk,
    ):
        message = enter(desk, [reader("one")])[0]
        send(replace(desk, credentials=SECRET))
        assert steps(desk, message.id)[-1].answer == "451 4.0.0 *** no"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "refuses the connection"),
        ({"host": "there-is-no-such-name.invalid", "security": "starttls"}, "the name"),
    ],
)
def test_a_relay_that_is_not_there(changes: dict[str, str], words: str) -> None:
    with smtp_server() as server:
        port = server.port
    tried = reach(settings(port, timeout_seconds=5, **changes), None)
    assert not tried.fine
    assert words in tried.said


@pytest.mark.parametrize(
    ("told", "behaviour", "words"),
    [
        ({}, "250", "took a test"),
        ({}, "550", "does not know or want me@example.com"),
        ({}, "451", "later perhaps"),
        ({}, "data 554", "refuses the mail"),
        ({}, "drop lost", "it is open whether"),
        ({"sender_answer": "550 not you"}, "250", "does not let research@example.com send"),
        ({"greeting": "554 go away"}, "250", "does not want us"),
        ({"greeting": "SSH-2.0-OpenSSH_9.2"}, "250", "mail server"),
    ],
)
def test_a_test_tells_what_happened(tmp_path: Path, told: dict[str, str], behaviour: str, words: str) -> None:
    with (
        smtp_server({"me@example.com": [behaviour]}, **told) as server,
        office(tmp_path, None, server.port, timeout_seconds=5) as desk,
    ):
        done = send_test(desk, "me@example.com")
        assert words in done[-1].said
        assert done[-1].fine is (behaviour == "250" and not told)


def test_a_suppressed_address_gets_no_test(desk: Office, server: Server) -> None:
    with desk.record.transaction() as connection:
        enter_suppression(
            connection,
            Suppression(address="me@example.com", suppressed=True, reason="unsubscribed", at=desk.clock()),
        )
    assert not send_test(desk, "me@example.com")[0].fine
    assert not server.accepted


def test_what_a_domain_says_of_its_senders() -> None:
    texts = {
        "example.com": ("something else", "v=spf1 include:relay.example -all"),
        "_dmarc.example.com": (),
    }
    found = policies_of("example.com", lambda name: texts[name])
    assert (found.spf, found.dmarc) == ("v=spf1 include:relay.example -all", "")
    told = check_domain(settings(1), lambda name: texts[name])
    assert [each.fine for each in told] == [True, False]
    assert "has no DMARC" in told[1].said
