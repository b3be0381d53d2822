"""Tokens by which a subscriber leaves: from the address and a secret, so that nobody can make one for somebody else."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from reportgen.model.mail import TOKEN_LENGTH

_BYTES = TOKEN_LENGTH * 5 // 8


def token(secret: bytes, address: str) -> str:
    """The token of an address: 24 lower-case letters and digits, the same for ever under one secret."""
    digest = hmac.new(secret, b"unsubscribe\0" + address.lower().encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:_BYTES]).decode("ascii").lower()


def address_of(secret: bytes, wanted: str, known: Iterable[str]) -> str | None:
    """The address among the known ones that a token belongs to. A token holds no address: it has to be looked for."""
    typed = wanted.strip().lower().encode()
    return next((each for each in known if hmac.compare_digest(token(secret, each).encode(), typed)), None)
