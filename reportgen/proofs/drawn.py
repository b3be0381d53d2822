"""The words of a drawn chart, held against the data it was drawn from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from html import unescape
from itertools import pairwise

from reportgen.model.charts import ChartSpec, Label
from reportgen.model.within import within
from reportgen.numerals import numerals
from reportgen.proofs.pages import squeezed

_TEXT = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_PATH = re.compile(r'\bdata-path="([^"]*)"')
_PLACE = re.compile(r'\b([xy])="([^"]*)"')
_MARK = re.compile(r"([+\u2212]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)([^0-9]{0,3})")
_NUMBER = re.compile(r"[+\u2212]?[0-9]+(?:[.,][0-9]+)*")
_EVEN = 1e-6


@dataclass(frozen=True, slots=True)
class Word:
    """A text of a chart with the path of its quantity, or none, and where it stands."""

    text: str
    path: str
    x: str
    y: str


def chart_words(svg: str) -> tuple[Word, ...]:
    """Every text of a chart in the order of drawing."""
    return tuple(_word(match) for match in _TEXT.finditer(svg))


def _word(match: re.Match[str]) -> Word:
    path, place = _PATH.search(match[1]), dict(_PLACE.findall(match[1]))
    words = unescape(re.sub(r"<[^>]*>", "", match[2]))
    return Word(words, unescape(path[1]) if path else "", place.get("x", ""), place.get("y", ""))


def undrawn(spec: ChartSpec, words: Sequence[Word]) -> Iterator[Label]:
    """The numbers of a chart's data that were drawn nowhere, or under the path of another."""
    drawn = _by_path(words)
    for label in labels_of(spec):
        if label.path and not set(_NUMBER.findall(squeezed(label.text))) <= drawn.get(label.path, set()):
            yield label


def unfounded(spec: ChartSpec, words: Sequence[Word]) -> Iterator[Word]:
    """The words of a chart that hold a number which its data do not.

    The round numbers of an axis stand in one line at equal steps; years and dates are dates.
    """
    known, marks = _words_of(spec), _scale_marks(words)
    own = _by_path([Word(label.text, label.path, "", "") for label in labels_of(spec)])
    for word in words:
        digits = set(_NUMBER.findall(squeezed(word.text)))
        if word.path:
            founded = digits <= own.get(word.path, set())
        else:
            founded = word in marks or squeezed(word.text) in known or not any(numerals(word.text))
        if not founded:
            yield word


def contrary(spec: ChartSpec, values: Mapping[str, float]) -> Iterator[tuple[Label, float]]:
    """The labels whose sign is not that of what is drawn beside them, or of the quantity of their path in ``values``.

    A label without a sign stands beside what is not below zero. Of a quantity only a sign that is printed tells, and no
    minus where something is drawn: what is subtracted is itself above zero.
    """
    drawn = tuple(_valued(spec))
    beside = {id(label) for label, _ in drawn}
    for label, value in drawn:
        sign = _sign(label)
        fits = value < 0 if sign == "\u2212" else value > 0 if sign == "+" else value >= 0
        if sign is not None and not fits:
            yield label, value
    for label in labels_of(spec):
        value, sign = values.get(label.path, 0.0), _sign(label)
        if (sign == "+" and value < 0) or (sign == "\u2212" and value > 0 and id(label) not in beside):
            yield label, value


def _sign(label: Label) -> str | None:
    """The sign of a label's only number, perhaps none; None where there is no such number or it is zero."""
    numbers = _NUMBER.findall(squeezed(label.text))
    if len(numbers) != 1 or not numbers[0].strip("+\u22120.,"):
        return None
    return numbers[0][0] if numbers[0][0] in "+\u2212" else ""


def _valued(node: object) -> Iterator[tuple[Label, float]]:
    """Every label with the value beside it: ``label`` with ``value``, ``low_label`` with ``low``."""
    if isinstance(node, tuple):
        for each in node:
            yield from _valued(each)
    elif is_dataclass(node) and not isinstance(node, type):
        for each in fields(node):
            held = getattr(node, each.name)
            if isinstance(held, Label):
                value = getattr(node, each.name[: -len("label")].rstrip("_") or "value", None)
                value = getattr(value, "value", value)
                if isinstance(value, int | float):
                    yield held, value
            else:
                yield from _valued(held)


def labels_of(value: object) -> Iterator[Label]:
    """Every label of a chart's data."""
    return within(value, Label)


def _by_path(words: Sequence[Word]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        found[word.path] |= set(_NUMBER.findall(squeezed(word.text)))
    return found


def _words_of(spec: ChartSpec) -> str:
    """All texts of a chart's data, and its whole numbers such as those of risks."""
    held: Iterator[str | int] = within(spec, str, int)
    return "\n".join(squeezed(str(each)) for each in held)


def _scale_marks(words: Sequence[Word]) -> frozenset[Word]:
    """Bare numbers in one line, at equal steps."""
    lines: dict[tuple[str, str], list[Word]] = defaultdict(list)
    for word in words:
        if not word.path and _MARK.fullmatch(squeezed(word.text)):
            lines["x", word.x].append(word)
            lines["y", word.y].append(word)
    return frozenset(word for line in lines.values() if _even([_value(each) for each in line]) for word in line)


def _even(values: Sequence[float]) -> bool:
    steps = sorted(later - earlier for earlier, later in pairwise(sorted(values)))
    return bool(steps) and steps[0] > 0 and steps[-1] - steps[0] < _EVEN * steps[-1]


def _value(word: Word) -> float:
    found = _MARK.fullmatch(squeezed(word.text))
    return float(found[1].replace("\u2212", "-").replace(",", "")) if found else 0.0
