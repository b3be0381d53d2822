from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.folders import PACKAGE
from reportgen.formats.typefaces import embedded, named, read

FONTS = read(PACKAGE / "fonts")


def test_every_listed_face_is_a_file() -> None:
    assert FONTS.pack == ()
    assert all(face.file.is_file() for face in (*FONTS.print, *FONTS.web))
    assert {face.family for face in FONTS.print} == {"Inter", "Source Serif 4", "Noto Sans SC"}


def test_print_names_its_files_and_loads_nothing_else() -> None:
    rules = named(FONTS)
    assert all(f"font:{face.file.name}" in rules for face in FONTS.print)
    assert "http" not in rules


def test_a_page_carries_its_fonts_and_chinese_only_where_it_is_used() -> None:
    plain, chinese = embedded(FONTS, "plain"), embedded(FONTS, "小米")
    assert 'url("data:font/woff2;base64,' in plain
    assert "Noto Sans SC" not in plain
    assert '"Noto Sans SC"' in chinese
    assert len(chinese) - len(plain) < 20_000
    assert embedded(FONTS, "小米") == chinese


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_a_pack_that_is_no_font_is_told(tmp_path: Path) -> None:
    (tmp_path / "Broken.ttf").write_bytes(b"no font")
    with pytest.raises(ReportgenError, match=r"Broken\.ttf is not a TrueType font"):
        read(PACKAGE / "fonts", tmp_path)


def test_without_a_folder_there_is_no_pack(tmp_path: Path) -> None:
    assert read(PACKAGE / "fonts", tmp_path / "nowhere").pack == ()
