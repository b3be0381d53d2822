from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import alembic.command  # noqa: F401 - before rights are given up, see unprivileged
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL

from reportgen.diagnostics import ReportgenError
from reportgen.record import Record, enter_run, open_record, record_address, record_exists, refuse_damage, runs
from reportgen.record.opening import HEAD, MIGRATIONS, known_revisions
from reportgen.record.tables import VERSION_TABLE, metadata
from tests.databases import new_database
from tests.record.rows import a_run

NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder that this process may read but not write; root gives up its rights for the while."""
    with tempfile.TemporaryDirectory(prefix="record-") as name:
        folder = Path(name)
        root = os.geteuid() == 0
        folder.chmod(0o755)
        yield folder
        if root:
            os.seteuid(0)
        for each in (folder, *folder.rglob("*")):
            each.chmod(0o755)


def give_up_rights(folder: Path) -> None:
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


def file_of(root: Path) -> Path:
    return root / "record" / "record.sqlite"


# ---- migrations ---------------------------------------------------------------------------------------------------


def test_the_revision_in_the_code_is_the_newest_of_the_folder() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert known_revisions() == tuple(sorted(each.revision for each in scripts.walk_revisions()))


def test_an_empty_database_is_brought_to_the_tables_of_the_code(record: Record) -> None:
    with record.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, VERSION_TABLE}


def test_opening_again_keeps_what_is_there(tmp_path: Path, address: str | None) -> None:
    first = open_record(tmp_path, address)
    with first.transaction() as connection:
        enter_run(connection, a_run())
    first.close()
    second = open_record(tmp_path, address)
    with second.reading() as connection:
        assert [run.id for run in runs(connection, 5)] == ["run-1"]
    second.close()


def test_many_may_open_an_empty_database_at_once(tmp_path: Path, address: str | None) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nimport alembic.command\n"
        "from reportgen.record import open_record, runs\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n"
        "record = open_record(Path(sys.argv[1]), sys.argv[2] or None)\n"
        "with record.reading() as connection: print(len(runs(connection, 1)))\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path), address or ""]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    for each in processes:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in processes:
        assert each.stdin is not None
        each.stdin.close()
        each.stdin = None
    outcomes = [each.communicate() for each in processes]
    assert outcomes == [("0\n", "")] * 8


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path, address: str | None) -> None:
    # a table in the way of the last step
    other = create_engine(address or URL.create("sqlite", database=str(tmp_path / "other.sqlite")))
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE suppressions_by_address (id integer)"))
    url = other.url.render_as_string(hide_password=False)
    with pytest.raises(ReportgenError):
        open_record(tmp_path, url)
    with other.connect() as connection:
        assert inspect(connection).get_table_names() == ["suppressions_by_address"]
    other.dispose()


# ---- what may be wrong --------------------------------------------------------------------------------------------


def test_a_newer_record_is_refused(tmp_path: Path, address: str | None) -> None:
    record = open_record(tmp_path, address)
    with record.transaction() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608 - our own name
    record.close()
    with pytest.raises(ReportgenError, match=r"newer version of this program \(revision 9999"):
        open_record(tmp_path, address)


def test_tables_of_another_program_are_left_alone(tmp_path: Path, address: str | None) -> None:
    other = create_engine(address or URL.create("sqlite", database=str(tmp_path / "other.sqlite")))
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE runs (id integer)"))
    other.dispose()
    with pytest.raises(ReportgenError, match="not made by this program"):
        open_record(tmp_path, other.url.render_as_string(hide_password=False))


def test_an_empty_record_beside_archived_notes_is_refused(tmp_path: Path, address: str | None) -> None:
    (tmp_path / "record" / "archive" / "xiaomi").mkdir(parents=True)
    with pytest.raises(ReportgenError, match="restore it from a backup"):
        open_record(tmp_path, address)


@pytest.mark.parametrize("damage", ["page", "html", "middle"])
def test_a_damaged_file_is_refused_in_words(tmp_path: Path, damage: str) -> None:
    open_record(tmp_path).close()
    file = file_of(tmp_path)
    content = file.read_bytes()
    pieces = {
        "html": b"<!doctype html><title>Sign in</title>" * 200,
        "page": b"\xff" * 4096 + content[4096:],
        "middle": content[:100] + b"\xff" * (len(content) - 100),
    }
    file.write_bytes(pieces[damage])
    with pytest.raises(ReportgenError, match="damaged"):
        open_record(tmp_path)


def test_a_damaged_page_is_found_wherever_it_is(tmp_path: Path) -> None:
    open_record(tmp_path).close()
    file = file_of(tmp_path)
    sound = file.read_bytes()
    pages = len(sound) // 4096
    for page in (1, pages // 2, pages - 1):
        file.write_bytes(sound[: page * 4096] + b"\xa5" * 4096 + sound[(page + 1) * 4096 :])
        with pytest.raises(ReportgenError, match="is damaged; put it aside"):  # noqa: PT012 - either may find it
            record = open_record(tmp_path)
            refuse_damage(record)
    file.write_bytes(sound)
    record = open_record(tmp_path)
    refuse_damage(record)
    record.close()


def test_an_entry_that_is_no_longer_what_was_written_is_told(tmp_path: Path) -> None:
    record = open_record(tmp_path)
    with record.transaction() as connection:
        enter_run(connection, a_run())
    record.close()
    file = file_of(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"2025-11-14", b"2025-99-14"))
    record = open_record(tmp_path)
    with pytest.raises(ReportgenError, match="damaged"), record.reading() as connection:
        runs(connection, 5)
    record.close()


@pytest.mark.parametrize("only_the_file", [True, False])
def test_a_record_that_may_only_be_read_is_read(only_the_file: bool) -> None:
    with unprivileged() as folder:
        record = open_record(folder)
        with record.transaction() as connection:
            enter_run(connection, a_run())
        record.close()
        if only_the_file:
            file_of(folder).parent.chmod(0o777)
            file_of(folder).chmod(0o444)
            if os.geteuid() == 0:
                os.seteuid(NOBODY)
        else:
            give_up_rights(folder)
        record = open_record(folder, to_read=True)
        refuse_damage(record)
        with record.reading() as connection:
            assert [each.id for each in runs(connection, 5)] == ["run-1"]
        with pytest.raises(ReportgenError, match="cannot be written"), record.transaction() as connection:
            enter_run(connection, a_run(id="run-2"))
        record.close()


def test_a_locked_record_is_told_after_a_while(tmp_path: Path) -> None:
    record = open_record(tmp_path, patience=0.1)
    with closing(sqlite3.connect(file_of(tmp_path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ReportgenError, match="in use by another program"), record.transaction():
            pass
        with record.reading() as connection:
            assert runs(connection, 1) == ()
    record.close()


def test_an_empty_record_that_another_holds_is_told_after_a_while(tmp_path: Path) -> None:
    file_of(tmp_path).parent.mkdir()
    with closing(sqlite3.connect(file_of(tmp_path), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReportgenError, match="in use by another program"):
            open_record(tmp_path, patience=0.1)


def test_a_locked_table_of_postgres_is_told_after_a_while(tmp_path: Path, postgres_address: str) -> None:
    record = open_record(tmp_path, postgres_address, patience=0.1)
    other = create_engine(postgres_address)
    with other.begin() as holder:
        holder.execute(text("LOCK TABLE runs IN EXCLUSIVE MODE"))
        with pytest.raises(ReportgenError, match="in use by another program"), record.transaction() as connection:
            enter_run(connection, a_run())
    other.dispose()
    record.close()


def test_a_folder_that_cannot_be_written() -> None:
    with unprivileged() as folder:
        give_up_rights(folder)
        with pytest.raises(ReportgenError, match="cannot make the folder"):
            open_record(folder)


def test_a_record_that_cannot_be_written() -> None:
    with unprivileged() as folder:
        open_record(folder).close()
        give_up_rights(folder)
        with pytest.raises(ReportgenError, match=r"cannot be (written|opened)"):  # noqa: PT012 - either may fail
            record = open_record(folder)
            with record.transaction() as connection:
                enter_run(connection, a_run())


def test_no_server_there(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="cannot be reached") as caught:
        open_record(tmp_path, "postgresql://someone:geheim@127.0.0.1:1/notes", patience=1)
    assert "geheim" not in str(caught.value)


def test_no_such_database(tmp_path: Path, postgres: URL) -> None:
    address = postgres.set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(ReportgenError, match="make the database with createdb"):
        open_record(tmp_path, address)


def test_no_such_user(tmp_path: Path, postgres: URL) -> None:
    address = postgres.set(username="nobody").render_as_string(hide_password=False)
    with pytest.raises(ReportgenError, match="does not know the user"):
        open_record(tmp_path, address)


def test_a_user_without_rights(tmp_path: Path, postgres: URL) -> None:
    with new_database(postgres) as address:
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE ROLE guest LOGIN"))
        guest = engine.url.set(username="guest").render_as_string(hide_password=False)
        with pytest.raises(ReportgenError, match="the user needs the right"):
            open_record(tmp_path, guest)
        with engine.connect() as connection:
            connection.execute(text("DROP ROLE guest"))
        engine.dispose()


def test_a_wrong_password_is_told_and_never_shown(tmp_path: Path, postgres: URL) -> None:
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE ROLE careful LOGIN PASSWORD 'right'"))
        rules = Path(str(connection.execute(text("SHOW hba_file")).scalar()))
        before = rules.read_text()
        rules.write_text("local all careful scram-sha-256\n" + before)
        connection.execute(text("SELECT pg_reload_conf()"))
        address = postgres.set(username="careful", password="geheim").render_as_string(hide_password=False)  # noqa: S106
        with pytest.raises(ReportgenError, match="refuses the user or the password") as caught:
            open_record(tmp_path, address)
        rules.write_text(before)
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("DROP ROLE careful"))
    assert "geheim" not in str(caught.value)
    engine.dispose()


@pytest.mark.parametrize(
    "address", ["mysql://a:geheim@b/c", "no address", "postgresql", "sqlite://", "sqlite:///:memory:", "://:geheim@"]
)
def test_an_address_that_is_none(tmp_path: Path, address: str) -> None:
    with pytest.raises(ReportgenError, match="address") as caught:
        open_record(tmp_path, address)
    assert "geheim" not in str(caught.value)


def test_the_environment_goes_before_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTGEN_RECORD", raising=False)
    assert record_address(None) is None
    assert record_address("postgresql://a/b") == "postgresql://a/b"
    monkeypatch.setenv("REPORTGEN_RECORD", "postgresql://c/d")
    assert record_address("postgresql://a/b") == "postgresql://c/d"


def test_looking_for_a_record_makes_none(tmp_path: Path) -> None:
    assert not record_exists(tmp_path)
    assert list(tmp_path.iterdir()) == []
    open_record(tmp_path).close()
    assert record_exists(tmp_path)


def test_a_full_disk_is_told_and_nothing_is_entered(tmp_path: Path) -> None:
    record = open_record(tmp_path)
    with pytest.raises(ReportgenError, match="the disk is full"), record.transaction() as connection:  # noqa: PT012
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        enter_run(connection, a_run())
        enter_run(connection, a_run(id="run-2", host="x" * 1_000_000))
    with record.reading() as connection:
        assert runs(connection, 5) == ()
    record.close()


def test_a_missing_driver_is_told_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ReportgenError, match=r"pip install 'reportgen\[postgres\]'"):
        open_record(tmp_path, "postgresql://someone@127.0.0.1:1/notes")
