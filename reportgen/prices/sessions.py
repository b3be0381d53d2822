"""Make the calendars of exchanges from exchange_calendars, and keep them as text in the workspace.

The library brings pandas along, which takes a second to import; a kept calendar is read in some ten milliseconds. It is
made anew when it is missing or damaged, when the library has another version, and when it does not reach far enough.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.diagnostics import Diagnostic, Location, ReportgenError, Severity
from reportgen.model.closures import Closure
from reportgen.prices.calendars import Calendar, is_session, weekdays

Keep = Callable[[Path, bytes], None]

FOLDER = Path(".cache", "calendars")
FIRST = date(2000, 1, 1)
WARN_DAYS_BEFORE = 60
_AHEAD = timedelta(days=370)
_SAME_SESSIONS = {"XSHE": "XSHG", "XNSE": "XBOM"}
"""Exchanges without a calendar of their own that share another's holidays."""


@dataclass(frozen=True, slots=True)
class Exchanges:
    """The exchanges to make calendars for: where each is named, and the house's time zone for one that nobody knows."""

    named: Mapping[str, Location]
    zone: str = "UTC"
    closures: Sequence[tuple[Closure, Location]] = ()


def calendars_of(
    exchanges: Exchanges, now: datetime, folder: Path | None = None, keep: Keep | None = None
) -> tuple[dict[str, Calendar], tuple[Diagnostic, ...]]:
    """A calendar for each exchange, and what is to be said of them.

    ``folder`` is where calendars are kept; ``keep`` writes a file there, whole or not at all.
    """
    calendars: dict[str, Calendar] = {}
    found: list[Diagnostic] = []
    for mic, place in sorted(exchanges.named.items()):
        calendar = _kept(mic, now.date(), folder) or _made(mic, now.date(), folder, keep)
        if calendar is None:
            message = f"no calendar is known for {mic}; Monday to Friday count as sessions that end at 18:00"
            hint = f"in the house's time zone, {exchanges.zone}; write the exchange's ISO 10383 code, such as XHKG"
            found.append(Diagnostic("exchange-unknown", message, place, severity=Severity.WARNING, hint=hint))
            calendar = weekdays(mic, exchanges.zone)
        else:
            found.extend(_end_faults(calendar, now.date(), place))
        calendars[mic] = calendar
    closed, faults = _with_closures(calendars, exchanges.closures)
    return closed, (*found, *faults)


def _end_faults(calendar: Calendar, today: date, place: Location) -> list[Diagnostic]:
    left = (calendar.last - today).days
    if left > WARN_DAYS_BEFORE:
        return []
    ends = f"ended on {calendar.last}" if left < 0 else f"ends on {calendar.last}, in {left} days"
    message = f"the calendar of {calendar.mic} {ends}; behind it Monday to Friday count as sessions, holidays included"
    hint = "install a newer exchange_calendars; name closed days in inputs/closures.yaml until there is one"
    return [Diagnostic("calendar-ends", message, place, severity=Severity.WARNING, hint=hint)]


def _with_closures(
    calendars: Mapping[str, Calendar], closures: Sequence[tuple[Closure, Location]]
) -> tuple[dict[str, Calendar], list[Diagnostic]]:
    found = []
    closed = dict(calendars)
    for closure, place in closures:
        calendar = closed.get(closure.exchange)
        if calendar is None:
            continue
        if not is_session(calendar, closure.date):
            message = f"{closure.date} is no session of {closure.exchange} in any case"
            found.append(Diagnostic("closure-without-session", message, place, severity=Severity.WARNING))
        closed[closure.exchange] = replace(calendar, closed=calendar.closed | {closure.date})
    return closed, found


def _kept(mic: str, today: date, folder: Path | None) -> Calendar | None:
    if folder is None:
        return None
    try:
        calendar, ends, by = read_text((folder / f"{mic}.txt").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    current = calendar.mic == mic and by == version("exchange_calendars")
    return calendar if current and (ends or calendar.last >= today + _AHEAD) else None


def _made(mic: str, today: date, folder: Path | None, keep: Keep | None) -> Calendar | None:
    computed = compute(mic, date(today.year + 2, 12, 31))
    if computed is None or folder is None or keep is None:
        return computed and computed[0]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        keep(folder / f"{mic}.txt", as_text(*computed).encode())
    except OSError:
        # nothing depends on it: the calendar is made again next time
        pass
    return computed[0]


@lru_cache(maxsize=64)  # what the library says of an exchange does not change while it runs, and takes a while
def compute(mic: str, until: date) -> tuple[Calendar, bool] | None:
    """The calendar from the library up to a day, and whether the library knows no later one; None if it knows none."""
    # the library uses what pandas is about to drop; its warnings would be errors where tests run
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import exchange_calendars  # noqa: PLC0415 - brings pandas along

            name = _SAME_SESSIONS.get(mic, mic)
            if name not in exchange_calendars.get_calendar_names(include_aliases=True):
                return None
            bound = exchange_calendars.get_calendar(name).bound_max()
            ends = bound is not None and bound.date() <= until
            last = bound.date() if ends else until
            table = exchange_calendars.get_calendar(name, start=_begin(name), end=last)
            sessions = tuple(day.date() for day in table.sessions)
            closes = tuple(moment.to_pydatetime().astimezone(UTC) for moment in table.closes)
            zone = str(table.tz)
        except (ImportError, ValueError, TypeError, AttributeError) as problem:
            message = f"exchange_calendars cannot tell the sessions of {mic}: {problem}"
            raise ReportgenError(message) from problem
    return Calendar(mic, zone, max(FIRST, sessions[0]), last, sessions, closes, _usual(closes, zone)), ends


def _begin(name: str) -> date:
    import exchange_calendars  # noqa: PLC0415 - is imported already

    bound = exchange_calendars.get_calendar(name).bound_min()
    return FIRST if bound is None else max(FIRST, bound.date())


def _usual(closes: Sequence[datetime], zone: str) -> time:
    local = Counter(moment.astimezone(ZoneInfo(zone)).time() for moment in closes[-500:])
    return local.most_common(1)[0][0]


def as_text(calendar: Calendar, ends: bool) -> str:  # noqa: FBT001 - what compute() gives
    """A calendar as it is kept: a head, then a line for each session with its close in UTC."""
    head = (
        "# Sessions of an exchange and their closes in UTC; made by reportgen, and made anew where it is missing",
        f"exchange {calendar.mic} by {version('exchange_calendars')}",
        f"zone {calendar.zone} usually until {calendar.usual_close:%H:%M}",
        f"days {calendar.first} {calendar.last} {'end' if ends else 'more'}",
    )
    pairs = zip(calendar.sessions, calendar.closes, strict=True)
    rows = (f"{day} {close:%Y-%m-%dT%H:%M}" for day, close in pairs)
    return "\n".join((*head, *rows, f"sessions {len(calendar.sessions)}", ""))


def read_text(text: str) -> tuple[Calendar, bool, str]:
    """A kept calendar, whether the library knows no later day, and its version. Raises ValueError if damaged."""
    _, exchange, zone, days, *rows, count, _ = text.split("\n")
    mic, by = exchange.removeprefix("exchange ").split(" by ")
    name, usual = zone.removeprefix("zone ").split(" usually until ")
    first, last, ends = days.removeprefix("days ").split()
    if count != f"sessions {len(rows)}" or not rows:
        message = "the calendar is not whole"
        raise ValueError(message)
    sessions = tuple(date.fromisoformat(row[:10]) for row in rows)
    closes = tuple(datetime.fromisoformat(row[11:]).replace(tzinfo=UTC) for row in rows)
    bounds = date.fromisoformat(first), date.fromisoformat(last)
    return Calendar(mic, name, *bounds, sessions, closes, time.fromisoformat(usual)), ends == "end", by
