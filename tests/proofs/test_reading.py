"""The third promise: of a clean note nothing is said; a single fault on the page is found, and nothing else is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

import pytest

from reportgen.build import examine, fonts_of, templates_of
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.formats import html, pdf
from reportgen.formats.drawings import Pictures, drawn
from reportgen.formats.quick_pdf import lay_out_quickly
from reportgen.model.charts import ChartSpec, Waterfall
from reportgen.model.note import Beside, Block, Drawing, Exhibit, Note
from reportgen.proofs.reading import read_back
from tests.workspaces import REPOSITORY


@dataclass(frozen=True)
class Finished:
    """The sample with both of its pages, before the one for print is laid out."""

    note: Note
    pictures: Mapping[str, Pictures]
    screen: str
    printed: str


@cache
def finished() -> Finished:
    note = examine(REPOSITORY, "xiaomi").note
    assert note is not None
    pictures = drawn(note, narrow=True)

    def page(medium: html.Medium) -> str:
        return html.write(
            note,
            medium=medium,
            templates=templates_of(REPOSITORY),
            note_type="initiation",
            fonts=fonts_of(REPOSITORY),
            pictures=pictures,
        )

    return Finished(note, pictures, page("screen"), page("print"))


def laid_out(page: str) -> bytes:
    content, warnings = pdf.lay_out(
        page, fonts=fonts_of(REPOSITORY), pictures=finished().pictures, folders=templates_of(REPOSITORY)
    )
    assert warnings == ()
    return content


def sizes() -> Mapping[str, Sequence[str]]:
    return {name: (each.wide, each.narrow) for name, each in finished().pictures.items()}


def swap(text: str, old: str, new: str) -> str:
    """The text with the first occurrence of a passage changed."""
    assert old in text
    return text.replace(old, new, 1)


def found_in_print(page: str, note: Note | None = None) -> tuple[Diagnostic, ...]:
    return read_back(note or finished().note, pdf=laid_out(page), html=None, pictures=sizes())


def found_in_draft(page: str) -> tuple[Diagnostic, ...]:
    content, refused = lay_out_quickly(
        page,
        fonts=fonts_of(REPOSITORY),
        pictures=finished().pictures,
        folders=templates_of(REPOSITORY),
        day=datetime(2025, 11, 14, tzinfo=UTC),
    )
    assert refused == ()
    return read_back(finished().note, pdf=content, html=None, pictures=sizes(), numbered=False)


def found_on_screen(page: str) -> tuple[Diagnostic, ...]:
    return read_back(finished().note, pdf=None, html=page, pictures=sizes())


def test_of_the_sample_nothing_is_said() -> None:
    assert found_in_print(finished().printed) == ()
    assert found_in_draft(finished().printed) == ()
    assert found_on_screen(finished().screen) == ()


def _without_group(page: str, title: str) -> str:
    """The page without the words under a title of the small print."""
    return re.sub(rf'(<h3 class="small-title"[^>]*>{title}</h3>).*?(?=<h3 |</div>)', r"\1", page, flags=re.DOTALL)


Fault = Callable[[str], str]

FAULTS: Mapping[str, tuple[Fault, str, str]] = {
    "a wrong digit in a table": (
        lambda page: re.sub(r">196\.3<", ">196.4<", page, count=1),
        "number-differs",
        "Exhibit 3 shows '196.4' where the note says '196.3' (valuation.parts.smartphones.enterprise_value)",
    ),
    "a wrong digit in a sentence": (
        lambda page: page.replace("347.3", "747.3").replace("HKD\u00a032.17", "HKD\u00a032.71", 1),
        "number-differs",
        "first page shows '32.71' where the note says '32.17' (valuation.equity_value_per_share)",
    ),
    "another label": (
        lambda page: page.replace(">Gross profit<", ">Net profit<", 1),
        "number-differs",
        "Exhibit 12 shows 'Netprofit' where the note says 'Gross profit'",
    ),
    "a row that is missing": (
        lambda page: re.sub(
            r'<tr class="plain">\s*<th[^>]*>Internet services</th>.*?</tr>', "", page, count=1, flags=re.DOTALL
        ),
        "number-not-printed",
        "Internet services",
    ),
    "a certification without its words": (
        lambda page: _without_group(page, "Analyst certification"),
        "disclosure-not-printed",
        "Analyst certification: ",
    ),
    "a statement that is missing": (
        lambda page: _without_group(page, "Risk"),
        "disclosure-not-printed",
        "Risk: ",
    ),
    "another rating on the card": (
        lambda page: re.sub(r'(class="rating"[^>]*>)Neutral', r"\1Buy", page, count=1),
        "disclosure-not-printed",
        "rating card: ",
    ),
    "a number of a template": (
        lambda page: page.replace("</main>", "<p>A fifth of it is 17.25</p></main>"),
        "number-unknown",
        "17.25",
    ),
    "None on the page": (
        lambda page: page.replace("</main>", "<p>None</p></main>"),
        "internal-word-printed",
        "'None' is printed",
    ),
    "unfinished work on the page": (
        lambda page: page.replace("</main>", f"<p>{'TO-DO'.replace('-', '')}: say more</p></main>"),
        "internal-word-printed",
        " is printed",
    ),
    "braces on the page": (
        lambda page: page.replace("</main>", "<p>{{ valuation }}</p></main>"),
        "internal-word-printed",
        "'{{' is printed",
    ),
}


# What the engine of record lays out is read as a draft is; one fault of each kind says so.
IN_PRINT = (
    "a wrong digit in a sentence",
    "a row that is missing",
    "another rating on the card",
    "a number of a template",
)
MEDIA = [(name, medium) for name in FAULTS for medium in ("print", "draft", "screen")]


@pytest.mark.parametrize(("name", "medium"), [each for each in MEDIA if each[1] != "print" or each[0] in IN_PRINT])
def test_a_single_fault_is_found_and_nothing_else(name: str, medium: str) -> None:
    fault, code, says = FAULTS[name]
    page = finished().screen if medium == "screen" else finished().printed
    broken = fault(page)
    assert broken != page
    found = {"print": found_in_print, "draft": found_in_draft, "screen": found_on_screen}[medium](broken)
    assert {one.code for one in found} == {code}, [one.text() for one in found]
    assert says in found[0].message.replace("\xa0", " ")


def test_a_number_is_found_on_its_page() -> None:
    broken = re.sub(r">196\.3<", ">196.4<", finished().printed, count=1)
    (found,) = found_in_print(broken)
    assert str(found.location) == "note.pdf:2:1"
    assert found.severity is Severity.WARNING


def test_a_release_does_not_pass_with_a_fault() -> None:
    note = finished().note
    final = replace(note, masthead=replace(note.masthead, draft=False))
    found = read_back(
        final, pdf=None, html=finished().screen.replace("</main>", "<p>17.25</p></main>"), pictures=sizes()
    )
    assert [(one.code, one.severity) for one in found] == [("number-unknown", Severity.ERROR)]


def test_a_wrong_page_is_found() -> None:
    broken = finished().printed.replace('<a class="page" href="#valuation"', '<a class="page" href="#price"')
    (found,) = found_in_print(broken)
    assert (found.code, found.message) == ("page-reference-wrong", "valuation is on page 2, not on 3")


def test_a_draft_may_name_no_page_and_leave_out_nothing_else() -> None:
    silent = finished().printed.replace(' data-words="the valuation"', "")
    (found,) = found_in_draft(silent)
    assert (found.code, found.message[:24]) == ("number-not-printed", "rating card: 'Override. ")
    named = finished().printed.replace('data-words="the valuation"', 'data-words="page 2"')
    assert {one.code for one in found_in_draft(named)} == {"number-not-printed", "number-unknown"}


def found_in_either(page: str) -> tuple[Diagnostic, ...]:
    record, draft = found_in_print(page), found_in_draft(page)
    assert [one.text() for one in record] == [one.text() for one in draft]
    return record


def test_a_chart_that_does_not_reach_the_page_is_found() -> None:
    broken = re.sub(r'<img class="drawing" src="drawing:ranges"[^>]*>', "", finished().printed)
    (found,) = found_in_either(broken)
    assert (found.code, str(found.location)) == ("number-not-printed", "note.pdf:3:1")
    assert found.message.startswith("chart ranges: ")


def test_a_chart_that_is_not_in_the_document_is_found() -> None:
    ranges = finished().pictures["ranges"].wide
    (found,) = found_on_screen(finished().screen.replace(ranges, ""))
    assert (found.code, found.message) == ("number-not-printed", "chart ranges is not in the page")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (">61.45</text>", ">64.15</text>", ["chart ranges does not show '61.45'", "chart ranges shows '64.15'"]),
        ('data-path="valuation.target_price">Target', ">Target", ["chart ranges does not show 'Target 36.03'"]),
        (">40</text>", ">45</text>", ["chart ranges shows"]),
    ],
)
def test_a_chart_shows_its_data(old: str, new: str, says: Sequence[str]) -> None:
    pictures = sizes()
    wide, narrow = pictures["ranges"]
    changed = swap(wide, old, new)
    broken = {**pictures, "ranges": (changed, narrow)}
    page = finished().screen.replace(wide, changed)
    found = read_back(finished().note, pdf=None, html=page, pictures=broken)
    assert {one.code for one in found} <= {"number-not-printed", "number-unknown"}
    for words in says:
        assert any(one.message.startswith(words) for one in found), [one.text() for one in found]


def with_chart(name: str, change: Callable[[ChartSpec], ChartSpec]) -> Note:
    """The sample with the data of one chart changed, drawn as they were."""

    def in_exhibit(exhibit: Exhibit) -> Exhibit:
        body = tuple(
            replace(each, spec=change(each.spec)) if isinstance(each, Drawing) and each.id == name else each
            for each in exhibit.body
        )
        return replace(exhibit, body=body)

    def in_block(block: Block) -> Block:
        if isinstance(block, Beside):
            return replace(block, left=tuple(map(in_block, block.left)), right=tuple(map(in_block, block.right)))
        return in_exhibit(block) if isinstance(block, Exhibit) else block

    note = finished().note
    sections = tuple(replace(each, blocks=tuple(map(in_block, each.blocks))) for each in note.sections)
    return replace(note, sections=sections)


def test_a_label_does_not_go_against_what_is_drawn() -> None:
    def downwards(spec: ChartSpec) -> ChartSpec:
        assert isinstance(spec, Waterfall)
        return replace(spec, steps=(replace(spec.steps[0], value=-spec.steps[0].value), *spec.steps[1:]))

    found = read_back(with_chart("bridge", downwards), pdf=None, html=finished().screen, pictures=sizes())
    assert [(one.code, one.message[:20]) for one in found] == [("number-differs", "chart bridge draws -")]


def test_a_label_does_not_go_against_its_quantity() -> None:
    """The label, the drawing and its words agree with each other, and not with the number that they are of."""
    note = finished().note
    path = "valuation.parts.smartphones.value_per_share"
    turned = tuple(
        replace(each, unrounded=f"-{each.unrounded}") if each.path == path else each for each in note.lineages
    )
    screen = finished().screen
    for each in note.lineages:
        if each.path == path:
            screen = screen.replace(f"<td>{each.unrounded}</td>", f"<td>-{each.unrounded}</td>")
    found = read_back(replace(note, lineages=turned), pdf=None, html=screen, pictures=sizes())
    assert {one.code for one in found} == {"number-differs"}, [one.text() for one in found]
    assert all("bridge" in one.message and path in one.message for one in found)
