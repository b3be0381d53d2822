"""How the house mails its notes: the relay, the sender, the links, and when to try again."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from reportgen.model.addresses import Address, is_loopback
from reportgen.model.base import Model, Name, Whole, as_text, refuse, typed

TOKEN_LENGTH = 24
URI_AT_MOST = 70
"""A longer address in a header would be written in encoded words, which no mail program takes for a link."""


def _read_link(value: object) -> str:
    text = as_text(value).strip()
    rest = text.removeprefix("https://")
    if rest == text or not rest or not rest.isascii() or any(each in ' <>"\\^`{|}' or each < "!" for each in rest):
        raise refuse("link-format", f"{text[:60]!r} is not a link; write it like https://research.example.com/notes")
    return text.rstrip("/")


def _read_leaving(value: object) -> str:
    text = _read_link(value)
    length = len(text) + 1 + TOKEN_LENGTH
    if length > URI_AT_MOST:
        over = length - URI_AT_MOST
        raise refuse("unsubscribe-too-long", f"with its token the link has {length} characters; shorten it by {over}")
    return text


Link = Annotated[str, *typed(_read_link, {"type": "string", "format": "uri", "pattern": "^https://"})]
Leaving = Annotated[
    str,
    *typed(
        _read_leaving,
        {"type": "string", "format": "uri", "pattern": "^https://", "maxLength": URI_AT_MOST - 1 - TOKEN_LENGTH},
    ),
]


class Mail(Model):
    """How notes are mailed. User and password never stand here: they come from the environment or a secrets file."""

    sender: Address
    """The address in From: research@example.com."""
    sender_name: Name
    host: Name
    """The relay that takes the mail: smtp.example.com."""
    port: Whole = Field(ge=1, le=65535)
    security: Literal["starttls", "tls", "none"]
    """``none`` is for a relay on this machine only."""
    link_base: Link
    """Where notes can be read: https://research.example.com/notes. The path of the note is added."""
    unsubscribe_base: Leaving
    """Where a subscriber leaves: https://research.example.com/u. The token is added; 70 characters at most in all."""
    operator: Address | None = None
    """Who gets the page of the night."""
    timeout_seconds: Whole = Field(default=30, ge=1, le=600)
    retry_minutes: tuple[Whole, ...] = Field(default=(30, 60, 120, 240, 480, 960), min_length=1, max_length=20)
    """How long to wait after each refusal for now (4xx); after the last the message is given up."""
    unknown: Literal["leave", "resend"] = "leave"
    """What to do when the connection broke after the text was sent: it may have arrived, or not."""
    digest_hour: Whole = Field(default=7, ge=0, le=23)
    """The hour, in the house's time zone, at which digests of what was released since the last one go out."""

    @field_validator("security")
    @classmethod
    def _encrypted(cls, security: str, info: ValidationInfo) -> str:
        host = info.data.get("host")
        if security == "none" and isinstance(host, str) and not is_loopback(host):
            raise refuse(
                "mail-unencrypted", f"to {host} mail must go by starttls or tls; none is for this machine only"
            )
        return security
