"""A process that starts senders: each is a fork, a real process, but without the seconds that importing takes.

    python -m tests.sending.forker ROOT ADDRESS PORT POLICY

``ADDRESS`` is ``-`` for SQLite in the workspace. Each line of its input is a moment in minutes after the evening on
which the tests begin. It answers with the number of a process that sends then, and with the status of its end.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from reportgen.sending import send
from reportgen.sending.senders import this_sender
from tests.sending.offices import Clock, material, office


def main(root: Path, address: str | None, port: int, policy: str) -> None:
    """Fork a sender for each line."""
    material()
    _say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _send_and_end(root, address, port, policy, float(line))
        _say(str(child))
        _say(str(os.waitpid(child, 0)[1]))


def _send_and_end(root: Path, address: str | None, port: int, policy: str, minutes: float) -> None:
    status = 1
    clock = Clock()
    clock.forward(minutes=minutes)
    try:
        with office(root, address, port, clock, unknown=policy, retry_minutes=(30,) * 20) as desk:
            send(replace(desk, sender=this_sender()))
        status = 0
    finally:
        os._exit(status)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), None if sys.argv[2] == "-" else sys.argv[2], int(sys.argv[3]), sys.argv[4])
