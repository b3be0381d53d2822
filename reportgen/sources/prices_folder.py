"""Take daily closes from a folder of vendors' files: whose they are, what they hold, what a company's closes become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic, Location, ReportgenError, Severity
from reportgen.prices.examining import examine
from reportgen.prices.tables import Table, read_tables
from reportgen.prices.tickers import named_by, named_in_file_name
from reportgen.prices.values import Listed, Moment, VendorCloses
from reportgen.prices.vendor_text import read_vendor_text
from reportgen.sources.merging import merge
from reportgen.sources.values import Asked, Fetched, Merged

ENDINGS = frozenset({".csv", ".txt"})
_TOLD_AT_MOST = 5
_Part: TypeAlias = "tuple[str | None, VendorCloses | None, tuple[Diagnostic, ...]]"
"""A company of a file, its closes unless something stops them, and what is to be said; none where nobody is meant."""


@dataclass(slots=True)
class _Taken:
    """What the files hold of one company; ``files`` counts those that are of it, usable or not."""

    listed: Listed
    closes: list[VendorCloses] = field(default_factory=list)
    files: int = 0
    stopped: bool = False


def fetch_prices(folder: Path, companies: Sequence[Listed], asked: Asked) -> Fetched:
    """The closes of the companies merged with what the folder's files hold; nothing is written.

    A file that is at fault stops the company that it belongs to, and no other.
    """
    taken = {each.slug: _Taken(each) for each in companies if asked.only is None or each.slug in asked.only}
    found: list[Diagnostic] = []
    strangers: list[tuple[str, str]] = []
    for path, shown in _files(folder, found):
        for slug, closes, diagnostics in _parts(path, shown, companies, asked, strangers):
            found.extend(diagnostics)
            if slug is not None:
                taken[slug].files += 1
                taken[slug].stopped |= closes is None
            if slug is not None and closes is not None:
                taken[slug].closes.append(closes)
    found.extend(_strangers(strangers, asked))
    results = [_result(each, asked, folder) for each in taken.values()]
    found.extend(diagnostic for _, diagnostics in results for diagnostic in diagnostics)
    return Fetched(tuple(merged for merged, _ in results), tuple(found))


def _result(taken: _Taken, asked: Asked, folder: Path) -> tuple[Merged, tuple[Diagnostic, ...]]:
    listed = taken.listed
    last = max((close.day for close in listed.closes), default=None)
    if taken.stopped:
        return Merged(slug=listed.slug, state="refused", last=last), ()
    if not taken.files:
        message = f"no file in {folder} is of {listed.ticker} ({listed.slug})"
        severity = Severity.WARNING if asked.only is None else Severity.ERROR
        hint = f"a file's name or its rows must name the share: {listed.ticker}.csv"
        missing = Diagnostic("price-file-missing", message, listed.place, severity=severity, hint=hint)
        return Merged(slug=listed.slug, state="no file", last=last), (missing,)
    return merge(listed, taken.closes, asked)


def _files(folder: Path, found: list[Diagnostic]) -> Iterator[tuple[Path, str]]:
    """The files of a folder and the folders in it, in the order of their names, each with its path as it is told."""
    if not folder.is_dir():
        raise ReportgenError(f"there is no folder {folder}")
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        shown = (folder / inside).as_posix()
        if path.suffix.lower() in ENDINGS:
            yield path, shown
        else:
            message = f"not looked at: files of prices end in {' or '.join(sorted(ENDINGS))}"
            found.append(Diagnostic("price-file-ending", message, Location(shown), severity=Severity.WARNING))


def _parts(
    path: Path, shown: str, companies: Sequence[Listed], asked: Asked, strangers: list[tuple[str, str]]
) -> Iterator[_Part]:
    """Each company of a file with its closes, or with the reasons why there are none; a stranger's file is noted."""
    by_name = named_in_file_name(path.stem, companies)
    text = read_vendor_text(path, shown)
    tables = text if isinstance(text, Diagnostic) else read_tables(text)
    if isinstance(tables, Diagnostic):
        yield from _unusable(tables, by_name, asked)
        return
    owners = [_owner(table, companies, by_name) for table in tables]
    if not any(owners):
        strangers.append((shown, tables[0].ticker or ""))
    for table, owner in zip(tables, owners, strict=True):
        if isinstance(owner, Diagnostic):
            # whoever may be meant must not go on with other files as if this one were not there
            yield from _unusable(owner, by_name, asked)
        elif owner is not None and (asked.only is None or owner.slug in asked.only):
            moment = Moment(calendar=asked.calendars[owner.exchange], now=asked.now, retrieved=asked.as_of)
            yield (owner.slug, *examine(table, owner, moment))


def _owner(table: Table, companies: Iterable[Listed], by_name: tuple[Listed, ...]) -> Listed | Diagnostic | None:
    """The company that a table is of: by the ticker that it names itself, else by the name of its file."""
    inside = table.ticker is not None
    meant = named_by(table.ticker, companies) if table.ticker is not None else by_name
    row = table.rows[0] if table.rows else None
    place = table.file.place(row.line if row else 1, table.columns.get("ticker", 0) if inside else 0)
    if len(meant) > 1:
        names = ", ".join(sorted(each.slug for each in meant))
        message = f"{table.ticker or table.file.name} may be any of {names}"
        return Diagnostic("price-file-ambiguous", message, place, hint="give the companies different tickers")
    if inside and by_name and not set(by_name) & set(meant):
        message = f"the file is called {table.file.name}, but its rows are of {table.ticker}"
        return Diagnostic("price-file-ambiguous", message, place, hint="rename the file, or fetch it again")
    return meant[0] if meant else None


def _strangers(names: Sequence[tuple[str, str]], asked: Asked) -> Iterator[Diagnostic]:
    """One finding for all files that are of no company: a folder may well hold more than the workspace covers."""
    if not names:
        return
    listed = ", ".join(
        f"{Path(shown).name} ({ticker})" if ticker else Path(shown).name for shown, ticker in names[:_TOLD_AT_MOST]
    )
    more = f" and {len(names) - _TOLD_AT_MOST} more" if len(names) > _TOLD_AT_MOST else ""
    message = f"of no company in this workspace: {listed}{more}"
    hint = "the ticker with its market must stand in a file's name or rows: 1810.HK.csv"
    severity = Severity.WARNING if asked.only is None else Severity.INFO
    yield Diagnostic("price-file-unknown", message, Location(names[0][0]), severity=severity, hint=hint)


def _unusable(reason: Diagnostic, meant: Sequence[Listed], asked: Asked) -> Iterator[_Part]:
    """A file that cannot be used stops every company that it may be of."""
    if not meant:
        yield None, None, (reason,)
    for each in meant:
        if asked.only is None or each.slug in asked.only:
            yield each.slug, None, (reason,)
