"""Types of note and logos that cannot be used: what is said, where, and that nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build import build, examine
from reportgen.diagnostics import errors
from reportgen.model.edition import Edition
from tests.commands.small import company
from tests.conftest import Run
from tests.workspaces import SAMPLE, edited

HOUSE = (SAMPLE / "house.yaml").read_text(encoding="utf-8")


def with_logo(tmp_path: Path, name: str, content: str | None = None) -> Path:
    root = company(tmp_path)
    branded = edited(HOUSE, [('  accent_soft: "#f2d8cb"\n', f'  accent_soft: "#f2d8cb"\n  logo: {name}\n')])
    (root / "inputs" / "house.yaml").write_text(branded, encoding="utf-8")
    if content is not None:
        (root / "templates").mkdir(exist_ok=True)
        (root / "templates" / name).write_text(content, encoding="utf-8")
    return root


@pytest.mark.parametrize("name", ["logo.gif", "../logo.svg", "a/logo.svg", "logo", ".svg", "'logo.svg '", "logo.SVG"])
def test_a_name_that_is_no_logo_s(tmp_path: Path, name: str) -> None:
    found = examine(with_logo(tmp_path, name), "small")
    assert [(each.code, each.path) for each in errors(found.diagnostics)] == [("logo-format", "branding.logo")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "logo-missing"),
        ("no image", "logo-not-an-image"),
        ("<svg><script/></svg>", "logo-unsafe"),
        (f"<svg/><!--{'x' * 2_000_000}-->", "logo-too-large"),
    ],
)
def test_a_file_that_is_no_logo(tmp_path: Path, content: str | None, code: str) -> None:
    root = with_logo(tmp_path, "logo.svg", content)
    built = build(root, "small", formats_wanted=("html",))
    (found,) = errors(built.diagnostics)
    assert (found.code, found.location.file, found.path) == (code, "inputs/house.yaml", "branding.logo")
    assert "logo: " in HOUSE or found.location.line > HOUSE[: HOUSE.index("accent_soft")].count("\n")
    assert built.files == ()


def test_a_logo_of_fifty_megabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    root = with_logo(tmp_path, "logo.svg", "<svg/>")
    with (root / "templates" / "logo.svg").open("r+b") as file:
        file.truncate(50_000_000)
    (found,) = errors(build(root, "small", formats_wanted=("html",)).diagnostics)
    assert (found.code, found.location.file) == ("logo-too-large", "inputs/house.yaml")


def test_a_font_that_is_none_ends_a_build_with_its_name(tmp_path: Path, reportgen: Run) -> None:
    root = company(tmp_path)
    (root / "fonts").mkdir()
    (root / "fonts" / "House.ttf").write_text("no font")
    said = reportgen("build", "small", "--root", root)
    assert said.status == 1
    assert "fonts/House.ttf:1:1: error: " in said.err
    assert "[font-unreadable]" in said.err
    assert not (root / "output").exists()


@pytest.mark.parametrize("command", ["build", "release"])
def test_an_unknown_type_on_the_command_line(tmp_path: Path, reportgen: Run, command: str) -> None:
    said = reportgen(command, "small", "--type", "flesh", "--root", company(tmp_path))
    assert said.status == 1
    text = said.out + said.err
    assert "--type: no such type of note: 'flesh'" in text
    assert "flash, initiation, snapshot, update" in text


def test_a_faulty_list_stops_the_notes_of_its_type_alone(tmp_path: Path) -> None:
    root = company(tmp_path)
    folder = root / "templates" / "flash"
    folder.mkdir(parents=True)
    (folder / "sections.txt").write_text("disclosurs\n", encoding="utf-8")
    found = examine(root, "small", edition=Edition(note_type="flash"))
    assert {each.code for each in errors(found.diagnostics)} == {"note-type-list"}
    assert examine(root, "small").ready
