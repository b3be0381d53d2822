"""Do plain words of comparison say what the two numbers beside them say?

Only what is surely a comparison is judged: two figures of one unit, both above zero, in one sentence, with nothing but
a link and a few words between them, one direction, and no negation. Whoever means it otherwise writes a claim.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checks.lexicon import SIZED, Direction, Size, direction_of, is_doubtful, is_pointing, size_of
from reportgen.checks.words_beside import beside, contradictions, flat
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.figures import Form, write
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Prose, Reference
from reportgen.model.references import every_prose
from reportgen.model.results import Results
from reportgen.quantities import Unit

_LINK = re.compile(
    r"[\s,]*(?P<words>(?:[\w-]+ ){0,5}?)(?:than|from|after|against|versus|compared (?:with|to)|above|below)"
    r"(?: (?:the|a|an|its|about|some|only|all))*\s*",
    re.IGNORECASE,
)
_FROM_TO = (re.compile(r"\bfrom\s*$", re.IGNORECASE), re.compile(r"\s*to\s*", re.IGNORECASE))
# What stands before these speaks of something else.
_CLAUSE = re.compile(r"[,:(–]|\b(?:although|while|but|despite|though|whereas|and|as|when|because)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;!?](?=\s|$)")
_SIZED_LINK = re.compile(
    rf"[\s,]*(?:(?:was|is|or|and|still|which is) ){{0,2}}{SIZED.pattern} (?:of )?(?:the )?\s*", re.IGNORECASE
)
_GAP = "\x00"
# These words compare with the figure before them, and say nothing of the one after.
_COMPARED = re.compile(r"\b(?:above|below|than(?: the)?)\s*$", re.IGNORECASE)
_ONWARDS = re.compile(r"\s*(?:to|from)\s*")


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
    word of direction; and one figure with the words that it stands directly beside: a direction beside growth, a share
    beside "half", currency, scale and period. A claim says the same so that it is always judged.
    """
    severity = Severity.WARNING if inputs.draft else Severity.ERROR
    hint = 'a claim is evaluated: {{ claim("up from", a > b) }}'
    for prose in every_prose(inputs):
        for pair in _pairs(prose):
            told = _contradiction(pair, results)
            if told:
                place = pair.first.place
                yield Diagnostic("word-contradicts-number", told, place, pair.first.path, severity, hint)
        for each in beside(prose):
            for told in contradictions(each, inputs, results):
                path = each.reference.path
                yield Diagnostic("word-contradicts-number", told, each.reference.place, path, severity)


def _pairs(prose: Prose) -> Iterator[_Pair]:
    """Neighbouring references of one sentence; the words of a claim are words."""
    before, words = "", ""
    last: Reference | None = None
    for piece in flat(prose):
        if isinstance(piece, Reference):
            if last is not None:
                yield _Pair(before, last, words, piece)
                before += _GAP
            before, words, last = before + words, "", piece
            continue
        ends = [found.end() for found in _SENTENCE.finditer(piece.text)]
        if ends:
            before, words, last = "", piece.text[ends[-1] :], None
        else:
            words += piece.text


def _contradiction(pair: _Pair, results: Results) -> str:
    said = _said(pair)
    first, second = _figure(pair.first, results), _figure(pair.second, results)
    if said is None or first is None or second is None or first[1] != second[1]:
        return ""
    word, backwards = said
    now, then = (second[0], first[0]) if backwards else (first[0], second[0])
    if word.fits(now / then):
        return ""
    shown = [write(each, first[2]).text for each in (now, then)]
    return f"the text says {word.word!r}, but {shown[0]} stands against {shown[1]}"


def _said(pair: _Pair) -> tuple[Size | Direction, bool] | None:
    """The word of size or direction, and whether the earlier figure comes first; None where it is not sure."""
    before = _governing_part(_CLAUSE.split(pair.before)[-1])
    if _GAP in pair.before and _COMPARED.search(before):
        before = ""
    if is_doubtful(before) or is_doubtful(pair.between):
        return None
    backwards = bool(_FROM_TO[0].search(before) and _FROM_TO[1].fullmatch(pair.between))
    if _SIZED_LINK.fullmatch(pair.between):
        size = size_of(pair.between)
        return None if size is None else (size, False)
    if not backwards and not _LINK.fullmatch(pair.between):
        return None
    for words in (pair.between, before):
        said = _growing(words) or direction_of(words)
        if said is not None:
            return said, backwards
        if is_pointing(words):
            return None
    return None


def _growing(words: str) -> Size | None:
    size = size_of(words)
    return size if size is not None and size.is_verb else None


def _governing_part(clause: str) -> str:
    """The words that reach the first figure: those since the figure before it, or over it in "rose 5 % to"."""
    parts = clause.split(_GAP)
    onwards = len(parts) > 1 and _ONWARDS.fullmatch(parts[-1])
    return " ".join(parts[-2:]) if onwards else parts[-1]


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
