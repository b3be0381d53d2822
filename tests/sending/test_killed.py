"""A sender is killed at any moment: nothing is lost, and nothing is doubled but what the house lets go out again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer

import pytest

from reportgen.model.publication import Message
from reportgen.sending import Office
from reportgen.sending.working import archive_path
from tests.sending.offices import Clock, enter, office, readers, steps
from tests.smtp_server import Server, smtp_server
from tests.workspaces import REPOSITORY

KILLS = 50
READERS = 120
# The latest moments: long enough for two messages or so, so that there is something to kill fifty times.
SECONDS, WORDS = 0.15, 14


class Forker:
    """The process that starts senders."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert self._heard() == "ready"

    def start(self, minutes: float) -> int:
        """A sender at so many minutes after the evening; its process."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{minutes}\n")
        self.process.stdin.flush()
        return int(self._heard())

    def ended(self) -> int:
        """The status with which it ended, as the system says it."""
        return int(self._heard())

    def _heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "policy"), [("sqlite", "resend"), ("postgresql", "resend"), ("sqlite", "leave")], indirect=["address"]
)
def test_fifty_kills_lose_nothing_and_double_nothing(memory: Path, address: str | None, policy: str) -> None:
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    with smtp_server() as server, office(memory, address, server.port, Clock(), unknown=policy) as desk:
        messages = enter(desk, readers(READERS))
        with forker(memory, address, server.port, policy) as host:
            for number in range(KILLS):
                kill = _at_a_word if number % 2 else _at_a_time
                status = kill(host, server, chance, number / 10)
                assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
            assert len(server.accepted) < READERS, "the last one had something left to do"
            host.start(60)
            assert host.ended() == 0
            taken = len(server.accepted)
            host.start(120)
            assert host.ended() == 0
            assert len(server.accepted) == taken, "nothing was left, and nothing goes out again"
        _compare(desk, server, messages, policy)


def _compare(desk: Office, server: Server, messages: tuple[Message, ...], policy: str) -> None:
    """What the server has taken against what the record says, message by message."""
    copies = Counter(each.id for each in server.accepted)
    bytes_of = {each.id: each.content for each in server.accepted}
    assert set(copies) <= {message.id for message in messages}
    unknown = 0
    for message in messages:
        happened = [each.step for each in steps(desk, message.id)]
        unknown += happened.count("unknown")
        if policy == "resend":
            assert happened[-1] == "accepted"
            assert 1 <= copies[message.id] <= 1 + happened.count("unknown")
        else:
            assert happened[-1] in ("accepted", "unknown")
            assert copies[message.id] == 1 or (happened[-1] == "unknown" and copies[message.id] == 0)
        assert happened.count("accepted") <= 1
        if message.id in copies:
            assert archive_path(desk, message).read_bytes() == bytes_of[message.id]
    assert unknown, "some were killed in the very moment that leaves it open"


def _at_a_time(host: Forker, _: Server, chance: random.Random, minutes: float) -> int:
    """Kill a sender at a random moment."""
    process = host.start(minutes)
    timer = Timer(chance.uniform(0, SECONDS), _kill, (process,))
    timer.start()
    status = host.ended()
    timer.join()
    return status


def _at_a_word(host: Forker, server: Server, chance: random.Random, minutes: float) -> int:
    """Kill a sender at a random word of its conversation with the server."""
    last, heard, process = chance.randrange(1, WORDS), 0, 0

    def listen(_: str) -> None:
        nonlocal heard
        heard += 1
        if heard == last and process:
            _kill(process)

    server.on_event = listen
    process = host.start(minutes)
    if heard >= last:
        _kill(process)
    status = host.ended()
    server.on_event = lambda _: None
    return status


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


@contextmanager
def forker(root: Path, address: str | None, port: int, policy: str) -> Iterator[Forker]:
    """A forker that ends with the test."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.sending.forker", str(root), address or "-", str(port), policy],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Forker(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
