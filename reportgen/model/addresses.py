"""Mail addresses: read strictly, kept in one form, so that the same mailbox is always the same text."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from reportgen.model.base import as_text, refuse, typed

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*\Z")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")
_LOCAL_AT_MOST = 64
_DOMAIN_AT_MOST = 253
_LOOPBACK = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|::1|\[::1\]")


def read_address(value: object) -> str:
    """An address as it goes on the wire: ``client@example.com``.

    The part before the @ is kept as typed and must be ASCII: letters beyond it need an extension (SMTPUTF8) that most
    relays lack. A domain of other letters is written in its ASCII form: ``müller.example`` is
    ``xn--mller-kva.example``. Quoted names, comments, display names and numbers in place of a domain are refused.
    """
    text = as_text(value)
    if any(unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp") for each in text):
        raise refuse("address-format", "an address holds no line ends and no control characters")
    local, at, domain = unicodedata.normalize("NFC", text.strip()).rpartition("@")
    shown = repr(text[:60])
    if "<" in text or ">" in text:
        raise refuse("address-format", f"{shown}: write the address alone, and the name under 'name'")
    if not at or not local:
        raise refuse("address-format", f"{shown} is not an address; write it like client@example.com")
    if not local.isascii():
        raise refuse("address-letters", f"{shown}: before the @ only ASCII letters can be delivered everywhere")
    if not _LOCAL.match(local) or len(local) > _LOCAL_AT_MOST:
        raise refuse("address-format", f"{shown}: what stands before the @ is not a name of a mailbox")
    return f"{local}@{_domain(domain, shown)}"


def address_or_fault(text: str) -> tuple[str, str]:
    """The address of a text from the command line, or else what is wrong with it."""
    try:
        return read_address(text), ""
    except ValueError as problem:
        return "", str(problem)


def domain_of(address: str) -> str:
    """What stands behind the @."""
    return address.rpartition("@")[2]


def is_loopback(host: str) -> bool:
    """Whether a host's name means this machine and no other."""
    return _LOOPBACK.fullmatch(host.strip().lower()) is not None


def _domain(domain: str, shown: str) -> str:
    try:
        written = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        written = ""
    labels = written.split(".")
    # a top level of digits alone would be a number of the network, not a name
    if (
        len(labels) < 2  # noqa: PLR2004 - a name and its top level
        or len(written) > _DOMAIN_AT_MOST
        or not all(_LABEL.match(label) for label in labels)
        or labels[-1].isdigit()
    ):
        raise refuse("address-format", f"{shown}: what stands behind the @ is not a domain")
    return written


Address = Annotated[str, *typed(read_address, {"type": "string", "format": "email"})]
