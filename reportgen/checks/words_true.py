"""Do plain words of comparison say what the two numbers beside them say?

Only what is surely a comparison is judged: two figures of one unit, both above zero, in one sentence, with nothing but
a link and a few words between them, one direction, and no negation. Whoever means it otherwise writes a claim.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.figures import Form, write
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Bold, Claim, Prose, Reference, Words
from reportgen.model.references import every_prose
from reportgen.model.results import Results
from reportgen.quantities import Unit

_UP = (
    "up|rose|rises|risen|grew|grows|grown|increased|increases|climbed|climbs|gained|improved|higher|more|above|larger|"
    "better|record"
)
_DOWN = "down|fell|falls|fallen|declined|declines|decreased|decreases|dropped|drops|shrank|lower|less|below|smaller"
_DIRECTION = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<doubled>doubled)|(?P<halved>halved))\b", re.IGNORECASE
)
_DOUBT = re.compile(
    r"\b(?:not|no|nor|never|neither|without|if|unless|would|could|should|might|may|hardly|instead)\b|n[’']t\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"[\s,]*(?P<words>(?:[\w-]+ ){0,5}?)(?:than|from|after|against|versus|compared (?:with|to)|above|below)"
    r"(?: (?:the|a|an|its|about|some|only|all))*\s*",
    re.IGNORECASE,
)
_FROM_TO = (re.compile(r"\bfrom\s*$", re.IGNORECASE), re.compile(r"\s*to\s*", re.IGNORECASE))
# What stands before these speaks of something else.
_CLAUSE = re.compile(r"[,:(–]|\b(?:although|while|but|despite|though|whereas|and|as|when|because)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;!?](?=\s|$)")
# Far from two and from one half even for loose words.
_LEAST_DOUBLE, _MOST_HALF = 1.5, 0.7
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two references with the words before the first one, in its clause, and those between the two."""

    before: str
    first: Reference
    between: str
    second: Reference


def word_contradicts_number(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """A figure that is renewed leaves the words around it behind: "up from" stays when the figure has fallen.

    Judged are two figures of a sentence with a link such as "from", "after", "against" or "than" between them and one
    word of direction. A claim says the same so that it is always judged.
    """
    severity = Severity.WARNING if inputs.draft else Severity.ERROR
    for prose in every_prose(inputs):
        for pair in _pairs(prose):
            told = _contradiction(pair, results)
            if told:
                hint = 'a claim is evaluated: {{ claim("up from", a > b) }}'
                place = pair.first.place
                yield Diagnostic("word-contradicts-number", told, place, pair.first.path, severity, hint)


def _pairs(prose: Prose) -> Iterator[_Pair]:
    """Neighbouring references of one sentence; a claim between them has its own check."""
    before, words = "", ""
    last: Reference | None = None
    for piece in _flat(prose):
        if isinstance(piece, Words):
            ends = [found.end() for found in _SENTENCE.finditer(piece.text)]
            if ends:
                before, words, last = "", piece.text[ends[-1] :], None
            else:
                words += piece.text
        elif isinstance(piece, Claim):
            before, words, last = "", "", None
        else:
            if last is not None:
                yield _Pair(before, last, words, piece)
            before, words, last = before + words, "", piece


def _flat(prose: Prose) -> Iterator[Words | Reference | Claim]:
    for piece in prose.pieces:
        if isinstance(piece, Bold):
            yield from piece.children
        else:
            yield piece


def _contradiction(pair: _Pair, results: Results) -> str:
    said = _said(pair)
    first, second = _figure(pair.first, results), _figure(pair.second, results)
    if said is None or first is None or second is None or first[1] != second[1]:
        return ""
    word, backwards = said
    now, then = (second[0], first[0]) if backwards else (first[0], second[0])
    if _holds(word, now / then):
        return ""
    shown = [write(each, first[2]).text for each in (now, then)]
    return f"the text says {word[0].lower()!r}, but {shown[0]} stands against {shown[1]}"


def _said(pair: _Pair) -> tuple[re.Match[str], bool] | None:
    """The one word of direction, and whether the earlier figure comes first; None where it is not surely said."""
    before = _CLAUSE.split(pair.before)[-1]
    backwards = bool(_FROM_TO[0].search(before) and _FROM_TO[1].fullmatch(pair.between))
    if not backwards and not _LINK.fullmatch(pair.between):
        return None
    found = [*_DIRECTION.finditer(pair.between)] or [*_DIRECTION.finditer(before)]
    if len(found) != 1 or _DOUBT.search(before) or _DOUBT.search(pair.between):
        return None
    return found[0], backwards


def _holds(word: re.Match[str], ratio: float) -> bool:
    match word.lastgroup:
        case "up":
            return ratio > 1 + _NOISE
        case "down":
            return ratio < 1 - _NOISE
        case "doubled":
            return ratio > _LEAST_DOUBLE
        case _:
            return ratio < _MOST_HALF


def _figure(reference: Reference, results: Results) -> tuple[float, Unit, Form] | None:
    """Value, unit and form of a figure above zero: of losses, less may be more."""
    path = results.resolve(reference.path)
    if path is None or any(each.name in ("as_of", "period") for each in reference.filters):
        return None
    value = results.value(path)
    if not math.isfinite(value) or value <= 0:
        return None
    scenario = results.scenarios.get(path)
    return value, results.quantities[scenario.target if scenario else path].unit, results.form(path)
