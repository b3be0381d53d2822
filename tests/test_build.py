"""One build: which stages run, what they leave, and where it goes."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import pytest

from reportgen import build as building
from reportgen.build import ALL_FORMATS, Built, build, damaged_fonts, examine, fonts_of, render, rules, templates_of
from reportgen.diagnostics import ReportgenError, Severity, errors
from reportgen.folders import PACKAGE
from reportgen.formats import FORMATS
from reportgen.model.edition import Edition
from tests.commands.small import company
from tests.workspaces import REPOSITORY, workspace


def test_a_build_knows_what_it_wrote(sample_built: Built) -> None:
    assert [name for name, _ in sample_built.files] == [
        "manifest.json",
        "model.xlsx",
        "note.html",
        "note.json",
        "note.pdf",
    ]
    for name, size in sample_built.files:
        assert (sample_built.folder / name).stat().st_size == size
    assert sample_built.folder.parts[-2:] == ("xiaomi", "2025-11-14")
    assert errors(sample_built.diagnostics) == ()


def test_every_format_that_can_be_asked_for_can_be_rendered() -> None:
    assert set(ALL_FORMATS) <= set(FORMATS)
    assert len({file for file, _ in FORMATS.values()}) == len(FORMATS)


def test_examining_writes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    before = sorted(root.rglob("*"))
    examined = examine(root, "xiaomi")
    assert examined.ready
    assert sorted(root.rglob("*")) == before


def test_rendering_gives_bytes_and_writes_nothing(tmp_path: Path) -> None:
    root = company(tmp_path)
    files, found = render(root, examine(root, "small"), ("json",))
    assert sorted(files) == ["manifest.json", "note.json"]
    assert errors(found) == ()
    assert not (root / "output").exists()


def test_faults_of_all_stages_are_told_in_one_run(tmp_path: Path) -> None:
    root = company(
        tmp_path,
        changes={
            "company.yaml": [("note_type: initiation", "note_type: nothing")],
            "opinion.yaml": [("rating: Buy", "rating: Sell")],
            "facts.yaml": [("2024-12-31: {value: 30.5}", "2024-12-31: {value: thirty}")],
            "note.md": [("A standfirst.", "A {{ no_such_number.FY2024 }}.")],
        },
    )
    examined = examine(root, "small")
    assert not examined.ready
    assert examined.note is None
    files = {each.location.file.rpartition("/")[2] for each in errors(examined.diagnostics)}
    assert files == {"company.yaml", "facts.yaml", "note.md", "opinion.yaml"}
    # what a draft may lack is told as well, though there is no page to print it on
    assert "conflicts-unanswered" in {each.code for each in examined.diagnostics}


def test_a_company_that_cannot_be_read_has_no_results(tmp_path: Path) -> None:
    examined = examine(workspace(tmp_path, {"house.yaml": None}), "xiaomi")
    assert (examined.inputs, examined.results, examined.note, examined.ready) == (None, None, None, False)
    assert {each.location.file for each in examined.diagnostics} == {"inputs/house.yaml"}


@pytest.mark.parametrize("name", ["..", "", "Xiaomi", "no-such-company", "a/b"])
def test_a_name_that_is_no_company_is_told(tmp_path: Path, name: str) -> None:
    built = build(workspace(tmp_path), name)
    assert built.files == ()
    assert len(errors(built.diagnostics)) == 1


def test_the_date_decides_the_folder(tmp_path: Path) -> None:
    root = company(tmp_path)
    built = build(root, "small", as_of=date(2025, 2, 3), formats_wanted=("json",))
    assert built.folder == root / "output" / "small" / "2025-02-03"
    assert built.examined.inputs is not None
    assert built.examined.inputs.as_of == date(2025, 2, 3)


def test_lenience_turns_errors_of_fitness_into_warnings_and_no_others(tmp_path: Path) -> None:
    root = company(tmp_path, changes={"opinion.yaml": [("rating: Buy", "rating: Sell")]})
    strict, lenient = examine(root, "small"), examine(root, "small", edition=Edition(lenient=True))
    assert [each.code for each in errors(strict.diagnostics)] == ["rating-matches-return"]
    assert errors(lenient.diagnostics) == ()
    # the same findings, told less loudly
    assert {dataclasses.replace(each, severity=Severity.INFO) for each in strict.diagnostics} == {
        dataclasses.replace(each, severity=Severity.INFO) for each in lenient.diagnostics
    }
    assert lenient.ready


def test_a_target_without_a_figure_is_no_matter_of_lenience(tmp_path: Path) -> None:
    root = company(tmp_path, changes={"prices.csv": None})
    for lenient in (False, True):
        examined = examine(root, "small", edition=Edition(lenient=lenient))
        assert examined.note is None
        assert errors(examined.diagnostics)


# ---- templates and fonts --------------------------------------------------------------------------------------------


def test_the_workspace_s_templates_come_first(tmp_path: Path) -> None:
    assert templates_of(tmp_path) == (REPOSITORY / "templates",)
    (tmp_path / "templates").mkdir()
    assert templates_of(tmp_path) == (tmp_path / "templates", REPOSITORY / "templates")


def test_in_the_checkout_there_is_one_folder_of_templates() -> None:
    assert templates_of(REPOSITORY) == (REPOSITORY / "templates",)


def test_the_fonts_are_as_shipped() -> None:
    assert damaged_fonts(PACKAGE / "fonts") == ()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"fonts": [{}], "web": []}', b"\xff"])
def test_a_list_of_fonts_that_is_none_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fonts.json").write_bytes(content)
    assert damaged_fonts(tmp_path) == ("fonts.json",)


def test_each_damaged_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fonts"
    shutil.copytree(PACKAGE / "fonts", folder)
    (folder / "Inter-700.ttf").unlink()
    (folder / "web" / "Inter-400.woff2").write_bytes(b"no font")
    assert set(damaged_fonts(folder)) == {"Inter-700.ttf", "web/Inter-400.woff2"}
    monkeypatch.setattr(building, "PACKAGE", tmp_path)
    with pytest.raises(ReportgenError, match="install reportgen again"):
        fonts_of(tmp_path)


# ---- codes ----------------------------------------------------------------------------------------------------------


def test_each_code_is_registered_once_and_in_order() -> None:
    codes = [each.code for each in rules()]
    assert codes == sorted(set(codes))
