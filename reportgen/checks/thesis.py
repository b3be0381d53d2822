"""Does each pillar of the thesis stand on a number and a date?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.checks.walking import NOTE
from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Bold, Claim, Prose, Reference, Words
from reportgen.model.results import Results
from reportgen.numerals import states_date

_DATES = ("as_of", "period")
_NAMED_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class _Pillar:
    """A paragraph that begins in bold, with those after it up to the next one."""

    name: str
    place: Location
    prose: tuple[Prose, ...]


def thesis_pillar_without_number(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A pillar without a number cannot be wrong, and so tells the reader nothing that could be checked."""
    for pillar in _pillars(inputs):
        if not any(_dating(each) is None for prose in pillar.prose for each in _printed(prose)):
            message = f"the pillar {pillar.name!r} refers to no figure"
            hint = "refer to the figure that it stands on: {{ revenue.FY2024 | bn }}"
            yield Diagnostic("thesis-pillar-without-number", message, pillar.place, "", Severity.WARNING, hint)


def thesis_pillar_without_date(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A pillar without a date or a period holds for ever: nobody can say by when it should have come true."""
    for pillar in _pillars(inputs):
        if not any(_is_dated(prose) for prose in pillar.prose):
            message = f"the pillar {pillar.name!r} names no date and no period"
            hint = "say of when its figures are, or by when: in FY2025, in 3Q25, by June 2026"
            yield Diagnostic("thesis-pillar-without-date", message, pillar.place, "", Severity.WARNING, hint)


def _pillars(inputs: Inputs) -> Iterator[_Pillar]:
    section = inputs.section("thesis")
    paragraphs: Sequence[Prose] = section.paragraphs if section else ()
    starts = [number for number, each in enumerate(paragraphs) if each.pieces and isinstance(each.pieces[0], Bold)]
    for start, end in zip(starts, (*starts[1:], len(paragraphs)), strict=False):
        first = paragraphs[start]
        place = first.place or inputs.place(NOTE, ())
        yield _Pillar(_words(first.pieces[0]).strip()[:_NAMED_AT_MOST], place, tuple(paragraphs[start:end]))


def _is_dated(prose: Prose) -> bool:
    if any(_dating(each) for each in _printed(prose)):
        return True
    return any(states_date(_words(each)) for each in prose.pieces)


def _printed(prose: Prose) -> Iterator[Reference]:
    """The references that print something; those of a claim stand behind its words."""
    for piece in prose.pieces:
        yield from (
            each for each in (piece.children if isinstance(piece, Bold) else (piece,)) if isinstance(each, Reference)
        )


def _dating(reference: Reference) -> str | None:
    """The filter by which a reference prints a date instead of a figure."""
    return next((each.name for each in reference.filters if each.name in _DATES), None)


def _words(piece: Words | Reference | Claim | Bold) -> str:
    match piece:
        case Bold():
            return "".join(_words(each) for each in piece.children)
        case Reference():
            return " "
        case _:
            return piece.text
