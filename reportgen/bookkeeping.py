"""The record of a workspace: where it is, and the drafts that are built by hand."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from reportgen.build import Built
from reportgen.diagnostics import ReportgenError
from reportgen.folders import is_slug
from reportgen.headlines import headline
from reportgen.loading.house import record_named
from reportgen.model.edition import DRAFT, Edition, previous_of, ratings_beside
from reportgen.model.publication import BuildRow
from reportgen.nightly.fingerprints import Fingerprint, code, digest, fingerprint, key_of
from reportgen.record import (
    Record,
    edition_of_draft,
    enter_build,
    open_record,
    record_address,
    record_exists,
    refuse_damage,
)


def record_of(root: Path, *, to_read: bool = False) -> Record:
    """Open the record of a workspace: at the environment's address, at the house's, or in the workspace.

    ``to_read`` makes do with one that may not be written, and looks at all of it for damage.

    Raises ReportgenError where it cannot be opened, or where house.yaml does not say where it is.
    """
    record = open_record(root, address_of(root), to_read=to_read)
    try:
        if to_read:
            refuse_damage(record)
    except ReportgenError:
        record.close()
        raise
    return record


def address_of(root: Path) -> str | None:
    """Where the record of a workspace is: the environment's address, or the house's; None is in the workspace."""
    address = record_address(None)
    if address is not None:
        return address
    return record_named(root)


def edition_as_released(root: Path, slug: str) -> Edition:
    """The draft that follows a company's last release; a first one where no record can be read."""
    try:
        if not record_exists(root, address_of(root)):
            return DRAFT
        record = record_of(root, to_read=True)
    except ReportgenError:
        return DRAFT
    try:
        return edition_of_draft(record, slug)
    except ReportgenError:
        return DRAFT
    finally:
        record.close()


def enter_draft(  # noqa: PLR0913 - what a row is made from
    record: Record,
    built: Built,
    before: Fingerprint,
    now: datetime,
    *,
    seconds: float,
    usual: bool,
    edition: Edition = DRAFT,
) -> None:
    """Enter a build made by hand, begun with some fingerprint of its inputs.

    A ``usual`` one is what a night would build as well, which then leaves it alone. Others have keys of their own. What
    cannot be a company is not entered.
    """
    if not is_slug(built.slug):
        return
    inputs = built.examined.inputs
    after = fingerprint(record.root, built.slug)
    as_of = inputs.as_of if inputs else None
    ratings = ratings_beside(edition, built.slug, as_of)
    key = key_of(after.content, as_of, previous_of(edition, as_of, after.inputs), ratings)
    if not usual or before != after:
        key = digest({"of": key, "at": now.isoformat()})
    with record.transaction() as connection:
        enter_build(connection, _row(built, after, key, now, seconds))


def _row(built: Built, found: Fingerprint, key: str, now: datetime, seconds: float) -> BuildRow:
    inputs, results = built.examined.inputs, built.examined.results
    figures = headline(inputs, results) if built.files and inputs is not None and results is not None else None
    manifest = built.folder / "manifest.json"
    return BuildRow(
        id=str(uuid4()),
        company=built.slug,
        as_of=inputs.as_of if inputs else now.date(),
        input_key=key,
        inputs=found.inputs,
        code=code(),
        built_at=now,
        seconds=round(seconds, 3),
        outcome="built" if built.files else "failed",
        reason="" if built.files else "diagnostics",
        diagnostics=tuple(each.as_dict() for each in built.diagnostics),
        manifest_sha256=hashlib.sha256(manifest.read_bytes()).hexdigest() if built.files else None,
        **(asdict(figures) if figures else {}),
    )
