"""Fetch prices into a workspace: join its companies, the vendors' files and the calendars, and write what changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from reportgen import sources
from reportgen.diagnostics import Diagnostic, ReportgenError, errors, in_order
from reportgen.exchanges import calendars_of_workspace
from reportgen.loading.listings import Listing, listings, recorded_closes, source_keys
from reportgen.loading.price_source import listed_of, price_source_fault
from reportgen.loading.workspace import slug_fault
from reportgen.prices.values import Listed
from reportgen.publishing import write_whole
from reportgen.sources import Asked, Fetched, Merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a user asks for: from which folder, for which companies, and how."""

    folder: Path
    companies: tuple[str, ...] = ()
    """None means all."""
    as_of: date | None = None
    accept_revisions: bool = False
    dry_run: bool = False


def fetch_prices(root: Path, wish: Wish, now: datetime) -> Fetched:
    """Merge the vendors' closes into ``inputs/<company>/prices.csv``, each file whole or not at all.

    A company with a fault in its files keeps what it has. Raises ReportgenError for faults of the machine.
    """
    strange = [fault for slug in wish.companies if (fault := slug_fault(root, slug))]
    everyone = listings(root)
    calendars, found = calendars_of_workspace(root, everyone, now)
    ready: list[Listed] = []
    refused: list[Merged] = []
    diagnostics = [*strange, *found]
    hashes: dict[str, str] = {}
    for listing in everyone:
        listed, faults, sha256 = _listed(root, listing)
        wanted = not wish.companies or listing.slug in wish.companies
        hashes[listing.slug] = sha256
        diagnostics += faults if wanted else ()
        if listed is not None:
            ready.append(listed)
        elif wanted:
            refused.append(Merged(slug=listing.slug, state="refused"))
    only = frozenset(wish.companies) if wish.companies else None
    asked = Asked(now=now, calendars=calendars, as_of=wish.as_of, accept_revisions=wish.accept_revisions, only=only)
    fetched = sources.fetch("prices", wish.folder, ready, asked)
    if not wish.dry_run:
        for merged in fetched.companies:
            _write(root, merged, hashes[merged.slug])
    companies = sorted((*fetched.companies, *refused), key=lambda merged: merged.slug)
    return Fetched(tuple(companies), in_order((*diagnostics, *fetched.diagnostics)))


def _listed(root: Path, listing: Listing) -> tuple[Listed | None, tuple[Diagnostic, ...], str]:
    """What a company's prices are merged by; none where its inputs must be mended first."""
    company = listing.company
    if company is None or errors(listing.diagnostics):
        return None, listing.diagnostics, ""
    recorded = recorded_closes(root, listing.slug)
    faults = [*recorded.diagnostics]
    missing = price_source_fault(company, source_keys(root, listing.slug), listing.places)
    faults += [missing] if missing else []
    if errors(faults):
        return None, tuple(faults), ""
    listed = listed_of(listing.slug, company, listing.places, recorded.file)
    return replace(listed, text=recorded.text, closes=recorded.rows), tuple(faults), recorded.sha256


def _write(root: Path, merged: Merged, sha256: str) -> None:
    if merged.text is None:
        return
    path = root / "inputs" / merged.slug / "prices.csv"
    try:
        now_there = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
        if now_there != sha256:
            raise ReportgenError(f"{path} was changed while prices were fetched; nothing was written to it, run again")
        write_whole(path, merged.text.encode())
    except OSError as problem:
        raise ReportgenError(f"cannot write {path}: {problem.strerror or problem}") from problem


def summary(merged: Merged, *, dry_run: bool) -> str:
    """One line on what became of a company's closes."""
    last = f"; the last is of {merged.last}" if merged.last else ""
    if merged.state == "changed":
        would = "would be " if dry_run else ""
        revised = f", {merged.revised} replaced" if merged.revised else ""
        return f"{merged.slug}: {merged.added} closes {would}added{revised}, {merged.agreeing} agree{last}"
    if merged.state == "unchanged":
        return f"{merged.slug}: nothing new{last}"
    why = "no file" if merged.state == "no file" else "refused"
    return f"{merged.slug}: {why}, prices.csv stays as it is{last}"


def as_dict(merged: Merged) -> dict[str, object]:
    """What became of a company's closes, for JSON."""
    return {
        "company": merged.slug,
        "state": merged.state,
        "files": list(merged.files),
        "added": merged.added,
        "revised": merged.revised,
        "agreeing": merged.agreeing,
        "last": str(merged.last) if merged.last else None,
    }
