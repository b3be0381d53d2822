"""The tables of the record. Rows are only ever added; what is true now is the latest row."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC, with its zone in Python; SQLite itself keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - SQLAlchemy's
        """Only moments with a zone go in."""
        if value is not None and value.tzinfo is None:
            message = "a moment without a time zone may not enter the record"
            raise ValueError(message)
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """What comes out is in UTC and says so."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MoneyText(TypeDecorator[str]):
    """An amount or a rate as decimal text, never a float: what was published is what is read back, digit by digit."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Only plain decimal text goes in."""
        if value is None or (isinstance(value, str) and _DECIMAL.fullmatch(value)):
            return value
        message = f"{value!r} is not an amount in decimal text"
        raise ValueError(message)


_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")

metadata = MetaData()

VERSION_TABLE = "reportgen_revision"
"""Where the migrations note how far they have come; a name of our own, since the database may be shared."""

runs = Table(
    "runs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("night", Date, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("host", String(200), nullable=False),
    Column("process", Integer, nullable=False),
    Column("code", String(64), nullable=False),
)

run_ends = Table(
    "run_ends",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("ended_at", UtcTime, nullable=False),
    Column("outcome", String(20), nullable=False),  # fine · look (someone must look) · stopped
    Column("summary", Text, nullable=False),  # JSON: counts by state
)

builds = Table(
    "builds",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=True),
    Column("company", String(60), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("input_key", String(64), nullable=False),
    Column("inputs", Text, nullable=False),  # JSON: file → SHA-256
    Column("code", String(64), nullable=False),
    Column("built_at", UtcTime, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("outcome", String(20), nullable=False),  # built · failed
    Column("reason", String(40), nullable=False, default=""),  # diagnostics · crash · time · memory · disk
    Column("rating", String(120)),
    Column("currency", String(3)),
    Column("target_price", MoneyText),
    Column("price", MoneyText),
    Column("price_as_of", Date),
    Column("implied_return", MoneyText),
    Column("diagnostics", Text, nullable=False),  # JSON list
    Column("manifest_sha256", String(64)),
    Index("builds_by_company", "company", "built_at"),
    Index("builds_by_run", "run_id"),
)

releases = Table(
    "releases",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("company", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("completed_at", UtcTime, nullable=False),
    Column("released_at", UtcTime, nullable=False),
    Column("rating", String(120), nullable=False),
    Column("action", String(40), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("target_price", MoneyText, nullable=False),
    Column("price", MoneyText, nullable=False),
    Column("price_as_of", Date),
    Column("implied_return", MoneyText, nullable=False),
    Column("name", String(200), nullable=False),
    Column("sector", String(200), nullable=False),
    Column("headline", Text, nullable=False),
    Column("standfirst", Text, nullable=False),
    Column("inputs_key", String(64), nullable=False),
    Column("content_key", String(64), nullable=False),
    Column("opinion_sha256", String(64), nullable=False),
    Column("approver", String(200)),
    Column("manifest_sha256", String(64), nullable=False),
    Column("files", Text, nullable=False),  # JSON: name → SHA-256
    Column("archive", Text, nullable=False),  # folder of the archived bytes, relative to the workspace
    UniqueConstraint("company", "version", name="releases_once"),
    Index("releases_by_company", "company", "released_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(64), primary_key=True),  # the local part of the Message-ID
    Column("kind", String(20), nullable=False),  # note · item · digest · night
    Column("recipient", String(320), nullable=False),
    Column("name", String(200), nullable=False),
    Column("form", String(20), nullable=False),  # attached · linked
    Column("created_at", UtcTime, nullable=False),
    Column("not_before", UtcTime),
    Column("payload", Text, nullable=False),  # JSON: ids of releases, or the night's date
    Index("messages_by_recipient", "recipient"),
)

# An attempt has one end: of two senders that both believe to own it only one can say how it ended.
ENDS = ("accepted", "deferred", "refused", "unknown", "suppressed")
_AN_END = text("step IN ({})".format(", ".join(f"'{end}'" for end in ENDS)))

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("message_id", ForeignKey("messages.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("step", String(20), nullable=False),  # gathered · claimed · sending · or one of ENDS
    Column("at", UtcTime, nullable=False),
    Column("sender", String(200), nullable=False),
    Column("code", Integer),
    Column("answer", Text, nullable=False, default=""),
    Column("retry_at", UtcTime),
    # one sender only can take an attempt
    UniqueConstraint("message_id", "attempt", "step", name="deliveries_once"),
    Index("deliveries_one_end", "message_id", "attempt", unique=True, sqlite_where=_AN_END, postgresql_where=_AN_END),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("address", String(320), nullable=False),
    Column("suppressed", Boolean, nullable=False),  # true: from here on no mail; false: mail again
    Column("reason", String(40), nullable=False),  # unsubscribed · refused · operator
    Column("detail", Text, nullable=False, default=""),
    Column("at", UtcTime, nullable=False),
    Index("suppressions_by_address", "address"),
)
