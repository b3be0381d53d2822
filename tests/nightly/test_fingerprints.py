from __future__ import annotations

import os
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reportgen.nightly import fingerprints
from reportgen.nightly.fingerprints import fingerprint, key_of
from tests.record.rows import a_release
from tests.workspaces import REPOSITORY, workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path)


@pytest.mark.parametrize(
    "file",
    ["inputs/xiaomi/note.md", "inputs/xiaomi/prices.csv", "inputs/xiaomi/new.csv",
     "templates/_base/styles/tokens.css", "templates/initiation/logo.svg", "fonts/Extra.ttf"],
)  # fmt: skip
def test_whatever_a_note_may_be_made_from_counts(root: Path, file: str) -> None:
    before = fingerprint(root, "xiaomi")
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    assert fingerprint(root, "xiaomi").content != before.content


OF_NO_NOTE = {
    "alembic", "css-inline", "exchange-calendars", "pandas", "pydantic-core", "rich", "sqlalchemy", "typer",
}  # fmt: skip
"""What mails, the record, the command line and calendars are made with; pydantic pins its core itself."""


def test_each_library_that_shapes_a_note_counts() -> None:
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[^A-Za-z0-9-]", each)[0] for each in declared}
    assert names - set(fingerprints._LIBRARIES) == OF_NO_NOTE


@pytest.mark.parametrize(
    "file",
    ["inputs/subscribers.yaml", "inputs/other/note.md", "inputs/xiaomi/.note.md.swp", "inputs/xiaomi/note.md~",
     "inputs/xiaomi/minutes.docx", "output/xiaomi/2025-11-14/note.html", "templates/.hidden"],
)  # fmt: skip
def test_what_no_note_is_made_from_does_not(root: Path, file: str) -> None:
    before = fingerprint(root, "xiaomi")
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_bytes(b"something\n")
    assert fingerprint(root, "xiaomi") == before


@pytest.mark.parametrize(
    ("added", "counts"),
    [
        ("release: auto\n", False),
        ("night: {seconds_per_company: 60}\n", False),
        ("record: postgresql://host/reports\n", False),
        ("mail: {host: 3}\n", True),
        ("statements: [\n", True),
    ],
)
def test_of_the_house_only_what_it_says_of_notes_counts_and_its_faults(root: Path, added: str, counts: bool) -> None:
    before = fingerprint(root, "xiaomi")
    with (root / "inputs" / "house.yaml").open("a", encoding="utf-8") as file:
        file.write(added)
    after = fingerprint(root, "xiaomi")
    assert (after.content != before.content) is counts
    assert after.inputs != before.inputs


def test_the_houses_words_in_notes_count(root: Path) -> None:
    before, house = fingerprint(root, "xiaomi"), root / "inputs" / "house.yaml"
    house.write_text(house.read_text("utf-8").replace("legal_name: ", "legal_name: The "), "utf-8")
    assert fingerprint(root, "xiaomi").content != before.content


def test_the_content_counts_and_not_the_time(root: Path) -> None:
    before = fingerprint(root, "xiaomi")
    for file in (root / "inputs").rglob("*.*"):
        file.write_bytes(file.read_bytes())
        os.utime(file, (1, 1))
    assert fingerprint(root, "xiaomi") == before


def test_an_edit_that_keeps_size_and_time_is_seen(root: Path) -> None:
    file = root / "inputs" / "xiaomi" / "prices.csv"
    before, stat = fingerprint(root, "xiaomi"), file.stat()
    file.write_bytes(file.read_bytes().replace(b"42.48", b"42.84"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert fingerprint(root, "xiaomi").content != before.content


def test_a_missing_file_and_a_file_that_is_none_count_too(root: Path) -> None:
    note = root / "inputs" / "xiaomi" / "note.md"
    found = {fingerprint(root, "xiaomi").content}
    note.unlink()
    found.add(fingerprint(root, "xiaomi").content)
    note.mkdir()
    found.add(fingerprint(root, "xiaomi").content)
    assert len(found) == 3


def test_the_date_is_a_part_of_the_key() -> None:
    keys = {key_of("a", date(2025, 11, 14)), key_of("a", date(2025, 11, 15)), key_of("a", None), key_of("b", None)}
    assert len(keys) == 4


def test_the_ratings_of_other_companies_are_a_part_of_the_key() -> None:
    day = date(2025, 11, 14)
    keys = {key_of("a", day, None, each) for each in ((), (("Buy", 1),), (("Buy", 2),), (("Sell", 1),))}
    assert (len(keys), key_of("a", day, None, ())) == (4, key_of("a", day))


def test_the_release_before_is_a_part_of_the_key() -> None:
    day, release = date(2025, 11, 14), a_release()
    same = key_of("a", day, replace(release, id="2", headline="Another"))
    # another version has other ratings and targets before it, which the price chart shows
    moved = [a_release(**{name: "1"}) for name in ("rating", "currency", "target_price")] + [a_release(version=2)]
    keys = {key_of("a", day), same, *(key_of("a", day, each) for each in moved)}
    assert key_of("a", day, release) == same
    assert len(keys) == 6
