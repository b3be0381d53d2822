"""Every type of note in both engines: its pages, its numbers, and what a house makes its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont

from reportgen.build import Examined, examine, render
from reportgen.diagnostics import Diagnostic, errors
from reportgen.folders import PACKAGE
from reportgen.formats import Engine
from reportgen.model.edition import Edition
from reportgen.model.note import Note, Number
from reportgen.proofs.matching import Text
from reportgen.proofs.pages import pdf_pages, squeezed
from reportgen.proofs.pieces import pieces
from reportgen.sections import numbers_in
from tests.commands.small import company
from tests.formats.test_logo import SVG, png
from tests.workspaces import REPOSITORY, SAMPLE, edited

PAGES = {
    ("xiaomi", "initiation"): (7, 7),
    ("xiaomi", "update"): (4, 4),
    ("xiaomi", "flash"): (2, 2),
    ("xiaomi", "snapshot"): (1, 1),
    ("tesla", "initiation"): (8, 9),
    ("tesla", "update"): (4, 4),
    ("tesla", "flash"): (2, 2),
    ("tesla", "snapshot"): (1, 1),
}
PROMISED = {"xiaomi": ("36.03", "42.48", "−15.2", "Neutral", "10%"), "tesla": ("125.95", "227.54", "−44.6", "Sell")}
ENGINES: tuple[Engine, ...] = ("record", "draft")
# What reading a finished file back may find.
READ_BACK = {
    "number-differs", "number-not-printed", "number-unknown", "page-reference-wrong", "internal-word-printed",
    "lineage-differs",
}  # fmt: skip
# The draft engine sets a little tighter: by how many pages a section may begin earlier, and the whole be shorter.
PAGES_APART = 1
HOUSE = (SAMPLE / "house.yaml").read_text(encoding="utf-8")
# A page less full than this is a leaf that somebody has to turn for nothing; the last one may end sooner.
LEAST, LAST = 2 / 3, 0.45
HEAD, FOOT = 70, 45


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def examined(request: pytest.FixtureRequest) -> Examined:
    company, note_type = request.param
    return examine(REPOSITORY, company, edition=Edition(note_type=note_type))


@cache
def printed(company: str, note_type: str, engine: Engine) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Each type of each sample is laid out once for all that is asked of it."""
    found = examine(REPOSITORY, company, edition=Edition(note_type=note_type))
    files, diagnostics = render(REPOSITORY, found, ("pdf", "html"), engine)
    return files["note.pdf"], diagnostics


def printed_of(found: Examined, engine: Engine) -> tuple[bytes, tuple[Diagnostic, ...]]:
    assert found.inputs is not None
    return printed(found.slug, found.inputs.note_type, engine)


def pdf(root: Path, found: Examined, engine: Engine = "record") -> bytes:
    files, diagnostics = render(root, found, ("pdf",), engine)
    assert errors(diagnostics) == (), "\n".join(each.text() for each in diagnostics)
    assert [each.text() for each in diagnostics if each.code == "too-many-pages"] == []
    return files["note.pdf"]


def texts(content: bytes) -> list[str]:
    with pdfium.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def lowest(content: bytes) -> list[tuple[float, str]]:
    """How much of each page is used, and the last words above its foot."""
    found = []
    with pdfium.PdfDocument(content) as document:
        for page in document:
            text, height = page.get_textpage(), page.get_height()
            boxes = [text.get_rect(place) for place in range(text.count_rects())]
            body = [box for box in boxes if box[1] > FOOT and box[3] < height - HEAD and box[3] - box[1] < 60]
            last = min(body, key=lambda box: box[1])
            found.append(((height - last[1]) / height, text.get_text_bounded(*last)))
    return found


def begins(note: Note, content: bytes) -> Mapping[str, int]:
    """The page on which each section and each exhibit begins."""
    text = Text([squeezed(each) for each in pdf_pages(content)], paged=True, numbered=False)
    for piece in pieces(note):
        if piece.anchor:
            assert text.take(piece), piece.where
    return text.begins


@pytest.mark.parametrize("engine", ENGINES)
def test_each_type_keeps_to_its_pages(examined: Examined, engine: Engine) -> None:
    assert examined.inputs is not None
    content, diagnostics = printed_of(examined, engine)
    assert errors(diagnostics) == (), "\n".join(each.text() for each in diagnostics)
    assert [each.text() for each in diagnostics if each.code == "too-many-pages"] == []
    least, most = PAGES[examined.slug, examined.inputs.note_type]
    pages = lowest(content)
    assert least <= len(pages) <= most
    full = [share for share, _ in pages]
    assert min(full[:-1], default=1) > LEAST, full
    assert full[-1] > LAST, full
    titles = [] if examined.note is None else [section.title for section in examined.note.sections]
    assert titles
    # no page ends with the title of what stands on the next
    assert not any(last.strip() == "Sources and disclosures" for _, last in pages)


@pytest.mark.parametrize("engine", ENGINES)
def test_each_type_prints_its_numbers(examined: Examined, engine: Engine) -> None:
    assert examined.note is not None
    content, diagnostics = printed_of(examined, engine)
    assert [each.text() for each in diagnostics if each.code in READ_BACK] == []
    words = squeezed("".join(pdf_pages(content)))
    numbers = [each for each in numbers_in((examined.note.front, examined.note.sections)) if isinstance(each, Number)]
    assert len(numbers) > 40
    missing = {each.written.digits for each in numbers if squeezed(each.written.digits) not in words}
    assert missing == set()
    for promised in (*PROMISED[examined.slug], "Analystcertification", "Conflictsofinterest"):
        assert promised in words


@pytest.mark.parametrize("engine", ENGINES)
def test_the_figures_of_the_rating_card_end_below_each_other(examined: Examined, engine: Engine) -> None:
    page = pdfium.PdfDocument(printed_of(examined, engine)[0])[0]
    text = page.get_textpage()
    signs = [text.get_charbox(place) for place in range(text.count_chars()) if text.get_text_range(place, 1).strip()]
    ends = {}
    for label in ("Target, 12", "Price, ", "Implied"):
        found = text.search(label, match_case=True)
        places = iter(found.get_next, None)
        begins = (text.get_charbox(place) for place, _ in places)
        left, low, _, high = next(box for box in begins if box[0] > page.get_width() * 0.6)
        ends[label] = max(box[2] for box in signs if box[0] > left and low < (box[1] + box[3]) / 2 < high)
    assert max(ends.values()) - min(ends.values()) < 2, ends


def test_both_engines_begin_sections_on_about_the_same_pages(examined: Examined) -> None:
    assert examined.note is not None
    record, draft = (printed_of(examined, engine)[0] for engine in ENGINES)
    assert 0 <= len(pdf_pages(record)) - len(pdf_pages(draft)) <= PAGES_APART
    one, other = begins(examined.note, record), begins(examined.note, draft)
    sections = {section.id for section in examined.note.sections}
    assert sections <= one.keys() == other.keys()
    apart = {each: (one[each], other[each]) for each in sections if not 0 <= one[each] - other[each] <= PAGES_APART}
    assert apart == {}


def test_each_type_says_what_it_is(examined: Examined) -> None:
    files, _ = render(REPOSITORY, examined, ("html", "mail"))
    assert examined.note is not None
    kind = {
        "initiation": "Initiation of coverage",
        "update": "Update",
        "flash": "Results flash",
        "snapshot": "Snapshot",
    }
    assert examined.inputs is not None
    assert examined.note.masthead.note_type == kind[examined.inputs.note_type]
    assert f'<span class="kind">{examined.note.masthead.note_type}</span>'.encode() in files["note.html"]
    assert b'"chart": {' in files["mail.json"]


# ---- a house's own --------------------------------------------------------------------------------------------------


def branded(tmp_path: Path, line: str, **files: str | bytes) -> Path:
    """A workspace whose branding has one more line, with files below templates/; ``__`` stands for a slash."""
    root = company(tmp_path)
    house = edited(HOUSE, [('  accent_soft: "#f2d8cb"\n', f'  accent_soft: "#f2d8cb"\n{line}')])
    (root / "inputs" / "house.yaml").write_text(house, encoding="utf-8")
    for name, content in files.items():
        file = root / "templates" / name.replace("__", "/").replace("_dot_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def html(root: Path) -> str:
    files, diagnostics = render(root, examine(root, "small"), ("html",))
    assert errors(diagnostics) == ()
    return files["note.html"].decode()


def test_one_partial_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    own = '{% import "_base/blocks.html.j2" as blocks with context %}<section id="summary"><h1>Mine</h1></section>'
    root = company(tmp_path)
    file = root / "templates" / "_base" / "sections" / "front.html.j2"
    file.parent.mkdir(parents=True)
    file.write_text(own, encoding="utf-8")
    page = html(root)
    assert "<h1>Mine</h1>" in page
    assert 'class="rating"' not in page
    assert 'id="valuation"' in page
    assert "Mine" in "".join(texts(pdf(root, examine(root, "small"))))


def test_one_colour_is_replaced(tmp_path: Path) -> None:
    root = company(tmp_path)
    house = edited(HOUSE, [('accent: "#b93a0e"', 'accent: "#0a5c8f"')])
    (root / "inputs" / "house.yaml").write_text(house, encoding="utf-8")
    page = html(root)
    assert "--accent: #0a5c8f" in page
    assert "#b93a0e" not in page


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_the_logo_stands_in_for_the_name(tmp_path: Path, name: str, engine: Engine) -> None:
    content = SVG.encode() if name.endswith("svg") else png(40, 10)
    root = branded(tmp_path / "own", f"  logo: {name}\n", **{name.replace(".", "_dot_"): content})
    page = html(root)
    assert page.count(f";base64,{b64encode(content).decode()}") == 1
    assert 'alt="Example Research"' in page
    plain = company(tmp_path / "plain")
    own, without = (texts(pdf(each, examine(each, "small"), engine))[0] for each in (root, plain))
    # the running foot and the publisher keep the name
    assert own.count("Example Research") == without.count("Example Research") - 1


def test_a_style_sheet_of_the_house_comes_last(tmp_path: Path) -> None:
    root = branded(tmp_path, "", house_dot_css="html:root { --ink: #102030; } .headline { text-transform: none; }\n")
    page = html(root)
    assert page.index("--ink: #102030") > page.index("--ink: #15212b")
    assert errors(render(root, examine(root, "small"), ("pdf",))[1]) == ()


def test_a_font_of_the_house_is_used(tmp_path: Path) -> None:
    root = branded(tmp_path, "", house_dot_css='html:root { --serif: "House Face", serif; }\n')
    (root / "fonts").mkdir()
    with TTFont(PACKAGE / "fonts" / "Inter-400.ttf") as font:
        for number in (1, 4, 6, 16):
            font["name"].setName("HouseFace" if number == 6 else "House Face", number, 3, 1, 0x409)
        buffer = BytesIO()
        font.save(buffer)
    (root / "fonts" / "House.ttf").write_bytes(buffer.getvalue())
    content = pdf(root, examine(root, "small"))
    assert b"House" in content or any("House" in name for name in fonts_in(content))
    assert '"House Face"' in html(root)


def fonts_in(content: bytes) -> set[str]:
    import pikepdf  # noqa: PLC0415 - for this test alone

    with pikepdf.open(BytesIO(content)) as document:
        return {str(each.get("/BaseFont", "")) for each in document.objects if isinstance(each, pikepdf.Dictionary)}


@pytest.mark.parametrize(("slug", "note_type"), PAGES, ids="-".join)
def test_a_note_stays_light_with_its_fonts_and_without_what_is_attached(slug: str, note_type: str) -> None:
    import pikepdf  # noqa: PLC0415 - for two tests alone

    content, _ = printed(slug, note_type, "record")
    with pikepdf.open(BytesIO(content)) as document:
        attached = {name: len(each.get_file().read_bytes()) for name, each in document.attachments.items()}
        for name in attached:
            del document.attachments[name]
        assert "/AF" not in document.Root
        document.remove_unreferenced_resources()
        light = BytesIO()
        document.save(light)
    assert set(attached) == {"note.json", "model.xlsx", "manifest.json"}
    assert any("Inter" in name for name in fonts_in(light.getvalue()))
    assert len(light.getvalue()) < 600_000
    # what is attached has gone with its names
    assert len(light.getvalue()) < len(content) - attached["model.xlsx"] / 2


def test_a_type_of_the_house_needs_no_python(tmp_path: Path) -> None:
    root = branded(
        tmp_path,
        "",
        brief__note_dot_html_dot_j2='{% extends "_base/page.html.j2" %}\n',
        brief__sections_dot_txt="title: In brief\npages: 1\nfront: analysts\n+ disclosures: certification, conflicts\n",
    )
    found = examine(root, "small", edition=Edition(note_type="brief"))
    (page,) = texts(pdf(root, found))
    assert "In brief" in page
    assert "Analyst certification" in page
    assert "Market data" not in page


def test_too_many_pages_are_told(tmp_path: Path) -> None:
    root = branded(tmp_path, "", flash__sections_dot_txt="pages: 1\nvaluation\ndisclosures\n")
    _, diagnostics = render(root, examine(root, "small", edition=Edition(note_type="flash")), ("pdf",))
    assert [each.code for each in diagnostics if each.code == "too-many-pages"] == ["too-many-pages"]
    assert errors(diagnostics) == ()
