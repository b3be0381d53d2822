"""The doctor sees what is wrong with the machine, and says how to mend it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from reportgen import health
from reportgen.commands.common import ENVIRONMENT, FINE
from reportgen.folders import PACKAGE
from reportgen.health import Finding, examine_machine
from reportgen.record import open_record
from tests.conftest import Run


def finding(root: Path, what: str) -> Finding:
    return next(each for each in examine_machine(root) if each.what == what)


def test_a_sound_machine_is_told_so(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("doctor", "--root", sample_root)
    assert said.status == FINE
    lines = said.out.splitlines()
    assert len(lines) == len(health.LOOKS)
    assert all(line.startswith("ok    ") for line in lines)


def test_machines_get_the_same_findings(reportgen: Run, sample_root: Path) -> None:
    said = reportgen("doctor", "--root", sample_root, "--json")
    assert [each["what"] for each in json.loads(said.out)] == [each.what for each in examine_machine(sample_root)]
    assert all(each["fine"] is True and each["remedy"] == "" for each in json.loads(said.out))


def test_outside_of_a_workspace_the_doctor_still_answers(reportgen: Run, tmp_path: Path) -> None:
    said = reportgen("doctor", "--root", tmp_path)
    assert said.status == ENVIRONMENT
    assert "FAIL  Workspace: no folder inputs/" in said.out
    assert "mend it: go to a workspace" in said.out


def test_every_finding_that_is_not_fine_has_a_remedy(tmp_path: Path) -> None:
    assert all(bool(each.remedy) != each.fine for each in examine_machine(tmp_path / "nowhere"))


def _old_python(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    monkeypatch.setattr(health, "LEAST_PYTHON", (99, 0))


def _missing_library(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    def version(name: str) -> str:
        if name == "jinja2":
            raise PackageNotFoundError
        return "1.0"

    monkeypatch.setattr(health, "version", version)


def _old_pango(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    monkeypatch.setattr(health, "LEAST_PANGO", 999999)


def _full_disk(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    monkeypatch.setattr(health, "LEAST_ROOM", 1e15)


def _changed_font(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    shutil.copytree(PACKAGE / "fonts", folder / "package" / "fonts")
    (folder / "package" / "fonts" / "Inter-500.ttf").write_bytes(b"")
    monkeypatch.setattr(health, "PACKAGE", folder / "package")


def _broken_pack(_: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "fonts").mkdir()
    (folder / "fonts" / "Broken.ttf").write_bytes(b"no font")


def _no_templates(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(health, "templates_of", lambda _: (folder,))


def _blocked_output(_: pytest.MonkeyPatch, folder: Path) -> None:
    shutil.rmtree(folder / "inputs")
    folder.rmdir()


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize(
    ("harm", "what", "said"),
    [
        (_old_python, "Python", "install Python"),
        (_missing_library, "Python libraries", "pip install"),
        (_old_pango, "Pango and HarfBuzz", "is needed"),
        (_changed_font, "Fonts", "install reportgen again"),
        (_broken_pack, "Fonts", "take it out"),
        (_no_templates, "Templates", "restore templates"),
        (_full_disk, "Output folder", "make room"),
        (_blocked_output, "Output folder", "--out"),
    ],
)
def test_each_harm_is_seen(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    harm: Callable[[pytest.MonkeyPatch, Path], None],
    what: str,
    said: str,
) -> None:
    root = tmp_path / "root"
    (root / "inputs").mkdir(parents=True)
    assert finding(root, what).fine
    harm(monkeypatch, root)
    found = finding(root, what)
    assert not found.fine
    assert said in found.remedy


def test_a_damaged_record_is_seen(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    open_record(tmp_path).close()
    assert finding(tmp_path, "Record").fine
    file = tmp_path / "record" / "record.sqlite"
    file.write_bytes(file.read_bytes()[:-4096] + b"\xa5" * 4096)
    found = finding(tmp_path, "Record")
    assert not found.fine
    assert "is damaged; put it aside and restore it from a backup" in found.said
