"""The steps of a message in the record. Each is one transaction, in which no other sender touches the same message."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection

from reportgen.model.publication import Delivery, Message, Step, StepKind, Suppression
from reportgen.publishing.email import digest_due, digest_of
from reportgen.publishing.email.relay import Outcome
from reportgen.record import (
    enter_messages,
    enter_step,
    enter_suppression,
    is_suppressed,
    items_waiting,
    last_seen,
    messages_open,
    one_at_a_time,
    senders_at_work,
    steps_of,
)
from reportgen.sending.office import Office
from reportgen.sending.senders import dead_senders

EVERYTHING = 1_000_000
_AT_ANY_TIME = datetime(9999, 1, 1, tzinfo=UTC)
# more would make a mail that some programs cut off
_NOTES_IN_A_DIGEST = 12
_FAILED = ("deferred", "unknown")


def gather(office: Office, *, all_items: bool) -> int:
    """Make digests of the items whose time has come, or of all; how many digests there are."""
    now, made = office.clock(), 0
    with office.record.transaction() as connection:
        one_at_a_time(connection, "digests")
        zone, hour = office.house.time_zone, office.mail.digest_hour
        due = [
            item for item in items_waiting(connection) if all_items or digest_due(item.created_at, zone, hour) <= now
        ]
        for _, items in groupby(due, key=lambda item: item.recipient.lower()):
            waiting = list(items)
            for start in range(0, len(waiting), _NOTES_IN_A_DIGEST):
                made += 1
                _into_digest(connection, waiting[start : start + _NOTES_IN_A_DIGEST], office.sender, now)
    return made


def open_messages(office: Office, limit: int) -> tuple[tuple[Delivery, ...], frozenset[str]]:
    """What should be taken up now, and which senders are dead."""
    now = office.clock()
    with office.record.reading() as connection:
        seen = last_seen(connection)
        dead = dead_senders({name: seen[name] for name in senders_at_work(connection)}, now)
        return messages_open(connection, now, limit, dead=dead), dead


def count_waiting(office: Office) -> int:
    """How many messages are still to go, now or at a later try; items that no digest has gathered are none yet."""
    with office.record.reading() as connection:
        return len(messages_open(connection, _AT_ANY_TIME, EVERYTHING))


def claim(office: Office, message: Message, dead: Collection[str]) -> Step | None:
    """Take a message: the claim; or the end of a suppressed one; or None where there is nothing to do any more.

    A text that a dead sender had begun to send may have arrived: it is entered as unknown, and goes out again only
    where the house wants that.
    """
    now = office.clock()
    with office.record.transaction() as connection:
        one_at_a_time(connection, message.id)
        steps = steps_of(connection, message.id)
        last = steps[-1] if steps else None
        if last is not None and last.step == "sending" and last.sender in dead:
            last = _step(office, message, last.attempt, "unknown", now, answer="the sender died after it had begun")
            last = _with_retry(office, last, steps, at_once=True)
            enter_step(connection, last)
            if last.retry_at is None:
                return last
        if not _is_open(last, now, dead):
            return None
        attempt = last.attempt + 1 if last else 1
        if is_suppressed(connection, message.recipient):
            return _entered(connection, _step(office, message, attempt, "suppressed", now))
        return _entered(connection, _step(office, message, attempt, "claimed", now))


def begin(office: Office, message: Message, claimed: Step) -> bool:
    """Enter that the text is about to be sent. False where the claim is no longer ours, or the reader has left."""
    now = office.clock()
    with office.record.transaction() as connection:
        one_at_a_time(connection, message.id)
        steps = steps_of(connection, message.id)
        if not steps or (steps[-1].step, steps[-1].attempt, steps[-1].sender) != (
            "claimed",
            claimed.attempt,
            office.sender,
        ):
            return False
        if is_suppressed(connection, message.recipient):
            enter_step(connection, _step(office, message, claimed.attempt, "suppressed", now))
            return False
        return enter_step(connection, _step(office, message, claimed.attempt, "sending", now))


def end(office: Office, message: Message, claimed: Step, outcome: Outcome) -> Step:
    """Enter what came of an attempt; an address that the server does not know gets no more mail."""
    now = office.clock()
    with office.record.transaction() as connection:
        one_at_a_time(connection, message.id)
        step = _step(office, message, claimed.attempt, outcome.end, now, code=outcome.code, answer=outcome.answer)
        if outcome.end in _FAILED:
            step = _with_retry(office, step, steps_of(connection, message.id))
        enter_step(connection, step)
        if outcome.bounced and not is_suppressed(connection, message.recipient):
            detail = f"{outcome.answer} (message {message.id})"
            enter_suppression(
                connection,
                Suppression(address=message.recipient, suppressed=True, reason="refused", at=now, detail=detail),
            )
        return step


def _into_digest(connection: Connection, items: list[Message], sender: str, now: datetime) -> None:
    digest = digest_of(items, now)
    enter_messages(connection, [digest])
    for item in items:
        step = Step(message_id=item.id, attempt=1, step="gathered", at=now, sender=sender, answer=digest.id)
        enter_step(connection, step)


def _is_open(last: Step | None, now: datetime, dead: Collection[str]) -> bool:
    if last is None:
        return True
    if last.step in _FAILED:
        return last.retry_at is not None and last.retry_at <= now
    return last.step == "claimed" and last.sender in dead


def _with_retry(office: Office, step: Step, earlier: tuple[Step, ...], *, at_once: bool = False) -> Step:
    """The step with the moment of the next attempt; none where the house wants none, or the last has been made."""
    waits = office.mail.retry_minutes
    tries = sum(each.step in _FAILED for each in earlier)
    if (step.step == "unknown" and office.mail.unknown == "leave") or tries >= len(waits):
        return step
    after = timedelta(0) if at_once else timedelta(minutes=waits[tries])
    return replace(step, retry_at=step.at + after)


def _step(  # noqa: PLR0913 - the columns of a row
    office: Office,
    message: Message,
    attempt: int,
    kind: StepKind,
    at: datetime,
    *,
    code: int | None = None,
    answer: str = "",
) -> Step:
    return Step(
        message_id=message.id, attempt=attempt, step=kind, at=at, sender=office.sender, code=code, answer=answer
    )


def _entered(connection: Connection, step: Step) -> Step | None:
    return step if enter_step(connection, step) else None
