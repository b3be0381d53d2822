"""Give readers what has been released: publish it from the archive where a killed release has left it undone."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reportgen import publishing
from reportgen.diagnostics import ReportgenError
from reportgen.model.publication import Release
from reportgen.record import Record, all_latest_releases, last_release

RELEASED = Path("output", "released")
"""Where readers find the released notes: ``<company>/<as-of date>/``, the latest version of each date."""


def settle(record: Record) -> None:
    """Publish again what killed releases have left unpublished or half published."""
    with record.reading() as connection:
        latest = all_latest_releases(connection)
    for row in latest:
        if not _is_published(record.root, row):
            settle_company(record, row.company)


def settle_company(record: Record, slug: str) -> Release | None:
    """Publish the latest release of a company where readers do not have it whole; gives that release."""
    with record.reading() as connection:
        newest = last_release(connection, slug)
    if newest is None or _is_published(record.root, newest):
        return newest
    shelf = record.root / RELEASED / slug
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        # who waits here looks again, so that an older version never replaces a newer one
        with publishing.alone(shelf):
            with record.reading() as connection:
                newest = last_release(connection, slug)
            if newest is not None:
                files = publishing.archived(record.root / newest.archive, newest.files)
                publishing.publish(shelf / str(newest.as_of), files)
    except OSError as problem:
        message = f"cannot write to {problem.filename or shelf}: {problem.strerror or problem}"
        raise ReportgenError(message) from problem
    return newest


def _is_published(root: Path, row: Release) -> bool:
    folder = root / RELEASED / row.company / str(row.as_of)
    try:
        content = (folder / publishing.LAST).read_bytes()
    except OSError:
        return False
    # the manifest is published last
    whole = hashlib.sha256(content).hexdigest() == row.manifest_sha256
    return whole and all((folder / name).is_file() for name in row.files)
