"""To which session of its own exchange each company's note belongs on a night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.prices.calendars import Calendar, is_session, session_of_night


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where a company trades, and where its file says so."""

    calendar: Calendar
    place: Location


@dataclass(frozen=True, slots=True)
class Sessions:
    """A night, and the session of each company whose exchange is known; the others have the night itself."""

    night: date
    days: Mapping[str, date] = field(default_factory=dict)
    exchanges: Mapping[str, Exchange] = field(default_factory=dict)

    def of(self, slug: str) -> date:
        """The day of a company's session."""
        return self.days.get(slug, self.night)

    def calendar(self, slug: str) -> Calendar | None:
        """The calendar of a company's exchange, if it is known."""
        found = self.exchanges.get(slug)
        return found.calendar if found else None


def sessions_of(exchanges: Mapping[str, Exchange], night: date, now: datetime) -> Sessions:
    """The last session of each exchange on or before the night that has closed by now."""
    days = {slug: session_of_night(each.calendar, night, now) for slug, each in exchanges.items()}
    return Sessions(night, days, exchanges)


def other_days(sessions: Sessions) -> tuple[Diagnostic, ...]:
    """Of each exchange whose session is another day than the night, which one it is and why."""
    found: dict[str, Diagnostic] = {}
    for slug, each in sorted(sessions.exchanges.items()):
        night, day, mic = sessions.night, sessions.of(slug), each.calendar.mic
        if day == night:
            continue
        why = "has not closed yet" if is_session(each.calendar, night) else "is no session"
        message = f"{night} {why} on {mic}; its companies have the session of {day}"
        found.setdefault(mic, Diagnostic("night-other-session", message, each.place, severity=Severity.INFO))
    return tuple(found.values())
