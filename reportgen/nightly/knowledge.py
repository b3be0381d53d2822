"""What is known of a company and when it became known: from it follows the date of a night's note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The days on which a company's inputs came to be known, and its name."""

    name: str
    opinion: date
    closes: Mapping[date, int]
    """The days that have a closing price, and the line of each in prices.csv."""
    published: tuple[date, ...]

    def as_dict(self) -> dict[str, object]:
        """As JSON holds it."""
        return {
            "name": self.name,
            "opinion": str(self.opinion),
            "closes": {str(day): line for day, line in self.closes.items()},
            "published": [str(day) for day in self.published],
        }


def knowledge_from(found: Mapping[str, object]) -> Knowledge:
    """Back from JSON. Raises ValueError, TypeError, KeyError or AttributeError for anything else."""
    closes, published = found["closes"], found["published"]
    if not isinstance(closes, dict) or not isinstance(published, list):
        raise TypeError("not what was kept")
    return Knowledge(
        str(found["name"]),
        date.fromisoformat(str(found["opinion"])),
        {date.fromisoformat(day): int(line) for day, line in closes.items()},
        tuple(date.fromisoformat(day) for day in published),
    )


def knowledge_of(inputs: Inputs) -> Knowledge:
    """The days in a company's inputs."""
    return Knowledge(
        inputs.company.name,
        inputs.opinion.as_of,
        {close.day: close.place.line if close.place else 1 for close in inputs.closes},
        tuple(sorted(set(_published(inputs)))),
    )


def effective_date(known: Knowledge, night: date, session: date | None = None) -> date | None:
    """The day of the latest information on a night: of the opinion, of a close, or of a fact's publication.

    What comes from elsewhere counts up to the ``session``, which is by default the night; an opinion's own date counts
    up to the night. While nothing new is known the note keeps its date, however many nights pass. An opinion of a later
    day gives none: a note may not rest on what nobody could have held yet.
    """
    if known.opinion > night:
        return None
    end = session or night
    days = (day for day in (*known.closes, *known.published) if day <= end)
    return max((known.opinion, *days))


def latest_close(known: Knowledge, night: date) -> date | None:
    """The day of the last closing price on or before a night."""
    return max((day for day in known.closes if day <= night), default=None)


def _published(inputs: Inputs) -> Iterator[date]:
    """The day on which each fact came out: its own, or its source's."""
    sources = inputs.facts.sources
    for metric in inputs.facts.metrics.values():
        for fact in metric.values.values():
            source = sources.get(fact.source or metric.source or "")
            day = fact.published or (source.published if source else None)
            if day is not None:
                yield day
