"""How high small print stands, so that its two columns can be balanced."""

from __future__ import annotations

import math
from collections.abc import Iterable

from reportgen.model.note import DisclosureGroup, Line
from reportgen.sections.writer import plain

# Millimetres, as the style sheets set them; widths of letters are only averages.
_COLUMN = 87.0
_LINE, _LETTER, _AFTER = 3.3, 1.3, 5.0


def small_height(groups: Iterable[DisclosureGroup]) -> float:
    """The millimetres of groups of small print below each other in one of its two columns."""
    return sum(_group(each) for each in groups)


def _group(group: DisclosureGroup) -> float:
    lines = 1 + sum(_lines(line) for line in group.paragraphs)
    lines += sum(_lines((*label, *value)) for label, value in group.rows)
    return lines * _LINE + _AFTER


def _lines(line: Line) -> int:
    return max(1, math.ceil(len(plain(line)) * _LETTER / _COLUMN))
