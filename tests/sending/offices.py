"""Offices for tests: a workspace with a released note, readers, and a relay on this machine.

    with office(tmp_path, address, server.port) as desk:
        enter(desk, readers(200))
        send(desk)

The note is the sample's, its PDF a few bytes; everything else is as a release leaves it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.build import examine, templates_of
from reportgen.diagnostics import Location
from reportgen.formats.mail_json import mail_json
from reportgen.loading import load_house
from reportgen.model.house import House
from reportgen.model.mail import Mail
from reportgen.model.publication import Message, Release, Step, Subscriber
from reportgen.publishing.email import messages_for
from reportgen.record import enter_messages, enter_release, open_record, steps_of
from reportgen.sending import Office
from tests.record.rows import EVENING, a_release
from tests.workspaces import REPOSITORY

PDF = b"%PDF-1.7 a small note\n"
_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="


class Clock:
    """A clock that a test sets forward."""

    def __init__(self, now: datetime = EVENING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **ahead: float) -> None:
        """Let time pass."""
        self.now += timedelta(**ahead)


@cache
def material() -> bytes:
    """The sample's ``mail.json``, with a picture of one dot: the real one costs most of the time of a large test."""
    found = json.loads(whole_material())
    found["chart"]["png"] = _DOT
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


@cache
def whole_material() -> bytes:
    """The sample's ``mail.json``, as of a release."""
    examined = examine(REPOSITORY, "xiaomi")
    assert examined.note is not None
    assert examined.inputs is not None
    assert examined.results is not None
    return mail_json(examined.note, replace(examined.inputs, draft=False), examined.results)


def settings(port: int, **changes: Any) -> Mail:  # noqa: ANN401 - any setting
    """How a test mails: to a relay on this machine."""
    values = {
        "sender": "research@example.com",
        "sender_name": "Example Research",
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "link_base": "https://research.example.com/notes",
        "unsubscribe_base": "https://research.example.com/u",
        "timeout_seconds": 10,
        "retry_minutes": (30, 60),
        **changes,
    }
    return Mail.model_validate(values)


@contextmanager
def office(
    root: Path,
    address: str | None,
    port: int,
    clock: Callable[[], datetime] | None = None,
    **changes: Any,  # noqa: ANN401
) -> Iterator[Office]:
    """An office in a workspace below ``root``, with an open record."""
    mail = settings(port, **changes)
    record = open_record(root, address)
    try:
        yield Office(
            root=root,
            record=record,
            house=house(mail),
            mail=mail,
            templates=templates_of(REPOSITORY),
            clock=clock or Clock(),
            sender="here/1/1",
            secret=b"a secret of sixteen characters and more",
        )
    finally:
        record.close()


def house(mail: Mail) -> House:
    """The sample's house with some settings for mail."""
    found, _ = load_house(REPOSITORY)
    assert found is not None
    return found.model_copy(update={"mail": mail})


def released(root: Path, content: bytes | None = None, pdf: bytes = PDF, **changes: Any) -> Release:  # noqa: ANN401
    """A release of the sample with its archive on disk; not entered yet."""
    version = changes.get("version", 1)
    company = changes.get("company", "xiaomi")
    files = {"mail.json": content or material(), "note.pdf": pdf}
    archive = f"record/archive/{company}/2025-11-14-v{version}"
    (root / archive).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (root / archive / name).write_bytes(data)
    row = a_release(
        id=f"{company}-{version}",
        company=company,
        version=version,
        released_at=EVENING,
        price="42.48",
        implied_return="-0.151836",
        name="Xiaomi Corporation",
        content_key=f"{version:064d}",
        inputs_key=f"{version:064d}",
        files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        archive=archive,
    )
    return replace(row, **changes)


def reader(name: str, **changes: Any) -> Subscriber:  # noqa: ANN401 - any field
    """A subscriber to the sample."""
    return replace(
        Subscriber(
            address=f"{name}@example.com", name="", companies=("xiaomi",), place=Location("inputs/subscribers.yaml")
        ),
        **changes,
    )


def readers(count: int) -> list[Subscriber]:
    """So many subscribers."""
    return [reader(f"reader{number:03d}", form="linked" if number % 3 else "attached") for number in range(count)]


def enter(desk: Office, subscribers: Iterable[Subscriber], release: Release | None = None) -> tuple[Message, ...]:
    """Enter a release and its messages as a release does: in one transaction."""
    row = release or released(desk.root)
    messages = messages_for(row, subscribers, desk.clock())
    with desk.record.transaction() as connection:
        enter_release(connection, row)
        enter_messages(connection, messages)
    return messages


def steps(desk: Office, message_id: str) -> tuple[Step, ...]:
    """What happened to a message."""
    with desk.record.reading() as connection:
        return steps_of(connection, message_id)


def told(desk: Office, message_id: str) -> list[str]:
    """The same in words: ``claimed 1``."""
    return [f"{each.step} {each.attempt}" for each in steps(desk, message_id)]
