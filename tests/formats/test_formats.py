from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.build import fonts_of, templates_of
from reportgen.diagnostics import Diagnostic
from reportgen.formats import FORMATS, render
from reportgen.formats.codes import RULES
from reportgen.formats.quantities_json import quantities_json
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.sections import compose
from tests.sections.composing import small


def rendered(tmp_path: Path, *formats: str) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    writer = small(tmp_path)
    root = tmp_path / "workspace"
    note = compose(writer.inputs, writer.results)
    return render(
        note, writer.inputs, writer.results, formats=formats, templates=templates_of(root), fonts=fonts_of(root)
    )


@pytest.mark.parametrize(
    ("name", "begins"), [("html", b"<!doctype html>"), ("json", b"{"), ("pdf", b"%PDF-"), ("xlsx", b"PK")]
)
def test_each_format_gives_its_own_file(tmp_path: Path, name: str, begins: bytes) -> None:
    files, found = rendered(tmp_path, name)
    assert found == ()
    assert list(files) == [FORMATS[name][0]]
    assert files[FORMATS[name][0]].lstrip().startswith(begins)


def test_a_fault_of_one_format_does_not_hide_those_of_another(tmp_path: Path) -> None:
    small(tmp_path)
    partial = tmp_path / "workspace" / "templates" / "_base" / "sections" / "section.html.j2"

    def broken() -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
        writer = small(tmp_path)
        partial.parent.mkdir(parents=True)
        partial.write_text("\n{{ nothing }}\n", encoding="utf-8")
        root = tmp_path / "workspace"
        note = compose(writer.inputs, writer.results)
        return render(
            note, writer.inputs, writer.results, formats=("html", "json", "pdf"),
            templates=templates_of(root), fonts=fonts_of(root),
        )  # fmt: skip

    files, found = broken()
    assert list(files) == ["note.json"]
    assert {(each.code, str(each.location)) for each in found} == {
        ("template-fault", "templates/_base/sections/section.html.j2:2:1")
    }


def test_nothing_is_drawn_for_data_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.formats.drawn", None)
    assert list(rendered(tmp_path, "json")[0]) == ["note.json"]


def test_other_data_within_the_pdf_than_on_its_pages_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is attached goes through the reading back of every build, not of the check's own tests alone."""

    def other(inputs: Inputs, results: Results) -> bytes:
        path = "valuation.target_price"
        return quantities_json(inputs, replace(results, values={**results.values, path: results.values[path] + 1}))

    monkeypatch.setattr("reportgen.formats.quantities_json", other)
    assert {each.code for each in rendered(tmp_path, "pdf")[1]} == {"data-differs"}


def test_each_code_of_this_stage_has_a_rationale() -> None:
    assert {rule.code for rule in RULES} >= {"template-fault", "layout-warning", "missing-glyph", "note-type-unknown"}
