"""Leave and come back: by the token of an address, or by the operator who names the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportgen.loading import load_subscribers
from reportgen.model.publication import Suppression
from reportgen.publishing.email import address_of
from reportgen.record import Record, enter_suppression, is_suppressed, recipients


@dataclass(frozen=True, slots=True)
class Left:
    """Whose token it was, and whether anything changed by it."""

    address: str
    changed: bool


def unsubscribe(record: Record, secret: bytes, token: str, now: datetime, *, again: bool = False) -> Left | None:
    """Suppress the address of a token, or lift that with ``again``. None where no known address has this token.

    An operator may write the address in place of its token.
    """
    with record.transaction() as connection:
        subscribed = (each.address for each in load_subscribers(record.root).subscribers)
        known = tuple(dict.fromkeys((*recipients(connection), *subscribed)))
        by_operator = "@" in token
        if by_operator:
            address = next((each for each in known if each.lower() == token.strip().lower()), None)
        else:
            address = address_of(secret, token, known)
        if address is None:
            return None
        if is_suppressed(connection, address) is not again:
            return Left(address, changed=False)
        enter_suppression(
            connection,
            Suppression(
                address=address, suppressed=not again, reason="operator" if by_operator else "unsubscribed", at=now
            ),
        )
        return Left(address, changed=True)
