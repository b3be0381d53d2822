"""The list of what a type of note shows, as it is written and as it is misspelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build import templates_of
from reportgen.diagnostics import Diagnostic
from reportgen.loading.note_types import note_types, read_layout
from reportgen.model.layout import Layout, Shown
from tests.sections.composing import sample
from tests.workspaces import REPOSITORY

TYPES = ("flash", "initiation", "snapshot", "update")


def read(tmp_path: Path, text: str | bytes, name: str = "mine") -> tuple[Layout, tuple[Diagnostic, ...]]:
    folder = tmp_path / "templates" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "note.html.j2").write_text("", encoding="utf-8")
    (folder / "sections.txt").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_layout(templates_of(tmp_path), sample().inputs, name)


def test_the_lists_that_come_with_the_program_are_sound() -> None:
    folders = templates_of(REPOSITORY)
    assert note_types(folders) == TYPES
    for name in TYPES:
        layout, found = read_layout(folders, sample().inputs, name)
        assert found == ()
        assert (layout.folder, bool(layout.title), bool(layout.front)) == (name, True, True)
    limits = [read_layout(folders, sample().inputs, name)[0].pages for name in TYPES]
    assert limits == [2, None, 1, 6]


def test_a_list_as_it_is_written(tmp_path: Path) -> None:
    text = "# mine\ntitle: My note\npages: 3\nfront: thesis,  analysts # both\r\n\n+ risks: catalysts\ndisclosures\n"
    layout, found = read(tmp_path, text)
    assert found == ()
    shown = (Shown("risks", ("catalysts",), same_page=True), Shown("disclosures"))
    assert layout == Layout("mine", "My note", 3, ("thesis", "analysts"), shown)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("vluation", "'valuation'"),
        ("valuation: brige", "no such block"),
        ("valuation: tornado", "no such block"),
        ("valuation:", "no such block"),
        ("valuation: prose, prose", "twice"),
        ("front: thesos", "'thesis'"),
        ("pages: none", "no number of pages"),
        ("pages: 0", "no number of pages"),
        ("pages: 201", "no number of pages"),
        ("pages: ²", "no number of pages"),
        ("title:", "title"),
        (f"title: {'x' * 61}", "title"),
        ("+ title: x", "no such section"),
        ("Valuation", "no line of the form"),
        ("valuation; price", "no line of the form"),
        ("disclosures", "second time"),
    ],
)
def test_each_fault_is_told_at_its_line(tmp_path: Path, line: str, says: str) -> None:
    layout, found = read(tmp_path, f"disclosures\n{line}\n")
    assert layout == Layout("mine")
    assert [(each.code, str(each.location)) for each in found] == [
        ("note-type-list", "templates/mine/sections.txt:2:1")
    ]
    assert says in f"{found[0].message} {found[0].hint}"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(read(tmp_path, "one\ntwo\nthree\n")[1]) == 4


def test_no_note_goes_without_disclosures(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "valuation\n")[1]
    assert "disclosures" in found.message


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty-file"), (b"\xff", "not-utf8"), ("x" * 100_001, "file-too-large")]
)
def test_a_list_that_is_no_text_is_told(tmp_path: Path, text: str | bytes, code: str) -> None:
    assert [each.code for each in read(tmp_path, text)[1]] == [code]


def test_a_folder_without_a_list_shows_everything(tmp_path: Path) -> None:
    read(tmp_path, "")
    (tmp_path / "templates" / "mine" / "sections.txt").unlink()
    assert read_layout(templates_of(tmp_path), sample().inputs, "mine") == (Layout("mine"), ())


def test_a_house_replaces_the_list_alone(tmp_path: Path) -> None:
    (tmp_path / "templates" / "flash").mkdir(parents=True)
    (tmp_path / "templates" / "flash" / "sections.txt").write_text("disclosures\n", encoding="utf-8")
    layout, _ = read_layout(templates_of(tmp_path), sample().inputs, "flash")
    assert layout.sections == (Shown("disclosures"),)


@pytest.mark.parametrize("name", ["none", "", "..", "../templates/flash", "_base", "_mail", "Flash", "flash\n"])
def test_an_unknown_type_is_told_with_those_that_there_are(name: str) -> None:
    _, (found,) = read_layout(templates_of(REPOSITORY), sample().inputs, name)
    assert (found.code, found.path) == ("note-type-unknown", "--type")
    assert all(each in found.hint for each in TYPES)
