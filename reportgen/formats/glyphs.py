"""Which letters the fonts cannot draw: found before anything is laid out, and told where they were typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location
from reportgen.figures import JOINER
from reportgen.formats.typefaces import Fonts
from reportgen.model.within import within

# What joins words is drawn by no font.
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | {"\n", JOINER}


def missing_glyphs(note: object, fonts: Fonts, texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """One diagnostic for each letter of a note that no font holds, at its first place in the files as typed."""
    used = {letter for words in within(note, str) for letter in words} - _PLAIN
    if not used:
        return ()
    held = _covered(tuple(face.file for face in (*fonts.print, *fonts.pack)))
    return tuple(_diagnostic(letter, texts) for letter in sorted(used) if ord(letter) not in held)


def _diagnostic(letter: str, texts: Mapping[str, str]) -> Diagnostic:
    name = unicodedata.name(letter, "a letter without a name").lower()
    message = f"no font holds {letter} (U+{ord(letter):04X}, {name})"
    hint = "add a font that holds it to the folder fonts/ of the workspace"
    return Diagnostic("missing-glyph", message, _place(letter, texts), hint=hint)


def _place(letter: str, texts: Mapping[str, str]) -> Location:
    for file, content in texts.items():
        for number, line in enumerate(content.split("\n"), start=1):
            if letter in line and not line.lstrip().startswith("#"):
                return Location(file, number, line.index(letter) + 1)
    return Location("inputs")


@lru_cache(maxsize=4)  # the fonts of an installation do not change while it runs
def _covered(files: tuple[Path, ...]) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only notes with more than ASCII need it

    held: set[int] = set()
    for file in files:
        with TTFont(file, lazy=True) as font:
            held.update(font.getBestCmap() or {})
    return frozenset(held)
