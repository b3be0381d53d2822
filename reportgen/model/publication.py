"""What the record holds, as plain frozen values: releases, messages, their steps, builds, runs, subscribers.

Money and rates are texts, digit by digit as they were printed; moments are in UTC and carry their zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from reportgen.diagnostics import Location

Timing: TypeAlias = Literal["immediate", "digest"]
Form: TypeAlias = Literal["attached", "linked"]
MessageKind: TypeAlias = Literal["note", "item", "digest", "night"]
StepKind: TypeAlias = Literal[
    "gathered", "claimed", "sending", "accepted", "deferred", "refused", "unknown", "suppressed"
]
"""An item is gathered into a digest; a message is claimed, being sent, and then one of the five ends of an attempt."""
RunOutcome: TypeAlias = Literal["fine", "look", "stopped"]
BuildOutcome: TypeAlias = Literal["built", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One released note: what it recommends, since when, and which bytes it is."""

    id: str
    company: str
    """The company's folder below inputs/."""
    version: int
    """Counts the company's releases from 1, over all dates."""
    as_of: date
    completed_at: datetime
    released_at: datetime
    rating: str
    action: str
    currency: str
    target_price: str
    """As printed: ``36.03``; without separators, so that it can be read as a decimal."""
    price: str
    price_as_of: date | None
    implied_return: str
    """A fraction in decimal text: ``-0.156``."""
    name: str
    """The company's name as printed."""
    sector: str
    headline: str
    standfirst: str
    inputs_key: str
    """Hash of the files that it was made from, with what house.yaml says of notes."""
    content_key: str
    """Hash of all that it says, but for its release time and what the record adds."""
    opinion_sha256: str
    """Hash of opinion.yaml: whether an analyst has touched it since."""
    approver: str | None = None
    manifest_sha256: str
    files: Mapping[str, str]
    """SHA-256 of each file, by name."""
    archive: str
    """The folder of the archived bytes, relative to the workspace, with forward slashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail to one recipient, waiting in the outbox or sent."""

    id: str
    """The local part of its Message-ID: from note, version and recipient."""
    kind: MessageKind
    recipient: str
    name: str
    form: Form
    created_at: datetime
    payload: Mapping[str, object]
    """``{"releases": [id, …]}`` of a note, a digest, or an item that waits for its digest; ``{"night": "2025-11-14",
    "run": id}`` of the operator's page."""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happened to a message in one attempt to send it."""

    message_id: str
    attempt: int
    step: StepKind
    at: datetime
    sender: str
    """Who sends: host and process, so that a dead one can be told from a living one."""
    code: int | None = None
    """The server's reply code."""
    answer: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message and its latest step; none where it still waits for the first."""

    message: Message
    last: Step | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """From this moment an address gets no mail, or gets mail again."""

    address: str
    suppressed: bool
    reason: Literal["unsubscribed", "refused", "operator"]
    at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The figures that a list shows, named as in the row of a build; money and rates as decimal text."""

    rating: str
    currency: str
    target_price: str
    price: str
    price_as_of: date | None
    implied_return: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRow:
    """One build of a note: from what, by which code, with what result, how long it took."""

    id: str
    company: str
    as_of: date
    input_key: str
    code: str
    built_at: datetime
    seconds: float
    outcome: BuildOutcome
    reason: str = ""
    """Of a failure: what kind it is; ``nightly.tasks.Reason`` has them all."""
    run_id: str | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each input file, by name."""
    rating: str | None = None
    currency: str | None = None
    target_price: str | None = None
    price: str | None = None
    price_as_of: date | None = None
    implied_return: str | None = None
    diagnostics: tuple[Mapping[str, str | int], ...] = ()
    manifest_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One nightly run; without an end it is still going on, or it was killed."""

    id: str
    night: date
    started_at: datetime
    host: str
    process: int
    code: str
    ended_at: datetime | None = None
    outcome: RunOutcome | None = None
    summary: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody who gets notes: of which companies or sectors, when, and in which form."""

    address: str
    name: str
    companies: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    timing: Timing = "immediate"
    form: Form = "attached"
    place: Location

    def wants(self, release: Release) -> bool:
        """Whether a release is among what was subscribed to."""
        return release.company in self.companies or release.sector in self.sectors
