"""The figures of a note as a reader sees them: each with what its rounding leaves open."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from reportgen.checks.tolerance import Bounds
from reportgen.figures import NBSP, SCALE_WORDS, THIN
from reportgen.model.charts import Label
from reportgen.model.note import Exhibit, Note, Number
from reportgen.model.results import Results
from reportgen.proofs.pieces import exhibits_in
from reportgen.sections.lineage import numbers_in
from reportgen.sections.writer import read

_DIGITS = re.compile(r"[+\u2212]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_SCALES = {word: power for power, word in SCALE_WORDS.items() if word} | {"%": -2, "points": -2}
# What binary arithmetic adds, far below any printed digit.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: its path, what is written, where, and between which values it stands, in base units."""

    path: str
    text: str
    where: str
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Printed:
    """All figures of a note, and for each path the one that is printed most exactly."""

    figures: tuple[Figure, ...]
    finest: Mapping[str, Figure]

    def bounds(self, path: str) -> Bounds | None:
        """Between which values the figure stands; None where it is printed nowhere."""
        found = self.finest.get(path)
        return found.bounds if found else None


def printed_figures(note: Note, results: Results) -> Printed:
    """Every figure of the note whose path the results know."""
    figures = tuple(
        figure
        for where, number in _placed(note)
        if number.path in results and (figure := _figure(number, where, results)) is not None
    )
    finest: dict[str, Figure] = {}
    for figure in figures:
        known = finest.get(figure.path)
        if known is None or _width(figure.bounds) < _width(known.bounds):
            finest[figure.path] = figure
    return Printed(figures, finest)


def _placed(note: Note) -> Iterator[tuple[str, Number | Label]]:
    """Every number with the name of its place; those of exhibits come under theirs."""
    blocks = (*note.front.exhibits, *(block for section in note.sections for block in section.blocks))
    for exhibit in exhibits_in(blocks):
        yield from ((f"Exhibit {exhibit.number}", number) for number in numbers_in(exhibit))
    front = note.front
    for piece in (
        front.headline,
        front.standfirst,
        front.card,
        front.thesis,
        front.side,
        front.side_notes,
        front.indicators,
    ):
        yield from (("first page", number) for number in numbers_in(piece))
    for section in note.sections:
        words = (section.title, *(block for block in section.blocks if not isinstance(block, Exhibit)))
        yield from ((section.short, number) for number in numbers_in(words))


def _figure(number: Number | Label, where: str, results: Results) -> Figure | None:
    value = results.value(number.path)
    if isinstance(number, Number):
        text, scale = number.written.text, _scale(number.written.suffix, symbol=number.written.symbol)
        tried = [_bounds(number.written.digits, value, scale)]
    else:
        text, tried = number.text, [_bounds(digits, value, None) for digits in _DIGITS.findall(number.text)]
    held = [bounds for bounds in tried if bounds is not None]
    # a label may hold a date beside its number
    nearest = min(held, key=lambda each: _apart(each, value), default=None)
    return Figure(number.path, text, where, nearest) if nearest is not None else None


def _scale(suffix: str, *, symbol: str) -> int | None:
    """The power of ten that the words beside some digits say; None where the head of a column says it."""
    word = suffix.replace(NBSP, " ").replace(THIN, " ").split()[:1]
    if not word:
        return 0 if symbol else None
    return _SCALES.get(word[0], 0)


def _bounds(digits: str, value: float, scale: int | None) -> Bounds | None:
    """Between which values some digits stand; without a scale, in that which brings them nearest to the value.

    What is subtracted is printed as it is, or with its sign; the bounds take the sign of the value.
    """
    shown = abs(read(digits))
    if scale is None:
        if not shown or not value or not math.isfinite(value):
            return None
        scale = round(math.log10(abs(value) / float(shown)))
    half = Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1)
    low, high = float((shown - half).scaleb(scale)), float((shown + half).scaleb(scale))
    return (low, high) if value > 0 else (-high, -low)


def _apart(bounds: Bounds, value: float) -> float:
    return abs((bounds[0] + bounds[1]) / 2 - value)


def _width(bounds: Bounds) -> float:
    return bounds[1] - bounds[0]


# ---- arithmetic with what is left open ------------------------------------------------------------------------------


def plus(*terms: Bounds) -> Bounds:
    """The bounds of a sum."""
    return sum(term[0] for term in terms), sum(term[1] for term in terms)


def minus(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of a difference."""
    return one[0] - other[1], one[1] - other[0]


def times(*terms: Bounds) -> Bounds:
    """The bounds of a product."""
    corners = [math.prod(each) for each in product(*terms)]
    return min(corners), max(corners)


def over(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of a quotient; without end where the divisor may be nothing."""
    if other[0] <= 0 <= other[1]:
        return -math.inf, math.inf
    corners = [above / below for above, below in product(one, other)]
    return min(corners), max(corners)


def exactly(value: float) -> Bounds:
    """A number without rounding."""
    return value, value


def widened(bounds: Bounds, by: float) -> Bounds:
    """The bounds with something more on both sides."""
    return bounds[0] - by, bounds[1] + by


def disagree(one: Bounds, other: Bounds) -> bool:
    """Whether no value lies within both; bounds that touch have one in common."""
    gap = max(other[0] - one[1], one[0] - other[1])
    return gap > _NOISE * max(1e-12, *(abs(each) for each in (*one, *other) if math.isfinite(each)))


Formula = Callable[..., Bounds]
