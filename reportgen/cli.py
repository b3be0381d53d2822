"""The command line: arguments, printing, exit codes. No logic; heavy imports inside commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reportgen import __version__
from reportgen.diagnostics import Diagnostic, ReportgenError, Severity, errors

if TYPE_CHECKING:
    from reportgen.build import Built

FINE, PROBLEMS, USAGE, ENVIRONMENT = 0, 1, 2, 3

app = typer.Typer(
    name="reportgen",
    help="Turn an analyst's text files into a research note whose every number can be traced.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode=None,
)

Companies = Annotated[list[str] | None, typer.Argument(help="Folders below inputs/; none means all.", metavar="COMPANY…")]
Root = Annotated[Path, typer.Option("--root", help="The workspace: the folder that holds inputs/.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The note's date, YYYY-MM-DD; by default the one in opinion.yaml."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def main() -> None:
    """Run the program; faults of the machine end it with status 3 and one line."""
    try:
        app()
    except ReportgenError as problem:
        sys.stderr.write(f"reportgen: {problem}\n")
        sys.exit(ENVIRONMENT)
    except KeyboardInterrupt:
        sys.stderr.write("reportgen: stopped\n")
        sys.exit(130)


def _version(wanted: bool) -> None:  # noqa: FBT001 - the signature that typer calls
    if wanted:
        typer.echo(f"reportgen {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn an analyst's text files into a research note whose every number can be traced."""


@app.command()
def build(  # noqa: PLR0913 - one parameter per option
    company: Companies = None,
    as_of: AsOf = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help="Any of pdf, html and json, with commas.")
    ] = "pdf,html,json",
    out: Annotated[Path | None, typer.Option("--out", help="Where notes are written; by default output/.")] = None,
    root: Root = Path(),
    draft: Annotated[
        bool, typer.Option("--draft", help="Mark the pages as a draft, and let checks of fitness be warnings.")
    ] = False,
) -> None:
    """Build notes as PDF, HTML and JSON.

    Example: reportgen build xiaomi --as-of 2025-11-14 --format pdf,html
    """
    from reportgen.build import ALL_FORMATS  # noqa: PLC0415 - see the head of this module
    from reportgen.build import build as build_note  # noqa: PLC0415

    formats = tuple(dict.fromkeys(name.strip() for name in format_.split(",") if name.strip()))
    unknown = [name for name in formats if name not in ALL_FORMATS]
    if unknown or not formats:
        _usage(f"--format: no such format: {', '.join(unknown) or format_!r}; possible: {', '.join(ALL_FORMATS)}")
    day = _date(as_of)
    failed = False
    for slug in _progress(_companies(root, company)):
        start = perf_counter()
        built = build_note(root, slug, as_of=day, formats_wanted=formats, out=out, draft=draft)
        _print(built.diagnostics, least=Severity.WARNING)
        failed = failed or bool(errors(built.diagnostics))
        _tell(built, perf_counter() - start)
    raise typer.Exit(PROBLEMS if failed else FINE)


@app.command()
def check(company: Companies = None, as_of: AsOf = None, root: Root = Path(), as_json: AsJson = False) -> None:
    """Print everything that is wrong or worth knowing in the inputs, with file, line and column.

    Example: reportgen check xiaomi
    """
    from reportgen.build import examine  # noqa: PLC0415

    day = _date(as_of)
    found = [one for slug in _companies(root, company) for one in examine(root, slug, day).diagnostics]
    if as_json:
        typer.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
    else:
        _print(found)
        typer.echo(_summary(found), err=True)
    raise typer.Exit(PROBLEMS if errors(found) else FINE)


@app.command()
def explain(
    company: Annotated[str, typer.Argument(help="A company; or the code of a check, alone.", metavar="COMPANY|CODE")],
    path: Annotated[str | None, typer.Argument(help="A number's path, such as valuation.target_price.")] = None,
    as_of: AsOf = None,
    root: Root = Path(),
) -> None:
    """Show where a number comes from, down to the facts; or why a check exists.

    Examples: reportgen explain xiaomi valuation.target_price; reportgen explain rating-matches-return
    """
    from reportgen.explaining import explain_code, explain_number  # noqa: PLC0415

    if path is None:
        known, text = explain_code(company)
        typer.echo(text, err=not known)
        raise typer.Exit(FINE if known else USAGE)
    found, text, diagnostics = explain_number(_workspace(root), company, path, _date(as_of))
    _print(diagnostics, least=Severity.ERROR)
    if text:
        typer.echo(text, err=not found)
    raise typer.Exit(FINE if found else PROBLEMS if errors(diagnostics) else USAGE)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")]) -> None:
    """Make a workspace: inputs/ with a house to fill in, templates/ to override, output/.

    Example: reportgen init coverage
    """
    from reportgen.skeletons import make_workspace  # noqa: PLC0415

    _wrote(make_workspace(folder))
    typer.echo(f"Next: fill in {folder / 'inputs/house.yaml'}, then 'reportgen new COMPANY' in {folder}.")


@app.command()
def new(
    company: Annotated[str, typer.Argument(help="The name of the folder: lower-case letters, digits, - and _.")],
    root: Root = Path(),
) -> None:
    """Write a commented skeleton for a company, which passes 'check' once it is filled in.

    Example: reportgen new acme
    """
    from reportgen.loading import is_slug  # noqa: PLC0415
    from reportgen.skeletons import make_company  # noqa: PLC0415

    if not is_slug(company):
        _usage(f"not a company's name: {company[:60]!r}; use lower-case letters, digits, - and _")
    _wrote(make_company(_workspace(root), company))
    typer.echo(f"Next: fill in the files, then 'reportgen check {company}'.")


@app.command()
def schema(root: Root = Path()) -> None:
    """Write the JSON Schema files from which editors complete the inputs, into schema/.

    Example: reportgen schema
    """
    from reportgen.skeletons import make_schemas  # noqa: PLC0415

    _wrote(make_schemas(root))


@app.command()
def doctor(root: Root = Path(), as_json: AsJson = False) -> None:
    """Look at the machine: fonts, system libraries, versions, folders; what is wrong and how to mend it.

    Example: reportgen doctor
    """
    from reportgen.health import examine_machine  # noqa: PLC0415

    found = examine_machine(root)
    if as_json:
        typer.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            typer.echo(f"{'ok  ' if one.fine else 'FAIL'}  {one.what}: {one.said}")
            if one.remedy:
                typer.echo(f"      mend it: {one.remedy}")
    raise typer.Exit(FINE if all(one.fine for one in found) else ENVIRONMENT)


def _companies(root: Path, wanted: list[str] | None) -> tuple[str, ...]:
    from reportgen.loading import companies  # noqa: PLC0415

    workspace = _workspace(root)
    found = tuple(dict.fromkeys(wanted)) if wanted else companies(workspace)
    if not found:
        _usage(f"there is no company in {workspace / 'inputs'}; 'reportgen new COMPANY' makes one")
    return found


def _workspace(root: Path) -> Path:
    if not (root / "inputs").is_dir():
        _usage(f"there is no folder inputs/ in {root.resolve()}; use --root, or 'reportgen init DIR' to make a workspace")
    return root


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        _usage(f"--as-of: {text!r} is not a date; write it as YYYY-MM-DD")


def _usage(message: str) -> NoReturn:
    typer.echo(f"reportgen: {message}", err=True)
    raise typer.Exit(USAGE)


def _print(found: Sequence[Diagnostic], *, least: Severity = Severity.INFO) -> None:
    order = list(Severity)
    for one in found:
        if order.index(one.severity) <= order.index(least):
            typer.echo(one.text(), err=least is not Severity.INFO)


def _summary(found: Sequence[Diagnostic]) -> str:
    counts = [(sum(one.severity is each for one in found), each.value) for each in Severity]
    return ", ".join(f"{count} {word}{'' if count == 1 or word == 'info' else 's'}" for count, word in counts)


def _tell(built: Built, seconds: float) -> None:
    if not built.files:
        typer.echo(f"{built.slug}: nothing written; the last good note stays. {_summary(built.diagnostics)}", err=True)
        return
    for name, size in built.files:
        typer.echo(f"{built.folder / name}  {size / 1000:,.1f} kB")
    typer.echo(f"{built.slug}: built in {seconds:.2f} s")


def _wrote(paths: Sequence[Path]) -> None:
    for path in paths:
        typer.echo(str(path))


def _progress(slugs: tuple[str, ...]) -> Iterator[str]:
    """The companies one after the other, under a progress bar where there is a terminal and more than one."""
    if len(slugs) < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one company needs no bar
        yield from slugs
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    yield from track(slugs, description="Building", console=Console(stderr=True))

