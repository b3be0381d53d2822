"""The numbers of a release, from its archive or from the record alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.model.publication import Release
from reportgen.record.earlier import earlier_of
from tests.record.rows import a_release

QUANTITIES = [
    {"path": "valuation.parts.a.enterprise_value", "label": "A", "unit": "CNY", "value": 3.5},
    {"path": "valuation.parts.b.enterprise_value", "label": "B", "unit": "CNY", "value": None},
]
FROM_THE_RECORD = {"valuation.target_price", "market.price", "valuation.implied_return"}


def archived(root: Path, content: bytes) -> Release:
    release = replace(a_release(), files={"note.json": hashlib.sha256(content).hexdigest()})
    folder = root / release.archive
    folder.mkdir(parents=True)
    (folder / "note.json").write_bytes(content)
    return release


def test_the_archive_gives_every_number(tmp_path: Path) -> None:
    release = archived(tmp_path, json.dumps({"quantities": QUANTITIES}).encode())
    found = earlier_of(tmp_path, release)
    assert set(found.numbers) == FROM_THE_RECORD | {"valuation.parts.a.enterprise_value"}
    assert found.numbers["valuation.parts.a.enterprise_value"].value == 3.5
    assert (found.version, found.as_of) == (release.version, release.as_of)


def test_without_the_archive_the_record_speaks(tmp_path: Path) -> None:
    found = earlier_of(tmp_path, a_release())
    assert set(found.numbers) == FROM_THE_RECORD
    assert found.numbers["valuation.target_price"].value == float(a_release().target_price)
    assert found.numbers["market.price"].unit == f"{a_release().currency}/share"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"quantities": [{}]}', b'{"quantities": 1}', b"\xff"])
def test_a_damaged_archive_is_no_archive(tmp_path: Path, content: bytes) -> None:
    assert set(earlier_of(tmp_path, archived(tmp_path, content)).numbers) == FROM_THE_RECORD


def test_other_bytes_than_were_released_do_not_count(tmp_path: Path) -> None:
    release = archived(tmp_path, json.dumps({"quantities": QUANTITIES}).encode())
    file = tmp_path / release.archive / "note.json"
    file.write_bytes(file.read_bytes().replace(b"3.5", b"9.5"))
    assert set(earlier_of(tmp_path, release).numbers) == FROM_THE_RECORD
