from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.publishing import folder as publishing
from reportgen.publishing import publish, write_whole

FILES = {"note.pdf": b"pdf", "manifest.json": b"{}", "note.html": b"html"}


def test_the_files_are_written_with_the_manifest_last(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"
    paths = publish(target, FILES)
    assert [path.name for path in paths] == ["note.html", "note.pdf", "manifest.json"]
    assert {path.name: path.read_bytes() for path in target.iterdir()} == FILES
    assert {path.stat().st_mode & 0o777 for path in target.iterdir()} == {0o644}


def test_what_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    publish(tmp_path, FILES)
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before


def test_no_file_changes_before_all_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full at the last file leaves the first as it was."""
    publish(tmp_path, FILES)
    stage = publishing._stage

    def full(path: Path, content: bytes, staged: dict[Path, Path]) -> None:
        stage(path, content, staged)
        if path.name == "manifest.json":
            raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(publishing, "_stage", full)
    with pytest.raises(ReportgenError, match="No space left on device"):
        publish(tmp_path, {name: content + b" new" for name, content in FILES.items()})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


def test_what_is_gone_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_bytes(b"the analyst's own")
    publish(tmp_path, FILES)
    publish(tmp_path, {"note.pdf": b"new", "manifest.json": b"{}"}, gone=["note.pdf", "note.html", "note.json"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "note.pdf": b"new",
        "manifest.json": b"{}",
        "other.txt": b"the analyst's own",
    }


def test_nothing_is_taken_away_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, FILES)

    def full(path: Path, content: bytes, staged: dict[Path, Path]) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(publishing, "_stage", full)
    with pytest.raises(ReportgenError, match="No space left on device"):
        publish(tmp_path, {"note.pdf": b"new"}, gone=["note.html"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


def test_what_a_killed_build_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".note.pdf.abc.unfinished").write_bytes(b"half")
    (tmp_path / ".kept").write_bytes(b"the analyst's own")
    (tmp_path / "other.txt").write_bytes(b"the analyst's own")
    publish(tmp_path, FILES)
    assert {path.name for path in tmp_path.iterdir()} == {*FILES, ".kept", "other.txt"}


def test_a_folder_that_cannot_be_made_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(ReportgenError, match=r"cannot write to .*file"):
        publish(tmp_path / "file" / "note", FILES)


def test_two_builds_of_one_note_do_not_mix_their_files(tmp_path: Path) -> None:
    versions = [{name: f"{number} {name}".encode() * 500 for name in FILES} for number in range(4)]
    threads = [
        threading.Thread(target=lambda files=files: [publish(tmp_path, files) for _ in range(25)]) for files in versions
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} in versions


def test_a_disk_without_locks_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int, operation: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", refuse)
    publish(tmp_path, FILES)
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)


def test_no_handle_stays_open(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir()))
    for number in range(10):
        publish(tmp_path, {"note.json": str(number).encode()})
    assert len(list(handles.iterdir())) == before


def test_a_single_file_is_written_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "one.txt", b"one")
    write_whole(tmp_path / "one.txt", b"other")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("one.txt", b"other")]
