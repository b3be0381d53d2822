from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.diagnostics import in_order
from reportgen.loading import companies, load, slug_fault
from tests.workspaces import Change, workspace

_FILES = (
    "house.yaml",
    "xiaomi/company.yaml",
    "xiaomi/facts.yaml",
    "xiaomi/reported.csv",
    "xiaomi/deliveries.csv",
    "xiaomi/prices.csv",
    "xiaomi/valuation.yaml",
    "xiaomi/opinion.yaml",
    "xiaomi/exhibits.yaml",
    "xiaomi/conflicts.yaml",
    "xiaomi/note.md",
)


def test_the_sample_loads(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path), "xiaomi")
    assert loaded.diagnostics == ()
    assert loaded.inputs is not None
    assert loaded.inputs.slug == "xiaomi"
    assert loaded.inputs.as_of == loaded.inputs.opinion.as_of == date(2025, 11, 14)
    assert sorted(file.file for file in loaded.files) == sorted(f"inputs/{name}" for name in _FILES)
    assert all(paths == frozenset() for paths in loaded.left_out.values())


def test_the_date_may_be_another(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path), "xiaomi", date(2025, 6, 30))
    assert loaded.inputs is not None
    assert loaded.inputs.as_of == date(2025, 6, 30)


@pytest.mark.parametrize("name", ["xiaomi/exhibits.yaml", "xiaomi/conflicts.yaml", "xiaomi/prices.csv"])
def test_what_may_be_absent(name: str, tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path, {name: None}), "xiaomi")
    assert loaded.diagnostics == ()
    assert loaded.inputs is not None
    assert f"inputs/{name}" not in {file.file for file in loaded.files}


@pytest.mark.parametrize("name", _FILES)
def test_what_is_there_must_be_readable(name: str, tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path, {name: b"\xff"}), "xiaomi")
    assert loaded.inputs is None
    assert [(one.location.file, one.code) for one in loaded.diagnostics] == [(f"inputs/{name}", "not-utf8")]


@pytest.mark.parametrize(
    "slug",
    ["../x", "..", ".", "", "x/y", "X", "é", "-x", "x" * 61, "x\n", "xiaomi\x00", "C:\\x", "~", "/etc", "x.yaml", "-"],
)
def test_what_is_no_name_of_a_company(slug: str, tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path), slug)
    assert loaded.inputs is None
    assert [one.code for one in loaded.diagnostics] == ["company-name"]
    assert loaded.files == ()


def test_a_company_that_is_not_there(tmp_path: Path) -> None:
    found = slug_fault(workspace(tmp_path), "xiaomy")
    assert found is not None
    assert (found.code, str(found.location)) == ("unknown-company", "inputs/xiaomy:1:1")
    assert "xiaomi" in found.hint


def test_a_workspace_of_nothing(tmp_path: Path) -> None:
    assert companies(tmp_path) == ()
    found = slug_fault(tmp_path, "x")
    assert found is not None
    assert "none yet" in found.hint


def test_companies_are_the_folders_with_a_company_in_them(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"b/company.yaml": "name: B\n", "a/company.yaml": "name: A\n", "notes/readme.md": "x"})
    assert companies(root) == ("a", "b", "xiaomi")


@pytest.mark.parametrize(
    ("changes", "file", "path"),
    [
        ({"xiaomi/valuation.yaml": [("sign: add", "sign: plus")]}, "valuation.yaml", ("bridge", "net_cash", "sign")),
        (
            {
                "xiaomi/opinion.yaml": [
                    ("direction: up\n    source: S2\n  - event: Ann", "direction: on\n  - event: Ann")
                ]
            },
            "opinion.yaml",
            ("catalysts", 0),
        ),
        (
            {"xiaomi/deliveries.csv": [("2025Q1,75869", "2025Q1,x")]},
            "facts.yaml",
            ("metrics", "deliveries", "formulas", "9M2025"),
        ),
        ({"xiaomi/prices.csv": [("2025-11-14,42.48", "2025-11-14,x")]}, "prices.csv", ()),
        ({"xiaomi/note.md": [("{#plan}", "{#plans}")]}, "note.md", ()),
        ({"house.yaml": [("bucket: hold", "bucket: x")]}, "house.yaml", ("ratings", "bands", 1)),
    ],
)
def test_what_is_left_out_is_named(
    changes: dict[str, Change], file: str, path: tuple[str | int, ...], tmp_path: Path
) -> None:
    assert path in load(workspace(tmp_path, changes), "xiaomi").left_out[file]


def test_prose_at_fault_is_told_once_with_its_path(tmp_path: Path) -> None:
    edits = [
        ("look_for: Published scores", "look_for: 'so {{ f() }} and {{ g() }}'"),
        ("direction: up", "direction: on"),
    ]
    changes: dict[str, Change] = {"xiaomi/opinion.yaml": edits[:1]}
    found = load(workspace(tmp_path, changes), "xiaomi").diagnostics
    assert [(one.code, one.path) for one in found] == [("prose-unsafe", "catalysts.6.look_for")] * 2
    assert found[0].location.column + len("{{ f() }} and ") == found[1].location.column


def test_a_series_that_is_not_there_is_told_with_where_it_is_named(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path, {"xiaomi/deliveries.csv": None}), "xiaomi")
    (found,) = loaded.diagnostics
    assert loaded.inputs is None
    assert (found.code, found.location.file) == ("missing-file", "inputs/xiaomi/deliveries.csv")
    assert "inputs/xiaomi/facts.yaml:" in found.hint


def test_a_series_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    edit = ("series: [reported.csv, deliveries.csv]", "series: [reported.csv, deliveries.csv, reported.csv]")
    loaded = load(workspace(tmp_path, {"xiaomi/facts.yaml": [edit]}), "xiaomi")
    assert loaded.diagnostics == ()
    assert len(loaded.files) == len(_FILES)


def test_findings_are_in_order_and_each_once(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "house.yaml": b"\xff",
        "xiaomi/valuation.yaml": [
            ("sign: add", "sign: plus"),
            ("method: given\n    label: IoT", "method: x\n    label: IoT"),
        ],
    }
    found = load(workspace(tmp_path, changes), "xiaomi").diagnostics
    assert found == in_order(found)
    assert len(found) == 3
