"""Notes that no analyst should write, and one will: a good page or a clear word, never an overflow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pypdfium2 as pdfium
import pytest

from reportgen.build import Built, build
from reportgen.diagnostics import Severity
from reportgen.formats import pdf
from reportgen.model.edition import Edition
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
# from a millionth of a dollar to half a billion
MOTES = {"The mote": "0.000000000001", "The speck": "-0.000000000003", "The rest": "500"}
LOSSES = {f"Part {number} of the company": f"{'-' if number % 3 else '6'}{20 + number}.5" for number in range(1, 31)}
# a gap of a year, a split that is on record, and days after the note's own
PRICES = """\
date,close,source
2023-06-30,71.00,P
2023-07-03,70.40,P
2024-12-31,79.00,P
2025-01-13,80.00,P
2025-01-14,8.10,P
2025-01-31,8.00,P
2025-02-03,99.00,P
2199-01-01,1.00,P
"""


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


# the only closes with a gap of a year
GAPS: Mapping[str, set[str]] = {"prices": {"price-gap"}}

ODD: Mapping[str, Mapping[str, Change]] = {
    "crowded": {
        "valuation.yaml": parts(MANY_PARTS),
        "opinion.yaml": opinion(40),
        "note.md": SMALLEST["note.md"] + PROSE,
    },
    "extreme": {"valuation.yaml": parts(EXTREMES)},
    "motes": {"valuation.yaml": parts(MOTES)},
    "losses": {"valuation.yaml": parts(LOSSES)},
    "one part": {"valuation.yaml": parts({"All of it": "500"})},
    "prices": {
        "prices.csv": PRICES,
        "company.yaml": edited(
            SMALL["company.yaml"],
            [("analysts: [lead]\n", "analysts: [lead]\nsplits: [{date: 2025-01-14, ratio: 10}]\n")],
        ),
    },
}
TYPES = ("initiation", "update", "flash", "snapshot")
MOST = {"flash": 2, "snapshot": 1}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Built]:
    @cache
    def made(name: str, kind: str = "initiation") -> Built:
        root = company(tmp_path_factory.mktemp("odd"), changes=ODD[name])
        return build(root, "small", formats_wanted=("pdf", "html"), edition=Edition(note_type=kind))

    return made


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", ODD)
def test_nothing_leaves_its_page_or_stands_on_other_words(
    built: Callable[[str, str], Built], name: str, kind: str
) -> None:
    one = built(name, kind)
    told = {each.code for each in one.diagnostics if each.severity is not Severity.INFO}
    # what is odd on purpose, and a page too many, are told; that a figure is lost would be told as well
    assert told <= {"conflicts-unanswered", "number-typed", "too-many-pages"} | GAPS.get(name, set())
    assert one.files != ()
    with pdfium.PdfDocument(one.folder / "note.pdf") as document:
        assert ("too-many-pages" in told) is (len(document) > MOST.get(kind, 99))
        assert list(outside(document)) == []
        assert list(overlapping(document)) == []


def test_thirty_parts_and_forty_risks_stand_in_each_type(built: Callable[[str, str], Built]) -> None:
    """The short types leave risks to the full note, but no part of the value."""
    for kind in ("flash", "snapshot"):
        text = " ".join(" ".join(pages((built("crowded", kind).folder / "note.pdf").read_bytes())).split())
        assert all(f"Part {number} of a company" in text for number in range(1, 31)), kind


def test_all_parts_and_all_risks_are_printed(built: Callable[[str, str], Built]) -> None:
    text = " ".join(" ".join(pages((built("crowded", "initiation").folder / "note.pdf").read_bytes())).split())
    assert all(f"Part {number} of a company" in text for number in range(1, 31))
    assert all(f"Risk {number} among many" in text for number in range(40) if number not in {7, 8})


def test_markup_in_prose_is_words(built: Callable[[str, str], Built]) -> None:
    page = (built("crowded", "initiation").folder / "note.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    text = " ".join(pages((built("crowded", "initiation").folder / "note.pdf").read_bytes())[1].split())
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
