from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic
from reportgen.loading.files import BYTES_AT_MOST, SourceText, decode, read_source
from tests.loading.sources import source


def _fault(found: SourceText | Diagnostic) -> Diagnostic:
    assert isinstance(found, Diagnostic)
    return found


def test_a_file_is_its_text_and_the_hash_of_its_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfa\r\nb\rc\n"
    (tmp_path / "a.txt").write_bytes(data)
    found = read_source(tmp_path, "a.txt")
    assert isinstance(found, SourceText)
    assert (found.file, found.text, found.sha256) == ("a.txt", "a\nb\nc\n", hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("index", "place"), [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (4, (2, 2)), (5, (3, 1)), (6, (3, 2))]
)
def test_the_place_of_a_character(index: int, place: tuple[int, int]) -> None:
    found = source("小é\n\U0001f697\nx").place(index)
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"a\nb\xe9", 2, 2),
        (b"\xe5\xb0\x8f\xe9", 1, 2),
        (b"\xef\xbb\xbfab\xff", 1, 3),
        (b"a\r\nb\r\nc\xff", 3, 2),
        (b"a\rb\rc\xff", 3, 2),
        (b"caf\xc3", 1, 4),
        ("Zürich".encode("utf-16"), 1, 1),
        ("Zürich".encode("latin-1"), 1, 2),
    ],
)
def test_bytes_that_are_not_utf8_are_told_at_their_place(data: bytes, line: int, column: int) -> None:
    found = _fault(decode("a", data))
    assert (found.code, found.location.line, found.location.column) == ("not-utf8", line, column)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_nothing_is_no_text(data: bytes) -> None:
    assert _fault(decode("a", data)).code == "empty-file"


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * BYTES_AT_MOST)
    assert isinstance(read_source(tmp_path, "a"), SourceText)
    path.write_bytes(b"x" * (BYTES_AT_MOST + 1))
    assert _fault(read_source(tmp_path, "a")).code == "file-too-large"


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    assert _fault(read_source(tmp_path, "folder")).code == "not-a-file"
    assert _fault(read_source(tmp_path, "pipe")).code == "not-a-file"
    assert _fault(read_source(tmp_path, "none")).code == "missing-file"
    assert _fault(read_source(tmp_path, "dangling")).code == "missing-file"
    assert _fault(read_source(tmp_path, "loop")).code in ("missing-file", "unreadable-file")
    assert _fault(read_source(tmp_path, "x" * 300)).code == "unreadable-file"
    assert _fault(read_source(tmp_path / "file-as-folder", "a")).code == "missing-file"


def test_a_file_that_fails_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_text("x", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", fail)
    found = _fault(read_source(tmp_path, "a"))
    assert (found.code, found.message) == ("unreadable-file", "cannot be read: Permission denied")
