"""As what a note is made: a draft for the house, or the final version for its readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reportgen.model.earlier import Rated, Recommended
from reportgen.model.publication import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A draft says so on its pages; a final note says when it was released, as which version."""

    draft: bool = True
    lenient: bool = False
    """Checks of fitness to publish are warnings: for looking at pages that are not finished."""
    note_type: str | None = None
    """The type asked for in place of the company's."""
    released_at: datetime | None = None
    version: int | None = None
    last: Release | None = None
    """The last release; its rating and target are printed as the earlier ones where opinion.yaml names none."""
    before: Release | None = None
    """The one before ``last``; what a draft follows that was released as ``last``."""
    last_inputs: Mapping[str, str] = field(default_factory=dict)
    """The hashes of the company's files that ``last`` was made from."""
    history: tuple[Recommended, ...] = ()
    """Each rating and target that was released, from when on, by version."""
    coverage: tuple[Rated, ...] = ()
    """Each rating of every released company, by company and day."""


DRAFT = Edition()


def previous_of(edition: Edition, as_of: date | None, inputs: Mapping[str, str]) -> Release | None:
    """The release before a note with these files: the last one; of a draft that was released as that, the one before.

    So a draft stays as it is when it is released, and the next night has nothing to do.
    """
    last, made_from = edition.last, edition.last_inputs
    if not edition.draft or last is None or last.as_of != as_of or not made_from:
        return last
    same = all(inputs.get(file) == sha256 for file, sha256 in made_from.items())
    return edition.before if same else last


def ratings_beside(edition: Edition, slug: str, as_of: date | None) -> tuple[tuple[str, int], ...]:
    """How many other companies held each rating before the day of a note, by the name of the rating.

    Without the company itself, whose rating is the note's, so that a draft stays as it is when it is released; and
    without the notes of the same day, so that it does not matter in which order a night releases them.
    """
    held = {
        each.company: each.rating
        for each in edition.coverage
        if each.company != slug and as_of is not None and each.as_of < as_of
    }
    return tuple(sorted(Counter(held.values()).items()))
