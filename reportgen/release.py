"""Release a note: build the final one, archive its bytes, enter it with its mails in one transaction, publish it.

The entry is what makes a release: before it nothing has happened, after it everything else can be repaired from the
archive (``settling``). So a release that is killed has happened wholly or not at all.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from reportgen import publishing, sections
from reportgen.build import ALL_FORMATS, Examined, examine, render
from reportgen.diagnostics import Diagnostic, ReportgenError, Severity, in_order
from reportgen.headlines import headline
from reportgen.model.earlier import Rated, Recommended
from reportgen.model.edition import Edition
from reportgen.model.house import settings_of_notes
from reportgen.model.inputs import Inputs
from reportgen.model.publication import Message, Release, Subscriber
from reportgen.publishing.email.outbox import messages_for
from reportgen.record import (
    Record,
    enter_messages,
    enter_release,
    last_draft,
    last_release,
    one_at_a_time,
    ratings_given,
    recommendations,
)
from reportgen.record.codes import INITIATED
from reportgen.sections.writer import plain
from reportgen.settling import settle_company
from reportgen.valuation.previous import ADDED

FORMATS = (*ALL_FORMATS, "mail")
_ARCHIVE = Path("record", "archive")
_TRIES = 5
_FIRST_ZONE = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Released:
    """What came of it: released now, unchanged since ``release``, or stopped by diagnostics."""

    slug: str
    outcome: Literal["released", "unchanged", "stopped"]
    release: Release | None
    diagnostics: tuple[Diagnostic, ...]
    messages: int = 0
    """How many mails went into the outbox."""
    drafted: date | None = None
    """The date of the newest draft."""


@dataclass(frozen=True, slots=True)
class _Final:
    """The final note, ready to be entered upon the release before it."""

    row: Release
    last: Release | None
    files: Mapping[str, bytes]
    messages: tuple[Message, ...]


def release(  # noqa: PLR0913 - what a release is made from
    root: Path,
    slug: str,
    *,
    record: Record,
    now: datetime,
    as_of: date | None = None,
    note_type: str | None = None,
    approver: str | None = None,
    subscribers: Iterable[Subscriber] = (),
    unattended: bool = False,
) -> Released:
    """Release a company's note, unless what it says is released already.

    ``as_of`` is by default the newest draft's date, or the opinion's where that is later.
    ``note_type`` chooses another type than company.yaml.
    ``unattended`` stops at whatever a person would have to look at, for instance after an edit since the draft.
    Raises ReportgenError for faults of the machine; then, as after a kill, nothing has happened or everything has.
    """
    readers = tuple(subscribers)
    drafted = _drafted(record, slug, now)
    for _ in range(_TRIES):
        last = settle_company(record, slug)
        version = last.version + 1 if last else 1
        history, coverage = _known(record, slug)
        edition = Edition(
            draft=False,
            note_type=note_type,
            released_at=now,
            version=version,
            last=last,
            history=history,
            coverage=coverage,
        )
        examined = _examined(root, slug, as_of or drafted, edition, opinion_first=as_of is None)
        diagnostics = in_order((*examined.diagnostics, *_too_early(examined.inputs, now)))
        examined = replace(examined, diagnostics=diagnostics)
        if last is not None and examined.ready and _says_the_same(examined, last):
            diagnostics = tuple(each for each in diagnostics if each.code != INITIATED)
            return Released(slug, "unchanged", last, diagnostics, drafted=drafted)
        files, diagnostics = render(root, examined, FORMATS)
        if not files:
            return Released(slug, "stopped", None, diagnostics)
        row = _row(examined, files, approver)
        if unattended and obstacle(diagnostics, (row.rating, row.target_price), row.opinion_sha256, last):
            return Released(slug, "stopped", None, diagnostics)
        final = _Final(row, last, files, messages_for(row, readers, now))
        if _enter(record, final):
            settle_company(record, slug)
            return Released(slug, "released", row, diagnostics, len(final.messages), drafted)
    message = f"{slug} is being released by others again and again; try again in a moment"
    raise ReportgenError(message)


def _drafted(record: Record, slug: str, now: datetime) -> date | None:
    """The date of the newest draft, unless that day has come nowhere on earth."""
    with record.reading() as connection:
        draft = last_draft(connection, slug)
    return draft.as_of if draft and draft.as_of <= (now + _FIRST_ZONE).date() else None


def _known(record: Record, slug: str) -> tuple[tuple[Recommended, ...], tuple[Rated, ...]]:
    """What was recommended of the company, and the ratings of all."""
    with record.reading() as connection:
        return recommendations(connection, slug).get(slug, ()), ratings_given(connection)


def _examined(root: Path, slug: str, day: date | None, edition: Edition, *, opinion_first: bool) -> Examined:
    examined = examine(root, slug, day, edition)
    if opinion_first and day and examined.inputs and examined.inputs.opinion.as_of > day:
        return examine(root, slug, None, edition)
    return examined


def _enter(record: Record, final: _Final) -> bool:
    """Archive and enter the release as one; False where another process has released the company's note meanwhile."""
    row, last = final.row, final.last
    place = record.root / row.archive
    with publishing.staged(place.parent, final.files) as folder, record.transaction() as connection:
        one_at_a_time(connection, f"release {row.company}")
        newest = last_release(connection, row.company)
        if (newest and newest.id) != (last and last.id):
            return False
        # in its place before the entry is, so that no entry is without its archive
        publishing.shelve(folder, place)
        enter_messages(connection, final.messages)
        return enter_release(connection, row)


def obstacle(
    diagnostics: Sequence[Diagnostic], said: tuple[str, str], opinion_sha256: str, last: Release | None
) -> str:
    """Why a person must look before a note is released, empty if none must; ``said`` is its rating and target."""
    # a rating or target is an analyst's; one that moves with prices alone needs a reason, which is in opinion.yaml
    if last is not None and said != (last.rating, last.target_price) and opinion_sha256 == last.opinion_sha256:
        return "the rating or the target has moved and opinion.yaml has not"
    if any(one.severity is not Severity.INFO for one in diagnostics):
        return "there are warnings"
    return ""


def _too_early(inputs: Inputs | None, now: datetime) -> tuple[Diagnostic, ...]:
    if inputs is None:
        return ()
    zone, place = ZoneInfo(inputs.house.time_zone), inputs.place("opinion.yaml", ("completed",))
    local = f"{now.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"
    if inputs.opinion.completed.replace(tzinfo=zone) > now:
        message = f"the note is completed on {inputs.opinion.completed:%Y-%m-%d %H:%M}, and now it is {local}"
        return (Diagnostic("released-too-early", message, place, "completed", hint="release it then"),)
    if inputs.as_of > now.astimezone(zone).date():
        message = f"the note speaks as of {inputs.as_of}, and now it is {local}"
        return (Diagnostic("released-too-early", message, inputs.place("opinion.yaml", ("as_of",)), "as_of"),)
    return ()


def _says_the_same(examined: Examined, last: Release) -> bool:
    # other files may give the same words, and a newer program may word the same files anew: neither is news
    return last.inputs_key == inputs_key(examined) or last.content_key == content_key(examined)


def inputs_key(examined: Examined) -> str:
    """The hash of the files that a note is made from, and of what house.yaml says of notes."""
    if examined.inputs is None:
        return ""
    house = settings_of_notes(examined.inputs.house)
    files = sorted((file.file, file.sha256) for file in examined.files if file.file != "inputs/house.yaml")
    inputs = examined.inputs
    # the same files as another type are another note
    other = () if inputs.note_type == inputs.company.note_type else (inputs.note_type,)
    return _key(inputs.as_of, files, house, *other)


def content_key(examined: Examined) -> str:
    """The hash of all that a note says, but for its release time and for what the record adds to it."""
    inputs, results = examined.inputs, examined.results
    if inputs is None or results is None:
        return ""
    typed = ("previous",) in inputs.places["opinion.yaml"].keys
    opinion = inputs.opinion if typed else inputs.opinion.model_copy(update={"previous": None})
    # neither what the record adds to the graph
    values = {path: each for path, each in results.values.items() if not path.startswith(ADDED)}
    bare = replace(
        inputs, draft=False, released_at=None, version=None, opinion=opinion, earlier=None, history=(), coverage=()
    )
    # lineages hold line numbers, which move with every comment
    return _key(replace(sections.compose(bare, replace(results, values=values)), lineages=()))


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _opinion_sha256(examined: Examined) -> str:
    return next((file.sha256 for file in examined.files if file.file.endswith("/opinion.yaml")), "")


def _row(examined: Examined, files: Mapping[str, bytes], approver: str | None) -> Release:
    inputs, results, note = examined.inputs, examined.results, examined.note
    if inputs is None or results is None or note is None or inputs.released_at is None or inputs.version is None:
        message = "only a final note can be released"
        raise ValueError(message)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return Release(
        id=str(uuid.uuid4()),
        company=inputs.slug,
        version=inputs.version,
        as_of=inputs.as_of,
        completed_at=inputs.opinion.completed.replace(tzinfo=ZoneInfo(inputs.house.time_zone)),
        released_at=inputs.released_at,
        action=inputs.opinion.action,
        name=inputs.company.name,
        sector=inputs.company.sector,
        headline=plain(note.front.headline),
        standfirst=plain(note.front.standfirst),
        inputs_key=inputs_key(examined),
        content_key=content_key(examined),
        opinion_sha256=_opinion_sha256(examined),
        approver=approver,
        manifest_sha256=hashes[publishing.LAST],
        files=hashes,
        archive=(_ARCHIVE / inputs.slug / f"{inputs.as_of}-v{inputs.version}").as_posix(),
        **asdict(headline(inputs, results)),
    )
