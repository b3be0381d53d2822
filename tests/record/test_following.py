from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from reportgen.model.earlier import Rated, Recommended
from reportgen.model.edition import Edition, previous_of, ratings_beside
from reportgen.model.publication import Release
from reportgen.record import (
    Record,
    edition_of_draft,
    editions_of_drafts,
    enter_release,
    first_edition,
    ratings_given,
    recommendations,
)
from tests.record.rows import a_release

FIRST = a_release()
SECOND = a_release(id="2", version=2, as_of=date(2025, 11, 17), archive="record/archive/xiaomi/2025-11-17-v2")
RATED = (Rated("acme", FIRST.as_of, "Neutral"), Rated("xiaomi", FIRST.as_of, "Neutral"))
MADE_FROM = {"inputs/xiaomi/note.md": "1", "inputs/house.yaml": "2"}


def recommended(row: Release) -> Recommended:
    return Recommended(row.version, row.as_of, row.rating, row.currency, Decimal(row.target_price), Decimal(row.price))


def archive(record: Record) -> None:
    folder = record.root / SECOND.archive
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"inputs": MADE_FROM}), encoding="utf-8")


def enter(record: Record) -> None:
    with record.transaction() as connection:
        for row in (FIRST, SECOND, a_release(id="3", company="acme")):
            enter_release(connection, row)


def test_a_draft_follows_the_last_release(record: Record) -> None:
    assert edition_of_draft(record, "xiaomi") == Edition()
    enter(record)
    archive(record)
    edition = edition_of_draft(record, "xiaomi")
    inputs, history = {"inputs/xiaomi/note.md": "1"}, (recommended(FIRST),)
    assert edition == Edition(last=SECOND, before=FIRST, last_inputs=inputs, history=history, coverage=RATED)
    with record.reading() as connection:
        found = editions_of_drafts(record, connection)
        assert first_edition(connection) == Edition(coverage=RATED)
    assert (found["xiaomi"], found["acme"].before) == (edition, None)


def test_the_history_tells_what_was_recommended_anew(record: Record) -> None:
    told = (
        FIRST,
        SECOND,
        a_release(id="4", version=3, as_of=date(2025, 11, 18), target_price="37.00"),
        a_release(id="5", version=4, as_of=date(2025, 11, 19), target_price="37.00", rating="Buy"),
        a_release(id="6", version=5, as_of=date(2025, 11, 20), rating="Buy"),
    )
    with record.transaction() as connection:
        for row in (*told, a_release(id="3", company="acme")):
            enter_release(connection, row)
    with record.reading() as connection:
        found = recommendations(connection)
        assert recommendations(connection, "acme") == {"acme": found["acme"]}
    # the second version said the same as the first
    assert found["xiaomi"] == tuple(recommended(each) for each in (told[0], *told[2:]))
    assert [each.version for each in found["acme"]] == [1]


def test_what_was_released_follows_the_release_before_it(record: Record) -> None:
    enter(record)
    archive(record)
    edition, day = edition_of_draft(record, "xiaomi"), SECOND.as_of
    # the house's file is no part of what makes a note another one
    assert previous_of(edition, day, {**MADE_FROM, "inputs/house.yaml": "3"}) == FIRST
    assert previous_of(edition, day, {**MADE_FROM, "inputs/xiaomi/note.md": "3"}) == SECOND
    assert previous_of(edition, date(2025, 11, 18), MADE_FROM) == SECOND
    assert previous_of(Edition(draft=False, last=SECOND, before=FIRST), day, MADE_FROM) == SECOND


def test_without_its_archive_a_release_is_followed(record: Record) -> None:
    enter(record)
    edition = edition_of_draft(record, "xiaomi")
    assert (edition.last_inputs, previous_of(edition, SECOND.as_of, MADE_FROM)) == ({}, SECOND)


def test_ratings_beside_a_note_are_those_of_its_day(record: Record) -> None:
    told = (
        a_release(id="2", company="acme", rating="Buy"),
        a_release(id="3", company="acme", version=2, as_of=date(2025, 11, 17), rating="Buy"),
        a_release(id="4", company="acme", version=3, as_of=date(2025, 11, 18), rating="Sell"),
        a_release(id="5", company="bolt", as_of=date(2025, 11, 18), rating="Sell"),
    )
    with record.transaction() as connection:
        for row in (FIRST, *told):
            enter_release(connection, row)
    with record.reading() as connection:
        # the second version said the same as the first
        assert [each.as_of.day for each in ratings_given(connection) if each.company == "acme"] == [14, 18]
    edition = edition_of_draft(record, "xiaomi")
    days = {day: ratings_beside(edition, "xiaomi", date(2025, 11, day)) for day in (14, 15, 18, 19)}
    # never with the company itself, which was Neutral on the first day
    assert days == {14: (), 15: (("Buy", 1),), 18: (("Buy", 1),), 19: (("Sell", 2),)}
    assert ratings_beside(edition, "new", date(2025, 11, 19)) == (("Neutral", 1), ("Sell", 2))
    assert ratings_beside(edition, "new", None) == ()
