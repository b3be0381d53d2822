"""The append-only record: what was built, released and sent, when, and which bytes."""

from reportgen.record.connecting import Record
from reportgen.record.entering import (
    end_run,
    enter_build,
    enter_messages,
    enter_release,
    enter_run,
    enter_step,
    enter_suppression,
    one_at_a_time,
)
from reportgen.record.following import edition_of_draft, editions_of_drafts, first_edition
from reportgen.record.opening import open_record, record_address, record_exists, refuse_damage
from reportgen.record.outbox import items_waiting, last_seen, recipients
from reportgen.record.reading import (
    all_latest_releases,
    deliveries_of,
    is_suppressed,
    last_builds,
    last_draft,
    last_release,
    messages_open,
    ratings_given,
    recommendations,
    release,
    releases_before_last,
    releases_of,
    senders_at_work,
    steps_of,
)
from reportgen.record.reading import runs_of_record as runs

__all__ = [
    "Record",
    "all_latest_releases",
    "deliveries_of",
    "edition_of_draft",
    "editions_of_drafts",
    "end_run",
    "enter_build",
    "enter_messages",
    "enter_release",
    "enter_run",
    "enter_step",
    "enter_suppression",
    "first_edition",
    "is_suppressed",
    "items_waiting",
    "last_builds",
    "last_draft",
    "last_release",
    "last_seen",
    "messages_open",
    "one_at_a_time",
    "open_record",
    "ratings_given",
    "recipients",
    "recommendations",
    "record_address",
    "record_exists",
    "refuse_damage",
    "release",
    "releases_before_last",
    "releases_of",
    "runs",
    "senders_at_work",
    "steps_of",
]
