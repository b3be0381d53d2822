"""Does the prose name the rating that the note gives?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.lexicon import is_doubtful
from reportgen.checks.words_beside import flat
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Prose, Reference
from reportgen.model.references import every_prose
from reportgen.model.results import Results

_SENTENCE = re.compile(r"(?<=[.;!?])\s+")
# Another's rating, or one of another day.
_ELSEWHERE = re.compile(
    r"\b(?:was|were|had|until|before|previous|previously|former|formerly|from|other|others|consensus|peers?|brokers?|"
    r"analysts|who|whoever|which|band|than|below|above|to)\b",
    re.IGNORECASE,
)

# "Why a Buy would need more" rates nothing.
_SUPPOSED = re.compile(r"\b(?:would|could|might|needs?)\b", re.IGNORECASE)

_RATED = (
    r"\b(?:our|the) rating (?:is|stays|remains)(?: at)?|\bwe rate (?:the (?:shares|stock|company)|it)(?: as)?|"
    r"\b(?:shares|stock|company) (?:is|are) rated(?: as)?|^why"
)


def rating_contradicts_words(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A rating that was changed stays behind in the prose: "the rating is Buy" under a card that says Neutral."""
    severity = Severity.WARNING if inputs.draft else Severity.ERROR
    names = sorted({band.name for band in inputs.house.ratings.bands}, key=len, reverse=True)
    # a rating that does not exist is told on its own
    if inputs.opinion.rating not in names:
        return
    said = re.compile(rf"(?:{_RATED})(?: an?)? (?P<name>{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    for prose in every_prose(inputs):
        for sentence in _SENTENCE.split(_text(prose)):
            found = said.search(sentence)
            if found is None or found["name"].lower() == inputs.opinion.rating.lower():
                continue
            before, behind = sentence[: found.start()], sentence[found.end() :]
            asked = found[0].lower().startswith("why") and _SUPPOSED.search(behind) is not None
            if not (asked or is_doubtful(before) or _ELSEWHERE.search(before)):
                message = f"the text says {found[0]!r}, but the rating is {inputs.opinion.rating}"
                place = prose.place or inputs.place("opinion.yaml", ("rating",))
                yield Diagnostic("rating-contradicts-words", message, place, "rating", severity)


def _text(prose: Prose) -> str:
    return "".join("…" if isinstance(each, Reference) else each.text for each in flat(prose)).strip()
