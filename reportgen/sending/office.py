"""What sending works with, gathered once: the record, the house's settings, secrets, templates and a clock."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportgen.build import templates_of
from reportgen.diagnostics import ReportgenError
from reportgen.model.house import House
from reportgen.model.mail import Mail
from reportgen.publishing.email import token
from reportgen.publishing.email.secrets import Credentials, credentials, token_secret
from reportgen.record import Record
from reportgen.sending.senders import this_sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything that is needed to compose and to send; secrets do not show where it is printed."""

    root: Path
    record: Record
    house: House
    mail: Mail
    templates: tuple[Path, ...]
    clock: Callable[[], datetime]
    sender: str
    secret: bytes = field(repr=False)
    credentials: Credentials | None = field(default=None, repr=False)

    def leave_link(self, address: str) -> str:
        """The link by which an address leaves."""
        return f"{self.mail.unsubscribe_base}/{token(self.secret, address)}"


def open_office(root: Path, record: Record, house: House, clock: Callable[[], datetime]) -> Office:
    """The office of a house, with the secrets of the environment. Raises ReportgenError where it cannot send mail."""
    if house.mail is None:
        raise ReportgenError("inputs/house.yaml has no 'mail': from whom, and through which relay, it does not say")
    return Office(
        root=root,
        record=record,
        house=house,
        mail=house.mail,
        templates=templates_of(root),
        clock=clock,
        sender=this_sender(),
        secret=token_secret(os.environ, root / "record"),
        credentials=credentials(os.environ),
    )
