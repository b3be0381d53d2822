"""Lines of text: cleaned, wrapped and shortened to the room there is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportgen.formats.charts.colours import Token
from reportgen.formats.charts.fonts import text_width

Anchor: TypeAlias = Literal["start", "middle", "end"]

ELLIPSIS = "…"
SOFT_HYPHEN = "\u00ad"

_IDEOGRAPH = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

# A line may break behind a space, behind a hyphen between letters, at a soft hyphen, and around an ideograph unless
# punctuation follows; never at a no-break space.
_BREAKS = re.compile(
    rf"(?<= )(?! )|(?<=[^\W\d_]-)(?=[^\W\d_])|(?<={SOFT_HYPHEN})|(?=[{_IDEOGRAPH}])(?<! )"
    rf"|(?<=[{_IDEOGRAPH}])(?![ \u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\uff09\u300d\u300f])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label: what it says, in which colour and weight, and the path of its quantity."""

    text: str
    colour: Token = "ink2"
    weight: int = 400
    path: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the first line of a label stands: its baseline, and which end of it lies at ``x``."""

    x: float
    y: float
    anchor: Anchor = "start"


def clean(text: str) -> str:
    """The text without line breaks and without characters that XML refuses or that reorder what follows."""
    spaced = re.sub(r"[\t\n\r\f\v\u2028\u2029]+", " ", text)
    kept = "".join(char for char in spaced if not _unprintable(char))
    return kept.strip()


def _unprintable(char: str) -> bool:
    # Cf holds the marks that turn the reading direction; the soft hyphen, which is one, is used and then removed
    return unicodedata.category(char) in ("Cc", "Cf", "Cn", "Cs") and char != SOFT_HYPHEN


def wrap(text: str, width: float, size: float, *, weight: int = 400, lines: int = 2) -> tuple[str, ...]:
    """The text in up to ``lines`` lines of at most ``width``, the last one shortened if it must be.

    A line break in the text is kept. What fits in one line stays in one, what fits in two is parted about equally.
    """
    paragraphs = [clean(part) for part in text.split("\n")]
    given = [part for part in paragraphs if part]
    if len(given) > 1:
        head, rest = given[: lines - 1], given[lines - 1 :]
        given = [*head, " ".join(rest)]
        return tuple(cut for line in given if (cut := shorten(line, width, size, weight=weight)))
    if not given:
        return ()
    whole = given[0].replace(SOFT_HYPHEN, "")
    if text_width(whole, size, weight) <= width or lines == 1:
        cut = shorten(whole, width, size, weight=weight)
        return (cut,) if cut else ()
    return _broken(given[0], width, size, weight=weight, lines=lines)


def shorten(text: str, width: float, size: float, *, weight: int = 400) -> str:
    """The text, or as much of it as fits with an ellipsis; nothing if not even three letters do."""
    text = text.replace(SOFT_HYPHEN, "")
    if text_width(text, size, weight) <= width:
        return text
    room = width - text_width(ELLIPSIS, size, weight)
    least = 3
    for end in range(len(text) - 1, least - 1, -1):
        head = _without_cut_number(text[:end], text[end]).rstrip(" ,;:-–(&/")
        if text_width(head, size, weight) <= room:
            return head + ELLIPSIS if len(head) >= least else ""
    return ""


def _without_cut_number(head: str, following: str) -> str:
    """A number is printed whole or not at all."""
    return head if following == " " else re.sub(r"\S*\d\S*$", "", head)


def widest(lines: Sequence[str], size: float, weight: int = 400) -> float:
    """The width of the longest of some lines."""
    return max((text_width(line, size, weight) for line in lines), default=0.0)


def _broken(text: str, width: float, size: float, *, weight: int, lines: int) -> tuple[str, ...]:
    """Break where the longest line is shortest; if none will do, fill line by line and shorten the last."""
    pieces = [piece for piece in _BREAKS.split(text) if piece]
    best: tuple[str, ...] = ()
    for at in range(1, len(pieces)):
        pair = _joined(pieces[:at]), _joined(pieces[at:], last=True)
        if all(pair) and (not best or widest(pair, size, weight) < widest(best, size, weight)):
            best = pair
    if best and widest(best, size, weight) <= width:
        return best
    return _filled(pieces, width, size, weight=weight, lines=lines)


def _filled(pieces: list[str], width: float, size: float, *, weight: int, lines: int) -> tuple[str, ...]:
    result: list[str] = []
    while pieces and len(result) < lines - 1:
        end = len(pieces)
        while end > 1 and text_width(_joined(pieces[:end]), size, weight) > width:
            end -= 1
        result.append(shorten(_joined(pieces[:end]), width, size, weight=weight))
        pieces = pieces[end:]
    result.append(shorten(_joined(pieces, last=True), width, size, weight=weight))
    return tuple(line for line in result if line)


def _joined(pieces: list[str], *, last: bool = False) -> str:
    """Pieces as a line: a soft hyphen shows only where the line breaks at it."""
    line = "".join(pieces).strip(" ")
    hyphenated = line.endswith(SOFT_HYPHEN) and not last
    return line.replace(SOFT_HYPHEN, "") + ("-" if hyphenated else "")
