"""A mail server on this machine that does what a test tells it: answers by script, drops, hangs, is slow.

    with smtp_server({"full@example.com": ["451", "250"]}) as server:
        ...                                   # server.port
    server.accepted                           # what it took, in order

A script is, for each recipient, a list of behaviours, one for each attempt; the last one goes on. Who has none gets
the mail.

| behaviour | the server |
|---|---|
| ``250`` | takes the mail |
| ``421`` | says at RCPT that it is leaving, and closes |
| ``450``, ``451``, ``550``, ``550 5.7.1`` … | answers so at RCPT |
| ``data 451``, ``data 552`` … | answers so after the text |
| ``drop`` | closes at RCPT |
| ``drop at data`` | closes at DATA, before any text |
| ``drop taken`` | takes the text, keeps it, and closes without an answer |
| ``drop lost`` | takes the text, loses it, and closes without an answer |
| ``hang`` | says nothing at RCPT |
| ``hang taken`` | takes the text, keeps it, and says nothing |
| ``slow`` | takes the mail after a while |
"""

from __future__ import annotations

import asyncio
import base64
import re
import ssl
import subprocess
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path

_ADDRESS = re.compile(r"<([^>]*)>")
_SLOWNESS = 0.05


@dataclass(frozen=True)
class Taken:
    """A mail that the server has taken."""

    recipient: str
    content: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """The local part of its Message-ID."""
        found = message_from_bytes(self.content, policy=policy.default)["Message-ID"]
        return str(found).strip("<>").partition("@")[0]


@dataclass
class Server:
    """What the server was told, and what it has seen."""

    script: dict[str, list[str]] = field(default_factory=dict)
    sender_answer: str = "250 ok"
    greeting: str = "220 ready"
    size: int = 20_000_000
    starttls: bool = False
    login: tuple[str, str] | None = None
    impatient: bool = False
    certificate: ssl.SSLContext | None = None
    on_event: Callable[[str], None] = lambda _: None
    port: int = 0
    accepted: list[Taken] = field(default_factory=list)
    connections: int = 0
    lines: list[str] = field(default_factory=list)
    _attempts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def behaviour(self, recipient: str) -> str:
        """What is to happen to this attempt."""
        told = self.script.get(recipient) or ["250"]
        attempt = self._attempts[recipient]
        self._attempts[recipient] += 1
        return told[min(attempt, len(told) - 1)]

    @property
    def recipients(self) -> list[str]:
        """To whom the accepted mails go, in order."""
        return [each.recipient for each in self.accepted]


class _ClosedError(Exception):
    """The conversation is over."""


@dataclass
class _Talk:
    """One connection."""

    server: Server
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    recipient: str = ""
    doing: str = "250"

    async def say(self, text: str) -> None:
        self.writer.write(f"{text}\r\n".encode())
        await self.writer.drain()

    async def hear(self) -> str:
        line = await self.reader.readline()
        if not line:
            raise _ClosedError
        return line.decode("utf-8", "replace").rstrip("\r\n")

    async def hold(self) -> None:
        # a hanging server: until the other side gives up
        while await self.reader.read(1000):
            pass
        raise _ClosedError

    async def converse(self) -> None:
        await self.say(self.server.greeting)
        while True:
            line = await self.hear()
            self.server.lines.append(line)
            word, _, rest = line.partition(" ")
            self.server.on_event(word.upper())
            verb = getattr(self, f"do_{word.lower()}", None)
            await (verb(rest) if verb else self.say("502 what?"))

    async def do_ehlo(self, _: str) -> None:
        offers = ["hello", f"SIZE {self.server.size}"]
        if self.server.starttls and not self.writer.get_extra_info("sslcontext"):
            offers.append("STARTTLS")
        if self.server.login:
            offers.append("AUTH PLAIN")
        for offer in offers[:-1]:
            await self.say(f"250-{offer}")
        await self.say(f"250 {offers[-1]}")

    async def do_starttls(self, _: str) -> None:
        assert self.server.certificate is not None
        await self.say("220 go ahead")
        await self.writer.start_tls(self.server.certificate)

    async def do_auth(self, rest: str) -> None:
        given = rest.partition(" ")[2]
        user, password = base64.b64decode(given).decode().split("\0")[1:]
        # a server that repeats what it was told: the password must not get into any message
        fine = (user, password) == self.server.login
        await self.say("235 welcome" if fine else f"535 5.7.8 no {given} {password}")
        if not fine and self.server.impatient:
            raise _ClosedError

    async def do_mail(self, _: str) -> None:
        await self.say(self.server.sender_answer)

    async def do_rcpt(self, rest: str) -> None:
        found = _ADDRESS.search(rest)
        assert found is not None
        self.recipient = found[1]
        self.doing = self.server.behaviour(self.recipient)
        if self.doing == "hang":
            await self.hold()
        if self.doing in ("drop", "421"):
            if self.doing == "421":
                await self.say("421 4.3.2 leaving")
            raise _ClosedError
        if self.doing == "slow":
            await asyncio.sleep(_SLOWNESS)
        await self.say(f"{self.doing} no" if self.doing[:1] in "45" else "250 ok")

    async def do_data(self, _: str) -> None:
        if self.doing == "drop at data":
            raise _ClosedError
        await self.say("354 go on")
        content = await self._text()
        self.server.on_event("TEXT")
        if self.doing.startswith("data "):
            await self.say(f"{self.doing.removeprefix('data ')} no")
            return
        if self.doing != "drop lost":
            self.server.accepted.append(Taken(self.recipient, content))
        self.server.on_event("TAKEN")
        if self.doing == "hang taken":
            await self.hold()
        if self.doing in ("drop taken", "drop lost"):
            raise _ClosedError
        await self.say(f"250 2.0.0 queued as {len(self.server.accepted)}")

    async def _text(self) -> bytes:
        lines = []
        while (line := await self.reader.readline()) != b".\r\n":
            if not line:
                raise _ClosedError
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    async def do_rset(self, _: str) -> None:
        await self.say("250 ok")

    async def do_noop(self, _: str) -> None:
        await self.say("250 ok")

    async def do_quit(self, _: str) -> None:
        await self.say("221 bye")
        raise _ClosedError


@contextmanager
def smtp_server(script: Mapping[str, Sequence[str]] | None = None, **settings: object) -> Iterator[Server]:
    """A server on a free port of this machine, stopped in the end; settings are the fields of ``Server``."""
    server = Server({name: list(told) for name, told in (script or {}).items()}, **settings)  # type: ignore[arg-type]
    loop = asyncio.new_event_loop()
    talks: set[asyncio.Task[None]] = set()

    direct = server.certificate if server.certificate and not server.starttls else None
    listening = loop.run_until_complete(
        asyncio.start_server(partial(_serve, server, talks), "127.0.0.1", 0, ssl=direct)
    )
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="smtp", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_stop(listening, talks), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _serve(
    server: Server, talks: set[asyncio.Task[None]], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    server.connections += 1
    task = asyncio.current_task()
    assert task is not None
    talks.add(task)
    try:
        with suppress(_ClosedError, ConnectionError, ssl.SSLError, asyncio.CancelledError):
            await _Talk(server, reader, writer).converse()
    finally:
        writer.close()
        with suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
            await writer.wait_closed()
        talks.discard(task)


async def _stop(listening: asyncio.Server, talks: set[asyncio.Task[None]]) -> None:
    listening.close()
    for task in tuple(talks):
        task.cancel()
    await asyncio.gather(*talks, return_exceptions=True)


def certificate(folder: Path, name: str = "localhost") -> Path:
    """A self-signed certificate with its key in one file, made by OpenSSL."""
    path = folder / f"{name}.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1"),
            *("-keyout", str(path), "-out", str(path.with_suffix(".crt"))),
        ],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def server_context(pem: Path) -> ssl.SSLContext:
    """TLS for a server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
