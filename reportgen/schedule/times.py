"""At which time of which weekdays a night of an exchange begins, for timers that know only clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reportgen.prices.calendars import Calendar, usual_close, usual_week

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Firing:
    """A time of some weekdays, Monday being 0, on the clocks of a time zone."""

    mic: str
    zone: str
    weekdays: tuple[int, ...]
    at: time


def firings(
    calendars: Mapping[str, Calendar], after: timedelta, year: int, zone: str | None = None
) -> tuple[Firing, ...]:
    """One firing for each exchange, some minutes after a full session closes, by the exchange's own clocks.

    With another zone, whose summer time may begin and end on other days, it is the latest time of the year: never
    before the close, and up to an hour later than asked for. On half-days it is late, on holidays for nothing.
    """
    return tuple(_firing(calendar, after, year, zone or calendar.zone) for _, calendar in sorted(calendars.items()))


def _firing(calendar: Calendar, after: timedelta, year: int, zone: str) -> Firing:
    days = (date(year, month, day) for month in range(1, 13) for day in (1, 8, 15, 22))
    shift, at = max(_moment(calendar, day, after, zone) for day in days)
    weekdays = sorted((weekday + shift) % _WEEK for weekday in usual_week(calendar, year))
    return Firing(calendar.mic, zone, tuple(weekdays), at)


def _moment(calendar: Calendar, day: date, after: timedelta, zone: str) -> tuple[int, time]:
    """How many days after the session's day a clock shows which time."""
    if zone == calendar.zone:
        # on the exchange's own clocks it is the same time all year
        local = datetime.combine(day, calendar.usual_close) + after
    else:
        local = (usual_close(calendar, day) + after).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (local.date() - day).days, local.time()
