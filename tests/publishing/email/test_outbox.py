"""What goes into the outbox: one message for each reader who wants a release, under a name that never changes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.mail import TOKEN_LENGTH
from reportgen.publishing.email import address_of, digest_due, messages_for, note_id, token
from tests.publishing.email.letters import a_note
from tests.record.rows import EVENING
from tests.sending.offices import reader

SECRET = b"a secret of some length"


def test_who_wants_a_release_gets_one_message() -> None:
    subscribers = [
        reader("one"),
        reader("two", companies=("other",)),
        reader("three", companies=(), sectors=("Consumer electronics and cars",)),
        reader("four", timing="digest"),
        reader("five", companies=("xiaomi",), sectors=("Consumer electronics and cars",), form="linked"),
    ]
    found = messages_for(a_note(), subscribers, EVENING)
    assert [(each.recipient[:-12], each.kind, each.form) for each in found] == [
        ("one", "note", "attached"),
        ("three", "note", "attached"),
        ("four", "item", "attached"),
        ("five", "note", "linked"),
    ]
    assert all(each.payload == {"releases": [a_note().id]} and each.created_at == EVENING for each in found)
    assert len({each.id for each in found}) == 4


def test_the_name_comes_from_note_version_and_recipient() -> None:
    first = note_id("xiaomi", 1, "a@example.com")
    assert first == note_id("xiaomi", 1, "A@EXAMPLE.com")
    others = {
        note_id("xiaomi", 2, "a@example.com"),
        note_id("acme", 1, "a@example.com"),
        note_id("xiaomi", 1, "b@x.de"),
    }
    assert len({first, *others}) == 4
    assert messages_for(a_note(), [reader("a")], EVENING)[0].id == first


@given(
    st.integers(0, 10 * 366 * 24 * 60),
    st.integers(0, 23),
    st.sampled_from(["Asia/Hong_Kong", "America/New_York", "UTC"]),
)
def test_a_digest_is_due_at_the_next_hour_of_the_house(minutes: int, hour: int, zone: str) -> None:
    entered = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    due = digest_due(entered, zone, hour)
    assert timedelta(0) < due - entered <= timedelta(hours=25)
    # an hour that a change of clocks leaves out is the next one
    assert due.astimezone(ZoneInfo(zone)).hour in (hour, hour + 1)


@given(st.emails())
def test_a_token_leads_to_its_address_and_to_no_other(address: str) -> None:
    found = token(SECRET, address)
    assert len(found) == TOKEN_LENGTH
    assert re.fullmatch("[a-z2-7]+", found)
    assert address_of(SECRET, f" {found.upper()} ", ["other@example.com", address]) in (address, "other@example.com")
    assert address_of(b"another secret", found, [address]) is None


@pytest.mark.parametrize("wrong", ["", "x", "ü" * 24, "a" * 24])
def test_a_token_that_is_none_belongs_to_nobody(wrong: str) -> None:
    assert address_of(SECRET, wrong, ["a@example.com"]) is None
