from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.commands.common import ENVIRONMENT, FINE, PROBLEMS, USAGE
from reportgen.record import open_record
from reportgen.settling import RELEASED
from tests.conftest import Run
from tests.databases import address, postgres, postgres_address
from tests.releasing import assert_published, assert_whole, publishable, revalue, reword

__all__ = ["address", "postgres", "postgres_address"]

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("REPORTGEN_RECORD", raising=False)
    made = publishable(tmp_path)
    (made / "inputs" / "subscribers.yaml").write_text(
        "subscribers:\n"
        "  - {address: a@example.com, name: A, companies: all}\n"
        "  - {address: b@example.com, sectors: [Tools], timing: digest}\n"
        "  - {address: c@example.com, companies: [xiaomi]}\n",
        encoding="utf-8",
    )
    return made


def test_release_history_and_coverage(reportgen: Run, root: Path, address: str | None) -> None:
    if address:
        house = root / "inputs" / "house.yaml"
        house.write_text(f"record: {address}\n" + house.read_text(encoding="utf-8"), encoding="utf-8")
    said = reportgen("release", "small", "--root", root, "--approver", "Ä. Approver")
    assert (said.status, said.err) == (FINE, "")
    assert said.out.splitlines()[-1] == "small 2025-01-31, version 1: released, 2 mails in the outbox"
    assert (root / RELEASED / "small" / "2025-01-31" / "note.pdf").is_file()
    again = reportgen("release", "small", "--root", root)
    assert again.status == FINE
    assert again.out == "small 2025-01-31, version 1: nothing has changed since its release; nothing done\n"
    revalue(root, "550")
    assert "version 2: released" in reportgen("release", "small", "--root", root).out
    assert (root / "record" / "record.sqlite").exists() is (address is None)

    told = reportgen("history", "small", "--root", root).out.splitlines()
    assert [line.split()[2:8] for line in told[1:]] == [
        ["1", "2025-01-31", "Buy", "initiation", "USD", "10.00"],
        ["2", "2025-01-31", "Buy", "initiation", "USD", "11.00"],
    ]
    assert "+10.0 %" in told[2]
    assert told[1].endswith("Ä. Approver")
    rows = json.loads(reportgen("history", "small", "--root", root, "--json").out)
    assert [(row["version"], row["target_price"], row["price"]) for row in rows] == [
        (1, "10.00", "8.00"),
        (2, "11.00", "8.00"),
    ]
    assert rows[0]["released_at"].endswith("+00:00")
    assert all(isinstance(row[key], str) for row in rows for key in ("target_price", "price", "implied_return"))

    small, xiaomi = (line.split() for line in reportgen("coverage", "--root", root).out.splitlines()[1:3])
    assert small[:9] == ["small", "Buy", "USD", "11.00", "USD", "8.00", "+37.5", "%", "2025-01-31"]
    assert (small[-1], xiaomi[-1]) == ("stale", "nothing")
    listed = json.loads(reportgen("coverage", "--root", root, "--json").out)
    assert {row["company"]: row["state"] for row in listed} == {"small": "stale", "xiaomi": "nothing"}
    assert Decimal(listed[0]["implied_return"]) == Decimal("0.375")


def test_columns_stand_below_each_other(reportgen: Run, root: Path) -> None:
    reportgen("release", "small", "--root", root, "--approver", "王小明")
    head, row = reportgen("history", "small", "--root", root).out.splitlines()
    assert head.index("Rating") == row.index("Buy")
    assert head.index("Target") + len("Target") == row.index("10.00") + len("10.00")


def test_on_a_terminal_it_is_a_table_and_nothing_is_cut_off(root: Path, command: Run) -> None:
    command("release", "small", "--root", root, "--approver", "A. Name with many Letters")
    leader, follower = pty.openpty()
    program = [str(Path(sys.executable).with_name("reportgen")), "history", "small", "--root", str(root)]
    child = subprocess.Popen(program, stdout=follower, env={**os.environ, "TERM": "xterm", "COLUMNS": "80"})
    os.close(follower)
    said = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(leader)
    assert child.wait() == FINE
    text = said.decode()
    assert "\x1b[1m" in text
    plain = ESCAPES.sub("", text)
    assert "A. Name with many Letters" in plain
    assert "…" not in plain


def test_a_note_with_errors_is_not_released(reportgen: Run, root: Path) -> None:
    reword(root, "{{ nothing | pct }}")
    said = reportgen("release", "small", "--root", root)
    assert said.status == PROBLEMS
    assert "inputs/small/note.md:1:" in said.err
    assert "[unknown-reference]" in said.err
    assert "small: not released. 1 error" in said.err
    assert not (root / "output").exists()


def test_without_knowing_the_readers_nothing_is_released(reportgen: Run, root: Path) -> None:
    (root / "inputs" / "subscribers.yaml").write_text("subscribers: [", encoding="utf-8")
    said = reportgen("release", "small", "--root", root)
    assert said.status == PROBLEMS
    assert "inputs/subscribers.yaml:1:" in said.err
    assert "nobody knows who has subscribed" in said.err


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("release", "small", "--approver", " "), USAGE, "--approver"),
        (("release", "small", "--approver", "a\nb"), USAGE, "--approver"),
        (("release", "small", "--approver", "a" * 121), USAGE, "--approver"),
        (("release", "small", "--as-of", "31.1.2025"), USAGE, "--as-of"),
        (("release", "nobody"), PROBLEMS, "unknown-company"),
        (("release", "../etc"), PROBLEMS, "company-name"),
        (("history", "nobody"), PROBLEMS, "unknown-company"),
        (("history", "small"), FINE, "nothing is released yet"),
    ],
)
def test_a_wrong_call_is_told(reportgen: Run, root: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    said = reportgen(*arguments, "--root", root)
    assert said.status == status
    assert words in said.err
    assert said.out == ""


@pytest.mark.parametrize("arguments", [("release", "small"), ("history", "small"), ("coverage",)])
def test_a_record_that_cannot_be_used_is_one_line_and_status_three(
    reportgen: Run, root: Path, arguments: tuple[str, ...]
) -> None:
    (root / "record").mkdir()
    (root / "record" / "record.sqlite").write_bytes(b"<html>not a database</html>" * 100)
    said = reportgen(*arguments, "--root", root)
    assert (said.status, said.out) == (ENVIRONMENT, "")
    assert re.fullmatch(r"reportgen: the record \S+ is damaged; .+\n", said.err)


def test_where_the_record_is_cannot_be_guessed(reportgen: Run, root: Path) -> None:
    (root / "inputs" / "house.yaml").write_text("name: [\nrecord: [\n", encoding="utf-8")
    said = reportgen("coverage", "--root", root)
    assert said.status == ENVIRONMENT
    assert "house.yaml, which cannot be read: see inputs/house.yaml:" in said.err
    assert not (root / "record").exists()


def test_no_password_is_printed(reportgen: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_RECORD", "postgresql://me:geheim@127.0.0.1:1/notes")
    for arguments in (("release", "small"), ("history", "small"), ("coverage",), ("build", "small")):
        said = reportgen(*arguments, "--root", root)
        assert "cannot be reached" in said.err
        assert "geheim" not in said.out + said.err


def test_a_build_by_hand_is_entered_and_is_a_draft(reportgen: Run, root: Path) -> None:
    assert reportgen("build", "small", "--root", root).status == FINE
    (row,) = json.loads(reportgen("coverage", "--root", root, "--json").out)[:1]
    assert (row["company"], row["state"], row["target_price"]) == ("small", "draft only", "10.00")
    reword(root, "{{ nothing | pct }}")
    assert reportgen("build", "small", "--root", root).status == PROBLEMS
    (row,) = json.loads(reportgen("coverage", "--root", root, "--json").out)[:1]
    assert (row["state"], row["target_price"]) == ("failing", None)


def test_a_build_elsewhere_leaves_the_record_alone(reportgen: Run, root: Path, tmp_path: Path) -> None:
    assert reportgen("build", "small", "--root", root, "--out", tmp_path / "out").status == FINE
    assert not (root / "record").exists()


def test_a_build_does_not_need_the_record(reportgen: Run, root: Path) -> None:
    (root / "record").write_text("in the way", encoding="utf-8")
    said = reportgen("build", "small", "--root", root)
    assert said.status == FINE
    assert "drafts are not entered" in said.err


def test_a_newer_draft_is_what_is_released_and_coverage_tells_of_it(reportgen: Run, root: Path) -> None:
    reportgen("release", "small", "--root", root)
    reportgen("build", "small", "--root", root, "--as-of", "2025-02-03")
    row = reportgen("coverage", "--root", root).out.splitlines()[1].split()
    assert row[-2] == "2025-02-03"
    (small, _) = json.loads(reportgen("coverage", "--root", root, "--json").out)
    assert (small["as_of"], small["newer_draft"]) == ("2025-01-31", "2025-02-03")
    asked = reportgen("release", "small", "--root", root, "--as-of", "2025-01-31")
    assert "nothing has changed" in asked.out
    assert "'reportgen release small --as-of 2025-02-03' releases it" in asked.err
    assert "small 2025-02-03, version 2: released" in reportgen("release", "small", "--root", root).out


def test_a_draft_shows_what_was_released_before(reportgen: Run, root: Path) -> None:
    reportgen("release", "small", "--root", root)
    revalue(root, "550")
    reportgen("build", "small", "--root", root)
    page = (root / "output" / "small" / "2025-01-31" / "note.html").read_text(encoding="utf-8")
    assert "before: Buy, USD 10.00" in page.replace("\u00a0", " ")


def test_the_next_command_publishes_what_a_killed_release_left(reportgen: Run, root: Path) -> None:
    reportgen("release", "small", "--root", root)
    published = root / RELEASED / "small" / "2025-01-31"
    (published / "manifest.json").unlink()
    assert "nothing done" in reportgen("release", "small", "--root", root).out
    record = open_record(root)
    (row,) = assert_whole(root, record, readers=2)
    assert_published(root, row)
    record.close()
