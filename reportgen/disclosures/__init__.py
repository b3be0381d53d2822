"""The small print that a note must carry, from house, opinion, valuation and answers; what is unknown is reported."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic, Rule, Severity, dotted
from reportgen.model.inputs import Inputs
from reportgen.model.opinion import Answer

__all__ = ["RULES", "Required", "required"]

RULES: tuple[Rule, ...] = (
    Rule(
        "conflicts-unanswered",
        "The note states for each question whether a conflict of interest exists. A question without an answer is not "
        "a no: without conflicts.yaml the note says that the answers are missing.",
    ),
    Rule(
        "answer-outdated",
        "An answer on conflicts is true for the day on which it was given; one older than the house's limit for "
        "reported figures must be asked again.",
    ),
)


@dataclass(frozen=True, slots=True)
class Required:
    """What the disclosures say: meanings of the ratings, answers on conflicts, and whether any are missing."""

    meanings: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    overridden: bool


def required(inputs: Inputs) -> tuple[Required, tuple[Diagnostic, ...]]:
    """What must be printed, and what is missing for it."""
    found: list[Diagnostic] = []
    answers = inputs.conflicts.answers if inputs.conflicts else ()
    if not answers:
        place = inputs.place("conflicts.yaml", ())
        message = "no answers on conflicts of interest; the note says that they are missing"
        found.append(Diagnostic("conflicts-unanswered", message, place, severity=Severity.WARNING))
    limit = inputs.house.staleness_days.reported
    for number, answer in enumerate(answers):
        age = (inputs.as_of - answer.as_of).days
        if age > limit:
            path = ("answers", number, "as_of")
            place = inputs.place("conflicts.yaml", path)
            message = f"the answer of {answer.as_of} is {age} days old; {limit} are allowed"
            found.append(Diagnostic("answer-outdated", message, place, dotted(path), Severity.WARNING))
    meanings = tuple((band.name, band.meaning) for band in inputs.house.ratings.bands)
    return Required(meanings, answers, inputs.opinion.override is not None), tuple(found)
