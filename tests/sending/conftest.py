"""What the tests of sending share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportgen.sending import Office
from tests.databases import address, postgres, postgres_address
from tests.sending.offices import Clock, office
from tests.smtp_server import Server, smtp_server

__all__ = ["address", "postgres", "postgres_address"]


@pytest.fixture
def server() -> Iterator[Server]:
    """A mail server that takes everything, until a test tells it otherwise."""
    with smtp_server() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until it is set forward."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, server: Server, clock: Clock) -> Iterator[Office]:
    """An office on SQLite whose relay is the server."""
    with office(tmp_path, None, server.port, clock) as opened:
        yield opened


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in the machine's memory where there is one: some disks take minutes to sync thousands of steps."""
    shared = Path("/dev/shm")  # noqa: S108 - a temporary folder within it
    with TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as folder:
        yield Path(folder)
