"""The operator gets the night's page: what wants a look first, with its places, then what moved."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from reportgen.model.publication import BuildRow
from reportgen.nightly.house import read_terms
from reportgen.nightly.report import Entry, Report, as_dict
from reportgen.publishing.email import night_message
from reportgen.record import enter_messages
from reportgen.sending import Office, send
from tests.record.rows import EVENING, a_build
from tests.smtp_server import Server
from tests.workspaces import REPOSITORY

NIGHT = date(2025, 11, 14)


def build(**changes: object) -> BuildRow:
    return replace(a_build(price="42.48", implied_return="-0.151836"), **changes)  # type: ignore[arg-type]


def page(root: Path, *entries: Entry) -> None:
    """The night's page as the night writes it."""
    terms, _ = read_terms(REPOSITORY)
    assert terms is not None
    report = Report(
        run="run-1",
        night=NIGHT,
        terms=terms,
        started_at=EVENING,
        ended_at=datetime(2025, 11, 14, 10, 5, tzinfo=UTC),
        jobs=1,
        happened=True,
        entries=entries,
    )
    folder = root / "output" / "nightly" / str(NIGHT)
    folder.mkdir(parents=True)
    (folder / "index.json").write_text(json.dumps(as_dict(report)), "utf-8")
    (folder / "index.html").write_text("<!DOCTYPE html><p>The page</p>", "utf-8")


def enter_night(desk: Office) -> None:
    with desk.record.transaction() as connection:
        enter_messages(connection, [night_message(NIGHT, "run-1", "operator@example.com", desk.clock())])


def mail(server: Server) -> EmailMessage:
    found = message_from_bytes(server.accepted[0].content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def text(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_the_operator_learns_what_failed_and_what_moved(desk: Office, server: Server) -> None:
    fault: dict[str, str | int] = {
        "file": "inputs/acme/facts.yaml", "line": 12, "column": 5, "severity": "error", "path": "",
        "message": "<b>no</b> such key", "code": "unknown-key", "hint": "",
    }  # fmt: skip
    page(
        desk.root,
        Entry(company="acme", name="Acme & Co.", state="failed", reason="diagnostics", diagnostics=(fault,)),
        Entry(company="slow", name="Slow", state="failed", reason="time", standing=build(as_of=date(2025, 11, 10))),
        Entry(
            company="xiaomi",
            name="Xiaomi Corporation",
            state="built",
            released=2,
            before=build(),
            standing=build(price="41.10", implied_return="-0.123358"),
        ),
        Entry(company="calm", name="Calm", state="unchanged", standing=build()),
    )
    enter_night(desk)
    assert send(desk).count("accepted") == 1
    found = mail(server)
    assert found["To"] == "operator@example.com"
    assert found["Subject"] == "Example Research, night of 2025-11-14: 2 to look at"
    assert found["List-Unsubscribe"] is None
    plain, html = text(found, "plain"), text(found, "html")
    assert "inputs/acme/facts.yaml:12:5: <b>no</b> such key [unknown-key]" in plain
    assert "&lt;b&gt;no&lt;/b&gt; such key" in html
    assert "Acme &amp; Co." in html
    assert "4 days old" in plain.replace("\u00a0", " ")
    assert "price HKD\u00a042.48 → HKD\u00a041.10 (−3.2\u202f%)" in plain
    assert "return −15.2\u202f% → −12.3\u202f% (+2.9\u00a0points)" in plain
    assert "Calm" not in plain
    attached = [part.get_filename() for part in found.iter_attachments()]
    assert attached == ["night-2025-11-14.html"]


def test_a_night_without_its_page_waits(desk: Office, server: Server) -> None:
    enter_night(desk)
    done = send(desk)
    assert "cannot be used for a mail" in done.faults[0]
    page(desk.root, Entry(company="calm", name="Calm", state="unchanged", standing=build()))
    assert send(desk).count("accepted") == 1
    assert "all fine" in mail(server)["Subject"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"counts": 1}'])
def test_a_damaged_page_is_no_traceback(desk: Office, content: str) -> None:
    folder = desk.root / "output" / "nightly" / str(NIGHT)
    folder.mkdir(parents=True)
    (folder / "index.json").write_text(content, "utf-8")
    enter_night(desk)
    assert "it is not complete" in send(desk).faults[0]
