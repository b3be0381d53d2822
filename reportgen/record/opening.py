"""Open the record and bring its tables up to this program's revision."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from reportgen.diagnostics import ReportgenError
from reportgen.record.connecting import POSTGRES, Record, connect
from reportgen.record.tables import VERSION_TABLE, metadata
from reportgen.record.words import damaged

HEAD = "0001"
"""The newest revision below migrations/versions, known here so that opening a record needs no Alembic."""

ENVIRONMENT = "REPORTGEN_RECORD"
MIGRATIONS = Path(__file__).parent / "migrations"
# any number will do as long as all processes use the same
_MIGRATION_LOCK = 5_318_008_271


def record_address(of_house: str | None) -> str | None:
    """Where the record is: the environment's REPORTGEN_RECORD before what house.yaml says; none is the workspace."""
    return os.environ.get(ENVIRONMENT, "").strip() or of_house


def open_record(root: Path, url: str | None = None, *, patience: float = 15.0, to_read: bool = False) -> Record:
    """Open the record, made or migrated where need be: SQLite in ``<root>/record/``, or PostgreSQL at ``url``.

    ``patience`` is how many seconds to wait for others that write; ``to_read`` makes do with a file that may not be
    written. Raises ReportgenError in plain words.
    """
    record = connect(root, url, patience, to_read=to_read)
    try:
        if "uri" not in record.engine.url.query and record.engine.dialect.name == "sqlite":
            _make_folder(Path(str(record.engine.url.database)))
        with record.reading() as connection:
            found = _revision(connection, record.place)
        if found != HEAD:
            _migrate(record)
    except BaseException:
        record.close()
        raise
    return record


def refuse_damage(record: Record) -> None:
    """Raise ReportgenError where SQLite finds a damaged page; a server looks after its own.

    Reading a record meets a damaged page only by chance, and what is missing then looks as if it had never been.
    """
    if record.engine.dialect.name == POSTGRES:
        return
    with record.reading() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise ReportgenError(damaged(record.place, f"SQLite says: {' '.join(str(found).split())}"))


def record_exists(root: Path, url: str | None = None) -> bool:
    """Whether there may be a record: an address is given, or the file is there. Nothing is made."""
    return url is not None or (root / "record" / "record.sqlite").is_file()


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        message = f"cannot make the folder {file.parent} for the record: {problem.strerror or problem}"
        raise ReportgenError(message) from problem


def _revision(connection: Connection, place: str) -> str | None:
    """The revision of the tables; None in an empty database. Refuses what is newer or not a record."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if set(metadata.tables) & tables:
            raise ReportgenError(f"the record {place} has tables without a revision; it was not made by this program")
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all()  # noqa: S608 - a constant
    if len(found) > 1:
        raise ReportgenError(f"the record {place} has more than one revision; restore it from a backup")
    if found and found[0] not in known_revisions():
        raise ReportgenError(
            f"the record {place} was written by a newer version of this program (revision {found[0][:40]}, this one "
            f"knows {HEAD}); update the program"
        )
    return str(found[0]) if found else None


def known_revisions() -> tuple[str, ...]:
    """The revisions that came with this program, by the names of their files."""
    return tuple(sorted(file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def _not_lost(record: Record) -> None:
    """Refuse to begin a new record beside archived notes: the old one would be forgotten, and versions given twice."""
    archive = record.root / "record" / "archive"
    # pages of nights are there without any release, too
    if archive.is_dir() and any(each.name != "nights" for each in archive.iterdir()):
        raise ReportgenError(
            f"the record {record.place} is empty, but {archive} holds released notes; restore it from a backup, "
            "or name the right database"
        )


def _migrate(record: Record) -> None:
    from alembic import command  # noqa: PLC0415 - more than a second to import, and needed once in a record's life
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with record.transaction() as connection:
            # SQLite's transaction keeps the others out already
            if record.engine.dialect.name == POSTGRES:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
            found = _revision(connection, record.place)
            if found is None:
                _not_lost(record)
            if found != HEAD:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except (IntegrityError, ProgrammingError) as problem:
        message = f"the record {record.place} cannot be brought up to revision {HEAD}"
        raise ReportgenError(message) from problem
