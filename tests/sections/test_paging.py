from __future__ import annotations

from reportgen.model.charts import PartBars
from reportgen.model.note import Beside, Column, Drawing, Exhibit, Paragraph, Row, Section, Table
from reportgen.sections import compose
from reportgen.sections.paging import paged
from reportgen.sections.writer import text, words
from tests.sections.composing import sample

WORDS = "word " * 60


def section(name: str, *blocks: Paragraph | Exhibit | Beside) -> Section:
    return Section(name, name, text(name), blocks)


def drawn(height: float) -> Exhibit:
    drawing = Drawing("a", PartBars(bars=()), "", 180, height)
    return Exhibit("a", 0, text("Title"), text("Subtitle"), (drawing,), text("Source: S1."))


def tabled(rows: int) -> Exhibit:
    columns = (Column("A", "left"), Column("B"))
    table = Table(columns, tuple(Row((words("a"), words("b"))) for _ in range(rows)))
    return Exhibit("t", 0, text("Title"), text("Subtitle"), (table,), text("Source: S1."))


def begins(*sections: Section) -> list[bool]:
    return [each.new_page for each in paged(sections)]


def test_the_first_section_begins_a_page() -> None:
    assert begins(section("a", Paragraph(text("Short.")))) == [True]


def test_short_sections_follow_each_other() -> None:
    short = section("a", Paragraph(text("Short.")))
    assert begins(short, short, short) == [True, False, False]


def test_what_does_not_fit_begins_a_page() -> None:
    assert begins(section("a", drawn(100)), section("b", drawn(150))) == [True, True]
    assert begins(section("a", drawn(80)), section("b", drawn(60))) == [True, False]


def test_a_page_that_is_full_is_followed_by_an_empty_one() -> None:
    half = section("a", drawn(70))
    assert begins(half, half, half, half) == [True, False, True, False]


def test_side_by_side_costs_the_height_of_the_higher_side() -> None:
    beside = section("a", Beside((drawn(70),), (drawn(70),)))
    assert begins(beside, beside) == [True, False]


def test_long_tables_and_long_texts_are_measured() -> None:
    assert begins(section("a", tabled(10)), section("b", tabled(10))) == [True, False]
    assert begins(section("a", tabled(30)), section("b", tabled(30))) == [True, True]
    long = tuple(Paragraph(text(WORDS)) for _ in range(12))
    assert begins(section("a", *long), section("b", *long)) == [True, True]


def test_the_sample_s_sections_fill_their_pages() -> None:
    note = compose(sample().inputs, sample().results)
    assert all(each.new_page for each in note.sections)


def test_nothing_but_its_page_is_changed_of_a_section() -> None:
    sections = (section("a", drawn(10)), section("b", drawn(10)))
    assert [(each.id, each.title, each.blocks) for each in paged(sections)] == [
        (each.id, each.title, each.blocks) for each in sections
    ]
