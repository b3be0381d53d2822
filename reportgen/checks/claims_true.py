"""Do the words of a claim say what its condition says?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.checks.figure_kinds import Figure, figure_of
from reportgen.checks.lexicon import NOISE, Direction, Size, direction_of, size_of
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Claim, Comparison, Reference
from reportgen.model.references import every_prose
from reportgen.model.results import Results

_WAYS = {"up": (">", ">="), "down": ("<", "<=")}
_MIRRORED: Mapping[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
# These name a second figure, which the condition must then hold as well.
_SECOND = re.compile(r"\b(?:from|than|against|versus|exceed(?:s|ed|ing)?)\s*$", re.IGNORECASE)
_OF_LOSSES = re.compile(r"\b(?:loss|losses|deficit|outflow|negative|debt)\b", re.IGNORECASE)
# A change goes from the earlier figure to the later one, whichever the condition names first.
_OVER_TIME = re.compile(
    r"\b(?:up|down|rose|rises|grew|grows|climbed|jumped|surged|soared|increased|fell|falls|dropped|declined|decreased|"
    r"slid|plunged|slipped|shrank|doubled|tripled|halved)\b",
    re.IGNORECASE,
)
_CLOSE = 0.25


def claim_contradicts_words(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A claim is evaluated, its words are not: "fell from" over `a > b` prints a falsehood that has passed.

    The condition must point the way the words do, a size ("doubled", "more than half") must be that of the figures,
    and the two sides must be two figures. Words of neither direction nor size are left to whoever writes them.
    """
    severity = Severity.WARNING if inputs.draft else Severity.ERROR
    hint = "the left side is what the words speak of; of one figure in two periods, the later"
    for prose in every_prose(inputs):
        for claim in prose.claims():
            told = _disagreement(claim, inputs, results)
            if told:
                yield Diagnostic("claim-contradicts-words", told, claim.place, claim.left.path, severity, hint)


def _disagreement(claim: Claim, inputs: Inputs, results: Results) -> str:
    left = figure_of(claim.left.path, inputs, results)
    if left is None:
        return ""
    if not isinstance(claim.right, Reference):
        return _against_number(claim, claim.right, left)
    right = figure_of(claim.right.path, inputs, results)
    if right is None or right.unit != left.unit:
        return ""
    if left.path == right.path and (direction_of(claim.text) or size_of(claim.text)):
        return f"{claim.left.path} is compared with itself"
    return _against_figure(claim, left, right)


def _against_figure(claim: Claim, left: Figure, right: Figure) -> str:
    if left.value <= 0 or right.value <= 0 or _OF_LOSSES.search(claim.text):
        return ""  # of losses, less may be more
    comparison = claim.comparison
    if _OVER_TIME.search(claim.text) and _is_earlier(left, right):
        left, right, comparison = right, left, _MIRRORED[comparison]
    said = size_of(claim.text)
    if said is not None:
        return "" if said.fits(left.value / right.value) else _not_so(claim, said, left.value / right.value)
    return _wrong_way(claim, direction_of(claim.text), comparison, left.value / right.value)


def _is_earlier(left: Figure, right: Figure) -> bool:
    first, second = left.period, right.period
    if first is None or second is None or left.series != right.series or first.kind != second.kind:
        return False
    days = (first.day, second.day)
    if days[0] is not None and days[1] is not None:
        return days[0] < days[1]
    return (first.year, first.index) < (second.year, second.index)


def _against_number(claim: Claim, number: float, left: Figure) -> str:
    said, way = size_of(claim.text), direction_of(claim.text)
    if number == 0 and left.is_level and (said or (way and _SECOND.search(claim.text))):
        return f"the text says {claim.text!r}, but {claim.left.path} is compared with nothing else"
    if said is not None:
        return "" if _is_stated(said, number, claim, left) else _other(claim)
    if way is None or way.way == "level" or (left.value < 0 and _OF_LOSSES.search(claim.text)):
        return ""
    return _wrong_way(claim, way, claim.comparison, None)


def _is_stated(said: Size, number: float, claim: Claim, left: Figure) -> bool:
    """Whether the number of a condition is the size of the words; one and a growth, or the number itself."""
    if left.unit.powers or (number == 0 and not left.is_change):
        return True
    factors = (number,) if left.is_share else (1 + number, number)
    return any(_states(said, factor, claim.comparison) for factor in factors)


def _states(said: Size, factor: float, comparison: str) -> bool:
    """Whether a condition on a factor makes sure of the size."""
    side = {"more": "less", "less": "more"}.get(said.side, said.side) if said.shrinks else said.side
    if side == "more":
        return comparison in _WAYS["up"] and factor >= said.factor * (1 - NOISE)
    if side == "less":
        return comparison in _WAYS["down"] and factor <= said.factor * (1 + NOISE)
    return abs(factor / said.factor - 1) <= _CLOSE


def _wrong_way(claim: Claim, said: Direction | None, comparison: str, ratio: float | None) -> str:
    if said is None:
        return ""
    if said.way == "level":
        return "" if ratio is None or said.fits(ratio) else _not_so(claim, said, ratio)
    # where the condition itself fails, another check tells it; two equal figures under "at least" are not "up"
    equal = ratio is not None and abs(ratio - 1) <= NOISE
    return "" if comparison in _WAYS[said.way] and not equal else _other(claim)


def _other(claim: Claim) -> str:
    right = claim.right.path if isinstance(claim.right, Reference) else f"{claim.right:g}"
    return f"the text says {claim.text!r}, but the condition is {claim.left.path} {claim.comparison} {right}"


def _not_so(claim: Claim, said: Size | Direction, ratio: float) -> str:
    return f"the text says {said.word!r} in {claim.text!r}, but one side is {ratio:.3g} of the other"
