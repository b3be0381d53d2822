"""A sender that is dead is told from one that lives, also where the number of its process belongs to another now."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from reportgen.sending.senders import dead_senders, this_sender

NOW = datetime(2025, 11, 14, 10, 0, tzinfo=UTC)


def test_this_process_lives() -> None:
    assert not dead_senders({this_sender(): NOW}, NOW)


def test_a_process_that_has_ended_is_dead() -> None:
    code = "from reportgen.sending.senders import this_sender; print(this_sender())"
    name = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    assert name.startswith(f"{platform.node()}/")
    assert dead_senders({name: NOW}, NOW) == {name}


def test_another_process_of_the_same_number_is_not_the_sender() -> None:
    host, process, started = this_sender().rsplit("/", 2)
    former = f"{host}/{process}/{int(started) - 1}"
    assert dead_senders({former: NOW}, NOW) == {former}


def test_a_process_that_nobody_has_waited_for_is_dead() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    try:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert dead_senders({f"{platform.node()}/{child}/1": NOW}, NOW)
    finally:
        os.waitpid(child, 0)


@pytest.mark.parametrize(("silent", "dead"), [(59, False), (61, True)])
def test_a_sender_of_another_machine_is_dead_after_an_hour(silent: int, dead: bool) -> None:
    assert bool(dead_senders({"elsewhere/1/1": NOW - timedelta(minutes=silent)}, NOW)) is dead
    assert bool(dead_senders({this_sender(): NOW - timedelta(minutes=silent)}, NOW)) is dead
