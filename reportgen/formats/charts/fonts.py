"""How wide words are, measured in the fonts that they are printed in."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from reportgen.formats.charts.engine import FONTS, FT2Font, LoadFlags, font_file

# Of the size of the text: how far letters reach above and below the line they stand on.
ASCENT = 0.76
DESCENT = 0.22
CAP_HEIGHT = 0.727

_FALLBACK_FILE = FONTS / "NotoSansSC-400.ttf"

# For what neither font has (emoji, rare scripts): as wide as the widest letters are, so that nothing is cut.
_UNKNOWN_WIDTH = 1.0
_EM = 1000.0


def text_width(text: str, size: float, weight: int = 400) -> float:
    """The width of a line of text in the unit of ``size``."""
    return size * sum(_advance(char, weight) for char in text)


@lru_cache(maxsize=4096)
def _advance(char: str, weight: int) -> float:
    """The width of one character as a fraction of the size."""
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    for face in (_face(str(font_file(weight))), _fallback()):
        if face is not None and face.get_char_index(ord(char)):
            # without hinting the advance is the font's own, in 64ths
            glyph = face.load_char(ord(char), LoadFlags.NO_HINTING)
            return glyph.linearHoriAdvance / 65536 / _EM
    return _UNKNOWN_WIDTH


def _fallback() -> FT2Font | None:
    return _face(str(_FALLBACK_FILE)) if _FALLBACK_FILE.exists() else None


@cache
def _face(file: str) -> FT2Font:
    face = FT2Font(file)
    face.set_size(_EM, 72)
    return face
