"""What goes into the outbox, and under which name: pure functions, called in the transaction of a release."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.model.publication import Message, Release, Subscriber

_LENGTH = 40


def messages_for(release: Release, subscribers: Iterable[Subscriber], now: datetime) -> tuple[Message, ...]:
    """One message for each subscriber who wants a release.

    For readers of digests it is an item, which waits until a digest gathers it; it is never sent itself.
    """
    return tuple(_message(release, each, now) for each in subscribers if each.wants(release))


def message_id(kind: str, *parts: str) -> str:
    """The local part of a Message-ID: the same for the same message, whenever and however often it is sent."""
    return hashlib.sha256("\0".join((kind, *parts)).encode()).hexdigest()[:_LENGTH]


def note_id(company: str, version: int, recipient: str) -> str:
    """The name of a note's message: from note, version and recipient."""
    return message_id("note", company, str(version), recipient.lower())


def digest_of(items: Sequence[Message], now: datetime) -> Message:
    """The digest of one reader that gathers some items, in their order."""
    first = items[0]
    releases = [str(each) for item in items for each in _listed(item.payload.get("releases"))]
    return Message(
        id=message_id("digest", first.recipient.lower(), *releases),
        kind="digest",
        recipient=first.recipient,
        name=first.name,
        form=first.form,
        created_at=now,
        payload={"releases": releases},
    )


def night_message(night: date, run_id: str, operator: str, now: datetime) -> Message:
    """The page of a night, for the operator: one for each run."""
    return Message(
        id=message_id("night", run_id, operator.lower()),
        kind="night",
        recipient=operator,
        name="",
        form="attached",
        created_at=now,
        payload={"night": str(night), "run": run_id},
    )


def folder_of_night(root: Path, night: object, run: str) -> Path:
    """Where the page of a night is kept as a run left it, whose message tells of it: later runs write another page."""
    return root / "record" / "archive" / "nights" / str(night) / run


def digest_due(entered: datetime, zone: str, hour: int) -> datetime:
    """When an item goes out at the earliest: the next full ``hour`` of the house's day after it was entered."""
    local = entered.astimezone(ZoneInfo(zone))
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if due <= local:
        due = (due + timedelta(days=1)).replace(tzinfo=ZoneInfo(zone))
    return due


def _message(release: Release, subscriber: Subscriber, now: datetime) -> Message:
    immediate = subscriber.timing == "immediate"
    company, recipient = release.company, subscriber.address
    item = message_id("item", company, str(release.version), recipient.lower())
    return Message(
        id=note_id(company, release.version, recipient) if immediate else item,
        kind="note" if immediate else "item",
        recipient=recipient,
        name=subscriber.name,
        form=subscriber.form,
        created_at=now,
        payload={"releases": [release.id]},
    )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
