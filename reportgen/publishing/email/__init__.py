"""Mail: what goes into the outbox, how a mail is made of a release, and how it is handed to the relay."""

from reportgen.publishing.email.message import ATTACHED_AT_MOST, Attachment, Letter, Picture, write_letter
from reportgen.publishing.email.outbox import (
    digest_due,
    digest_of,
    folder_of_night,
    messages_for,
    night_message,
    note_id,
)
from reportgen.publishing.email.tokens import address_of, token

__all__ = [
    "ATTACHED_AT_MOST",
    "Attachment",
    "Letter",
    "Picture",
    "address_of",
    "digest_due",
    "digest_of",
    "folder_of_night",
    "messages_for",
    "night_message",
    "note_id",
    "token",
    "write_letter",
]
