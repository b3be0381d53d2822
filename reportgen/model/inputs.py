"""Everything that one build reads, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reportgen.diagnostics import DataPath, Location, Places
from reportgen.model.company import Company
from reportgen.model.earlier import Earlier, Recommended
from reportgen.model.facts import Close, Facts
from reportgen.model.house import House
from reportgen.model.layout import Layout
from reportgen.model.opinion import Conflicts, Exhibits, Opinion
from reportgen.model.prose import Prose, ProseSection
from reportgen.model.valuation import Valuation

SHORT = frozenset({"constant", "value", "values", "amounts", 0})
"""Steps of the model that a short form leaves out: an amount for ``{value: …}``, a list for ``{values: …}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of one note as of a date, and where everything in them stands."""

    slug: str
    as_of: date
    draft: bool = True
    """Until a note is released its pages say that it is a draft."""
    released_at: datetime | None = None
    version: int | None = None
    """Counts a company's released notes from 1."""
    layout: Layout = field(default_factory=Layout)
    """What the note's type shows."""
    earlier: Earlier | None = None
    """What the last released note said, as far as it is known."""
    history: tuple[Recommended, ...] = ()
    """The ratings and targets of the notes released before, in the currency of this one."""
    coverage: tuple[tuple[str, int], ...] = ()
    """How many other companies of the house hold each rating, as released before the day of this note."""
    house: House
    company: Company
    facts: Facts
    closes: tuple[Close, ...]
    valuation: Valuation
    opinion: Opinion
    exhibits: Exhibits
    conflicts: Conflicts | None
    headline: Prose
    standfirst: Prose
    sections: tuple[ProseSection, ...]
    places: Mapping[str, Places]
    """By file name without folder: house.yaml, facts.yaml …"""

    @property
    def note_type(self) -> str:
        """The folder of templates: that of the layout, or the company's."""
        return self.layout.folder or self.company.note_type

    def place(self, file: str, path: DataPath, *, key: bool = False) -> Location:
        """Where a path of one of the files stands."""
        return self.places[file].of(path, key=key)

    def typed_path(self, file: str, path: DataPath) -> DataPath:
        """The steps of a path that stand in the file; a short form has fewer of them than the model."""
        places = self.places[file]
        here: DataPath = ()
        for step in path:
            if (*here, step) in places.values or (*here, step) in places.keys:
                here = (*here, step)
            # a cost of equity within a cost of capital is written out once and stands twice in the model
            elif step not in SHORT and here[-1:] != (step,):
                # what the file lacks is told by its name all the same
                return path
        return here

    def section(self, anchor: str) -> ProseSection | None:
        """The prose of a section, if the analyst wrote one."""
        return next((section for section in self.sections if section.anchor == anchor), None)
