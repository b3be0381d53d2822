"""``reportgen fetch``: take what comes from outside into the inputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, AsJson, Companies, Root
from reportgen.diagnostics import Severity, errors

group = typer.Typer(help="Take prices from outside into the inputs.", no_args_is_help=True)


@group.callback()
def fetch() -> None:
    """Take what comes from outside into the inputs, as dated text with its origin."""


@group.command()
def prices(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--from", help="Where vendors' files lie, and in folders below it.")],
    company: Companies = None,
    root: Root = Path(),
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day on which the files were retrieved; by default today."),
    ] = None,
    accept_revisions: Annotated[
        bool, typer.Option("--accept-revisions", help="Replace recorded closes that the vendor now tells otherwise.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Merge vendors' daily closes into prices.csv, refusing what is not prices.

    Example: reportgen fetch prices --from downloads xiaomi --dry-run
    """
    from reportgen.fetching import Wish, as_dict, fetch_prices, summary

    place = common.workspace(root)
    if not folder.is_dir():
        common.usage(f"--from: there is no folder {folder}")
    wish = Wish(
        folder=folder,
        companies=tuple(dict.fromkeys(company or ())),
        as_of=common.day(as_of),
        accept_revisions=accept_revisions,
        dry_run=dry_run,
    )
    fetched = fetch_prices(place, wish, common.clock(context)())
    if as_json:
        told = {
            "companies": [as_dict(each) for each in fetched.companies],
            "diagnostics": [each.as_dict() for each in fetched.diagnostics],
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        common.show(fetched.diagnostics, least=Severity.WARNING)
        for each in fetched.companies:
            typer.echo(summary(each, dry_run=dry_run))
    raise typer.Exit(PROBLEMS if errors(fetched.diagnostics) else FINE)
