"""The command line: arguments, printing, exit codes. No logic; heavy imports inside commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from reportgen import __version__
from reportgen.commands import building, fetch, mail, nightly, publication, schedule, signing, valuing
from reportgen.commands.common import (
    ENVIRONMENT,
    FINE,
    PROBLEMS,
    STOPPED,
    USAGE,
    AsJson,
    AsOf,
    Companies,
    Root,
    companies_wanted,
    day,
    place_of,
    show,
    summary,
    usage,
    workspace,
)
from reportgen.diagnostics import ReportgenError, Severity, errors

app = typer.Typer(
    name="reportgen",
    help="Turn an analyst's text files into a research note whose every number can be traced.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the program; faults of the machine end it with status 3 and one line."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal that knows no − or … shows a question mark instead of a traceback
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except ReportgenError as problem:
        sys.stderr.write(f"reportgen: {problem}\n")
        sys.exit(ENVIRONMENT)
    except KeyboardInterrupt:
        sys.stderr.write("reportgen: stopped\n")
        sys.exit(STOPPED)


def _now() -> datetime:
    """The one place that looks at the clock; commands get it as ``context.obj``."""
    return datetime.now(UTC)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportgen {__version__}")
        raise typer.Exit


@app.callback()
def program(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn an analyst's text files into a research note whose every number can be traced."""
    context.obj = context.obj or _now


app.command()(building.build)
app.command()(valuing.value)
app.command()(valuing.simulate)
app.command()(valuing.implied)
app.command()(publication.release)
app.command()(signing.sign)
app.command()(signing.verify)
app.command()(publication.history)
app.command()(publication.coverage)
app.command()(nightly.nightly)
app.add_typer(fetch.group, name="fetch")
app.add_typer(schedule.group, name="schedule")
app.command()(mail.send)
app.command()(mail.deliveries)
app.command()(mail.unsubscribe)
app.add_typer(mail.group, name="mail")


@app.command()
def check(company: Companies = None, as_of: AsOf = None, root: Root = Path(), as_json: AsJson = False) -> None:
    """Print everything that is wrong or worth knowing in the inputs, with file, line and column.

    Example: reportgen check xiaomi
    """
    from reportgen.bookkeeping import edition_as_released
    from reportgen.build import examine

    date, slugs = day(as_of), companies_wanted(root, company)
    # what stands in house.yaml is found with every company, and told once
    each = (examine(root, slug, date, edition_as_released(root, slug)) for slug in slugs)
    found = list(dict.fromkeys(one for examined in each for one in examined.diagnostics))
    if not company:
        found.extend(mail.faults(root))
    if as_json:
        typer.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
    else:
        show(found)
        typer.echo(summary(found), err=True)
    raise typer.Exit(PROBLEMS if errors(found) else FINE)


@app.command()
def explain(
    company: Annotated[
        str, typer.Argument(help="A company, a valuation.yaml, or the code of a check.", metavar="COMPANY|FILE|CODE")
    ],
    path: Annotated[str | None, typer.Argument(help="A number's path, such as valuation.target_price.")] = None,
    as_of: AsOf = None,
    root: Root = Path(),
) -> None:
    """Show where a number comes from, down to the facts; or why a check exists.

    Examples: reportgen explain xiaomi valuation.target_price; reportgen explain rating-matches-return
    """
    from reportgen.explaining import explain_code, explain_number
    from reportgen.valuing import stands_alone

    if path is None:
        known, text = explain_code(company)
        if not known and (stands_alone(company) or (root / "inputs" / company).is_dir()):
            usage(f"of which number? For example: reportgen explain {company} valuation.target_price")
        typer.echo(text, err=not known)
        raise typer.Exit(FINE if known else USAGE)
    folder, when = place_of(company, root, as_of)
    found, text, diagnostics = explain_number(folder, company, path, when)
    show(diagnostics, least=Severity.ERROR)
    if text:
        typer.echo(text, err=not found)
    raise typer.Exit(FINE if found else PROBLEMS if errors(diagnostics) else USAGE)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")]) -> None:
    """Make a workspace: inputs/ with a house to fill in, templates/ to override, output/.

    Example: reportgen init coverage
    """
    from reportgen.skeletons import make_workspace

    try:
        _wrote(make_workspace(folder))
    except FileExistsError as problem:
        usage(str(problem))
    typer.echo(f"Next: fill in {folder / 'inputs/house.yaml'}, then 'reportgen new COMPANY' in {folder}.")


@app.command()
def new(
    company: Annotated[str, typer.Argument(help="The name of the folder: lower-case letters, digits, - and _.")],
    root: Root = Path(),
) -> None:
    """Write a commented skeleton for a company, which passes 'check' once it is filled in.

    Example: reportgen new acme
    """
    from reportgen.folders import OF_THE_PROGRAM, is_slug
    from reportgen.skeletons import make_company

    if company in OF_THE_PROGRAM:
        usage(f"no company can be called {company!r}: output/{company}/ holds the program's own files")
    if not is_slug(company):
        usage(f"not a company's name: {company[:60]!r}; use lower-case letters, digits, - and _")
    try:
        _wrote(make_company(workspace(root), company))
    except FileExistsError as problem:
        usage(str(problem))
    typer.echo(f"Next: fill in the files, then 'reportgen check {company}'.")


@app.command()
def schema(root: Root = Path()) -> None:
    """Write the JSON Schema files from which editors complete the inputs, into schema/.

    Example: reportgen schema
    """
    from reportgen.skeletons import make_schemas

    _wrote(make_schemas(root))


@app.command()
def doctor(root: Root = Path(), as_json: AsJson = False) -> None:
    """Look at the machine: fonts, system libraries, versions, folders; what is wrong and how to mend it.

    Example: reportgen doctor
    """
    from reportgen.health import examine_machine

    found = examine_machine(root)
    if as_json:
        typer.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            typer.echo(f"{'ok  ' if one.fine else 'FAIL'}  {one.what}: {one.said}")
            if one.remedy:
                typer.echo(f"      mend it: {one.remedy}")
    raise typer.Exit(FINE if all(one.fine for one in found) else ENVIRONMENT)


def _wrote(paths: Sequence[Path]) -> None:
    for path in paths:
        typer.echo(str(path))
