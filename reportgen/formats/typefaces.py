"""The typefaces of the house: where their files are, and how a style sheet names them."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import ReportgenError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Below it stand the alphabets that the web fonts hold; above it only those characters are embedded that a page uses.
FIRST_IDEOGRAPH = "\u2e80"
FONT_HINT = "take it out of the folder or replace it"
LAST_PLAIN = "\u00ff"


class FontUnreadableError(ReportgenError):
    """A file of the workspace's font pack that is no font."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} is not a TrueType font: {why}; {FONT_HINT}")
        self.file = file
        self.why = why


@dataclass(frozen=True, slots=True)
class Face:
    """One file of one weight."""

    file: Path
    family: str
    weight: int
    style: str


@dataclass(frozen=True, slots=True)
class Fonts:
    """All faces: static TrueType for print, WOFF2 for the screen."""

    folder: Path
    print: tuple[Face, ...]
    web: tuple[Face, ...]
    pack: tuple[Face, ...] = ()
    """Further faces that a workspace adds, for letters that the others lack."""


@lru_cache(maxsize=4)  # the files of an installation do not change while it runs
def read(folder: Path, pack: Path | None = None) -> Fonts:
    """The faces that ``fonts.json`` in a folder lists, and the TrueType files of a font pack.

    Raises FontUnreadableError for a file of the pack that is no font.
    """
    listed = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))
    files = sorted(pack.glob("*.ttf")) if pack is not None and pack.is_dir() else ()
    return Fonts(folder, _faces(folder, listed["fonts"]), _faces(folder, listed["web"]), tuple(map(_packed, files)))


def _packed(file: Path) -> Face:
    """A face of a font pack, as the file itself tells its family, weight and style."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only workspaces with a font pack need it

    try:
        # a file that is no font stays open in TTFont's hands
        with file.open("rb") as stream, TTFont(stream, lazy=True) as font:
            _read_through(font)
            name = re.sub(r"[^\w \-]", "", font["name"].getBestFamilyName() or file.stem)
            style = "italic" if font["OS/2"].fsSelection & 1 else "normal"
            return Face(file, name, int(font["OS/2"].usWeightClass), style)
    # fontTools raises whatever the bytes of a damaged file lead to
    except Exception as problem:
        raise FontUnreadableError(file, str(problem) or "it is damaged") from problem


def _read_through(font: TTFont) -> None:
    """Raise something where a table cannot be read: a layout would leave out the letters without a word."""
    for table in font.reader.tables:
        font.reader[table]  # a download that broke off lacks its last tables
    if not font.getBestCmap():
        raise ValueError("it draws no letters")


def named(fonts: Fonts) -> str:
    """``@font-face`` rules that name the files for print as ``font:FILE``, which the layout's own fetcher serves."""
    return "\n".join(_rule(face, f"font:{face.file.name}") for face in (*fonts.print, *fonts.pack))


def embedded(fonts: Fonts, page: str) -> str:
    """``@font-face`` rules that hold the files themselves, so that a page needs nothing but itself.

    Upright faces only, as the design knows no italics. A family without a WOFF2 file has thousands of characters:
    the ones that the page uses are cut out of it.
    """
    rules = [_rule(face, _data(face.file.read_bytes())) for face in fonts.web if face.style == "normal"]
    wide = "".join(sorted({character for character in page if character >= FIRST_IDEOGRAPH}))
    ready = {face.family for face in fonts.web}
    if wide:
        rules += [_rule(face, _data(_cut(face.file, wide))) for face in fonts.print if face.family not in ready]
    if fonts.pack:
        letters = "".join(sorted({letter for letter in page if letter > LAST_PLAIN}))
        rules += [_rule(face, _data(_cut(face.file, letters))) for face in fonts.pack if face.style == "normal"]
        rules.append(_stacks(fonts.pack))
    return "\n".join(rules)


def _stacks(pack: Sequence[Face]) -> str:
    """The font stacks of the screen with the families of a font pack at their end."""
    families = ", ".join(dict.fromkeys(f'"{face.family}"' for face in pack))
    # more specific than the rule of the tokens, which comes later
    return (
        f'html:root {{ --serif: "Source Serif 4", "Noto Sans SC", {families}, serif;'
        f' --sans: "Inter", "Noto Sans SC", {families}, sans-serif; }}'
    )


def _faces(folder: Path, entries: Iterable[dict[str, str]]) -> tuple[Face, ...]:
    return tuple(
        Face(folder / entry["file"], entry["family"], int(entry["weight"]), entry["style"]) for entry in entries
    )


def _rule(face: Face, url: str) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' src: url("{url}"); font-display: block; }}'
    )


def _data(content: bytes) -> str:
    return f"data:font/woff2;base64,{b64encode(content).decode('ascii')}"


@lru_cache(maxsize=64)  # a company's name asks for the same characters in every one of its notes
def _cut(file: Path, characters: str) -> bytes:
    """The part of a font that draws some characters, as WOFF2, the same bytes every time."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - only pages with Chinese names need it
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - see above

    font = TTFont(file, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["*"]))
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()
