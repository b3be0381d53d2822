"""What a run would send, told without sending or entering anything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from reportgen.diagnostics import ReportgenError
from reportgen.model.publication import Message
from reportgen.publishing.email import digest_due
from reportgen.record import is_suppressed, items_waiting
from reportgen.sending.claiming import EVERYTHING, open_messages
from reportgen.sending.composing import composer
from reportgen.sending.office import Office


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that is not made yet: for whom, of how many notes, and from when on it goes out."""

    recipient: str
    notes: int
    due: datetime
    suppressed: bool = False
    """Whether its reader has left, so that nothing will be sent."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be sent now with the size of each mail, what cannot be composed, and the digests to come.

    What is suppressed goes to nobody: its readers have left, or are not known to their servers.
    """

    letters: tuple[tuple[Message, int], ...]
    faults: tuple[str, ...]
    digests: tuple[Digest, ...]
    suppressed: tuple[Message, ...] = ()


def rehearse(office: Office, *, limit: int | None = None) -> Rehearsal:
    """What would be sent now, and what waits for a digest. Nothing is entered or sent."""
    waiting, _ = open_messages(office, limit or EVERYTHING)
    left = _left(office, {delivery.message.recipient for delivery in waiting})
    compose = composer(office)
    found, faults = [], []
    for delivery in waiting:
        if delivery.message.recipient in left:
            continue
        try:
            found.append((delivery.message, len(compose(delivery.message, None))))
        except ReportgenError as problem:
            faults.append(str(problem))
    suppressed = tuple(each.message for each in waiting if each.message.recipient in left)
    return Rehearsal(tuple(found), tuple(dict.fromkeys(faults)), _digests(office), suppressed)


def _left(office: Office, recipients: Collection[str]) -> frozenset[str]:
    with office.record.reading() as connection:
        return frozenset(each for each in recipients if is_suppressed(connection, each))


def _digests(office: Office) -> tuple[Digest, ...]:
    zone, hour = office.house.time_zone, office.mail.digest_hour
    with office.record.reading() as connection:
        items = items_waiting(connection)
    readers = [list(of_one) for _, of_one in groupby(items, key=lambda item: item.recipient.lower())]
    left = _left(office, {item.recipient for item in items})
    return tuple(
        Digest(
            of_one[0].recipient,
            len(of_one),
            min(digest_due(item.created_at, zone, hour) for item in of_one),
            of_one[0].recipient in left,
        )
        for of_one in readers
    )
