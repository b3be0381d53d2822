"""Is a date printed in the words of its source the date that the program knows?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportgen.checks.walking import EXHIBITS, FACTS, OPINION, found
from reportgen.diagnostics import DataPath, Diagnostic
from reportgen.model.inputs import Inputs

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


def printed_year_differs(inputs: Inputs) -> Iterator[Diagnostic]:
    """A date as printed ("spring 2024") stands beside the day that orders and draws it; another year is a slip."""
    for file, path, day, printed in _printed(inputs):
        years = _YEAR.findall(printed)
        if years and str(day.year) not in years:
            message = f"{printed.strip()[:60]!r} is printed for {day}"
            yield found(inputs, "printed-year-differs", message, file, path)


def _printed(inputs: Inputs) -> Iterator[tuple[str, DataPath, date, str]]:
    """Each day with the words that are printed for it, and where these stand."""
    for name, source in inputs.facts.sources.items():
        if source.published is not None and source.published_printed is not None:
            yield FACTS, ("sources", name, "published_printed"), source.published, source.published_printed
    for number, milestone in enumerate(inputs.opinion.milestones):
        yield OPINION, ("milestones", number, "printed"), milestone.day, milestone.printed
    for number, event in enumerate(inputs.exhibits.price.events if inputs.exhibits.price else ()):
        yield EXHIBITS, ("price", "events", number, "text"), event.day, event.text
