from __future__ import annotations

import pytest

from reportgen.diagnostics import Location
from reportgen.loading.note_text import ANCHORS, NoteText, read_note_text
from reportgen.model.prose import Prose, Reference, Words
from tests.loading.sources import source

_HEAD = "# Head\n\nStand {{ a.b }}.\n\n"


def _note(text: str) -> NoteText:
    note, diagnostics = read_note_text(source(text, "note.md"))
    assert diagnostics == ()
    assert note is not None
    return note


def _codes(text: str) -> list[tuple[int, str]]:
    _, diagnostics = read_note_text(source(text, "note.md"))
    return [(one.location.line, one.code) for one in diagnostics]


def _words(prose: Prose) -> str:
    return "".join(piece.text for piece in prose.pieces if isinstance(piece, Words))


def test_a_note() -> None:
    note = _note(f"{_HEAD}## One {{#thesis}}\n\nA.\n\nB.\n\n### Small\n\nC.\n\n## Two {{#risks}}\n")
    assert _words(note.headline) == "Head"
    assert note.standfirst.pieces[1] == Reference("a.b", (), Location("note.md", 3, 7))
    assert [(section.anchor, _words(section.title)) for section in note.sections] == [
        ("thesis", "One"),
        ("risks", "Two"),
    ]
    assert [_words(each) for each in note.sections[0].paragraphs] == ["A.", "B."]
    assert [(_words(title), [_words(each) for each in texts]) for title, texts in note.sections[0].asides] == [
        ("Small", ["C."])
    ]
    assert note.sections[1].place == Location("note.md", 15, 1)
    assert note.complete


@pytest.mark.parametrize("anchor", ANCHORS)
def test_every_anchor_is_known(anchor: str) -> None:
    assert _note(f"{_HEAD}## x {{#{anchor}}}\n").sections[0].anchor == anchor


def test_a_title_may_hold_references() -> None:
    title = _note(f"{_HEAD}## Plan of {{{{ a.b | bn }}}} {{#plan}}\n").sections[0].title
    assert [type(piece) for piece in title.pieces] == [Words, Reference, Words] or len(title.pieces) == 2
    assert _words(title).strip() == "Plan of"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("text only\n", [(1, "heading-order"), (1, "missing-headline")]),
        ("# Head\n", [(1, "missing-standfirst")]),
        ("# Head\n\n## a {#plan}\n\nb\n", [(1, "missing-standfirst")]),
        ("#\n\nb\n", [(1, "heading-empty")]),
        (f"# {'W' * 160}\n\nb\n", []),
        (f"# {'W' * 161}\n\nb\n", [(1, "heading-too-long")]),
        (f"# {'W' * 155}{{{{ market.price | money }}}}\n\nb\n", []),
        (f"{_HEAD}more\n", [(5, "heading-order")]),
        (f"{_HEAD}# again\n", [(5, "heading-order")]),
        (f"{_HEAD}### early\n", [(5, "heading-order")]),
        (f"{_HEAD}##### deep\n", [(5, "heading-order")]),
        (f"{_HEAD}## a\n", [(5, "unknown-section")]),
        (f"{_HEAD}## a {{#plans}}\n", [(5, "unknown-section")]),
        (f"{_HEAD}## a {{#plan}}\n\n## b {{#plan}}\n", [(7, "duplicate-section")]),
        (f"{_HEAD}## {{#plan}}\n", [(5, "heading-empty")]),
        (f"{_HEAD}## {{{{ f( }}}} {{#plan}}\n", [(5, "prose-expression")]),
        (f"{_HEAD}Title\n=====\n", [(5, "heading-order")]),
        (f"{_HEAD}## a {{#plan}}\n\nb\n---\n", [(7, "unknown-section")]),
        (f"{_HEAD}## a {{#plan}}\n\n- b\n", [(7, "prose-markup")]),
        (f"{_HEAD}## a {{#plan}}\n\n*b*\n", [(7, "prose-markup")]),
        (f"{_HEAD}## a {{#plan}}\n\nb {{{{ c\n", [(7, "prose-statement")]),
        (f"{_HEAD}## a {{#plan}}\n\nb\nc\x07d\n", [(8, "control-character")]),
        (f"{_HEAD}## a {{#plan}}\n\n{'b ' * 2001}\n", [(7, "text-too-long")]),
    ],
)
def test_what_has_no_place_in_a_note(text: str, codes: list[tuple[int, str]]) -> None:
    assert _codes(text) == codes


def test_text_that_markdown_would_swallow_is_kept() -> None:
    note = _note(f"{_HEAD}## a {{#plan}}\n\n[word]: text\n\n    indented\n")
    assert [_words(each) for each in note.sections[0].paragraphs] == ["[word]: text", "indented"]


@pytest.mark.parametrize("text", [f"{_HEAD}## a {{#plans}}\n", f"{_HEAD}more\n"])
def test_a_note_with_text_out_of_place_is_not_complete(text: str) -> None:
    note, _ = read_note_text(source(text, "note.md"))
    assert note is not None
    assert not note.complete
