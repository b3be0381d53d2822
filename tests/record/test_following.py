from __future__ import annotations

import json
from datetime import date

from reportgen.model.edition import Edition, previous_of
from reportgen.record import Record, edition_of_draft, editions_of_drafts, enter_release
from tests.record.rows import a_release

FIRST = a_release()
SECOND = a_release(id="2", version=2, as_of=date(2025, 11, 17), archive="record/archive/xiaomi/2025-11-17-v2")
MADE_FROM = {"inputs/xiaomi/note.md": "1", "inputs/house.yaml": "2"}


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
    assert edition == Edition(last=SECOND, before=FIRST, last_inputs={"inputs/xiaomi/note.md": "1"})
    with record.reading() as connection:
        found = editions_of_drafts(record, connection)
    assert (found["xiaomi"], found["acme"].before) == (edition, None)


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
