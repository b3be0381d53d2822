"""From pages to the bytes of a mail, which are the same whenever they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, Policy
from email.utils import format_datetime

from css_inline import CSSInliner

from reportgen.diagnostics import ReportgenError
from reportgen.model.addresses import domain_of
from reportgen.model.mail import Mail
from reportgen.publishing.email.names import FileName


class _Subject(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc] # their max_count: one is a ClassVar
    """A subject that reads back as it was given.

    Python's newer folding doubles or swallows blanks beside encoded words, and at the head of a long first line.
    """

    def fold(self, *, policy: Policy) -> str:
        charset = "us-ascii" if self.isascii() else "utf-8"
        words = Header(str(self), charset, maxlinelen=policy.max_line_length, header_name="Subject")
        return f"Subject: {words.encode(linesep=policy.linesep)}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)
# With the 78 of the standard policy encoded words can get 76 characters long, and 75 are allowed.
_POLICY = SMTP.clone(max_line_length=76, header_factory=_HEADERS)

HTML_AT_MOST = 100_000
"""Bytes; beyond about 102 KB some mail programs cut a mail off."""

ATTACHED_AT_MOST = 10_000_000
"""Bytes of an attachment before it is encoded, which every large provider still takes; above it there is a link."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture shown inside the text, by its content id."""

    cid: str
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the mail."""

    name: FileName
    content: bytes = field(repr=False)
    maintype: str = "application"
    subtype: str = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that makes up one mail to one recipient. ``leave`` is empty where nobody can leave."""

    id: str
    recipient: str
    name: str
    at: datetime
    subject: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    list_name: str
    leave: str = ""
    references: Sequence[str] = ()
    picture: Picture | None = None
    attachments: Sequence[Attachment] = ()


def write_letter(letter: Letter, mail: Mail) -> bytes:
    """The mail as it goes on the wire. The same letter gives the same bytes.

    Raises ReportgenError where the HTML is too large to be shown whole.
    """
    html = inlined(letter.html)
    if len(html.encode()) > HTML_AT_MOST:
        raise ReportgenError(f"the HTML of a mail has {len(html.encode()):,} bytes; {HTML_AT_MOST:,} are possible")
    message = EmailMessage(policy=_POLICY)
    _address(message, letter, mail)
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if letter.picture is not None:
        shown = message.get_body(("html",))
        if isinstance(shown, MIMEPart):
            picture = letter.picture
            shown.add_related(
                picture.png, "image", "png", cid=f"<{picture.cid}>", filename="chart.png", disposition="inline"
            )
    for attachment in letter.attachments:
        _attach(message, attachment)
    _bound(message, letter.id)
    return message.as_bytes()


def inlined(html: str) -> str:
    """The HTML with its styles on the elements, as mail programs want it; nothing is fetched."""
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True).inline(html)


def one_line(text: str) -> str:
    """A text that may stand in a header: no line ends, no control characters, no runs of blanks."""
    return " ".join("".join(" " if character < " " or character == "\x7f" else character for character in text).split())


def global_id(local: str, mail: Mail) -> str:
    """A Message-ID from its local part, without brackets."""
    return f"{local}@{domain_of(mail.sender)}"


def _address(message: EmailMessage, letter: Letter, mail: Mail) -> None:
    domain = domain_of(mail.sender)
    message["Date"] = format_datetime(letter.at.astimezone(UTC))
    message["From"] = Address(display_name=one_line(mail.sender_name), addr_spec=mail.sender)
    message["To"] = Address(display_name=one_line(letter.name), addr_spec=letter.recipient)
    message["Subject"] = one_line(letter.subject)
    message["Message-ID"] = f"<{global_id(letter.id, mail)}>"
    if letter.references:
        message["References"] = " ".join(f"<{global_id(each, mail)}>" for each in letter.references)
    message["List-Id"] = f"{one_line(letter.list_name)} <notes.{domain}>"
    if letter.leave:
        message["List-Unsubscribe"] = f"<{letter.leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    message.add_attachment(
        attachment.content, maintype=attachment.maintype, subtype=attachment.subtype, filename=attachment.name.name
    )
    # programs that cannot read a name in other letters take this one
    list(message.iter_attachments())[-1].set_param("name", attachment.name.ascii)


def _bound(message: EmailMessage, seed: str) -> None:
    """Boundaries from the message's name: those that Python chooses differ from time to time."""
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary("=_" + hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()[:32])
