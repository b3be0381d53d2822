from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from reportgen.formats.template_numbers import in_template, template_numbers
from tests.workspaces import REPOSITORY


def places(source: str) -> list[tuple[int, int]]:
    return [(one.location.line, one.location.column) for one in in_template(source, "templates/x.j2")]


def test_our_templates_type_no_number() -> None:
    assert template_numbers((REPOSITORY / "templates",), draft=False) == ()


TEMPLATES = sorted((REPOSITORY / "templates").rglob("*.j2"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(REPOSITORY).as_posix())
def test_a_number_planted_in_any_template_is_found(file: Path) -> None:
    """Before and after all that the template holds, and behind the words of each paragraph and cell."""
    source = file.read_text(encoding="utf-8")
    planted = re.sub(r"(?=</(?:p|td|th|h1|h2|li)>)", " CNY 36.6 bn", f"up 12 %\n{source}\nCNY 36.6 bn")
    assert [one.message for one in in_template(planted, "templates/x.j2")] == [
        f"the number {each!r} is typed" for each in ("12", *["36.6"] * (planted.count("36.6")))
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Up 12 %</p>", [(1, 7)]),
        ("<p>\n  {{ a }} and 36.03</p>", [(2, 15)]),
        ("{# a comment #}\n<b>twenty per cent</b>", [(2, 4)]),
        ("{{ 42 }}", [(1, 4)]),
        ("{{ 'up 42 %' }}", [(1, 8)]),
    ],
)
def test_a_typed_number_has_its_place(source: str, expected: list[tuple[int, int]]) -> None:
    assert places(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '<h1 class="n2" style="width:12mm">Title</h1>',
        "<style>p { margin: 2mm }</style><script>let a = 3;</script><!-- 4 -->",
        "{# 12 #}{% if loop.index <= 2 %}a{% endif %}{{ 'd' if item.marker > 0.6 }}",
        "&#8202;&nbsp;",
        "{% if 3 <",
        "<p>FY2024, 14 November 2025, the 2nd</p>",
    ],
)
def test_markup_and_comparisons_print_no_number(source: str) -> None:
    assert places(source) == []


def test_a_changed_template_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "note.html.j2"
    file.write_text("<p>12 %</p>", encoding="utf-8")
    (first,) = template_numbers((tmp_path,), draft=True)
    assert (first.location.file, first.severity) == ("templates/note.html.j2", Severity.WARNING)
    file.write_text("<p>none</p>", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert template_numbers((tmp_path,), draft=True) == ()
