"""What was archived with a release, read back and compared with what the record says of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import ReportgenError
from reportgen.model.publication import Release
from reportgen.publishing.email.material import FILE, Material, read_material
from reportgen.publishing.email.pages import Released
from reportgen.record import release as release_of
from reportgen.record import releases_of
from reportgen.sending.office import Office

PDF = "note.pdf"


def released(office: Office, ids: tuple[str, ...]) -> tuple[Released, ...]:
    """The releases of a message, the latest version of each company, each with the one that its readers knew before.

    Raises ReportgenError where one is not in the record, or its archive is not what was released.
    """
    with office.record.reading() as connection:
        rows = [release_of(connection, each) for each in ids]
        missing = [name for name, row in zip(ids, rows, strict=True) if row is None]
        if missing or not rows:
            raise ReportgenError(f"a message names a release that is not in the record: {', '.join(missing) or 'none'}")
        found: dict[str, list[Release]] = {}
        for row in sorted((row for row in rows if row is not None), key=lambda row: row.version):
            found.setdefault(row.company, []).append(row)
        known = {company: releases_of(connection, company) for company in found}
    return tuple(_with_before(office.root, rows, known[company]) for company, rows in found.items())


@dataclass(frozen=True, slots=True)
class Place:
    """Where an archived file is, relative to the workspace, and the SHA-256 that it must have."""

    file: str
    sha256: str


def place_of(release: Release, name: str) -> Place:
    """The place of one file of a release. Raises ReportgenError where it was released without it."""
    expected = release.files.get(name)
    if expected is None:
        raise ReportgenError(f"{release.company} version {release.version} was released without {name}")
    return Place(f"{release.archive}/{name}", expected)


def read_archived(root: Path, place: Place) -> bytes:
    """An archived file. Raises ReportgenError where it is not what was released."""
    path = root / place.file
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ReportgenError(f"{path} cannot be read: {problem.strerror or problem}") from problem
    if hashlib.sha256(content).hexdigest() != place.sha256:
        raise ReportgenError(f"{path} is not what was released; restore the archive from a backup")
    return content


def material(root: Path, release: Release) -> Material:
    """What the mail of a release tells. Raises ReportgenError where the archive is not what was released."""
    content = read_archived(root, place_of(release, FILE))
    try:
        found = read_material(content)
    except ValueError as problem:
        raise ReportgenError(f"{release.archive}/{FILE} cannot be used: {problem}") from problem
    if found.draft:
        raise ReportgenError(f"{release.archive}/{FILE} is a draft's; only released notes are sent")
    return found


def _with_before(root: Path, rows: list[Release], known: tuple[Release, ...]) -> Released:
    last, first = rows[-1], rows[0]
    before = next((each for each in reversed(known) if each.version < first.version), None)
    earlier = None
    if before is not None:
        try:
            earlier = material(root, before)
        except ReportgenError:
            # the inputs of the older note only explain; its figures stand in the record
            earlier = None
    return Released(last, material(root, last), before, earlier)
