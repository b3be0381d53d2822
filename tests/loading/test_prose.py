from __future__ import annotations

import pytest

from reportgen.diagnostics import Location
from reportgen.loading.prose import mark_references, read_prose
from reportgen.loading.yaml_text import Scalar
from reportgen.model.prose import Bold, Claim, Piece, Reference, Words
from tests.loading.sources import FILE, read


def _reference(path: str) -> Reference:
    return Reference(path, (), Location(""))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("plain words", (Words("plain words"),)),
        ("{{ a.b }}", (_reference("a.b"),)),
        ("x {{ a }} y", (Words("x "), _reference("a"), Words(" y"))),
        ("{{ a }}{{ b }}", (_reference("a"), _reference("b"))),
        ("**bold** not", (Bold((Words("bold"),)), Words(" not"))),
        ("**{{ a }} x**", (Bold((_reference("a"), Words(" x"))),)),
        ("**a __b__ c**", (Bold((Words("a "), Words("b"), Words(" c"))),)),
        ("two\nlines", (Words("two"), Words(" "), Words("lines"))),
        ("a \\* b", (Words("a * b"),)),
        ("<b>x</b> & `y`", (Words("<b>x</b> & `y`"),)),
        ("&amp; &#60;", (Words("&amp; &#60;"),)),
        ("5 * 3 and {x} and }", (Words("5 * 3 and {x} and }"),)),
    ],
)
def test_the_pieces_of_a_text(text: str, pieces: tuple[Piece, ...]) -> None:
    prose = read_prose(text)
    assert (prose.pieces, prose.faults, prose.typed) == (pieces, (), text)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a {{ b", [(2, "prose-statement")]),
        ("a }} b", [(2, "prose-statement")]),
        ("{% x %}", [(0, "prose-statement")]),
        ("{# x #}", [(0, "prose-statement")]),
        ("x {#anchor}", [(2, "prose-statement")]),
        ("{{ a {{ b }}", [(0, "prose-statement")]),
        ("{{ a( }} {{ b }} {% {{ c( }}", [(0, "prose-expression"), (17, "prose-statement"), (20, "prose-expression")]),
        ("{{{ a }}}", [(0, "prose-expression")]),
        ("a \ue000 b", [(2, "control-character")]),
        ("*a*", [(0, "prose-markup")]),
        ("_a_", [(0, "prose-markup")]),
        ("[a](b)", [(0, "prose-markup")]),
        ("![a](b)", [(0, "prose-markup")]),
    ],
)
def test_faults_are_kept_with_their_offset(text: str, faults: list[tuple[int, str]]) -> None:
    assert [(fault.offset, fault.code) for fault in read_prose(text).faults] == faults


def test_nothing_of_a_faulty_text_is_lost() -> None:
    prose = read_prose("a {{ f() }} b *c* d")
    assert "".join(piece.text for piece in prose.pieces if isinstance(piece, Words)) == "a … b c d"


def test_references_of_claims_are_among_the_references() -> None:
    prose = read_prose("{{ a }} **{{ claim('x', b > c) }}** {{ claim('y', d > 1) }}")
    assert [each.path for each in prose.references()] == ["a", "b", "c", "d"]
    assert [claim.text for claim in prose.claims()] == ["x", "y"]
    assert all(isinstance(claim, Claim) for claim in prose.claims())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: x {{ b }} and {{ b }}", [(1, 6), (1, 18)]),
        ("a: 'it''s {{ b[''c''] }} and {{ d }}'", [(1, 11), (1, 30)]),
        ("a: >-\n  x {{ b }}\n  {{ c\n  }} y\n", [(2, 5), (3, 3)]),
        ("a: |\n  x\n  {{ b }}\n", [(3, 3)]),
        ('a: "\\x7b{ b }}"', [(1, 4)]),
    ],
)
def test_references_know_their_place_in_the_file(text: str, places: list[tuple[int, int]]) -> None:
    data = read(text).data
    assert isinstance(data, dict)
    scalar = data["a"]
    assert isinstance(scalar, Scalar)
    assert [each.place for each in read_prose(scalar).references()] == [Location(FILE, *place) for place in places]


@pytest.mark.parametrize(("count", "faults"), [(6400, 0), (6401, 1)])
def test_as_many_references_as_there_are_signs_for_them(count: int, faults: int) -> None:
    marked = mark_references("{{ a }} " * count, lambda _, __: Location(""))
    assert len(marked.pieces) == 6400
    assert [fault.code for fault in marked.faults] == ["text-too-long"] * faults


def test_anchors_are_let_through_at_the_end_of_sections_only() -> None:
    text = "## a {#plan}\n\nb {#plan}\n\n### c {#plan}\n\n## d {#plan} e\n"
    marked = mark_references(text, lambda _, __: Location(""), anchors=True)
    assert [text[: fault.offset].count("\n") + 1 for fault in marked.faults] == [3, 5, 7]
