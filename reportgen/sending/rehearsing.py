"""What a run would send, told without sending or entering anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from reportgen.diagnostics import ReportgenError
from reportgen.model.publication import Message
from reportgen.publishing.email import digest_due
from reportgen.record import items_waiting
from reportgen.sending.claiming import EVERYTHING, open_messages
from reportgen.sending.composing import composer
from reportgen.sending.office import Office


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that is not made yet: for whom, of how many notes, and from when on it goes out."""

    recipient: str
    notes: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be sent now with the size of each mail, what cannot be composed, and the digests to come."""

    letters: tuple[tuple[Message, int], ...]
    faults: tuple[str, ...]
    digests: tuple[Digest, ...]


def rehearse(office: Office, *, limit: int | None = None) -> Rehearsal:
    """What would be sent now, and what waits for a digest. Nothing is entered or sent."""
    waiting, _ = open_messages(office, limit or EVERYTHING)
    compose = composer(office)
    found, faults = [], []
    for delivery in waiting:
        try:
            found.append((delivery.message, len(compose(delivery.message, None))))
        except ReportgenError as problem:
            faults.append(str(problem))
    return Rehearsal(tuple(found), tuple(dict.fromkeys(faults)), _digests(office))


def _digests(office: Office) -> tuple[Digest, ...]:
    zone, hour = office.house.time_zone, office.mail.digest_hour
    with office.record.reading() as connection:
        items = items_waiting(connection)
    readers = [list(of_one) for _, of_one in groupby(items, key=lambda item: item.recipient.lower())]
    return tuple(
        Digest(of_one[0].recipient, len(of_one), min(digest_due(item.created_at, zone, hour) for item in of_one))
        for of_one in readers
    )
