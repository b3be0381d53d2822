"""``reportgen schedule``: have the nights made after each close."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import available_timezones

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, Root
from reportgen.diagnostics import Severity

if TYPE_CHECKING:
    from reportgen.prices.calendars import Calendar
    from reportgen.schedule import Installed, Night

_RUNS = 500
group = typer.Typer(help="Have the nights made after each close.", no_args_is_help=True)
AfterClose = Annotated[
    int, typer.Option("--after", min=0, max=720, metavar="MINUTES", help="How long after a close a night begins.")
]
Send = Annotated[bool, typer.Option("--send", help="Mail what the night releases.")]


@group.command()
def install(
    context: typer.Context,
    systemd: Annotated[bool, typer.Option("--systemd", help="Write timers and services of systemd.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="Write lines for cron.")] = False,
    send: Send = False,
    folder: Annotated[
        Path | None, typer.Option("--dir", help="Where to write; by default the user's units, or here for cron.")
    ] = None,
    after: AfterClose = 60,
    clock: Annotated[
        str | None,
        typer.Option("--clock", metavar="ZONE", help="For a cron without CRON_TZ: the machine's zone, such as UTC."),
    ] = None,
    root: Root = Path(),
) -> None:
    """Write what makes systemd or cron call 'reportgen nightly' after each close of each exchange.

    Example: reportgen schedule install --systemd --send
    """
    from reportgen.schedule import firings, folder_of_units, install_cron, install_systemd, night_command

    if systemd == cron:
        common.usage("say which: --systemd or --cron")
    if clock is not None and (systemd or clock not in available_timezones()):
        common.usage("--clock goes with --cron and takes a time zone, such as UTC or Asia/Hong_Kong")
    place, now = common.workspace(root).resolve(), common.clock(context)()
    times = firings(_calendars(place, now, tell=True), timedelta(minutes=after), now.year, clock)
    command = night_command(place, send=send)
    if systemd:
        _show(install_systemd(times, command, place, (folder or folder_of_units()).absolute()))
    else:
        _show(install_cron(times, command, place, (folder or Path()).absolute(), own_zones=clock is None))
        _warn_of_cron(clock)
    raise typer.Exit(FINE)


@group.command()
def run(context: typer.Context, root: Root = Path(), send: Send = False, after: AfterClose = 60) -> None:
    """Make the nights from here, until told to stop: what is due now, then after each close.

    Example: reportgen schedule run --root coverage
    """
    from reportgen.schedule import Duties, NightProcess, night_command, run_in_foreground

    place, clock, delay = common.workspace(root).resolve(), common.clock(context), timedelta(minutes=after)
    _calendars(place, clock(), tell=True)
    process = NightProcess(night_command(place, send=send))
    run_in_foreground(
        Duties(
            calendars=lambda now: _calendars(place, now, tell=False),
            nights_done=lambda calendars: _nights_done(place, calendars, delay),
            run_night=process.run,
            stop_night=process.stop,
            clock=clock,
            say=_teller(clock),
            after_close=delay,
        )
    )
    raise typer.Exit(FINE)


def _calendars(root: Path, now: datetime, *, tell: bool) -> Mapping[str, Calendar]:
    from reportgen.exchanges import calendars_of_workspace
    from reportgen.loading.listings import listings

    listed = listings(root)
    calendars, found = calendars_of_workspace(root, listed, now)
    if tell:
        unread = [one for listing in listed if listing.company is None for one in listing.diagnostics]
        common.show([*unread, *found], least=Severity.WARNING)
    if tell and not calendars:
        common.usage(f"no company in {root / 'inputs'} names its exchange; 'reportgen new COMPANY' makes a company")
    return calendars


def _nights_done(root: Path, calendars: Mapping[str, Calendar], after_close: timedelta) -> set[Night]:
    from reportgen import record as records
    from reportgen.schedule import nights_of_runs

    with common.opened_record(root) as record, record.reading() as connection:
        return nights_of_runs(calendars, records.runs(connection, _RUNS), after_close)


def _teller(clock: Callable[[], datetime]) -> Callable[[str], None]:
    def say(line: str) -> None:
        # with nobody reading or a full disk the nights go on all the same
        try:
            typer.echo(f"{clock():%Y-%m-%d %H:%M:%S} UTC  {line}")
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError:  # a full disk under the log
            return

    return say


def _show(installed: Installed) -> None:
    for path in installed.files:
        typer.echo(str(path))
    for path in installed.left_over:
        typer.echo(f"left over from an exchange that no company trades on: {path}", err=True)
    typer.echo("Next:")
    for command in installed.commands:
        typer.echo(f"    {command}")


def _warn_of_cron(clock: str | None) -> None:
    from reportgen.schedule import knows_zones

    if clock is None and knows_zones() is False:
        message = "warning: the cron of this machine knows no CRON_TZ and would run all lines by its own clock"
        typer.echo(f"{message}; use --clock with the machine's time zone", err=True)
