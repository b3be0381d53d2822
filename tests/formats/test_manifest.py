from __future__ import annotations

import hashlib
import json
from pathlib import Path

from reportgen import __version__
from reportgen.formats.manifest import hashes, sha256
from tests.commands.reading import Files


def test_a_hash_is_that_of_the_bytes() -> None:
    assert sha256(b"note") == hashlib.sha256(b"note").hexdigest()


def test_only_files_of_some_kinds_are_hashed_and_named_by_their_folder(tmp_path: Path) -> None:
    for name, content in (("a.css", "a"), ("deep/b.j2", "b"), ("c.txt", "c")):
        file = tmp_path / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    found = hashes({"ours": tmp_path / "templates", "theirs": tmp_path / "nowhere"}, (".css", ".j2"))
    assert found == {"ours/a.css": sha256(b"a"), "ours/deep/b.j2": sha256(b"b")}


def test_the_manifest_names_versions_and_is_sorted(sample_files: Files) -> None:
    content = sample_files.manifest
    assert content["versions"]["reportgen"] == __version__
    assert {"weasyprint", "matplotlib", "jinja2"} <= set(content["versions"])
    for part in ("inputs", "templates", "fonts", "outputs"):
        assert list(content[part]) == sorted(content[part])
    assert (content["company"], content["as_of"]) == ("xiaomi", "2025-11-14")


def test_the_manifest_ends_in_a_line_and_is_utf8(sample_files: Files) -> None:
    data = (sample_files.folder / "manifest.json").read_bytes()
    assert data.endswith(b"}\n")
    assert json.loads(data.decode()) == sample_files.manifest
