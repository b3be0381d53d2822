"""Connections to the record's database: SQLite in the workspace, or PostgreSQL by its address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import OperationalError
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    SQLAlchemyError,
    StatementError,
)

from reportgen.diagnostics import ReportgenError
from reportgen.record.words import damaged, in_words

POSTGRES = "postgresql"
_READING = "reportgen_reading"


@dataclass(frozen=True, slots=True)
class Record:
    """An open record. Processes do not share one: a child opens its own."""

    root: Path
    engine: Engine
    place: str
    """Where it is, for messages: a file, or an address without its password."""

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection for writing; what is entered through it is entered as one when the block ends, or not at all."""
        with _words(self.place), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record and keeps no writer waiting."""
        options: dict[str, Any] = {_READING: True}
        if self.engine.dialect.name == POSTGRES:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        engine = self.engine.execution_options(**options)
        with _words(self.place), engine.begin() as connection:
            try:
                yield connection
            except ValueError as problem:
                # what was entered can be read, so these are not the bytes that were written
                raise ReportgenError(damaged(self.place, f"an entry cannot be read: {problem}")) from problem

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def connect(root: Path, address: str | None, patience: float, *, to_read: bool = False) -> Record:
    """An engine for the address, by default for SQLite in the workspace; nothing is opened yet.

    ``to_read`` makes do with a file that may not be written, or stands in a folder that may not.
    """
    url = _url(root, address)
    if to_read and url.get_backend_name() == "sqlite" and _is_read_only(Path(str(url.database))):
        return _reader(root, Path(str(url.database)), patience)
    place = str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": patience})
        event.listen(engine, "connect", lambda connection, _: _prepare_sqlite(connection, patience))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        waits = f"-c lock_timeout={int(patience * 1000)} -c timezone=UTC"
        try:
            engine = create_engine(url, connect_args={"connect_timeout": max(2, int(patience)), "options": waits})
        except ModuleNotFoundError as problem:
            message = "the record is on PostgreSQL, but its driver is not installed: pip install 'reportgen[postgres]'"
            raise ReportgenError(message) from problem
    return Record(root, engine, place)


def _is_read_only(file: Path) -> bool:
    return file.is_file() and not (_may_write(file) and _may_write(file.parent))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _reader(root: Path, file: Path, patience: float) -> Record:
    """SQLite keeps a journal beside a file even to read it; where it may not, nobody else can be writing here."""
    journal = file.with_name(f"{file.name}-wal")
    alone = not _may_write(file.parent)
    still = alone and not (journal.exists() and journal.stat().st_size)
    query = {"uri": "true", **({"immutable": "1"} if still else {"mode": "ro"})}
    url = URL.create("sqlite", database=f"file:{quote(str(file.absolute()))}", query=query)
    engine = create_engine(url, connect_args={"timeout": patience})
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", _begin_sqlite)
    return Record(root, engine, str(file))


def _url(root: Path, address: str | None) -> URL:
    if not address:
        return URL.create("sqlite", database=str(root / "record" / "record.sqlite"))
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        backend = ""
        url = URL.create("unknown")
    if backend not in ("sqlite", POSTGRES):
        # the address is not repeated: it may hold a password
        raise ReportgenError("the record's address is not understood; write it as postgresql://USER@HOST:PORT/DATABASE")
    if backend == POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if not url.database or url.database == ":memory:":
        raise ReportgenError("the record's address names no file; leave it out to keep the record in the workspace")
    return url


def _prepare_sqlite(connection: Any, patience: float) -> None:  # noqa: ANN401 - the driver's own connection
    # the driver must not begin transactions by itself: we begin them, so that savepoints and schema changes take part
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    _keep_journal(cursor, patience)
    cursor.close()


def _keep_journal(cursor: Any, patience: float) -> None:  # noqa: ANN401 - the driver's own cursor
    """Switch the file to a write-ahead journal, once in its life, so that readers and a writer do not wait."""
    until = monotonic() + patience
    # SQLite does not wait for this lock by itself, and the first few to open a new file meet here
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except OperationalError as problem:
            if "locked" not in str(problem) or monotonic() > until:
                raise
            sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # a writer takes the lock at once: one that began as a reader could not become a writer while another writes
    reading = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def _words(place: str) -> Iterator[None]:
    try:
        yield
    except IntegrityError as problem:
        # SQLite's triggers speak as constraints do
        if "append-only" in str(problem.orig):
            raise ReportgenError(in_words(problem, place)) from problem
        raise
    except SQLAlchemyError as problem:
        # a value that may not enter is a fault of the program
        if isinstance(problem, StatementError) and not isinstance(problem, DBAPIError):
            raise
        raise ReportgenError(in_words(problem, place)) from problem
