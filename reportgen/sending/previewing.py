"""A mail to look at, before anybody gets it: of the last release, or of a draft where nothing is released yet."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from datetime import UTC
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from reportgen.build import examine
from reportgen.diagnostics import Diagnostic, ReportgenError
from reportgen.formats.mail_json import mail_json
from reportgen.headlines import headline
from reportgen.model.mail import Mail
from reportgen.model.publication import Message, Release
from reportgen.publishing import publish
from reportgen.publishing.email import note_id, write_letter
from reportgen.publishing.email.material import read_material
from reportgen.publishing.email.pages import Released
from reportgen.record import last_release
from reportgen.sending.archive import PDF, place_of, read_archived, released
from reportgen.sending.composing import letter
from reportgen.sending.office import Office

STAND_IN = Mail(
    sender="research@example.com",
    sender_name="Research",
    host="localhost",
    port=25,
    security="none",
    link_base="https://research.example.com/notes",
    unsubscribe_base="https://research.example.com/u",
)
"""What a house that has not said how it sends mail can look at its mails with."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The files written, and what is wrong with the inputs where there is nothing to show."""

    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    draft: bool
    html: int = 0
    """How many bytes the HTML has in the mail, where its picture stands beside it."""


def preview(office: Office, company: str, recipient: str, folder: Path) -> Preview:
    """Write the mail that ``recipient`` would get on a company: as .eml, and its HTML and text as files beside it."""
    with office.record.reading() as connection:
        last = last_release(connection, company)
    if last is not None:
        told: Released | None = released(office, (last.id,))[0]
        diagnostics: tuple[Diagnostic, ...] = ()
    else:
        told, diagnostics = _draft(office, company)
    if told is None:
        return Preview((), diagnostics, draft=True)
    release = told.release
    message = Message(
        id=note_id(company, release.version, recipient),
        kind="note",
        recipient=recipient,
        name="",
        form="attached",
        created_at=release.released_at,
        payload={"releases": [release.id]},
    )

    def pdf(row: Release) -> bytes:
        return read_archived(office.root, place_of(row, PDF))

    content = write_letter(letter(office, message, (told,), None if last is None else pdf), office.mail)
    html, parts = _parts(content)
    files = {"message.eml": content, **parts}
    return Preview(publish(folder, files), diagnostics, draft=last is None, html=html)


def _draft(office: Office, company: str) -> tuple[Released | None, tuple[Diagnostic, ...]]:
    examined = examine(office.root, company)
    inputs, results, note = examined.inputs, examined.results, examined.note
    if inputs is None or results is None or note is None:
        return None, examined.diagnostics
    now = office.clock().astimezone(UTC)
    release = Release(
        id="draft",
        company=company,
        version=1,
        as_of=inputs.as_of,
        completed_at=now,
        released_at=now,
        action=inputs.opinion.action,
        name=inputs.company.name,
        sector=inputs.company.sector,
        headline="",
        standfirst="",
        content_key="",
        inputs_key="",
        opinion_sha256="",
        manifest_sha256="",
        files={},
        archive="",
        **asdict(headline(inputs, results)),
    )
    return Released(release, read_material(mail_json(note, inputs, results))), examined.diagnostics


def _parts(content: bytes) -> tuple[int, dict[str, bytes]]:
    """The size of the HTML; the HTML with its picture inside it, and the plain text, as a mail program shows them."""
    found = message_from_bytes(content, policy=policy.default)
    html, text = found.get_body(("html",)), found.get_body(("plain",))
    if not isinstance(html, EmailMessage) or not isinstance(text, EmailMessage):
        raise ReportgenError("the mail has no text")
    page = html.get_content()
    size = len(page.encode())
    for part in found.walk():
        name = str(part.get("Content-ID", "")).strip("<>")
        if name:
            picture = base64.b64encode(part.get_content()).decode("ascii")
            page = page.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{picture}")
    return size, {"message.html": page.encode(), "message.txt": text.get_content().encode()}
