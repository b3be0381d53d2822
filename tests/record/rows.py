"""Rows to enter, each whole, with what a test wants to be different."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reportgen.model.publication import BuildRow, Message, Release, RunRow, Step

EVENING = datetime(2025, 11, 14, 10, 0, tzinfo=UTC)


def later(minutes: float) -> datetime:
    """So many minutes after the evening on which the tests begin."""
    return EVENING + timedelta(minutes=minutes)


def a_release(**changes: Any) -> Release:  # noqa: ANN401 - any field of the row
    row = Release(
        id="release-1",
        company="xiaomi",
        version=1,
        as_of=date(2025, 11, 14),
        completed_at=EVENING,
        released_at=later(30),
        rating="Neutral",
        action="initiation",
        currency="HKD",
        target_price="36.03",
        price="42.68",
        price_as_of=date(2025, 11, 14),
        implied_return="-0.1558",
        name="小米集團 “Xiaomi”",
        sector="Consumer electronics and cars",
        headline="Priced for the cars",
        standfirst="The parts are worth less.",
        inputs_key="9" * 64,
        content_key="a" * 64,
        opinion_sha256="b" * 64,
        manifest_sha256="c" * 64,
        files={"note.pdf": "d" * 64},
        archive="record/archive/xiaomi/2025-11-14-v1",
    )
    return replace(row, **changes)


def a_message(**changes: Any) -> Message:  # noqa: ANN401 - any field of the row
    row = Message(
        id="message-1",
        kind="note",
        recipient="reader@example.com",
        name="Reader",
        form="attached",
        created_at=EVENING,
        payload={"releases": ["release-1"]},
    )
    return replace(row, **changes)


def a_step(**changes: Any) -> Step:  # noqa: ANN401 - any field of the row
    return replace(Step(message_id="message-1", attempt=1, step="claimed", at=EVENING, sender="here:1"), **changes)


def a_build(**changes: Any) -> BuildRow:  # noqa: ANN401 - any field of the row
    row = BuildRow(
        id="build-1",
        company="xiaomi",
        as_of=date(2025, 11, 14),
        input_key="e" * 64,
        code="1.0",
        built_at=EVENING,
        seconds=2.5,
        outcome="built",
        inputs={"inputs/house.yaml": "f" * 64},
        rating="Neutral",
        currency="HKD",
        target_price="36.03",
        price="42.68",
        price_as_of=date(2025, 11, 14),
        implied_return="-0.1558",
        diagnostics=({"code": "stale-price", "line": 1},),
        manifest_sha256="c" * 64,
    )
    return replace(row, **changes)


def a_run(**changes: Any) -> RunRow:  # noqa: ANN401 - any field of the row
    row = RunRow(id="run-1", night=date(2025, 11, 14), started_at=EVENING, host="here", process=1, code="1.0")
    return replace(row, **changes)
