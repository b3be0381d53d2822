"""``reportgen send``, ``mail``, ``unsubscribe``, ``deliveries``: mail from the outbox to its readers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from reportgen.commands import common
from reportgen.commands.common import FINE, PROBLEMS, AsJson, Company, Root
from reportgen.diagnostics import Diagnostic, Location, ReportgenError

if TYPE_CHECKING:
    from reportgen.model.mail import Mail
    from reportgen.model.publication import Message, Step
    from reportgen.sending import Office, Rehearsal, Result, Sent

group = typer.Typer(help="Look at mails, and try the way to the relay.", no_args_is_help=True)

_STEPS = ("accepted", "deferred", "refused", "unknown", "suppressed")
NO_SETTINGS = Diagnostic(
    "no-mail-settings",
    "'mail' is missing: from whom and through which relay notes are sent",
    Location("inputs/house.yaml"),
    hint="the file that 'reportgen init' writes shows what belongs there",
)


def send(
    context: typer.Context,
    root: Root = Path(),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Take up so many messages at most.")] = None,
    digests: Annotated[bool, typer.Option("--digests", help="Send digests now and not at their hour.")] = False,
) -> None:
    """Send what was released: work off the outbox, each message once.

    Example: reportgen send --dry-run
    """
    from reportgen.sending import rehearse
    from reportgen.sending import send as send_all

    with _office(context, root) as office:
        if dry_run:
            at = common.clock(context)()
            _rehearsed(rehearse(office, limit=limit), None if digests else at, ZoneInfo(office.house.time_zone))
        common.published(root)
        done = send_all(office, limit=limit, all_digests=digests, tell=_tell)
    _summary(done)


@group.command()
def preview(
    context: typer.Context,
    company: Company,
    to: Annotated[str, typer.Option("--to", help="To whom it would go.")] = "reader@example.com",
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write it; by default output/mail/COMPANY/.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Write the mail on a company as .eml, .html and .txt, to be looked at; of a draft where nothing is released.

    Example: reportgen mail preview xiaomi
    """
    from reportgen.loading import slug_fault
    from reportgen.sending.previewing import STAND_IN
    from reportgen.sending.previewing import preview as write_preview

    wrong = slug_fault(common.workspace(root), company)
    if wrong is not None:
        _stop([wrong])
    with _office(context, root, stand_in=STAND_IN) as office:
        done = write_preview(office, company, _address(to), out or root / "output" / "mail" / company)
    if not done.files:
        _stop(done.diagnostics)
    for file in done.files:
        mails_own = f" ({done.html / 1000:,.1f} kB in the mail, without its picture)" if file.suffix == ".html" else ""
        typer.echo(f"{file}  {file.stat().st_size / 1000:,.1f} kB{mails_own}")
    if done.draft:
        typer.echo(f"{company} is not released yet: this is its draft", err=True)


@group.command("test")
def try_relay(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="Who gets the test.")],
    root: Root = Path(),
) -> None:
    """Send a short test to an address, and say in words what is wrong where it does not go.

    Example: reportgen mail test me@example.com
    """
    from reportgen.model.addresses import domain_of, is_loopback
    from reportgen.sending.domains import texts_of
    from reportgen.sending.trying import check_domain, send_test

    recipient = _address(address)
    with _office(context, root) as office:
        steps = send_test(office, recipient)
        mail = office.mail
    for step in steps:
        typer.echo(f"{'ok  ' if step.fine else 'FAIL'}  {step.said}")
    fine = all(step.fine for step in steps)
    # a relay on this machine is for trying things out: nobody asks the name service about it
    if fine and not (is_loopback(mail.host) or domain_of(mail.sender).endswith((".example", "example.com"))):
        for step in check_domain(mail, texts_of):
            typer.echo(f"{'ok  ' if step.fine else 'note'}  {step.said}")
    raise typer.Exit(FINE if fine else common.ENVIRONMENT)


def unsubscribe(
    context: typer.Context,
    token: Annotated[str, typer.Argument(help="From the link in the mail; an operator may write the address.")],
    again: Annotated[bool, typer.Option("--again", help="Let the address get mail again.")] = False,
    root: Root = Path(),
) -> None:
    """Send no more mail to whoever has this token.

    Example: reportgen unsubscribe mzxw6ytboi4dkmbqgezdgnbv
    """
    from reportgen.publishing.email.secrets import token_secret
    from reportgen.sending.leaving import unsubscribe as leave

    with common.opened_record(root) as record:
        secret = token_secret(os.environ, root / "record")
        left = leave(record, secret, token, common.clock(context)(), again=again)
    if left is None:
        typer.echo("reportgen: this token belongs to nobody who ever got mail from here", err=True)
        raise typer.Exit(PROBLEMS)
    state = "gets mail again" if again else "gets no more mail"
    typer.echo(f"{left.address} {state}{'' if left.changed else '; it was so already'}")


def deliveries(company: Company, root: Root = Path(), as_json: AsJson = False) -> None:
    """Say who got a company's notes, when, and what their servers answered.

    Example: reportgen deliveries xiaomi
    """
    from reportgen.loading import load_house, slug_fault
    from reportgen.sending.reporting import deliveries_as_dicts, deliveries_as_lines

    wrong = slug_fault(common.workspace(root), company)
    if wrong is not None:
        _stop([wrong])
    house, _ = load_house(root)
    with common.opened_record(root, to_read=True) as record:
        if as_json:
            typer.echo(json.dumps(deliveries_as_dicts(record, company), ensure_ascii=False, indent=1))
            return
        zone = ZoneInfo(house.time_zone if house else "UTC")
        lines = deliveries_as_lines(record, company, zone)
    for line in lines:
        typer.echo(line)
    if not lines:
        typer.echo(f"nothing of {company} has gone into the outbox yet", err=True)


def faults(root: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the workspace's subscribers, and with the lack of settings for their mail."""
    from reportgen.loading import load_house, load_subscribers

    loaded = load_subscribers(root)
    house, _ = load_house(root)
    unsent = bool(loaded.subscribers) and house is not None and house.mail is None
    return (*loaded.diagnostics, *((NO_SETTINGS,) if unsent else ()))


@contextmanager
def _office(context: typer.Context, root: Path, *, stand_in: Mail | None = None) -> Iterator[Office]:
    """Everything that sending needs, for a workspace whose house says how mail is sent.

    To look at a mail a ``stand_in`` does where the house says nothing.
    """
    from reportgen.loading import load_house
    from reportgen.sending import open_office

    house, found = load_house(common.workspace(root))
    if house is None:
        _stop(found)
    if house.mail is None and stand_in is not None:
        house = house.model_copy(update={"mail": stand_in})
    if house.mail is None:
        _stop([NO_SETTINGS])
    with common.opened_record(root) as record:
        yield open_office(root, record, house, common.clock(context))


def _tell(result: Result) -> None:
    step = result.step
    typer.echo(f"{_state(step):<11} {result.message.recipient}  {_what(result.message)}  {_answer(step)}".rstrip())


def _state(step: Step) -> str:
    return "given up" if step.step == "deferred" and step.retry_at is None else step.step


def _what(message: Message) -> str:
    return message.kind if message.kind != "note" else f"note ({message.form})"


def _answer(step: Step) -> str:
    again = f" (again from {_shown(step.retry_at)})" if step.retry_at else ""
    return f"{step.answer}{again}"


def _shown(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _rehearsed(done: Rehearsal, at: datetime | None, zone: ZoneInfo) -> NoReturn:
    """Tell of mails and digests; without a moment all digests go at once."""
    for message, size in done.letters:
        typer.echo(f"would send  {message.recipient}  {_what(message)}  {size / 1000:,.0f} kB")
    for message in done.suppressed:
        typer.echo(f"suppressed  {message.recipient}  {_what(message)}")
    wanted = [each for each in done.digests if not each.suppressed]
    due = [each for each in wanted if at is None or each.due <= at]
    for digest in done.digests:
        notes = f"digest ({digest.notes} note{'' if digest.notes == 1 else 's'})"
        if digest.suppressed:
            typer.echo(f"suppressed  {digest.recipient}  {notes}")
        elif digest in due:
            typer.echo(f"would send  {digest.recipient}  {notes}")
        else:
            typer.echo(f"waits       {digest.recipient}  {notes}, from {digest.due.astimezone(zone):%Y-%m-%d %H:%M %Z}")
    for fault in done.faults:
        typer.echo(f"reportgen: {fault}", err=True)
    later = len(wanted) - len(due)
    digests = (
        f"; {later} digest{'' if later == 1 else 's'} wait{'s' if later == 1 else ''} for the hour" if later else ""
    )
    typer.echo(f"{len(done.letters) + len(due)} to send{digests}; nothing was sent")
    raise typer.Exit(PROBLEMS if done.faults else FINE)


def _summary(done: Sent) -> NoReturn:
    counts = ", ".join(f"{count} {step}" for step in _STEPS if (count := done.count(step)))
    typer.echo(counts or ("nothing to send" if not done.stopped and not done.faults else "nothing was sent"))
    for fault in done.faults:
        typer.echo(f"reportgen: not sent: {fault}", err=True)
    if done.given_up:
        typer.echo(f"reportgen: {done.given_up} will not be tried again; 'reportgen deliveries' tells which", err=True)
    if done.stopped:
        raise ReportgenError(done.stopped)
    raise typer.Exit(PROBLEMS if done.look else FINE)


def _address(text: str) -> str:
    from reportgen.model.addresses import address_or_fault

    address, fault = address_or_fault(text)
    return address or common.usage(fault)


def _stop(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> NoReturn:
    common.show(found)
    raise typer.Exit(PROBLEMS)
