"""Which way words point, and what size they say; nothing where they leave doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_ROSE = (
    "rose|rises?|risen|rising|grew|grows|grown|increase[sd]?|climb(?:s|ed)?|gained|improved|jump(?:s|ed)?|surge[sd]?|"
    "soar(?:s|ed)?|advanced|a gain of|a rise of"
)
_FELL = (
    "fell|falls|fallen|falling|a fall(?: of)?|decline[sd]?|decrease[sd]?|drop(?:s|ped)?|shr[aiu]nk|shrinks|slid|"
    "slides?|plunge[sd]?|plummet(?:s|ed)?|sank|sunk|slip(?:s|ped)?|slump(?:s|ed)?|tumble[sd]?|contracted|dipped|collapsed|"
    "crashed"
)
_UP = (
    rf"{_ROSE}|exceed(?:s|ed|ing)?|outgr[eo]ws?|higher|more(?! \w+ly\b)|above|larger|greater|bigger|faster|ahead of|"
    "highest|largest|best ever|record(?!ed|s|ing)"
)
_DOWN = rf"{_FELL}|lower|less(?! \w+ly\b)|fewer|below|beneath|smaller|slower|short of|lowest|smallest"
_LEVEL = "flat|unchanged|the same as|equal to|equals|level with|no change|stable at"
# Not "up to", "made up of", "write-down": a word that only belongs to another.
_WAY = re.compile(
    rf"(?<![\w-])(?:(?P<up>(?<!made )(?<!adds )(?<!add )(?<!set )up(?! to\b)(?! of\b)|{_UP})"
    rf"|(?P<down>(?<!break )(?<!broken )down(?! payment)|{_DOWN})|(?P<level>{_LEVEL}))(?![\w-])",
    re.IGNORECASE,
)
# The word that a figure stands directly behind: "rose by about".
_GOVERNING = re.compile(
    rf"(?<![\w-])(?:(?P<up>up|{_ROSE})|(?P<down>down|{_FELL}))"
    r"(?: (?:by|of|about|only|some|just|almost|nearly|roughly|around|another|a further|again))*\s*$",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:not|no|nor|none|never|neither|without|if|unless|would|could|should|might|may|hardly|instead|rather)\b|n[’']t\b",
    re.IGNORECASE,
)
_FACTORS: Mapping[str, float] = MappingProxyType(
    {
        "doubled": 2, "doubles": 2, "double": 2, "twice": 2, "twofold": 2, "two-fold": 2, "tripled": 3, "triples": 3,
        "triple": 3, "trebled": 3, "threefold": 3, "three-fold": 3, "quadrupled": 4, "quadruple": 4, "fourfold": 4,
        "two times": 2, "three times": 3, "four times": 4, "five times": 5, "six times": 6, "ten times": 10,
        "halved": 1 / 2, "halves": 1 / 2, "half": 1 / 2, "one half": 1 / 2, "a third": 1 / 3, "one third": 1 / 3,
        "two thirds": 2 / 3, "a quarter of": 1 / 4, "one quarter of": 1 / 4, "three quarters": 3 / 4, "a fifth": 1 / 5,
        "a tenth": 1 / 10,
    }
)  # fmt: skip
_MORE, _LESS = "more than|over|above|at least|exceeds|exceeded", "less than|under|below|at most|fewer than"
_NEARLY = "nearly|almost|close to|just under|not quite"
SIZED = re.compile(
    rf"(?:\b(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<nearly>{_NEARLY})) )?(?<![\w-])(?<!first )(?<!second )"
    rf"(?P<size>{'|'.join(sorted(_FACTORS, key=len, reverse=True))})(?![\w-])(?! (?:year|a year|quarter|digits?)\b)",
    re.IGNORECASE,
)
_SHRINKING = ("halved", "halves")
_CHANGING = (*_SHRINKING, "doubled", "doubles", "tripled", "triples", "trebled", "quadrupled")
# What loose words leave open: two figures a third apart are not "double", seven tenths are not "half".
_LOOSE, _NEAR, _FLAT = 0.75, 0.8, 0.05
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Size:
    """A factor that words state, and which side of it they mean: "more", "less", "nearly", or "" for about."""

    word: str
    factor: float
    side: str

    @property
    def shrinks(self) -> bool:
        """Whether the word is a fall: more of it leaves less."""
        return self.word in _SHRINKING

    @property
    def is_verb(self) -> bool:
        """Whether the word is a change: "doubled", not "half of"."""
        return self.word in _CHANGING

    def fits(self, ratio: float) -> bool:
        """Whether a ratio is what the words say."""
        side = {"more": "less", "less": "more"}.get(self.side, self.side) if self.shrinks else self.side
        share = ratio / self.factor
        match side:
            case "more":
                return share > 1 - NOISE
            case "less":
                return share < 1 + NOISE
            case "nearly":
                near = (1 - NOISE, 1 / _NEAR) if self.shrinks else (_NEAR, 1 + NOISE)
                return near[0] <= share <= near[1]
            case _:
                return _LOOSE <= share <= 1 / _LOOSE + (self.factor > 1) * (1 / _NEAR - 1)


@dataclass(frozen=True, slots=True)
class Direction:
    """A word that says which way: "up", "down" or "level"."""

    word: str
    way: str

    def fits(self, ratio: float) -> bool:
        """Whether a figure that is so many times another lies that way of it."""
        match self.way:
            case "up":
                return ratio > 1 + NOISE
            case "down":
                return ratio < 1 - NOISE
            case _:
                return abs(ratio - 1) < _FLAT


def size_of(text: str) -> Size | None:
    """The one size that words state; None for none, for several, and where "by" makes it a change."""
    found = [*SIZED.finditer(text)]
    if len(found) != 1 or is_doubtful(SIZED.sub(" ", text)) or re.search(r"\bby\s+$", text[: found[0].start()]):
        return None
    return sized(found[0])


def sized(found: re.Match[str]) -> Size:
    """The size of a match of ``SIZED``."""
    side = next((name for name in ("more", "less", "nearly") if found[name]), "")
    word = found["size"].lower()
    return Size(word, _FACTORS[word], side)


def direction_of(text: str) -> Direction | None:
    """The one way that words point; None for none, for two that differ, and where it is in doubt."""
    if is_doubtful(text.replace("no change", "")):
        return None
    found = [*_WAY.finditer(text)]
    if len({each.lastgroup for each in found}) != 1:
        return None
    return Direction(found[0][0].lower(), found[0].lastgroup or "")


def is_pointing(text: str) -> bool:
    """Whether any word of direction or size stands in words, sure or not."""
    return bool(_WAY.search(text) or SIZED.search(text))


def is_doubtful(text: str) -> bool:
    """Whether a negation or a condition stands in words."""
    return _DOUBT.search(text) is not None


def governing(clause: str) -> Direction | None:
    """The way of the word that a figure at the end of a clause stands directly behind."""
    found = _GOVERNING.search(clause)
    return Direction(found[0].strip().lower(), found.lastgroup or "") if found and not is_doubtful(clause) else None
