"""The sessions of an exchange: on which days it trades, and when each session closes in UTC.

    calendar = calendars["XHKG"]
    is_session(calendar, day) · previous_session(calendar, day) · session_close(calendar, day)
    last_closed_session(calendar, now) · next_close(calendar, now)

Where no calendar says anything, before its first day and behind its last, Monday to Friday count as sessions that end
at the usual time; whoever makes such a calendar warns of it (see ``sessions.py``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SATURDAY = 5
_FALLBACK_CLOSE = time(18)


@dataclass(frozen=True, slots=True)
class Calendar:
    """An exchange's sessions in order, and the moment at which each closes.

    ``first`` and ``last`` bound the days of which the calendar knows; ``closed`` are days that were found closed later.
    """

    mic: str
    zone: str
    first: date
    last: date
    sessions: tuple[date, ...]
    closes: tuple[datetime, ...]
    usual_close: time
    """The local time at which most sessions end."""
    closed: frozenset[date] = field(default=frozenset())


def is_session(calendar: Calendar, day: date) -> bool:
    """Whether the exchange trades on this day."""
    if day in calendar.closed:
        return False
    if not calendar.first <= day <= calendar.last:
        return day.weekday() < _SATURDAY
    place = bisect_left(calendar.sessions, day)
    return place < len(calendar.sessions) and calendar.sessions[place] == day


def previous_session(calendar: Calendar, day: date) -> date:
    """The last session before a day."""
    return _nearest(calendar, day, -1)


def next_session(calendar: Calendar, day: date) -> date:
    """The first session after a day."""
    return _nearest(calendar, day, 1)


def session_close(calendar: Calendar, day: date) -> datetime:
    """When the session of this day closes, in UTC; half-days close early.

    Raises ValueError where the day is no session.
    """
    if not is_session(calendar, day):
        message = f"{day} is no session of {calendar.mic}"
        raise ValueError(message)
    if calendar.first <= day <= calendar.last:
        return calendar.closes[bisect_left(calendar.sessions, day)]
    return usual_close(calendar, day)


def usual_close(calendar: Calendar, day: date) -> datetime:
    """The moment at which a full session on this day would close, in UTC."""
    return datetime.combine(day, calendar.usual_close, ZoneInfo(calendar.zone)).astimezone(UTC)


def last_closed_session(calendar: Calendar, now: datetime) -> date:
    """The latest session that has closed at this moment; one that closes right now has."""
    day = local_day(calendar, now)
    return day if is_session(calendar, day) and session_close(calendar, day) <= now else previous_session(calendar, day)


def session_of_night(calendar: Calendar, night: date, now: datetime) -> date:
    """The last session on or before a night that has closed at this moment."""
    asked = night if is_session(calendar, night) else previous_session(calendar, night)
    return min(last_closed_session(calendar, now), asked)


def weekdays(mic: str, zone: str) -> Calendar:
    """A calendar that knows of no day, so that weekdays count."""
    return Calendar(mic, zone, date.max, date.min, (), (), _FALLBACK_CLOSE)


def next_close(calendar: Calendar, now: datetime) -> datetime:
    """The next moment after this one at which a session closes."""
    return session_close(calendar, next_session(calendar, last_closed_session(calendar, now)))


def sessions_between(calendar: Calendar, after: date, until: date) -> tuple[date, ...]:
    """The sessions after one day up to another, which is included."""
    found, day = [], after
    while (day := next_session(calendar, day)) <= until:
        found.append(day)
    return tuple(found)


def local_day(calendar: Calendar, now: datetime) -> date:
    """The date that the exchange's own clocks show."""
    return now.astimezone(ZoneInfo(calendar.zone)).date()


def usual_week(calendar: Calendar, year: int) -> tuple[int, ...]:
    """The weekdays, Monday being 0, on which the exchange trades; the odd Saturday that it makes up for is none."""
    begin = bisect_left(calendar.sessions, date(year, 1, 1))
    end = bisect_right(calendar.sessions, date(year, 12, 31))
    counts = Counter(day.weekday() for day in calendar.sessions[begin:end])
    often = max(counts.values(), default=0) / 4
    return tuple(sorted(day for day, count in counts.items() if count > often)) or (0, 1, 2, 3, 4)


def _nearest(calendar: Calendar, day: date, step: int) -> date:
    day += timedelta(step)
    while not is_session(calendar, day):
        day += timedelta(step)
    return day
