"""Which nights are due: the sessions of each exchange that have closed since its last completed night.

A night belongs to a session of an exchange, not to a day of the machine's clock; so summer time, restarts and clocks
that are set forward or back neither skip one nor make it twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeAlias

from reportgen.model.publication import RunRow
from reportgen.prices.calendars import (
    Calendar,
    last_closed_session,
    next_close,
    session_close,
    session_of_night,
    sessions_between,
)

Night: TypeAlias = tuple[str, date]
"""An exchange by its ISO 10383 code, and the day of a session."""


def due_nights(calendars: Mapping[str, Calendar], done: Collection[Night], now: datetime) -> tuple[Night, ...]:
    """The nights that are still to be made at this moment, in the order in which their sessions closed.

    Of an exchange without any completed night only the last closed session is due: what was before is no debt.
    """
    due: list[Night] = []
    for mic, calendar in calendars.items():
        last = max((day for exchange, day in done if exchange == mic), default=None)
        closed = last_closed_session(calendar, now)
        days = (closed,) if last is None else sessions_between(calendar, last, closed)
        due += [(mic, day) for day in days]
    return tuple(sorted(due, key=lambda night: (session_close(calendars[night[0]], night[1]), night)))


def nights_of_runs(
    calendars: Mapping[str, Calendar], runs: Iterable[RunRow], after_close: timedelta = timedelta()
) -> set[Night]:
    """The nights that completed runs of the record stand for.

    A run of the whole workspace covers, of each exchange, the last session up to its night that had closed long enough
    before it began. A run that was stopped, killed, or told to look at some companies only covers none.
    """
    return {
        (mic, session_of_night(calendar, run.night, run.started_at - after_close))
        for run in runs
        if run.outcome in ("fine", "look") and not run.summary.get("only")
        for mic, calendar in calendars.items()
    }


def next_look(calendars: Mapping[str, Calendar], now: datetime, delay: timedelta, at_most: timedelta) -> datetime:
    """When to look next: ``delay`` after the next close of any exchange, and not later than ``at_most`` from now."""
    closes = (next_close(calendar, now - delay) + delay for calendar in calendars.values())
    return min((*closes, now + at_most))
