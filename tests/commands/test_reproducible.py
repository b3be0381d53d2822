"""The same inputs give the same bytes: in any folder, on any day, in any language."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from reportgen.formats.manifest import sha256
from tests.commands.reading import Files, files_of
from tests.conftest import Run
from tests.workspaces import REPOSITORY, workspace

ALL = ("manifest.json", "model.xlsx", "note.html", "note.json", "note.pdf")

# A day far from that of the note, for every way in which Python tells the time.
OTHER_CLOCK = """\
import datetime, time

_DAY = 4102444800.0  # 1 January 2100

class _Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(_DAY)

class _Time(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_DAY, tz)

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(_DAY)

_localtime, _gmtime = time.localtime, time.gmtime
time.time = lambda: _DAY
time.time_ns = lambda: int(_DAY * 1e9)
time.localtime = lambda seconds=None: _localtime(_DAY if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(_DAY if seconds is None else seconds)
datetime.date, datetime.datetime = _Date, _Time
"""


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in files_of(folder)}


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Anchorage", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "40"},
    ],
    ids=["west", "east"],
)
def test_another_process_folder_clock_and_language_give_the_same_bytes(
    command: Run, sample_files: Files, tmp_path: Path, environment: Mapping[str, str]
) -> None:
    """One run for all of it: where a byte differs, the names of the files that differ lead further."""
    clock = tmp_path / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(OTHER_CLOCK, encoding="utf-8")
    root = tmp_path / "another place" / "ünter Freunden"
    shutil.copytree(workspace(tmp_path), root)
    said = command("build", "xiaomi", cwd=root, environment={**environment, "PYTHONPATH": f"{clock}:{REPOSITORY}"})
    assert said.status == 0, said.err
    ours, theirs = bytes_of(sample_files.folder), bytes_of(root / "output" / "xiaomi" / "2025-11-14")
    assert tuple(ours) == tuple(theirs) == ALL
    assert [name for name in ALL if ours[name] != theirs[name]] == []


def test_the_other_clock_is_another_clock(tmp_path: Path) -> None:
    """Else the test above would prove nothing."""
    (tmp_path / "sitecustomize.py").write_text(OTHER_CLOCK, encoding="utf-8")
    asked = "import datetime, time; print(datetime.datetime.now().year, datetime.date.today().year, time.gmtime()[0])"
    said = subprocess.run(
        [sys.executable, "-c", asked], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["2100", "2100", "2100"]


def test_a_second_build_leaves_the_files_as_they_are(reportgen: Run, sample_root: Path, tmp_path: Path) -> None:
    arguments = ("build", "xiaomi", "--root", sample_root, "--out", tmp_path, "--format", "html,json")
    assert reportgen(*arguments).status == 0
    before = {each: (each.stat().st_mtime_ns, each.stat().st_ino) for each in files_of(tmp_path)}
    assert reportgen(*arguments).status == 0
    assert {each: (each.stat().st_mtime_ns, each.stat().st_ino) for each in files_of(tmp_path)} == before


def test_the_manifest_holds_the_hash_of_all_that_went_in_and_came_out(sample_files: Files, sample_root: Path) -> None:
    manifest = sample_files.manifest
    for name, told in manifest["outputs"].items():
        content = (sample_files.folder / name).read_bytes()
        assert told == {"sha256": sha256(content), "bytes": len(content)}
    for name, told in manifest["inputs"].items():
        assert told == sha256((sample_root / name).read_bytes())
    read = {
        f"inputs/{each.relative_to(sample_root / 'inputs')}" for each in files_of(sample_root / "inputs" / "xiaomi")
    }
    assert set(manifest["inputs"]) == {"inputs/house.yaml", *read}
    assert str(sample_root) not in (sample_files.folder / "manifest.json").read_text(encoding="utf-8")


def test_a_change_of_one_digit_changes_the_manifest_and_the_note(
    tmp_path: Path, sample_files: Files, reportgen: Run
) -> None:
    root = workspace(tmp_path, {"xiaomi/valuation.yaml": [("CNY 12.5 bn", "CNY 12.6 bn")]})
    assert reportgen("build", "xiaomi", "--root", root, "--format", "json").status == 0
    other = Files(root / "output" / "xiaomi" / "2025-11-14")
    assert other.values["valuation.enterprise_value"] == pytest.approx(747.4e9)
    changed = {name for name, told in other.manifest["inputs"].items() if told != sample_files.manifest["inputs"][name]}
    assert changed == {"inputs/xiaomi/valuation.yaml"}
