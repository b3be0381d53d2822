"""Who got what: the deliveries of a company's notes, for people and for programs."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from reportgen.model.publication import Delivery, Step
from reportgen.record import Record, deliveries_of, releases_of, steps_of


def deliveries_as_dicts(record: Record, company: str) -> list[dict[str, object]]:
    """Every message that carried the company's notes, with all its steps."""
    with record.reading() as connection:
        versions = {each.id: each.version for each in releases_of(connection, company)}
        found: list[dict[str, object]] = []
        for delivery in deliveries_of(connection, company):
            message, last = delivery.message, delivery.last
            found.append(
                {
                    "message_id": message.id,
                    "kind": message.kind,
                    "recipient": message.recipient,
                    "form": message.form,
                    "versions": _versions(delivery, versions),
                    "created_at": _iso(message.created_at),
                    "state": _state(last),
                    "steps": [_step(each) for each in steps_of(connection, message.id)],
                }
            )
    return found


def deliveries_as_lines(record: Record, company: str, zone: ZoneInfo) -> list[str]:
    """The same as a table; an item that a digest has gathered is told by its digest."""
    with record.reading() as connection:
        versions = {each.id: each.version for each in releases_of(connection, company)}
        rows = [
            _row(each, versions, zone)
            for each in deliveries_of(connection, company)
            if not (each.last and each.last.step == "gathered")
        ]
    if not rows:
        return []
    table = [("version", "recipient", "mail", "state", "since", "tries", "answer"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]) - 1)]
    return [
        "  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in table
    ]


def _row(delivery: Delivery, versions: dict[str, int], zone: ZoneInfo) -> tuple[str, ...]:
    message, last = delivery.message, delivery.last
    version = ", ".join(f"{each}" for each in _versions(delivery, versions))
    at = (last.at if last else message.created_at).astimezone(zone)
    kind = "for a digest" if message.kind == "item" else message.kind
    answer = last.answer if last else ""
    if last and last.retry_at:
        answer = f"again from {last.retry_at.astimezone(zone):%Y-%m-%d %H:%M}; {answer}"
    tries = str(last.attempt) if last else "0"
    return (version, message.recipient, kind, _state(last), f"{at:%Y-%m-%d %H:%M}", tries, answer)


def _state(last: Step | None) -> str:
    """One word or two for where a message stands."""
    if last is None:
        return "waiting"
    if last.step == "deferred" and last.retry_at is None:
        return "given up"
    return {"claimed": "being sent", "sending": "being sent"}.get(last.step, last.step)


def _versions(delivery: Delivery, versions: dict[str, int]) -> list[int]:
    listed = delivery.message.payload.get("releases")
    ids = [str(each) for each in listed] if isinstance(listed, list | tuple) else []
    return [versions[each] for each in ids if each in versions]


def _step(step: Step) -> dict[str, object]:
    return {
        "attempt": step.attempt,
        "step": step.step,
        "at": _iso(step.at),
        "code": step.code,
        "answer": step.answer,
        "retry_at": _iso(step.retry_at) if step.retry_at else None,
        "sender": step.sender,
    }


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
