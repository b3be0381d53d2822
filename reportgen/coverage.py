"""What the record tells of companies: ratings, targets and prices over time, and how the whole list stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from reportgen.model.publication import BuildRow, Release
from reportgen.record import Record, all_latest_releases, last_builds, releases_of
from reportgen.record.nights import good_builds

State: TypeAlias = Literal["nothing", "failing", "draft only", "stale", "released"]
STATES: Mapping[State, str] = {
    "nothing": "neither built nor released",
    "failing": "the latest build did not give a note",
    "draft only": "built, never released",
    "stale": "released at a price that is too old by now",
    "released": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One company of the list; figures are those of its latest release, or of its latest draft without one."""

    company: str
    state: State
    rating: str | None = None
    currency: str | None = None
    target_price: str | None = None
    price: str | None = None
    price_as_of: date | None = None
    implied_return: str | None = None
    as_of: date | None = None
    version: int | None = None
    released_at: datetime | None = None
    age_days: int | None = None
    """Of the note, in days of the house's calendar since its date."""
    newer_draft: date | None = None
    """The date of a draft made since the release, where it has a later date or other figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the house says of old prices, and in which zone its days change."""

    time_zone: str
    price_days: int | None
    """None where the house's file is at fault: then no price is called old."""


def history(record: Record, company: str) -> tuple[Release, ...]:
    """The releases of a company, the oldest first."""
    with record.reading() as connection:
        return releases_of(connection, company)


def coverage(record: Record, companies: Collection[str], now: datetime, rules: Rules) -> tuple[Covered, ...]:
    """How each company stands now: those of the workspace, and those released once that are no longer in it."""
    with record.reading() as connection:
        released = {each.company: each for each in all_latest_releases(connection)}
        built, drafts = last_builds(connection), good_builds(connection)
    today = now.astimezone(ZoneInfo(rules.time_zone)).date()
    listed = sorted({*companies, *released})
    return tuple(
        replace(
            _covered(slug, released.get(slug), built.get(slug), today, rules),
            newer_draft=_newer(drafts.get(slug), released.get(slug)),
        )
        for slug in listed
    )


def change(now: str, before: str | None) -> str:
    """By how much a target or price has moved since the release before it, as a fraction in decimal text."""
    if before is None or not Decimal(before):
        return ""
    return f"{(Decimal(now) / Decimal(before) - 1).quantize(Decimal('0.0001')):f}"


def with_before(rows: Iterable[Release]) -> tuple[tuple[Release, Release | None], ...]:
    """Each release with the one before it."""
    listed = tuple(rows)
    return tuple(zip(listed, (None, *listed[:-1]), strict=True))


def _covered(slug: str, released: Release | None, built: BuildRow | None, today: date, rules: Rules) -> Covered:
    state = _state(released, built, today, rules)
    shown = released or (built if built is not None and built.outcome == "built" else None)
    if shown is None:
        return Covered(company=slug, state=state)
    return Covered(
        company=slug,
        state=state,
        rating=shown.rating,
        currency=shown.currency,
        target_price=shown.target_price,
        price=shown.price,
        price_as_of=shown.price_as_of,
        implied_return=shown.implied_return,
        as_of=shown.as_of,
        version=released.version if released else None,
        released_at=released.released_at if released else None,
        age_days=(today - shown.as_of).days,
    )


def _newer(draft: BuildRow | None, released: Release | None) -> date | None:
    if draft is None or released is None or draft.built_at <= released.released_at:
        return None
    figures = ("rating", "currency", "target_price", "price")
    moved = any(getattr(draft, name) != getattr(released, name) for name in figures)
    return draft.as_of if draft.as_of > released.as_of or moved else None


def _state(released: Release | None, built: BuildRow | None, today: date, rules: Rules) -> State:
    if built is not None and built.outcome == "failed":
        return "failing"
    if released is None:
        return "nothing" if built is None else "draft only"
    priced = released.price_as_of or released.as_of
    old = rules.price_days is not None and (today - priced).days > rules.price_days
    return "stale" if old else "released"
