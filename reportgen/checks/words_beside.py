"""Do the words directly beside one figure fit it: its direction, its size, its unit, its period?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checks.figure_kinds import Figure, figure_of
from reportgen.checks.lexicon import SIZED, governing, is_doubtful, sized
from reportgen.figures import FORMS, Form, write
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Bold, Claim, Prose, Reference, Words
from reportgen.model.results import Results
from reportgen.quantities import CURRENCIES, PURE

_S = "[ \u00a0\u202f\u2009]"
_CLAUSE = re.compile(r"[,:;(–]|[.!?](?=\s|$)|\b(?:although|while|but|despite|though|whereas|and|as|when|because)\b")
_LOSS = re.compile(r"\b(?:loss|losses|deficit|outflow|burn)\b", re.IGNORECASE)
_SIDE_AFTER = re.compile(
    rf"{_S}*(?:of )?(?:(?:implied|expected|potential) )?(?P<side>upside|downside)\b", re.IGNORECASE
)
_SIDE_BEFORE = re.compile(rf"\b(?P<side>upside|downside)(?: (?:of|is|to|about))?{_S}*$", re.IGNORECASE)
_WAY_AFTER = re.compile(rf"{_S}*(?P<way>higher|lower)(?:[.,;:)]|$| (?:on the year|than a year))", re.IGNORECASE)
_AFTER_SIZE = re.compile(r"[\s,(:–-]*(?:(?:by|at|with|up|growth of|a rise of|growing)\s*)*")
_AFTER_SHARE = re.compile(r"(?:[ \u00a0][\w’'-]+){0,8}\s*[,(:–]\s*")
_NEARLY_ALL = re.compile(r"\b(?:nearly|almost|virtually) all\b|\b(?:most|the majority) of\b", re.IGNORECASE)
_LEAST_OF_ALL, _LEAST_OF_MOST = 0.75, 0.5
_ENDS = re.compile(r"\s*(?:[.,;:)–]|$)")
_SCALES = {"thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_SCALE_AFTER = re.compile(rf"{_S}*(?P<word>{'|'.join(_SCALES)}|per{_S}cent|percent|%)(?!\w)", re.IGNORECASE)
_SYNONYMS = {"RMB": "CNY", "€": "EUR", "£": "GBP", "HK$": "HKD", "US$": "USD", "C$": "CAD", "A$": "AUD"}
_CURRENCY = "|".join(map(re.escape, sorted({*CURRENCIES, *_SYNONYMS}, key=len, reverse=True)))
_CURRENCY_BEFORE = re.compile(rf"(?<![\w/$])(?P<code>{_CURRENCY}){_S}*$")
_PERIOD = r"(?P<period>FY[0-9]{4}|[1-4]Q[0-9]{2}|[12]H[0-9]{2}|9M[0-9]{2})"
_WAS = r"(?:was|were|came to|reached|amounted to|stood at|totalled)(?: (?:about|only|some))?"
_PERIOD_BEFORE = re.compile(rf"\b(?:in|for|of) {_PERIOD} {_WAS}\s*$")
_PERIOD_AFTER = re.compile(rf"\s*(?:in|for) {_PERIOD}(?![\w-])(?! (?:prices|terms|money|dollars|rates))")


@dataclass(frozen=True, slots=True)
class Beside:
    """A reference with the words before it, since the one before, and those after it."""

    before: str
    reference: Reference
    after: str


def flat(prose: Prose) -> Iterator[Words | Reference | Claim]:
    """The pieces of a paragraph, whatever their weight."""
    for piece in prose.pieces:
        if isinstance(piece, Bold):
            yield from piece.children
        else:
            yield piece


def beside(prose: Prose) -> Iterator[Beside]:
    """Each reference of a paragraph with the words around it; those of claims are words."""
    words = [""]
    references: list[Reference] = []
    for piece in flat(prose):
        if isinstance(piece, Reference):
            references.append(piece)
            words.append("")
        else:
            words[-1] += piece.text
    for number, reference in enumerate(references):
        yield Beside(words[number], reference, words[number + 1])


def contradictions(each: Beside, inputs: Inputs, results: Results) -> Iterator[str]:
    """What the words directly beside a figure say that the figure does not."""
    if any(one.name in ("as_of", "period") for one in each.reference.filters):
        return
    figure = figure_of(each.reference.path, inputs, results)
    form = _form(each.reference, figure, results) if figure else None
    if figure is None or form is None:
        return
    for judged in (_direction, _change_of_size, _share, _scale, _currency, _period):
        said = judged(each, figure, form)
        if said:
            printed = write(figure.value, form).text
            yield f"the text says {said!r} beside {each.reference.path}, {printed}"


def _form(reference: Reference, figure: Figure, results: Results) -> Form | None:
    form = results.form(figure.path)
    try:
        for each in reference.filters:
            form = FORMS[each.name](form, *each.arguments)
    except (KeyError, TypeError, ValueError):  # what cannot print is told elsewhere
        return None
    return form


def _direction(each: Beside, figure: Figure, form: Form) -> str:  # noqa: ARG001 - one signature for all
    clause = _CLAUSE.split(each.before)[-1]
    if not figure.is_change or figure.value == 0 or _LOSS.search(each.before):
        return ""
    falls = figure.value < 0
    governed = governing(clause)
    if governed is not None:
        return governed.word if (governed.way == "down") is not falls else ""
    found = _SIDE_AFTER.match(each.after) or _SIDE_BEFORE.search(each.before) or _WAY_AFTER.match(each.after)
    if found is None or is_doubtful(clause):
        return ""
    word = found.group(found.lastgroup or 0).lower()
    return word if (word in ("downside", "lower")) is not falls else ""


def _change_of_size(each: Beside, figure: Figure, form: Form) -> str:  # noqa: ARG001 - one signature for all
    found = [*SIZED.finditer(each.before)]
    if not figure.is_change or not found or not _AFTER_SIZE.fullmatch(each.before, found[-1].end()):
        return ""
    said = sized(found[-1])
    if not said.is_verb or is_doubtful(_CLAUSE.split(each.before[: found[-1].start()])[-1]):
        return ""
    return "" if said.fits(1 + figure.value) else found[-1][0]


def _share(each: Beside, figure: Figure, form: Form) -> str:  # noqa: ARG001 - one signature for all
    """A share behind a comma or in brackets that stands for the words before it."""
    if not figure.is_share or not _ENDS.match(each.after):
        return ""
    found = [*SIZED.finditer(each.before), *_NEARLY_ALL.finditer(each.before)]
    if len(found) != 1 or not _AFTER_SHARE.fullmatch(each.before, found[0].end()):
        return ""
    if is_doubtful(each.before[: found[0].start()]):
        return ""
    if found[0].re is _NEARLY_ALL:
        least = _LEAST_OF_ALL if found[0][0].lower().endswith("all") else _LEAST_OF_MOST
        return "" if figure.value >= least else found[0][0]
    said = sized(found[0])
    return "" if said.factor > 1 or said.is_verb or said.fits(figure.value) else found[0][0]


def _scale(each: Beside, figure: Figure, form: Form) -> str:
    found = _SCALE_AFTER.match(each.after)
    if found is None:
        return ""
    word = found["word"].lower()
    if word not in _SCALES:
        return found["word"] if figure.unit != PURE or form.style != "plain" else ""
    fits = form.style == "plain" and _SCALES[word] == form.scale and not form.words
    return "" if fits else found["word"]


def _currency(each: Beside, figure: Figure, form: Form) -> str:
    found = _CURRENCY_BEFORE.search(each.before)
    if found is None:
        return ""
    code = _SYNONYMS.get(found["code"], found["code"])
    foreign = figure.unit.currency is not None and figure.unit.currency != code
    return found["code"] if foreign or form.style in ("percent", "points") else ""


def _period(each: Beside, figure: Figure, form: Form) -> str:  # noqa: ARG001 - one signature for all
    found = _PERIOD_BEFORE.search(each.before) or (_PERIOD_AFTER.match(each.after) if figure.is_actual else None)
    if found is None or figure.period is None or figure.period.kind in ("day", "month"):
        return ""
    return "" if figure.period.label().removeprefix("LTM ") == found["period"] else found["period"]
