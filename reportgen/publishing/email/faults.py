"""What is wrong with the way to the relay, in words that tell what to do; secrets never appear in them."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from collections.abc import Callable

from reportgen.diagnostics import ReportgenError
from reportgen.model.mail import Mail
from reportgen.publishing.email.secrets import FILE, PASSWORD, USER, Credentials

_HIDDEN = "***"
_AUTH_TEMPORARY = 454
_SAID_AT_MOST = 200
_LOWEST_CODE = 200


class UnreachableError(ReportgenError):
    """No mail can be handed over now: the relay cannot be reached, or does not want us."""


def connection_fault(problem: Exception, mail: Mail, stage: str, secret: Credentials | None) -> str:
    """One line on why there is no connection; ``stage`` is what was being done: connect, greet, starttls, login."""
    where = f"{mail.host}:{mail.port}"
    words = next((say for kind, say in _WORDS if isinstance(problem, kind)), _nonsense)
    return hidden(f"{where} {words(problem, mail, stage)}", secret)


def hidden(text: str, secret: Credentials | None) -> str:
    """A text with user and password blotted out, plain and as they go over the wire."""
    if secret is None:
        return text
    pair = f"\0{secret.user}\0{secret.password}"
    for each in (pair, secret.password, secret.user):
        for form in (base64.b64encode(each.encode()).decode("ascii"), each):
            # a user such as "a" would blot out half of every sentence
            if len(form) > 2:  # noqa: PLR2004
                text = text.replace(form, _HIDDEN)
    return text


def _name(_: Exception, mail: Mail, __: str) -> str:
    return f"cannot be found: the name {mail.host!r} is unknown; check mail.host in house.yaml, and the network"


def _certificate(problem: Exception, _: Mail, __: str) -> str:
    why = getattr(problem, "verify_message", "") or "it is not valid"
    return (
        f"shows a certificate that cannot be trusted ({why}), so nothing was sent; the name in house.yaml must be the "
        "one on the certificate, and its issuer known to this machine"
    )


def _tls(problem: Exception, _: Mail, __: str) -> str:
    why = str(getattr(problem, "reason", "") or "handshake failed").replace("_", " ").lower()
    return f"does not speak TLS as expected ({why}); on port 587 security is mostly starttls, on 465 tls"


def _refused(_: Exception, __: Mail, ___: str) -> str:
    return "refuses the connection: is mail.port in house.yaml right, and is the relay running?"


def _silent(_: Exception, mail: Mail, __: str) -> str:
    return f"does not answer within {mail.timeout_seconds} s; a firewall may be in the way"


def _login(problem: Exception, _: Mail, __: str) -> str:
    code = getattr(problem, "smtp_code", 0)
    check = "try again later" if code == _AUTH_TEMPORARY else f"check {USER} and {PASSWORD}, or the file in {FILE}"
    return f"refuses the login ({code}); {check}"


def _unsupported(_: Exception, __: Mail, stage: str) -> str:
    if stage == "starttls":
        return "offers no STARTTLS, so nothing was sent; on port 465 the right word is security: tls"
    return f"offers no login; take {USER} and {PASSWORD} away, or check mail.port in house.yaml"


def _reply(problem: Exception, mail: Mail, stage: str) -> str:
    if getattr(problem, "smtp_code", 0) < _LOWEST_CODE:
        return _nonsense(problem, mail, stage)
    said = getattr(problem, "smtp_error", b"")
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"does not want us: {getattr(problem, 'smtp_code', '')} {' '.join(text.split())[:_SAID_AT_MOST]}"


def _broken_off(problem: Exception, mail: Mail, stage: str) -> str:
    if "timed out" in str(problem):
        return _silent(problem, mail, stage)
    if stage == "login":
        return f"breaks the connection off at the login; check {USER} and {PASSWORD}, or the file in {FILE}"
    return "breaks the connection off before anything useful was said; is it a mail server?"


def _letters(_: Exception, __: Mail, ___: str) -> str:
    return "takes user and password in ASCII only"


def _system(problem: Exception, _: Mail, __: str) -> str:
    return f"cannot be reached: {getattr(problem, 'strerror', None) or type(problem).__name__}"


def _nonsense(_: Exception, __: Mail, ___: str) -> str:
    return "gives an answer that is none of a mail server; check mail.host and mail.port in house.yaml"


# The first kind that fits says it; the special ones stand before the general.
_WORDS: tuple[tuple[type[Exception], Callable[[Exception, Mail, str], str]], ...] = (
    (socket.gaierror, _name),
    (ssl.SSLCertVerificationError, _certificate),
    (ssl.SSLError, _tls),
    (ConnectionRefusedError, _refused),
    (TimeoutError, _silent),
    (smtplib.SMTPAuthenticationError, _login),
    (smtplib.SMTPNotSupportedError, _unsupported),
    (smtplib.SMTPResponseException, _reply),
    (smtplib.SMTPServerDisconnected, _broken_off),
    (smtplib.SMTPException, _nonsense),
    (UnicodeError, _letters),
    (OSError, _system),
)
