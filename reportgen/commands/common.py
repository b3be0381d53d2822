"""What the commands share: exit codes, options, the clock, how diagnostics are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reportgen.diagnostics import Diagnostic, ReportgenError, Severity

if TYPE_CHECKING:
    from reportgen.record import Record

FINE, PROBLEMS, USAGE, ENVIRONMENT, STOPPED = 0, 1, 2, 3, 130

Companies = Annotated[
    list[str] | None, typer.Argument(help="Folders below inputs/; none means all.", metavar="COMPANY…")
]
Company = Annotated[str, typer.Argument(help="A folder below inputs/.", metavar="COMPANY")]
Root = Annotated[Path, typer.Option("--root", help="The workspace: the folder that holds inputs/.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The note's date, YYYY-MM-DD; by default the one in opinion.yaml."),
]
NoteType = Annotated[
    str | None,
    typer.Option("--type", metavar="TYPE", help="The type of note, a folder of templates; by default company.yaml's."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def clock(context: typer.Context) -> Callable[[], datetime]:
    """The clock that the command line was started with, in UTC."""
    found: Callable[[], datetime] = context.obj
    return found


def companies_wanted(root: Path, wanted: list[str] | None) -> tuple[str, ...]:
    """The companies named, each once, or all of the workspace."""
    from reportgen.loading import companies

    folder = workspace(root)
    found = tuple(dict.fromkeys(wanted)) if wanted else companies(folder)
    if not found:
        usage(f"there is no company in {folder / 'inputs'}; 'reportgen new COMPANY' makes one")
    return found


def workspace(root: Path) -> Path:
    """The folder, if it is a workspace."""
    if not (root / "inputs").is_dir():
        usage(f"there is no folder inputs/ in {root.resolve()}; use --root, or make a workspace: reportgen init DIR")
    return root


def place_of(target: str, root: Path, as_of: str | None) -> tuple[Path, date | None]:
    """Where a company, or a valuation file that stands alone, is read, and the date asked for, which a file has."""
    from reportgen.valuing import stands_alone

    if not stands_alone(target):
        return workspace(root), day(as_of)
    if as_of is not None:
        usage(f"--as-of goes with a company; {target} has its own 'as_of'")
    return root, None


@contextmanager
def opened_record(root: Path, *, to_read: bool = False) -> Iterator[Record]:
    """The record of a workspace, open for a while; ``to_read`` only."""
    from reportgen.bookkeeping import record_of

    record = record_of(workspace(root), to_read=to_read)
    try:
        yield record
    finally:
        record.close()


def published(root: Path) -> bool:
    """Publish what a killed release has left undone; False, and a word why, where that cannot be done."""
    from reportgen.settling import settle

    with opened_record(root) as record:
        try:
            settle(record)
        except ReportgenError as problem:
            typer.echo(f"reportgen: {problem}", err=True)
            return False
    return True


def day(text: str | None) -> date | None:
    """The date of ``--as-of``."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        usage(f"--as-of: {text!r} is not a date; write it as YYYY-MM-DD")


def usage(message: str) -> NoReturn:
    """End with a word on how the command is used."""
    typer.echo(f"reportgen: {message}", err=True)
    raise typer.Exit(USAGE)


def show(found: Sequence[Diagnostic], *, least: Severity = Severity.INFO) -> None:
    """Print diagnostics down to a severity; all of them are a result, a part of them goes beside it."""
    order = list(Severity)
    for one in found:
        if order.index(one.severity) <= order.index(least):
            typer.echo(one.text(), err=least is not Severity.INFO)


def summary(found: Sequence[Diagnostic]) -> str:
    """How many there are of each severity."""
    counts = [(sum(one.severity is each for one in found), each.value) for each in Severity]
    return ", ".join(f"{count} {word}{'' if count == 1 or word == 'info' else 's'}" for count, word in counts)
