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


INTER = (PACKAGE / "fonts" / "Inter-400.ttf").read_bytes()


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize(
    "content",
    [
        b"no font", b"", b"OTTO" + bytes(100), b"wOF2" + bytes(60), b"\0\1\0\0" + b"\xff" * 300,
        INTER[:12], INTER[:300], INTER[:5000], INTER[:-1000], INTER[:300] + bytes(1_000_000),
    ],
)  # fmt: skip
def test_a_pack_that_is_no_font_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "Broken.ttf").write_bytes(content)
    with pytest.raises(ReportgenError, match=r"Broken\.ttf is not a TrueType font"):
        read(PACKAGE / "fonts", tmp_path)


def test_without_a_folder_there_is_no_pack(tmp_path: Path) -> None:
    assert read(PACKAGE / "fonts", tmp_path / "nowhere").pack == ()
