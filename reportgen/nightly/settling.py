"""What became of a company is made good in the parent: files published, the build entered. Workers touch neither."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from reportgen import record as records
from reportgen.diagnostics import ReportgenError
from reportgen.folders import is_slug
from reportgen.model.publication import BuildRow
from reportgen.nightly.fingerprints import code
from reportgen.nightly.standing import MANIFEST
from reportgen.nightly.tasks import Outcome, machine_fault
from reportgen.publishing.folder import publish


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the builds of a run are entered."""

    root: Path
    record: records.Record
    run: str
    night: date


def settle(ledger: Ledger, outcome: Outcome, folder: Path, at: datetime) -> BuildRow:
    """Publish the note that a worker left in a folder, if it made one, and enter the build.

    The files go first, for a row is a promise that they are there. Killed in between, the next night builds again.
    """
    manifest = None
    if outcome.built:
        try:
            manifest = _publish(ledger.root, outcome, folder)
        except (ReportgenError, OSError) as problem:
            fault = machine_fault(outcome.slug, problem, seconds=outcome.seconds)
            outcome = replace(outcome, reason=fault.reason, diagnostics=fault.diagnostics)
    row = _row(ledger, outcome, manifest, at)
    # a folder that is no name of a company is told every night, and never entered
    if is_slug(outcome.slug):
        with ledger.record.transaction() as connection:
            records.enter_build(connection, row)
    return row


def write_logs(folder: Path, outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    """What processes said that broke off, one file for each company beside the night's page."""
    written = {}
    for slug, outcome in outcomes.items():
        if outcome.log.strip() and is_slug(slug):
            # a disk without room for a log has been told of already
            with suppress(ReportgenError):
                publish(folder, {f"{slug}.log": outcome.log.encode()})
                written[slug] = f"{slug}.log"
    return written


def _publish(root: Path, outcome: Outcome, folder: Path) -> str:
    """Move the files to where readers find them; the hash of their manifest."""
    made = folder / outcome.slug / str(outcome.as_of)
    files = {name: (made / name).read_bytes() for name in outcome.files}
    publish(root / "output" / outcome.slug / str(outcome.as_of), files)
    return hashlib.sha256(files[MANIFEST]).hexdigest()


def _row(ledger: Ledger, outcome: Outcome, manifest: str | None, at: datetime) -> BuildRow:
    figures = outcome.headline if outcome.built else None
    return BuildRow(
        id=str(uuid4()),
        run_id=ledger.run,
        company=outcome.slug,
        as_of=outcome.as_of or ledger.night,
        input_key=outcome.key,
        inputs=outcome.inputs,
        code=code(),
        built_at=at,
        seconds=round(outcome.seconds, 3),
        outcome="built" if outcome.built else "failed",
        reason=outcome.reason,
        diagnostics=tuple(each.as_dict() for each in outcome.diagnostics),
        manifest_sha256=manifest,
        **(asdict(figures) if figures else {}),
    )
