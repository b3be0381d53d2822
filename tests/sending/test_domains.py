"""Texts of the name service, asked of a server on this machine."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reportgen.sending.domains import bulk_fault, texts_of


@contextmanager
def name_server(records: list[bytes], code: int = 0) -> Iterator[tuple[str, int]]:
    """A name server that answers one question with some texts."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(5)

        def answer() -> None:
            query, asker = listening.recvfrom(1000)
            head = query[:2] + struct.pack("!HHHHH", 0x8180 | code, 1, len(records), 0, 0)
            rows = [b"\xc0\x0c" + struct.pack("!HHIH", 16, 1, 60, len(data)) + data for data in records]
            listening.sendto(head + query[12:] + b"".join(rows), asker)

        thread = threading.Thread(target=answer)
        thread.start()
        yield listening.getsockname()
        thread.join(5)


def test_texts_are_read_and_joined() -> None:
    long = b"\x07v=spf1 \x04-all"
    with name_server([long, b"\x05other"]) as server:
        assert texts_of("example.com", server) == ("v=spf1 -all", "other")


def test_a_name_that_is_not_there_has_none() -> None:
    with name_server([], code=3) as server:
        assert texts_of("nobody.example", server) == ()


@pytest.mark.parametrize("code", [2, 5])
def test_a_refusal_is_no_answer(code: int) -> None:
    with name_server([], code=code) as server, pytest.raises(OSError, match="refuses"):
        texts_of("example.com", server)


SPF, DMARC = ("v=spf1 -all",), ("v=DMARC1; p=none",)


@pytest.mark.parametrize(
    ("spf", "dmarc", "words"),
    [(SPF, DMARC, ""), ((), DMARC, "no SPF"), (SPF, (), "no DMARC"), ((), (), "no SPF and no DMARC")],
)
def test_thousands_of_mails_need_both(spf: tuple[str, ...], dmarc: tuple[str, ...], words: str) -> None:
    texts = {"example.com": spf, "_dmarc.example.com": dmarc}
    found = bulk_fault("example.com", lambda name: texts[name])
    assert found.endswith(words)
    assert bool(found) is bool(words)
