"""Which release a draft follows: what the record and the archive say of the last two of a company."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from reportgen.model.earlier import Recommended
from reportgen.model.edition import Edition
from reportgen.model.publication import Release
from reportgen.record.connecting import Record
from reportgen.record.reading import (
    all_latest_releases,
    last_release,
    ratings_given,
    recommendations,
    releases_before_last,
)

_HOUSE = "inputs/house.yaml"


def editions_of_drafts(record: Record, connection: Connection) -> dict[str, Edition]:
    """As what the draft of every company is made that has been released."""
    before, known = releases_before_last(connection), recommendations(connection)
    coverage = ratings_given(connection)
    return {
        last.company: replace(
            _edition(record, last, before.get(last.company), known.get(last.company, ())), coverage=coverage
        )
        for last in all_latest_releases(connection)
    }


def first_edition(connection: Connection) -> Edition:
    """As what the draft of a company is made that has not been released."""
    return Edition(coverage=ratings_given(connection))


def edition_of_draft(record: Record, slug: str) -> Edition:
    """As what the draft of one company is made."""
    with record.reading() as connection:
        last, before = last_release(connection, slug), releases_before_last(connection, slug)
        known, coverage = recommendations(connection, slug), ratings_given(connection)
    edition = _edition(record, last, before.get(slug), known.get(slug, ())) if last else Edition()
    return replace(edition, coverage=coverage)


def _edition(record: Record, last: Release, before: Release | None, history: tuple[Recommended, ...]) -> Edition:
    return Edition(last=last, before=before, last_inputs=_inputs(record, last), history=history)


def _inputs(record: Record, release: Release) -> Mapping[str, str]:
    """The company's files that a release was made from, by its archived manifest; none where that cannot be read."""
    try:
        inputs = json.loads((record.root / release.archive / "manifest.json").read_bytes())["inputs"]
        return {str(file): str(sha256) for file, sha256 in inputs.items() if file != _HOUSE}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
