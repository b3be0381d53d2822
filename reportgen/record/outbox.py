"""Read the outbox: what waits for a digest, who is sending, to whom mail has gone."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, func, select

from reportgen.model.publication import Message
from reportgen.record.tables import deliveries, messages


def items_waiting(connection: Connection) -> tuple[Message, ...]:
    """Items that no digest has gathered yet, by recipient, the oldest first."""
    gathered = select(deliveries.c.message_id).where(deliveries.c.step == "gathered")
    query = (
        select(messages)
        .where(messages.c.kind == "item", messages.c.id.not_in(gathered))
        .order_by(messages.c.recipient, messages.c.created_at, messages.c.id)
    )
    rows = connection.execute(query).mappings()
    return tuple(Message(**{**row, "payload": json.loads(row["payload"])}) for row in rows)


def last_seen(connection: Connection) -> dict[str, datetime]:
    """Of every sender that has entered a step the moment of its last one."""
    query = select(deliveries.c.sender, func.max(deliveries.c.at)).group_by(deliveries.c.sender)
    return {row[0]: row[1] for row in connection.execute(query)}


def recipients(connection: Connection) -> tuple[str, ...]:
    """Every address that mail was ever meant for, sorted."""
    return tuple(connection.execute(select(messages.c.recipient).distinct().order_by(messages.c.recipient)).scalars())
