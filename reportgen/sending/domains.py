"""Ask the name service for a domain's SPF and DMARC: just enough of its protocol for texts."""

from __future__ import annotations

import secrets
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

_TEXT, _INTERNET, _RECURSION_WANTED = 16, 1, 0x0100
_POINTER, _NO_SUCH_NAME, _FINE = 0xC0, 3, 0
_TRUNCATED = 0x0200
_SECONDS = 4.0

Lookup: TypeAlias = Callable[[str], tuple[str, ...]]
"""The texts of a name; none where the name has none. Raises OSError where nobody answers."""


@dataclass(frozen=True, slots=True)
class Policies:
    """What a domain says of who may send for it; empty where it says nothing."""

    spf: str
    dmarc: str


def policies_of(domain: str, lookup: Lookup) -> Policies:
    """SPF and DMARC of a domain. Raises OSError where the name service does not answer."""
    spf = next((text for text in lookup(domain) if text.lower().startswith("v=spf1")), "")
    dmarc = next((text for text in lookup(f"_dmarc.{domain}") if text.lower().startswith("v=dmarc1")), "")
    return Policies(spf, dmarc)


def bulk_fault(domain: str, lookup: Lookup) -> str:
    """Why a domain must not send to thousands, empty where it may: large providers then want both SPF and DMARC."""
    try:
        found = policies_of(domain, lookup)
    except OSError as problem:
        return f"so many mails need SPF and DMARC of {domain}, and the name service cannot be asked: {problem}"
    missing = [name for name, text in (("SPF", found.spf), ("DMARC", found.dmarc)) if not text]
    return f"so many mails need SPF and DMARC; {domain} has no {' and no '.join(missing)}" if missing else ""


def texts_of(name: str, server: tuple[str, int] | None = None) -> tuple[str, ...]:
    """The TXT records of a name, from the machine's own name server. Raises OSError where none answers."""
    address = server or (_server(), 53)
    query = _query(name)
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as asked:
        asked.settimeout(_SECONDS)
        asked.connect(address)
        asked.send(query)
        answer = asked.recv(65535)
    if int.from_bytes(answer[2:4], "big") & _TRUNCATED:
        answer = _asked_at_length(query, address, family)
    try:
        return _texts(answer, query)
    except (IndexError, struct.error) as problem:
        raise OSError(f"{address[0]} gives an answer that cannot be read") from problem


def _asked_at_length(query: bytes, address: tuple[str, int], family: int) -> bytes:
    """The same by TCP, for answers that do not fit into one packet."""
    with socket.socket(family, socket.SOCK_STREAM) as asked:
        asked.settimeout(_SECONDS)
        asked.connect(address)
        asked.sendall(struct.pack("!H", len(query)) + query)
        with asked.makefile("rb") as file:
            return file.read(struct.unpack("!H", file.read(2))[0])


def _server() -> str:
    try:
        lines = Path("/etc/resolv.conf").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.split()[1] for line in lines if line.startswith("nameserver") and len(line.split()) > 1]
    return named[0].partition("%")[0] if named else "127.0.0.1"


def _query(name: str) -> bytes:
    labels = b"".join(bytes((len(label),)) + label.encode("ascii") for label in name.split("."))
    head = struct.pack("!HHHHHH", secrets.randbelow(0x10000), _RECURSION_WANTED, 1, 0, 0, 0)
    return head + labels + b"\0" + struct.pack("!HH", _TEXT, _INTERNET)


def _texts(answer: bytes, query: bytes) -> tuple[str, ...]:
    number, flags, _, count = struct.unpack("!HHHH", answer[:8])
    if number != int.from_bytes(query[:2], "big"):
        raise OSError("the name server answered another question")
    if flags & 0xF == _NO_SUCH_NAME:
        return ()
    if flags & 0xF != _FINE:
        raise OSError(f"the name server refuses to answer (code {flags & 0xF})")
    at, found = len(query), []
    for _ in range(count):
        at = _behind_name(answer, at)
        kind, _, _, length = struct.unpack("!HHIH", answer[at : at + 10])
        at += 10
        if kind == _TEXT:
            found.append(_strings(answer[at : at + length]))
        at += length
    return tuple(found)


def _behind_name(answer: bytes, at: int) -> int:
    while answer[at]:
        if answer[at] >= _POINTER:
            return at + 2
        at += answer[at] + 1
    return at + 1


def _strings(data: bytes) -> str:
    pieces, at = [], 0
    while at < len(data):
        pieces.append(data[at + 1 : at + 1 + data[at]])
        at += data[at] + 1
    return b"".join(pieces).decode("utf-8", "replace")
