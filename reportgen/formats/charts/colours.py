"""The colours of a chart: one table of tokens, with the value each has in print."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from reportgen.model.charts import Tone

Token: TypeAlias = Literal[
    "ink", "ink2", "ink3", "rule", "hair", "paper", "tint", "tint2", "tint3",
    "accent", "accent-soft", "d1", "d2", "d3", "d6", "d5",
]  # fmt: skip

TOKENS: Mapping[Token, str] = MappingProxyType(
    {
        "ink": "#15212b",
        "ink2": "#45525e",
        "ink3": "#5f6b76",
        "rule": "#bfc7cd",
        "hair": "#dde2e6",
        "paper": "#ffffff",
        "tint": "#f6f3ec",
        "tint2": "#ebe5d8",
        "tint3": "#d9d1c0",
        "accent": "#b93a0e",
        "accent-soft": "#f2d8cb",
        "d1": "#17405e",
        "d2": "#2f8795",
        "d3": "#9bd3d0",
        "d6": "#98938a",
        "d5": "#ddb86b",
    }
)

# As text the teal of a fill is too pale on white (4.2): this one has 5.9.
TEAL_TEXT = "#256d79"

# A name takes the colour of its series where that can be read as text.
_NAMES: Mapping[Tone, Token] = MappingProxyType(
    {"d1": "d1", "d2": "d2", "d3": "ink2", "accent": "accent", "d6": "ink2", "d5": "ink2", "ink": "ink"}
)


def fills(accent: str, accent_soft: str) -> Mapping[Token, str]:
    """The print colours of shapes, with a house's accent."""
    return {**TOKENS, "accent": accent, "accent-soft": accent_soft}


def text_colours(accent: str) -> Mapping[Token, str]:
    """The print colours of text, with a house's accent."""
    return {**TOKENS, "accent": accent, "d2": TEAL_TEXT}


def name_token(tone: Tone) -> Token:
    """The colour in which the name of a series of this tone is written."""
    return _NAMES[tone]
