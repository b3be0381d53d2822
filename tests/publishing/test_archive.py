from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.publishing import archived, shelve, staged

FILES = {"note.pdf": b"%PDF", "manifest.json": b"{}"}
HASHES = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def test_files_are_staged_and_moved_as_one(tmp_path: Path) -> None:
    place = tmp_path / "record" / "archive" / "acme" / "2025-11-14-v1"
    with staged(place.parent, FILES) as folder:
        assert folder.parent == place.parent
        assert {each.name: each.read_bytes() for each in folder.iterdir()} == FILES
        assert not place.exists()
        shelve(folder, place)
    assert archived(place, HASHES) == FILES
    assert [each.name for each in place.parent.iterdir()] == [place.name]


def test_archived_files_are_not_to_be_written(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b" / "c" / "1"
    with staged(place.parent, FILES) as folder:
        shelve(folder, place)
    assert {each.stat().st_mode & 0o777 for each in place.iterdir()} == {0o444}
    assert place.stat().st_mode & 0o777 == 0o755


def test_what_is_not_moved_is_gone(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="stop"), staged(tmp_path, FILES):
        raise RuntimeError("stop")
    assert list(tmp_path.iterdir()) == []


def test_what_a_dead_process_left_is_swept_away_and_work_in_progress_is_not(tmp_path: Path) -> None:
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom reportgen.publishing import staged\n"
        "with staged(Path(sys.argv[1]), {'a': b'a'}):\n    os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    with staged(tmp_path, FILES) as first, staged(tmp_path, FILES) as second:
        assert set(tmp_path.iterdir()) == {first, second}


def test_what_stands_in_the_place_is_put_aside(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b" / "c" / "1"
    for content in (b"old", b"new"):
        with staged(place.parent, {"note.pdf": content}) as folder:
            shelve(folder, place)
    assert (place / "note.pdf").read_bytes() == b"new"
    (aside,) = place.parent.glob(".1-unreleased-*/1/note.pdf")
    assert aside.read_bytes() == b"old"


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_archive_is_told(tmp_path: Path, damage: str) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "note.pdf").write_bytes(b"%PDG") if damage == "changed" else (tmp_path / "note.pdf").unlink()
    with pytest.raises(ReportgenError, match=r"note\.pdf (is not what was released|cannot be read)"):
        archived(tmp_path, HASHES)


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom reportgen.publishing import staged\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "with staged(Path(sys.argv[1]), {'a': b'a', 'b': b'b' * 2000}):\n    pass"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, capture_output=True, text=True)
    assert "ReportgenError: cannot write to" in done.stderr
    assert list(tmp_path.iterdir()) == []
