"""``reportgen build``: drafts on demand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, AsOf, Companies, NoteType, Root
from reportgen.diagnostics import ReportgenError, Severity

if TYPE_CHECKING:
    from reportgen.build import Built
    from reportgen.record import Record

DEFAULT = "pdf,html,json,xlsx"


class Engine(StrEnum):
    """What lays out the PDF."""

    RECORD = "record"
    DRAFT = "draft"


def build(
    context: typer.Context,
    company: Companies = None,
    as_of: AsOf = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Any of pdf, html, json and xlsx, with commas.")
    ] = DEFAULT,
    out: Annotated[Path | None, typer.Option("--out", help="Where notes are written; by default output/.")] = None,
    root: Root = Path(),
    draft: Annotated[
        bool, typer.Option("--draft", help="Let checks of fitness be warnings, to look at unfinished pages.")
    ] = False,
    note_type: NoteType = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="What lays out the PDF: that of record, or a quick one for drafts.")
    ] = Engine.RECORD,
) -> None:
    """Build drafts of notes as PDF, HTML, JSON and Excel model. 'reportgen release' makes the final ones.

    Example: reportgen build xiaomi --as-of 2025-11-14 --format pdf,html
    """
    from reportgen.build import ALL_FORMATS

    formats = tuple(dict.fromkeys(name.strip() for name in format_.split(",") if name.strip()))
    unknown = [name for name in formats if name not in ALL_FORMATS]
    if unknown or not formats:
        common.usage(f"--format: no such format: {', '.join(unknown) or format_!r}; possible: {', '.join(ALL_FORMATS)}")
    order = _Order(root, common.day(as_of), formats, out, lenient=draft, note_type=note_type, engine=engine)
    slugs = common.companies_wanted(root, company)
    failed = 0
    with _book(order) as record:
        for number, slug in enumerate(slugs):
            start = perf_counter()
            with _bar(slug, number, len(slugs)):
                built = _built(order, slug, record, common.clock(context))
            common.show(built.diagnostics, least=Severity.WARNING)
            _tell(built, perf_counter() - start)
            failed += not built.files
    if len(slugs) > 1:
        typer.echo(f"{len(slugs) - failed} of {len(slugs)} notes built")
    raise typer.Exit(PROBLEMS if failed else FINE)


@dataclass(frozen=True, slots=True)
class _Order:
    root: Path
    as_of: date | None
    formats: tuple[str, ...]
    out: Path | None
    lenient: bool
    note_type: str | None
    engine: Engine

    @property
    def usual(self) -> bool:
        """Whether a night would build the same."""
        whole = set(self.formats) == set(DEFAULT.split(","))
        return whole and not self.lenient and self.note_type is None and self.engine is Engine.RECORD


@contextmanager
def _book(order: _Order) -> Iterator[Record | None]:
    """The record in which drafts of the workspace are entered; without it they are built all the same."""
    from reportgen.bookkeeping import record_of

    record = None
    if order.out is None:
        try:
            record = record_of(order.root)
        except ReportgenError as problem:
            _not_entered(problem)
    try:
        yield record
    finally:
        if record is not None:
            record.close()


def _built(order: _Order, slug: str, record: Record | None, clock: Callable[[], datetime]) -> Built:
    from reportgen.bookkeeping import enter_draft
    from reportgen.build import build as build_note
    from reportgen.model.edition import Edition
    from reportgen.nightly.fingerprints import fingerprint
    from reportgen.record import edition_of_draft

    start, edition, before = perf_counter(), Edition(), fingerprint(order.root, slug)
    if record is not None:
        try:
            edition = edition_of_draft(record, slug)
        except ReportgenError as problem:
            _not_entered(problem)
            record = None
    built = build_note(
        order.root,
        slug,
        as_of=order.as_of,
        formats_wanted=order.formats,
        out=order.out,
        edition=replace(edition, lenient=order.lenient, note_type=order.note_type),
        engine=order.engine.value,
    )
    if record is not None:
        try:
            seconds = perf_counter() - start
            enter_draft(record, built, before, clock(), seconds=seconds, usual=order.usual, edition=edition)
        except ReportgenError as problem:
            _not_entered(problem)
    return built


def _not_entered(problem: ReportgenError) -> None:
    typer.echo(f"reportgen: {problem}; drafts are not entered", err=True)


def _tell(built: Built, seconds: float) -> None:
    if not built.files:
        said = common.summary(built.diagnostics)
        typer.echo(f"{built.slug}: nothing written; the last good note stays. {said}", err=True)
        return
    for name, size in built.files:
        typer.echo(f"{built.folder / name}  {size / 1000:,.1f} kB")
    typer.echo(f"{built.slug}: draft built in {seconds:.2f} s")


@contextmanager
def _bar(slug: str, done: int, total: int) -> Iterator[None]:
    """A bar while a company is built, where there is a terminal and more than one; gone before anything is printed."""
    if total == 1 or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress

    # what is printed belongs to stdout, even where only stderr is a terminal
    console = Console(stderr=True)
    with Progress(console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        progress.add_task(f"Building {slug}", total=total, completed=done)
        yield
