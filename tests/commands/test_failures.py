"""What goes wrong is told where it can be put right, and leaves the last good note as it was."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen import build as building
from reportgen.build import build
from reportgen.commands.common import ENVIRONMENT, FINE, PROBLEMS
from reportgen.diagnostics import Severity
from reportgen.folders import PACKAGE
from reportgen.formats.manifest import sha256
from tests.commands import killed
from tests.commands.reading import Files, files_of
from tests.commands.small import company
from tests.conftest import Run
from tests.workspaces import REPOSITORY, edited

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
ARABIC = "شركة"


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes and the times of all files of a folder."""
    return {str(each.relative_to(folder)): (each.read_bytes(), each.stat().st_mtime_ns) for each in files_of(folder)}


def change(root: Path, name: str, *edits: tuple[str, str]) -> None:
    file = root / "inputs" / "small" / name
    file.write_text(edited(file.read_text(encoding="utf-8"), edits), encoding="utf-8")


# ---- the last good note ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("valuation.yaml", "USD 500 m", "EUR 500 m"),
        ("opinion.yaml", "rating: Buy", "rating: Sell"),
        ("note.md", "valuation.target_price", "valuation.target_prize"),
        ("company.yaml", "name: Small Company", f"name: {ARABIC}"),
        ("facts.yaml", "sources:", "sources: ["),
    ],
    ids=["unit", "rating", "reference", "glyph", "syntax"],
)
def test_a_failed_build_leaves_the_last_good_note(
    reportgen: Run, tmp_path: Path, name: str, old: str, new: str
) -> None:
    root = company(tmp_path)
    arguments = ("build", "small", "--root", root, "--format", "html,json")
    assert reportgen(*arguments).status == FINE
    before = state(root / "output")
    change(root, name, (old, new))
    said = reportgen(*arguments)
    assert said.status == PROBLEMS
    assert "nothing written; the last good note stays" in said.err
    assert f"inputs/small/{name}:" in said.err
    assert state(root / "output") == before


def test_one_bad_company_does_not_stop_the_others(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path)
    for bad in ("aaa", "zzz"):
        shutil.copytree(root / "inputs" / "small", root / "inputs" / bad)
    (root / "inputs" / "aaa" / "valuation.yaml").write_text("parts: [", encoding="utf-8")
    (root / "inputs" / "zzz" / "note.md").unlink()
    said = reportgen("build", "--root", root, "--format", "json")
    assert said.status == PROBLEMS
    assert sorted(each.name for each in (root / "output").iterdir()) == ["small", "xiaomi"]
    assert "2 of 4 notes built" in said.out
    for bad in ("aaa", "zzz"):
        assert f"{bad}: nothing written" in said.err


def test_two_companies_of_one_run_share_nothing(reportgen: Run, tmp_path: Path, sample_files: Files) -> None:
    """Charts and popovers of one company are those of a run of its own."""
    root = company(tmp_path, "twelve parts, bridge and premium")
    assert reportgen("build", "small", "xiaomi", "--root", root, "--format", "html,json").status == FINE
    beside = Files(root / "output" / "xiaomi" / "2025-11-14")
    assert beside.markup == sample_files.markup
    assert "Part number 7 of the twelve" not in beside.markup
    small = Files(root / "output" / "small" / "2025-01-31")
    assert "Part number 7 of the twelve" in small.markup
    assert "Smartphones" not in small.markup


# ---- the machine ----------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_keeps_the_last_good_note(reportgen: Run, tmp_path: Path, small_disk: Path) -> None:
    root = company(tmp_path)
    arguments = ("build", "small", "--root", root, "--out", small_disk)
    assert reportgen(*arguments, "--format", "json").status == FINE
    before = state(small_disk)
    change(root, "valuation.yaml", ("USD 500 m", "USD 510 m"))
    said = reportgen(*arguments, "--format", "html,json")
    assert said.status == ENVIRONMENT
    assert "No space left" in said.err
    assert len(said.err.splitlines()) <= 2
    assert state(small_disk) == before


def test_a_folder_that_cannot_be_written_is_told(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path)
    (root / "output").write_text("a file where a folder is needed", encoding="utf-8")
    said = reportgen("build", "small", "--root", root, "--format", "json")
    assert said.status == ENVIRONMENT
    assert "Traceback" not in said.err
    assert str(root / "output") in said.err


@pytest.mark.parametrize("damage", ["changed", "missing", "unlisted"])
def test_damaged_fonts_are_told_before_a_page_is_made(
    reportgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    package = tmp_path / "package"
    shutil.copytree(PACKAGE / "fonts", package / "fonts")
    shutil.copytree(REPOSITORY / "templates", package / "_templates")
    file = package / "fonts" / ("fonts.json" if damage == "unlisted" else "Inter-400.ttf")
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-100])
    monkeypatch.setattr(building, "PACKAGE", package)
    root = company(tmp_path)
    said = reportgen("build", "small", "--root", root)
    assert said.status == ENVIRONMENT
    assert file.name in said.err
    assert "install reportgen again" in said.err
    assert "Traceback" not in said.err
    assert not (root / "output").exists()


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_a_font_pack_that_is_none_is_told(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path)
    (root / "fonts").mkdir()
    (root / "fonts" / "Broken.ttf").write_bytes(b"no font")
    said = reportgen("build", "small", "--root", root)
    assert said.status == PROBLEMS
    assert "fonts/Broken.ttf:1:1: error: " in said.out + said.err
    assert "[font-unreadable]\n    hint: " in said.out + said.err
    assert not (root / "output").exists()


# ---- templates, layout, letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("<p>fine</p>\n{{ note.no_such_thing }}\n", 2),
        ("<p>fine</p>\n\n{% if %}\n", 3),
        ("{{ note.title }}\n{{ 1 // 0 }}\n", 2),
        ("{% include 'no/such/partial.html.j2' %}\n", 1),
    ],
    ids=["undefined", "syntax", "arithmetic", "missing"],
)
def test_a_fault_of_a_template_is_told_with_name_and_line(
    reportgen: Run, tmp_path: Path, fault: str, line: int
) -> None:
    root = company(tmp_path)
    partial = root / "templates" / "_base" / "sections" / "section.html.j2"
    partial.parent.mkdir(parents=True)
    partial.write_text(fault, encoding="utf-8")
    said = reportgen("build", "small", "--root", root, "--format", "html")
    assert said.status == PROBLEMS
    assert re.search(
        rf"^templates/_base/sections/section\.html\.j2:{line}:1: error: .+ \[template-fault\]$", said.err, re.MULTILINE
    )
    assert not (root / "output").exists()


def test_a_partial_of_the_workspace_takes_the_place_of_ours(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path)
    partial = root / "templates" / "_base" / "sections" / "section.html.j2"
    partial.parent.mkdir(parents=True)
    partial.write_text("<section>Our own page about {{ section.short }}.</section>\n", encoding="utf-8")
    assert reportgen("build", "small", "--root", root, "--format", "html").status == FINE
    files = Files(root / "output" / "small" / "2025-01-31")
    assert "Our own page about Valuation." in files.screen.text
    assert "workspace/templates/_base/sections/section.html.j2" in files.manifest["templates"]


def test_a_warning_of_the_layout_stops_the_build(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path)
    partial = root / "templates" / "_base" / "sections" / "section.html.j2"
    partial.parent.mkdir(parents=True)
    partial.write_text('<img src="https://example.com/logo.png" alt="logo">\n', encoding="utf-8")
    said = reportgen("build", "small", "--root", root, "--format", "pdf")
    assert said.status == PROBLEMS
    assert "example.com" in said.err
    assert "[layout-warning]" in said.err


def test_a_type_of_note_without_templates_is_told_by_check(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path, changes={"company.yaml": [("note_type: initiation", "note_type: initation")]})
    said = reportgen("check", "small", "--root", root)
    assert said.status == PROBLEMS
    assert re.search(r"^inputs/small/company\.yaml:8:12: error: note_type: .*\[note-type-unknown\]", said.out)
    assert "initiation" in said.out.partition("hint:")[2]


def test_a_letter_without_a_glyph_is_told_where_it_was_typed(reportgen: Run, tmp_path: Path) -> None:
    root = company(tmp_path, changes={"company.yaml": [("name: Small Company", f"name: Small {ARABIC}")]})
    said = reportgen("check", "small", "--root", root)
    assert said.status == PROBLEMS
    found = re.findall(r"^inputs/small/company\.yaml:1:(\d+): error: .+ \[missing-glyph\]$", said.out, re.MULTILINE)
    assert {int(each) for each in found} == {13 + place for place in range(len(ARABIC))}


@pytest.mark.skipif(not DEJAVU.is_file(), reason="DejaVu Sans is not installed")
def test_with_a_font_pack_the_letter_prints(tmp_path: Path) -> None:
    root = company(tmp_path, changes={"company.yaml": [("name: Small Company", f"name: Small {ARABIC}")]})
    (root / "fonts").mkdir()
    shutil.copy(DEJAVU, root / "fonts" / "DejaVuSans.ttf")
    built = build(root, "small")
    assert [one for one in built.diagnostics if one.severity is Severity.ERROR] == []
    files = Files(built.folder)
    assert ARABIC in files.screen.text
    # in print the letters are joined, so that the PDF may hold their joined forms, from right to left
    assert re.search(r"Small [\u0600-\u06ff\ufe70-\ufeff]{4}", files.print)
    assert "workspace/fonts/DejaVuSans.ttf" in files.manifest["fonts"]
    assert files.markup.count('"DejaVu Sans"') >= 2


# ---- killed builds --------------------------------------------------------------------------------------------------


def test_a_killed_build_leaves_every_file_whole(tmp_path: Path) -> None:
    """Every file is that of one of the two versions, and the next build leaves nothing of what the kills left."""
    roots = [_version(tmp_path / name, millions) for name, millions in (("one", 500), ("other", 520))]
    versions = []
    for number, root in enumerate(roots):
        folder = build(root, "small", out=tmp_path / f"alone-{number}", formats_wanted=("html", "json")).folder
        versions.append({each.name: each.read_bytes() for each in files_of(folder)})
    out = tmp_path / "notes"
    kinds = set()
    for _ in _kills(out, roots):
        found = {each.name: each.read_bytes() for each in files_of(out) if not each.name.startswith(".")}
        assert set(found) == set(versions[0])
        assert all(content in (versions[0][name], versions[1][name]) for name, content in found.items())
        kinds.add(tuple(found[name] == versions[1][name] for name in sorted(found)))
    # the kills met a build that had put none of its files into place, and such as had put some
    assert len(kinds) >= len(versions[0]), "the kills never met a build of one of the versions"
    folder = build(roots[0], "small", out=out, formats_wanted=("html", "json")).folder
    assert {each.name: each.read_bytes() for each in files_of(folder)} == versions[0]
    outputs = Files(folder).manifest["outputs"]
    assert {name: told["sha256"] for name, told in outputs.items()} == {
        name: sha256(content) for name, content in versions[0].items() if name != "manifest.json"
    }


def _version(folder: Path, millions: int) -> Path:
    return company(folder, changes={"valuation.yaml": [("USD 500 m", f"USD {millions} m")]})


def _kills(out: Path, roots: list[Path]) -> Iterator[None]:
    """Kill a build of the second version over the first, before each of its writes in turn."""
    with subprocess.Popen(
        [sys.executable, killed.__file__, out, *roots],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in itertools.count(1):
            process.stdin.write(f"{number}\n")
            process.stdin.flush()
            if process.stdout.readline() == "whole\n":
                break
            yield
        process.stdin.close()
        assert process.wait(timeout=60) == 0
