"""Try the way to the relay, and say in words what is wrong with it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from reportgen.diagnostics import ReportgenError
from reportgen.loading import load_house, load_subscribers
from reportgen.model.addresses import domain_of
from reportgen.model.mail import Mail
from reportgen.publishing.email import Letter, write_letter
from reportgen.publishing.email.pages import moment
from reportgen.publishing.email.relay import Outcome, connect, hand_over
from reportgen.publishing.email.secrets import FILE, PASSWORD, USER, Credentials, credentials, too_open
from reportgen.record import is_suppressed
from reportgen.sending.domains import Lookup, policies_of
from reportgen.sending.office import Office

_SECONDS_TO_LOOK = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing tried: whether it went well, and what to know of it."""

    fine: bool
    said: str


def reach(mail: Mail, credentials: Credentials | None) -> Tried:
    """Connect to the relay and log in, and hang up again."""
    try:
        relay = connect(mail, credentials)
    except ReportgenError as problem:
        return Tried(fine=False, said=str(problem))
    size = f"; it takes mails up to {relay.size / 1e6:,.0f} MB" if relay.size else ""
    relay.close()
    how = {"starttls": "encrypted by STARTTLS", "tls": "encrypted by TLS", "none": "unencrypted, on this machine"}
    login = "logged in" if credentials else "without login"
    return Tried(fine=True, said=f"{mail.host}:{mail.port} answers, {how[mail.security]}, {login}{size}")


def look(root: Path) -> tuple[bool, str, str]:
    """Whether mail can be sent from a workspace: fine or not, what was seen, and how to mend it."""
    house, _ = load_house(root)
    if house is not None and house.mail is None and load_subscribers(root).subscribers:
        said = "not set up, and inputs/subscribers.yaml names who should get notes"
        return False, said, "write 'mail' into inputs/house.yaml, or take the subscribers out"
    if house is None or house.mail is None:
        return True, "not set up: house.yaml says nothing of it", ""
    named = os.environ.get(FILE, "")
    if named and too_open(Path(named)):
        return False, f"others can read the secrets file {named}", f"chmod 600 {named}"
    if too_open(root / "record" / "secret"):
        return False, "others can read record/secret", f"chmod 600 {root / 'record' / 'secret'}"
    try:
        secret = credentials(os.environ)
    except ReportgenError as problem:
        return False, str(problem), f"set {USER} and {PASSWORD}, or {FILE}"
    patience = min(house.mail.timeout_seconds, _SECONDS_TO_LOOK)
    tried = reach(house.mail.model_copy(update={"timeout_seconds": patience}), secret)
    return (
        tried.fine,
        tried.said,
        "" if tried.fine else "see 'mail' in inputs/house.yaml; then reportgen mail test ADDRESS",
    )


def send_test(office: Office, address: str) -> tuple[Tried, ...]:
    """Send a short mail to an address, past the outbox; the steps as far as they went."""
    with office.record.reading() as connection:
        if is_suppressed(connection, address):
            said = f"{address} gets no mail from here: it has unsubscribed, or its server refused it for good"
            return (Tried(fine=False, said=said),)
    first = reach(office.mail, office.credentials)
    if not first.fine:
        return (first,)
    try:
        relay = connect(office.mail, office.credentials)
    except ReportgenError as problem:
        return (first, Tried(fine=False, said=str(problem)))
    try:
        outcome = hand_over(relay, address, write_letter(_letter(office, address), office.mail), lambda: True)
    finally:
        relay.close()
    return (first, _in_words(outcome, office.mail, address))


def check_domain(mail: Mail, lookup: Lookup) -> tuple[Tried, ...]:
    """Whether receivers can tell that the relay may send for the sender's domain: SPF and DMARC in its name service."""
    domain = domain_of(mail.sender)
    try:
        found = policies_of(domain, lookup)
    except OSError as problem:
        said = f"the name service cannot be asked for SPF and DMARC of {domain}: {problem.strerror or problem}"
        return (Tried(fine=False, said=said),)
    answers = []
    for name, text, example in (
        ("SPF", found.spf, f'{domain} TXT "v=spf1 include:… -all"'),
        ("DMARC", found.dmarc, f'_dmarc.{domain} TXT "v=DMARC1; p=none"'),
    ):
        said = (
            f"{name} of {domain}: {text}" if text else f"{domain} has no {name}; large providers ask for it: {example}"
        )
        answers.append(Tried(fine=bool(text), said=said))
    return tuple(answers)


def _in_words(outcome: Outcome | None, mail: Mail, address: str) -> Tried:
    if outcome is None:
        return Tried(fine=False, said="nothing was sent")
    if outcome.end == "accepted":
        return Tried(fine=True, said=f"{mail.host} took a test for {address}: {outcome.answer}")
    if outcome.ours:
        return Tried(fine=False, said=f"{mail.host} does not let {mail.sender} send: {outcome.answer}")
    if outcome.end == "refused":
        what = f"does not know or want {address}" if outcome.bounced else "refuses the mail"
        return Tried(fine=False, said=f"{mail.host} {what}: {outcome.answer}")
    if outcome.end == "deferred":
        return Tried(fine=False, said=f"{mail.host} does not take it now, later perhaps: {outcome.answer}")
    return Tried(fine=False, said=f"it is open whether the test for {address} arrived: {outcome.answer}")


def _letter(office: Office, address: str) -> Letter:
    at, house = office.clock(), office.house
    words = f"This is a test of the mail of {house.name}, sent {moment(at, house.time_zone)}. No answer is needed."
    return Letter(
        id=uuid4().hex,
        recipient=address,
        name="",
        at=at,
        subject=f"{house.name}: test of the mail",
        html=f"<!DOCTYPE html><html><body><p>{_escaped(words)}</p></body></html>",
        text=f"{words}\n",
        list_name=f"{house.name} test",
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
