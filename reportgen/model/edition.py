"""As what a note is made: a draft for the house, or the final version for its readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportgen.model.publication import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A draft says so on its pages; a final note says when it was released, as which version."""

    draft: bool = True
    lenient: bool = False
    """Checks of fitness to publish are warnings: for looking at pages that are not finished."""
    released_at: datetime | None = None
    version: int | None = None
    last: Release | None = None
    """The last release; its rating and target are printed as the earlier ones where opinion.yaml names none."""


DRAFT = Edition()
