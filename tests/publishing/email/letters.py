"""Letters for tests: the sample's mail, with what a test wants to be different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from reportgen.build import templates_of
from reportgen.formats.environment import fill
from reportgen.model.publication import Release
from reportgen.publishing.email import Attachment, Letter, Picture, write_letter
from reportgen.publishing.email.material import Material, read_material
from reportgen.publishing.email.names import attachment_name
from reportgen.publishing.email.pages import NotePage, Reader, Released, note_page
from tests.record.rows import EVENING, a_release
from tests.sending.offices import material, settings
from tests.workspaces import REPOSITORY

MAIL = settings(25)
LEAVE = "https://research.example.com/u/abcdefghijklmnopqrstuvwx"


def a_note(**changes: Any) -> Release:  # noqa: ANN401 - any field
    """A release of the sample."""
    return replace(a_release(price="42.48", implied_return="-0.151836"), released_at=EVENING, **changes)


def sample(**changes: Any) -> Material:  # noqa: ANN401 - any field
    """The sample's material."""
    return replace(read_material(material()), **changes)


def page(told: Released | None = None, **changes: Any) -> NotePage:  # noqa: ANN401 - any choice of note_page
    """What the mail of a note prints."""
    return note_page(told or Released(a_note(), sample()), MAIL, chart_source="cid:chart", **changes)


def html(shown: NotePage, name: str = "Client", address: str = "client@example.com") -> str:
    """The page as the templates fill it."""
    values = {"page": shown, "reader": Reader(address, name, LEAVE)}
    return fill(templates_of(REPOSITORY), "_mail/message.html.j2", values)


def text(shown: NotePage) -> str:
    """The same in plain text."""
    values = {"page": shown, "reader": Reader("client@example.com", "Client", LEAVE)}
    return fill(templates_of(REPOSITORY), "_mail/message.txt.j2", values)


def letter(shown: NotePage | None = None, **changes: Any) -> Letter:  # noqa: ANN401 - any field
    """The sample's letter with its PDF."""
    found = shown or page(pdf_name="小米集團 1810.HK 2025-11-14.pdf")
    name = attachment_name("小米集團", "Xiaomi Corporation", "1810.HK", date(2025, 11, 14))
    made = Letter(
        id="0123456789abcdef0123456789abcdef01234567",
        recipient="client@example.com",
        name="A. Client",
        at=EVENING,
        subject="Xiaomi Corporation (1810.HK): Neutral, target HKD 36.03 – Priced for the cars",
        html=html(found),
        text=text(found),
        list_name="Example Research, notes",
        leave=LEAVE,
        picture=Picture("chart", b"\x89PNG"),
        attachments=[Attachment(name, b"%PDF-1.7 a note\n")],
    )
    return replace(made, **changes)


def read(content: bytes) -> EmailMessage:
    """A mail read back."""
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def written(**changes: Any) -> bytes:  # noqa: ANN401 - any field
    """The bytes of the letter."""
    return write_letter(letter(**changes), MAIL)
