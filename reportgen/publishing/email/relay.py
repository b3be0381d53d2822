"""The relay: connect under TLS, log in, hand over one mail after the other, and say what came of each."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.model.addresses import domain_of
from reportgen.model.mail import Mail
from reportgen.publishing.email.faults import UnreachableError, connection_fault, hidden
from reportgen.publishing.email.secrets import Credentials

End: TypeAlias = Literal["accepted", "deferred", "refused", "unknown"]
_OK, _START, _LEAVING = 250, 354, 421
_TRANSIENT, _PERMANENT = range(400, 500), range(500, 600)
_RECIPIENT_TAKEN = (250, 251, 252)
_DOT = re.compile(rb"^\.", re.MULTILINE)
_ANSWER_AT_MOST = 400
# RFC 3463: the second number tells what is at fault; 1 is the address
_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
_ABOUT_ADDRESS = "1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt.

    ``bounced`` means that the server does not know or want the recipient, ``ours`` that it does not want us at all, and
    ``broken`` that the connection is of no more use.
    """

    end: End
    code: int | None
    answer: str
    bounced: bool = False
    ours: bool = False
    broken: bool = False


@dataclass(slots=True)
class Relay:
    """An open connection to the relay; ``used`` tells whether a mail has gone through it yet."""

    smtp: smtplib.SMTP = field(repr=False)
    sender: str
    credentials: Credentials | None = None
    used: bool = False

    @property
    def size(self) -> int | None:
        """How many bytes the server takes in one mail, where it says so."""
        stated = self.smtp.esmtp_features.get("size", "")
        return int(stated) if stated.isdigit() and int(stated) > 0 else None

    def close(self) -> None:
        """Say good-bye if the server still listens."""
        with suppress(smtplib.SMTPException, OSError):
            self.smtp.quit()
        self.smtp.close()


def connect(mail: Mail, secret: Credentials | None, context: ssl.SSLContext | None = None) -> Relay:
    """Connect to the relay as house.yaml says, with a verified certificate, and log in where there is a password.

    Raises UnreachableError, in words that tell what to do.
    """
    smtp: smtplib.SMTP | None = None
    stage = "connect"
    try:
        smtp = _opened(mail, context or ssl.create_default_context())
        stage = "greet"
        smtp.ehlo_or_helo_if_needed()
        if mail.security == "starttls":
            stage = "starttls"
            smtp.starttls(context=context or ssl.create_default_context())
            smtp.ehlo()
        if secret is not None:
            stage = "login"
            smtp.login(secret.user, secret.password)
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        if smtp is not None:
            smtp.close()
        # not chained: what the libraries say could hold the password
        raise UnreachableError(connection_fault(problem, mail, stage, secret)) from None
    return Relay(smtp, mail.sender, secret)


def hand_over(relay: Relay, recipient: str, content: bytes, begin: Callable[[], bool]) -> Outcome | None:
    """Give one mail to the server. ``begin`` is called right before the text is sent, and may still stop it: then None.

    From the moment at which text may have left this machine until the server's last word, a lost connection leaves it
    open whether the mail arrived.
    """
    smtp = relay.smtp
    try:
        refused = _envelope(relay, recipient)
        if refused is not None:
            return refused
        if not begin():
            smtp.rset()
            return None
        code, said = smtp.docmd("DATA")
        if code != _START:
            return _ended(relay, code, said, "DATA")
    except (OSError, smtplib.SMTPException) as problem:
        return Outcome("deferred", None, f"connection lost before the text: {_words(relay, problem)}", broken=True)
    relay.used = True
    try:
        smtp.send(_quoted(content))
        code, said = smtp.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        return Outcome("unknown", None, f"connection lost after the text: {_words(relay, problem)}", broken=True)
    return _ended(relay, code, said, "text")


def _opened(mail: Mail, context: ssl.SSLContext) -> smtplib.SMTP:
    own = socket.gethostname()
    name = own if "." in own and own.isascii() else domain_of(mail.sender)
    if mail.security == "tls":
        return smtplib.SMTP_SSL(
            mail.host, mail.port, local_hostname=name, timeout=mail.timeout_seconds, context=context
        )
    return smtplib.SMTP(mail.host, mail.port, local_hostname=name, timeout=mail.timeout_seconds)


def _envelope(relay: Relay, recipient: str) -> Outcome | None:
    """Say from whom and to whom; the outcome where the server wants no text, else None."""
    code, said = relay.smtp.mail(relay.sender)
    if code != _OK:
        # the sender is not wanted, which says nothing against the recipient
        return _ended(relay, code, said, "MAIL")
    code, said = relay.smtp.rcpt(recipient)
    if code not in _RECIPIENT_TAKEN:
        return _ended(relay, code, said, "RCPT")
    return None


def _ended(relay: Relay, code: int, said: bytes, stage: str) -> Outcome:
    """The outcome of a reply that ends the attempt; what went before is undone."""
    answer = f"{code} {_clean(relay, said.decode('utf-8', 'replace'))}"
    broken = code == _LEAVING
    if code != _OK and not broken:
        try:
            relay.smtp.rset()
        except (OSError, smtplib.SMTPException):
            broken = True
    if stage == "text" and code == _OK:
        return Outcome("accepted", code, answer)
    if stage == "MAIL" and code in _PERMANENT:
        return Outcome("deferred", code, f"sender refused: {answer}", ours=True, broken=broken)
    if code in _PERMANENT:
        return Outcome("refused", code, answer, bounced=_about_recipient(stage, answer), broken=broken)
    if code in _TRANSIENT or stage != "text":
        return Outcome("deferred", code, answer, broken=broken)
    return Outcome("unknown", code, f"not understood: {answer}", broken=True)


def _about_recipient(stage: str, answer: str) -> bool:
    """Whether a final refusal means the address and not this mail: its size, its text or a policy of the server.

    A server that adds no enhanced code is taken at its word where it refuses the recipient.
    """
    stated = _ENHANCED.search(answer)
    return stated[1] == _ABOUT_ADDRESS if stated else stage == "RCPT"


def _quoted(content: bytes) -> bytes:
    """The text with its dots doubled at the head of lines, and the dot that ends it."""
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    return _DOT.sub(b"..", whole) + b".\r\n"


def _words(relay: Relay, problem: Exception) -> str:
    return _clean(relay, str(problem) or type(problem).__name__)


def _clean(relay: Relay, text: str) -> str:
    printable = "".join(each if each.isprintable() else " " for each in text)
    return hidden(" ".join(printable.split()), relay.credentials)[:_ANSWER_AT_MOST]
