from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.folders import PACKAGE
from reportgen.formats.glyphs import missing_glyphs
from reportgen.formats.typefaces import Fonts, read
from reportgen.model.note import Text

FONTS = read(PACKAGE / "fonts")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def codes(words: str, texts: dict[str, str] | None = None, fonts: Fonts = FONTS) -> list[tuple[str, str]]:
    found = missing_glyphs((Text(words),), fonts, texts or {})
    return [(str(each.location), each.message) for each in found]


@pytest.mark.parametrize(
    "words", ["plain ASCII", "", "Ørsted, Škoda, Ελλάς, Россия", "小米集團", "− × ÷ ≥ – “quoted” €"]
)
def test_what_the_fonts_hold_is_not_told(words: str) -> None:
    assert codes(words) == []


def test_each_letter_is_told_once_at_its_first_place() -> None:
    texts = {"inputs/a/company.yaml": "# ش in a comment\nname: Acme ش\nsector: ش\n", "inputs/a/note.md": "ش"}
    found = codes("شش", texts)
    assert [place for place, _ in found] == ["inputs/a/company.yaml:2:12"]
    assert "U+0634, arabic letter sheen" in found[0][1]


def test_a_letter_that_was_not_typed_as_such_has_a_place_all_the_same() -> None:
    assert [place for place, _ in codes("ش")] == ["inputs:1:1"]


def test_letters_are_found_wherever_a_note_holds_text() -> None:
    note = {"not": "looked at"}, [(Text("ش"), (None, 3))]
    assert len(missing_glyphs(note, FONTS, {})) == 1


@pytest.mark.skipif(not DEJAVU.is_file(), reason="DejaVu Sans is not installed")
def test_a_font_pack_holds_more(tmp_path: Path) -> None:
    shutil.copy(DEJAVU, tmp_path)
    pack = read(PACKAGE / "fonts", tmp_path).pack
    assert [face.family for face in pack] == ["DejaVu Sans"]
    assert codes("ش", fonts=replace(FONTS, pack=pack)) == []
