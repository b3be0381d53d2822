"""From a row of the outbox to the bytes of its mail, out of what was archived with the release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from reportgen.diagnostics import ReportgenError
from reportgen.figures import write_date
from reportgen.formats.environment import TemplateFault, fill
from reportgen.model.publication import Message, Release
from reportgen.publishing.email import ATTACHED_AT_MOST, Attachment, Letter, Picture, note_id, write_letter
from reportgen.publishing.email.message import global_id
from reportgen.publishing.email.names import FileName, attachment_name
from reportgen.publishing.email.pages import COMPANIES_AT_MOST, NotePage, Reader, Released, digest_values, note_page
from reportgen.publishing.email.proving import mail_faults
from reportgen.sending.archive import PDF, place_of, read_archived, released
from reportgen.sending.nights import night_page, night_values, proved
from reportgen.sending.office import Office

_REFERENCES_AT_MOST = 10
_SUBJECT_AT_MOST = 180
_FAULTS_AT_MOST = 3

Compose: TypeAlias = Callable[[Message, int | None], bytes]
Pdf: TypeAlias = Callable[[Release], bytes]


def composer(office: Office) -> Compose:
    """What composes the messages of one run; it keeps the releases it has read, for most messages are of few of them.

    Given a message and how many bytes the server takes, it returns the bytes of the mail, the same whenever it is
    asked. It raises ReportgenError where the archive is not what was released, or a template is at fault.
    """
    read = lru_cache(maxsize=64)(lambda ids: released(office, ids))
    read_pdf = lru_cache(maxsize=32)(lambda place: read_archived(office.root, place))

    def pdf(release: Release) -> bytes:
        return read_pdf(place_of(release, PDF))

    def compose(message: Message, size: int | None) -> bytes:
        if message.kind == "night":
            return write_letter(_night(office, message), office.mail)
        notes = read(tuple(str(each) for each in _listed(message.payload.get("releases"))))
        content = write_letter(letter(office, message, notes, pdf if message.form == "attached" else None), office.mail)
        if size is not None and len(content) > size:
            content = write_letter(letter(office, message, notes, None), office.mail)
        return content

    return compose


def letter(office: Office, message: Message, notes: Sequence[Released], pdf: Pdf | None) -> Letter:
    """The letter that tells of some notes; without ``pdf`` they are linked and not attached.

    It is read before it leaves: raises ReportgenError where it holds a number that neither note nor record does.
    """
    make = _note if message.kind == "note" else _digest
    made = make(office, message, notes, pdf)
    own = (office.house.name, office.house.legal_name, *_counted(office, message, notes))
    if faults := mail_faults(made, notes if message.kind == "note" else notes[:COMPANIES_AT_MOST], own):
        raise ReportgenError(f"the mail is not what was released: {'; '.join(faults[:_FAULTS_AT_MOST])}")
    return made


def _counted(office: Office, message: Message, notes: Sequence[Released]) -> Iterator[str]:
    """What a digest counts, and its day."""
    if message.kind != "note":
        day = message.created_at.astimezone(ZoneInfo(office.house.time_zone)).date()
        yield from (write_date(day), str(len(notes)), str(max(len(notes) - COMPANIES_AT_MOST, 0)))


def reader_of(office: Office, message: Message) -> Reader:
    """To whom a message goes and how they leave."""
    return Reader(message.recipient, message.name, office.leave_link(message.recipient))


def _note(office: Office, message: Message, notes: Sequence[Released], pdf: Pdf | None) -> Letter:
    told = notes[0]
    enclosed = list(_enclosed(notes, pdf))
    chart = told.material.chart
    cid = f"chart.{global_id(message.id, office.mail)}"
    page = note_page(
        told,
        office.mail,
        chart_source=f"cid:{cid}",
        pdf_name=enclosed[0].name.name if enclosed else "",
        pdf_too_large=pdf is not None and not enclosed,
    )
    release, reader = told.release, reader_of(office, message)
    earlier = range(max(1, release.version - _REFERENCES_AT_MOST), release.version)
    return Letter(
        id=message.id,
        recipient=message.recipient,
        name=message.name,
        at=message.created_at,
        subject=_note_subject(page),
        html=_filled(office, "message.html.j2", {"page": page, "reader": reader}),
        text=_filled(office, "message.txt.j2", {"page": page, "reader": reader}),
        list_name=f"{page.house}, notes",
        leave=reader.leave,
        references=[note_id(release.company, version, message.recipient) for version in earlier],
        picture=Picture(cid, chart.png) if chart else None,
        attachments=enclosed,
    )


def _digest(office: Office, message: Message, notes: Sequence[Released], pdf: Pdf | None) -> Letter:
    enclosed = list(_enclosed(notes, pdf))
    names = {each.name.name for each in enclosed}
    pages = [
        note_page(each, office.mail, pdf_name=name if (name := _name(each).name) in names else "") for each in notes
    ]
    reader = reader_of(office, message)
    values = digest_values(pages, office.house, reader, message.created_at)
    count = "1 note" if len(pages) == 1 else f"{len(pages)} notes"
    companies = ", ".join(dict.fromkeys(page.company for page in pages))
    return Letter(
        id=message.id,
        recipient=message.recipient,
        name=message.name,
        at=message.created_at,
        subject=_short(f"{office.house.name}: {count} – {companies}"),
        html=_filled(office, "digest.html.j2", values),
        text=_filled(office, "digest.txt.j2", values),
        list_name=f"{office.house.name}, notes",
        leave=reader.leave,
        attachments=enclosed,
    )


def _night(office: Office, message: Message) -> Letter:
    values = night_values(office.root, message, office.house)
    page = night_page(office.root, message)
    name = f"night-{message.payload.get('night')}.html"
    made = Letter(
        id=message.id,
        recipient=message.recipient,
        name=message.name,
        at=message.created_at,
        subject=_short(f"{office.house.name}, night of {message.payload.get('night')}: {values['verdict']}"),
        html=_filled(office, "night.html.j2", values),
        text=_filled(office, "night.txt.j2", values),
        list_name=f"{office.house.name}, nights",
        attachments=[Attachment(FileName(name, name), page, "text", "html")] if page else [],
    )
    return proved(office.root, message, made, (values["house"], values["legal_name"], values["ended"]))


def _enclosed(notes: Sequence[Released], pdf: Pdf | None) -> Iterator[Attachment]:
    """The PDFs as long as they are not too large together; the others are linked."""
    total = 0
    for each in notes if pdf is not None else ():
        content = pdf(each.release) if pdf else b""
        total += len(content)
        if total > ATTACHED_AT_MOST:
            return
        yield Attachment(_name(each), content)


def _name(each: Released) -> FileName:
    material = each.material
    return attachment_name(material.native_name, material.name, material.ticker, each.release.as_of)


def _note_subject(page: NotePage) -> str:
    sign = f" {page.moves.target.sign}" if page.moves.target.sign else ""
    rating = f"{page.rating}{f' {page.moves.rating.sign}' if page.moves.rating.sign else ''}"
    draft = "DRAFT: " if page.draft else ""
    return _short(f"{draft}{page.company} ({page.ticker}): {rating}, target {page.target}{sign} – {page.headline}")


def _short(subject: str) -> str:
    return subject if len(subject) <= _SUBJECT_AT_MOST else f"{subject[: _SUBJECT_AT_MOST - 1].rstrip()}…"


def _filled(office: Office, name: str, values: Mapping[str, object]) -> str:
    try:
        return fill(office.templates, f"_mail/{name}", values)
    except TemplateFault as fault:
        raise ReportgenError(f"the mail's template is at fault: templates/{fault}") from fault


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
