"""What a reader of the HTML gets, and what a template may not do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.formats import html, typefaces
from reportgen.formats.drawings import Pictures, drawn, found
from reportgen.formats.environment import TemplateFault, glued, share
from reportgen.model.note import Beside, Missing, Note, Number, Paragraph, Table, Text
from tests.commands.reading import Files
from tests.formats import sample

ROOT = Path(__file__).parents[2]
FONTS = typefaces.read(ROOT / "reportgen" / "fonts")
EVIL = "<script>alert(1)</script>\"'&{{ 7 * 7 }}"
VOID = {"meta", "link", "col", "img", "br", "rect"}


def stand_ins(note: Note) -> Mapping[str, Pictures]:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#f6f3ec"/></svg>'
    return {drawing.id: Pictures(svg, svg) for drawing in found(note)}


def write(note: Note, medium: html.Medium, *workspace: Path) -> str:
    folders = [*workspace, ROOT / "templates"]
    return html.write(
        note, medium=medium, templates=folders, note_type="initiation", fonts=FONTS, pictures=stand_ins(note)
    )


class Reader(HTMLParser):
    """The words of the note's body as a reader sees them, without charts, lineages and running lines."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.main = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.main = 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.main = 0

    def handle_data(self, data: str) -> None:
        if self.main:
            self.words.append(data)


def words(page: str) -> str:
    reader = Reader()
    reader.feed(page)
    return "".join(reader.words)


def printed(page: str) -> list[str]:
    return re.findall(r"[+−]?\d[\d,.]*", words(page))


@pytest.fixture(scope="module")
def note() -> Note:
    return sample.note()


@pytest.fixture(scope="module")
def screen(note: Note) -> str:
    return write(note, "screen")


@pytest.fixture(scope="module")
def paper(note: Note) -> str:
    return write(note, "print")


def test_both_media_print_the_same_numbers_in_the_same_order(screen: str, paper: str) -> None:
    assert len(printed(screen)) > 300
    assert printed(screen) == printed(paper)


def test_on_screen_each_number_opens_its_lineage(note: Note, screen: str) -> None:
    paths = re.findall(
        r'<button type="button" class="q" popovertarget="(lineage-\d+)" data-path="([^"]+)"', unescape(screen)
    )
    assert {path for _, path in paths} >= {number.path for number in sample.numbers(note.sections)}
    targets = dict(re.findall(r'id="(lineage-\d+)" popover .*data-lineage="([^"]+)"', unescape(screen)))
    assert all(targets[target] == path for target, path in paths)
    assert len(set(targets.values())) == len(targets)


def test_a_lineage_shows_formula_operands_and_what_was_rounded(screen: str) -> None:
    (box,) = re.findall(r'<div class="lineage" id="lineage-1".*?</table>', screen, flags=re.DOTALL)
    for text in ("Target price, 12 months", "adjusted equity value", "36.027857", "S3, 30 Jun 2025", "judgement"):
        assert text in box
    (target,) = re.findall(r'id="(lineage-\d+)" popover data-lineage="equity_value"', screen)
    assert f'popovertarget="{target}"' in box


def test_a_number_without_a_lineage_is_plain_text(note: Note) -> None:
    page = write(replace(note, lineages=()), "screen")
    assert 'class="q"' not in page
    assert 'data-path="valuation.target_price"' in page


def test_print_holds_no_lineage_and_no_script(paper: str) -> None:
    for word in ("data-path", "popover", "<button", "<script", "lineage-"):
        assert word not in paper.split("</style>")[1]


def test_the_screen_asks_nobody_for_anything(screen: str) -> None:
    addresses = re.findall(r"(?:src|href)\s*=\s*\"([^\"]*)\"|url\(\"?([^\")]*)", screen)
    found_addresses = {first or second for first, second in addresses}
    allowed = ("#", "data:", "mailto:", "note.pdf", "note.json", "model.xlsx")
    assert [address for address in found_addresses if not address.startswith(allowed)] == []
    assert "@import" not in screen


def test_the_page_embeds_the_chinese_characters_that_it_uses(note: Note, screen: str) -> None:
    assert screen.count("@font-face") > write(without_name(note), "screen").count("@font-face")
    assert '<span lang="zh">小米集团</span>' in screen


def without_name(note: Note) -> Note:
    return replace(note, front=replace(note.front, native_name=""))


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_words_of_the_note_stay_words(note: Note, medium: html.Medium) -> None:
    front = replace(note.front, company=EVIL, native_name=EVIL, ticker=EVIL, headline=(Text(EVIL),))
    masthead = replace(note.masthead, house=EVIL, language='en" onload="alert(1)')
    lineages = (replace(note.lineages[0], path='a"b', name=EVIL, formula=EVIL, place=EVIL), *note.lineages[1:])
    page = write(replace(note, title=EVIL, subject=EVIL, front=front, masthead=masthead, lineages=lineages), medium)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;{{ 7 * 7 }}" in page
    assert 'onload="' not in page


def test_a_hostile_path_does_not_break_out_of_its_attribute(note: Note) -> None:
    number = Number('x" onclick="alert(1)', 1.0, sample.TARGET.written)
    lineage = replace(note.lineages[0], path=number.path)
    page = write(replace(note, front=replace(note.front, headline=(number,)), lineages=(lineage,)), "screen")
    assert 'onclick="' not in page


def test_an_accent_that_is_no_colour_is_refused(note: Note) -> None:
    masthead = replace(note.masthead, accent="red; } body { display: none")
    with pytest.raises(ValueError, match="not a colour"):
        write(replace(note, masthead=masthead), "print")


def test_headings_descend_one_step_at_a_time(screen: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", screen.split("<main")[1])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_and_charts_say_what_they_are(screen: str) -> None:
    body = re.split("</?main", screen)[1]
    assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", body))
    figures = re.findall(r'<figure class="drawing" role="img" aria-label="([^"]+)"', body)
    assert len(figures) == len(found(sample.note()))


def test_each_chart_has_its_figures_in_a_table(note: Note, screen: str) -> None:
    for drawing in found(note):
        assert f'aria-details="{drawing.id}-data"' in screen
        assert f'popovertarget="{drawing.id}-data"' in screen
        assert re.search(rf'<div class="data" id="{drawing.id}-data" popover', screen)


def test_a_head_without_words_is_no_head(screen: str) -> None:
    assert not re.search(r"<th\b[^>]*></th>", screen)


def test_without_its_fonts_the_sample_weighs_half_a_megabyte(sample_files: Files) -> None:
    bare = re.sub(r"url\(\"?data:font[^)]*\)", "", sample_files.markup)
    assert len(bare.encode()) < 600_000 < len(sample_files.markup.encode()) < 1_200_000


def test_every_id_is_used_once_and_every_target_exists(screen: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', screen)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'(?:href="#|popovertarget="|aria-labelledby=")([^"]+)"', screen)
    assert set(targets) <= set(ids)


def test_all_elements_are_closed(screen: str, paper: str) -> None:
    for page in (screen, paper):
        opened: list[str] = []
        body = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
        for closing, tag in re.findall(r"<(/?)([a-z][a-z0-9]*)\b", body):
            if tag in VOID:
                continue
            assert not closing or opened.pop() == tag
            if not closing:
                opened.append(tag)
        assert opened == []


def test_a_draft_says_so_and_a_release_does_not(paper: str) -> None:
    assert "Draft" not in paper.split("</style>")[1]
    media: tuple[html.Medium, ...] = ("screen", "print")
    assert all("Draft" in write(sample.note(draft=True), medium) for medium in media)


def test_estimates_are_tinted_by_groups_of_columns(paper: str) -> None:
    assert '<colgroup class="e"><col style="width:12.5%"><col style="width:12.5%"></colgroup>' in paper


def test_the_style_for_print_holds_no_variables(paper: str) -> None:
    assert "var(" not in paper
    assert "#b93a0e" in paper


# ---- templates of a house -----------------------------------------------------------------------------------------


def override(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return folder


def test_a_house_overrides_one_partial_by_its_name(note: Note, tmp_path: Path) -> None:
    folder = override(tmp_path, "_base/sections/risks.html.j2", "<p>{{ section.short }}, our way</p>")
    page = write(note, "print", folder)
    assert "<p>Catalysts and risks, our way</p>" in page
    assert "Exhibit 3" in page


def test_a_partial_of_a_note_type_comes_before_the_common_one(note: Note, tmp_path: Path) -> None:
    override(tmp_path, "_base/sections/risks.html.j2", "common")
    folder = override(tmp_path, "initiation/sections/risks.html.j2", "its own")
    assert "its own" in write(note, "print", folder)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("one\ntwo\n{{ section.nothing }}", 3, "Section has no 'nothing'"),
        ("one\n{{ note.nothing.more }}", 2, "Note has no 'nothing'"),
        ("one\n{{ section.blocks[99] }}", 2, "list has no '99'"),
        ("one\n{{ {}.x }}", 2, "mapping has no 'x'"),
        ("one\n{{ nothing }}\nthree", 2, "'nothing' is undefined"),
        ("one\n{% if %}\n", 2, "Expected an expression"),
        ("{% for x in y %}", 1, "Unexpected end of template"),
        ("one\n\n{{ section.id | shout }}", 3, "No filter named 'shout'"),
        ("one\n{% include '_base/gone.html.j2' %}", 2, "there is no template _base/gone.html.j2"),
        ("one\n{{ section.blocks.append(1) }}", 2, "list has no 'append'"),
        ("one\n{{ 1 / 0 }}", 2, "division by zero"),
        ("one\n{{ section.__class__ }}", 2, "access to attribute '__class__'"),
        ("one\n{{ ''.__class__.__mro__ }}", 2, "access to attribute '__class__'"),
        ("one\n{{ section.__init__.__globals__ }}", 2, "access to attribute '__init__'"),
    ],
)
def test_a_fault_names_its_template_and_line(note: Note, tmp_path: Path, text: str, line: int, message: str) -> None:
    folder = override(tmp_path, "_base/sections/risks.html.j2", text)
    with pytest.raises(TemplateFault) as caught:
        write(note, "print", folder)
    assert caught.value.name == "_base/sections/risks.html.j2"
    assert caught.value.line == line
    assert message in caught.value.message


def test_a_fault_in_a_macro_is_placed_in_the_macros_file(note: Note, tmp_path: Path) -> None:
    override(tmp_path, "_base/mine.html.j2", "{% macro shout(x) %}\n\n{{ x.nothing }}\n{% endmacro %}")
    text = "{% import '_base/mine.html.j2' as mine %}\n{{ mine.shout(section) }}"
    folder = override(tmp_path, "_base/sections/risks.html.j2", text)
    with pytest.raises(TemplateFault) as caught:
        write(note, "print", folder)
    assert (caught.value.name, caught.value.line) == ("_base/mine.html.j2", 3)


def test_a_note_type_without_templates_is_a_fault(note: Note) -> None:
    with pytest.raises(TemplateFault, match=r"there is no template none/note\.html\.j2"):
        html.write(note, medium="print", templates=[ROOT / "templates"], note_type="none", fonts=FONTS, pictures={})


def test_a_block_without_a_macro_is_a_fault(note: Note) -> None:
    section = replace(note.sections[0], blocks=(Text("no block"),))  # type: ignore[arg-type]
    with pytest.raises(TemplateFault, match="no_macro_for_this_type"):
        write(replace(note, sections=(section,)), "print")


def test_a_changed_template_is_read_again(note: Note, tmp_path: Path) -> None:
    folder = override(tmp_path, "_base/sections/risks.html.j2", "first")
    assert "first" in write(note, "print", folder)
    override(tmp_path, "_base/sections/risks.html.j2", "another text")
    assert "another text" in write(note, "print", folder)


# ---- pieces -------------------------------------------------------------------------------------------------------


def test_punctuation_stays_with_its_number() -> None:
    pieces = list(glued((Text("worth ("), sample.TARGET, Text("), said"))))
    assert [getattr(piece, "text", None) for piece in pieces] == ["worth ", None, " said"]
    assert (pieces[1].before, pieces[1].after) == ("(", "),")  # type: ignore[union-attr]


def test_what_a_no_break_space_binds_stays_with_its_number() -> None:
    pieces = list(glued((Text("the price of\u00a0"), sample.TARGET, Text("\u00a0÷ "), sample.TARGET, Text(" − 1"))))
    assert [getattr(piece, "text", None) for piece in pieces] == ["the price ", None, " ", None, " − 1"]
    assert (pieces[1].before, pieces[1].after) == ("of\u00a0", "\u00a0÷")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fraction", "text"), [(0.0, "0.0000%"), (1 / 3, "33.3333%"), (1.7, "100.0000%"), (-0.2, "0.0000%")]
)
def test_a_share_is_a_length_inside_its_track(fraction: float, text: str) -> None:
    assert share(fraction) == text


def test_charts_are_found_in_every_nesting(note: Note) -> None:
    table = Table((), ())
    inner = Beside((sample.exhibit(1, (), "", sample.chart("deep", sample.RISKS, "x", 56, 20), table),), ())
    section = replace(note.sections[0], blocks=(Paragraph(()), Beside((), (inner,))))
    names = [drawing.id for drawing in found(replace(note, sections=(section,)))]
    assert names == ["price", "deep"]


def test_the_screen_gives_every_class_of_a_chart_a_colour(note: Note) -> None:
    css = (ROOT / "templates" / "_base" / "styles" / "screen.css").read_text(encoding="utf-8")
    classes = {
        name
        for pictures in drawn(note, narrow=True).values()
        for group in re.findall(r'class="([^"]+)"', pictures.wide + pictures.narrow)
        for name in group.split()
    }
    assert {name for name in classes if f".{name} {{" not in css} == set()


def test_charts_share_no_id_with_the_page_or_each_other(note: Note) -> None:
    page = html.write(
        note,
        medium="screen",
        templates=[ROOT / "templates"],
        note_type="initiation",
        fonts=FONTS,
        pictures=drawn(note, narrow=True),
    )
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert re.search(r'<text[^>]+data-path="valuation\.target_price"', page)


def test_a_note_without_a_target_has_no_pointer_on_its_scale(note: Note) -> None:
    card = replace(note.front.card, implied_return=Missing())
    page = write(replace(note, front=replace(note.front, card=card)), "print")
    assert 'class="pointer-mark' not in page
