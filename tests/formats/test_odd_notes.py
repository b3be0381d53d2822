"""Notes that no analyst should write, and one will: a good page or a clear word, never an overflow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from reportgen.build import Built, build
from reportgen.diagnostics import Severity
from reportgen.formats import pdf
from reportgen.model.note import Column, Exhibit, Row, Table
from tests.commands.reading import pages
from tests.commands.small import SMALLEST, company, parts
from tests.formats import sample
from tests.formats.pages import outside, overlapping
from tests.formats.test_html import FONTS, stand_ins, write
from tests.workspaces import SMALL, Change, edited

WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 12
MARKUP = "<script>alert(1)</script> <b onclick=x>bold</b> &amp; <!-- gone -->"
PROSE = f"\n## Reasons {{#valuation}}\n\n{MARKUP}\n\n{WORD}\n\n### An aside\n\n小米集團 names {WORD[:60]} beside it.\n"
RISKS = "risks:\n  - {name: Anything}\n"
MANY_PARTS = {
    f"Part {number} of a company with as many parts": f"{3 * number}.{number % 10}" for number in range(1, 31)
}
EXTREMES = {"The whale": "1000000000", "The shrimp": "0.000001", "The hole": "-250000000", "The rest": "12.5"}


def risk(number: int) -> str:
    """Most with a size, one without anything, one with a word that no line holds."""
    if number in {7, 8}:
        return f"  - name: {'Nothing is known of it' if number == 7 else WORD[:200]}\n"
    level = ("low", "medium", "high")[number % 3]
    effect = f"{{path: valuation.parts.p{number % 30}.enterprise_value, becomes: USD {number * 2}.5 m}}"
    return (
        f"  - {{name: Risk {number} among many others, probability: {level}, effect: {effect}, mitigant: Patience}}\n"
    )


def opinion(count: int) -> str:
    rows = "".join(risk(number) for number in range(count))
    return edited(SMALLEST["opinion.yaml"], [(RISKS, f"risks:\n{rows}")])


ODD: Mapping[str, Mapping[str, Change]] = {
    "crowded": {
        "valuation.yaml": parts(MANY_PARTS),
        "opinion.yaml": opinion(40),
        "note.md": SMALLEST["note.md"] + PROSE,
    },
    "extreme": {"valuation.yaml": parts(EXTREMES)},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    return {
        name: build(company(tmp_path_factory.mktemp("odd"), changes=changes), "small", formats_wanted=("pdf", "html"))
        for name, changes in ODD.items()
    }


@pytest.mark.parametrize("name", ODD)
def test_nothing_leaves_its_page_or_stands_on_other_words(built: Mapping[str, Built], name: str) -> None:
    one = built[name]
    faults = [each.text() for each in one.diagnostics if each.severity is Severity.ERROR]
    assert faults == []
    with pdfium.PdfDocument(one.folder / "note.pdf") as document:
        assert list(outside(document)) == []
        assert list(overlapping(document)) == []


def test_all_parts_and_all_risks_are_printed(built: Mapping[str, Built]) -> None:
    text = " ".join(" ".join(pages((built["crowded"].folder / "note.pdf").read_bytes())).split())
    assert all(f"Part {number} of a company" in text for number in range(1, 31))
    assert all(f"Risk {number} among many" in text for number in range(40) if number not in {7, 8})


def test_markup_in_prose_is_words(built: Mapping[str, Built]) -> None:
    page = (built["crowded"].folder / "note.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    text = " ".join(pages((built["crowded"].folder / "note.pdf").read_bytes())[1].split())
    assert "<script>alert(1)</script>" in text


def test_a_name_without_letters_in_our_fonts_is_refused_where_it_is_typed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for name in ("مجموعة الاتصالات", "קבוצת טבע", "บริษัท"):
        changes = {"company.yaml": edited(SMALL["company.yaml"], [("name: Small Company", f"name: {name}")])}
        made = build(company(tmp_path_factory.mktemp("script"), changes=changes), "small", formats_wanted=("json",))
        told = [each for each in made.diagnostics if each.severity is Severity.ERROR]
        assert {each.code for each in told} == {"missing-glyph"}
        assert told[0].location.file == "inputs/small/company.yaml"
        assert made.files == ()


def test_no_risk_at_all_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A target without a word on what could keep it from being reached is no research."""
    changes: Mapping[str, Change] = {"opinion.yaml": edited(SMALLEST["opinion.yaml"], [(RISKS, "risks: []\n")])}
    made = build(company(tmp_path_factory.mktemp("none"), changes=changes), "small", formats_wanted=("json",))
    told = [each for each in made.diagnostics if each.severity is Severity.ERROR]
    assert [each.location.file for each in told] == ["inputs/small/opinion.yaml"]


def test_a_table_of_two_thousand_rows_repeats_its_head_on_every_page() -> None:
    note = sample.note()
    columns = (Column("What it is", "left", 70.0), Column("FY2030E", "right", 30.0))
    row = sample.THREE_YEARS.rows[0].cells
    rows = tuple(Row((row[0], row[1])) for _ in range(2000))
    exhibit = next(block for section in note.sections for block in section.blocks if isinstance(block, Exhibit))
    long = replace(note.sections[0], blocks=(replace(exhibit, body=(Table(columns, rows),)),))
    made = replace(note, sections=(long,))
    content, warnings = pdf.lay_out(write(made, "print"), fonts=FONTS, pictures=stand_ins(made))
    assert warnings == ()
    with pdfium.PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        assert len(texts) > 30
        assert all("FY2030E" in text for text in texts[1:])
        assert list(outside(document)) == []
        assert list(overlapping(document)) == []
