"""Files that cannot be used at all: each is one finding, and what needs them is not complained of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad.case import CONFLICTS, DELIVERIES, REPORTED, C, Case, Expected, F, H, N, O, P, V, X, findings, verify
from tests.workspaces import workspace

_NEEDED = (H, C, F, V, O, N)
_YAML = (H, C, F, V, O, X, CONFLICTS)
_TEXTS = (*_YAML, N, P, REPORTED, DELIVERIES)

CASES = (
    *(Case(f"missing {file}", {file: None}, (Expected(file, "", "missing-file"),)) for file in (*_NEEDED, REPORTED)),
    *(Case(f"empty {file}", {file: ""}, (Expected(file, "", "empty-file"),)) for file in _TEXTS),
    *(
        Case(f"white space in {file}", {file: "\ufeff \r\n\t\n"}, (Expected(file, "", "empty-file"),))
        for file in _TEXTS
    ),
    *(Case(f"comments only in {file}", {file: "# later\n"}, (Expected(file, "", "empty-file"),)) for file in _YAML),
    *(Case(f"no rows in {file}", {file: "# later\n"}, (Expected(file, "", "empty-file"),)) for file in (P, REPORTED)),
    Case("two files are gone", {C: None, N: None}, (Expected(C, "", "missing-file"), Expected(N, "", "missing-file"))),
    Case(
        "a file is gone and another is wrong",
        {P: None, O: None, V: [("sign: add", "sign: plus")]},
        (Expected(O, "", "missing-file"), Expected(V, "sign: ¦plus", "unknown-value")),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)


@pytest.mark.parametrize("file", _TEXTS)
def test_a_folder_is_no_file(file: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, {file: None})
    (root / "inputs" / file).mkdir()
    assert [(one.location.file, one.code) for one in findings(root)] == [(f"inputs/{file}", "not-a-file")]


@pytest.mark.parametrize("file", _TEXTS)
def test_not_utf8_is_told_at_its_byte(file: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, {file: "# Zürich\r\n# caf".encode() + b"\xe9\r\n"})
    (found,) = findings(root)
    assert (str(found.location), found.code) == (f"inputs/{file}:2:6", "not-utf8")
    assert "0xe9" in found.message


@pytest.mark.parametrize("file", _TEXTS)
def test_fifty_megabytes_are_refused_unread(file: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, {file: None})
    with (root / "inputs" / file).open("wb") as large:
        large.truncate(50_000_000)
    (found,) = findings(root)
    assert (found.location.file, found.code) == (f"inputs/{file}", "file-too-large")
    assert found.message.startswith("50.0 MB")


def test_a_sample_with_carriage_returns_and_byte_order_marks_is_the_same_sample(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    before = findings(root)
    for path in root.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert findings(root) == before


def test_every_file_broken_at_once_is_told_of_every_file(tmp_path: Path) -> None:
    root = workspace(tmp_path, {file: b"\xff" for file in _TEXTS if file not in (REPORTED, DELIVERIES)})
    assert {one.location.file for one in findings(root)} == {
        f"inputs/{file}" for file in _TEXTS if file not in (REPORTED, DELIVERIES)
    }
