"""What is strange in closes that were typed row by row: days on which nothing closes, and months that lack a close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location, Severity
from reportgen.model.facts import Close
from reportgen.model.spacing import gaps
from reportgen.prices.calendars import is_session
from reportgen.prices.findings import first_few
from reportgen.prices.sessions import FOLDER, Exchanges, calendars_of

_SATURDAY = 5


def strange_closes(
    closes: Sequence[Close], exchange: tuple[str, Location], root: Path, day: date
) -> tuple[Diagnostic, ...]:
    """What is to be said of typed closes up to the note's date; all of them are kept."""
    known = [close for close in closes if close.day <= day]
    return (*first_few(list(_gaps(known))), *first_few(list(_without_session(known, exchange, root, day))))


def _gaps(closes: Sequence[Close]) -> Iterator[Diagnostic]:
    places = {close.day: close.place for close in closes}
    for one, other in gaps([close.day for close in closes]):
        place = places[other]
        if place is not None:
            message = f"no close in {(other - one).days} days between {one} and {other}; the chart leaves a gap there"
            yield Diagnostic("price-gap", message, place, severity=Severity.WARNING, hint="is a part of the rows lost?")


def _without_session(
    closes: Sequence[Close], exchange: tuple[str, Location], root: Path, day: date
) -> Iterator[Diagnostic]:
    # to make a calendar takes a second, and few exchanges trade on weekends
    weekends = [close for close in closes if close.day.weekday() >= _SATURDAY]
    if not weekends:
        return
    mic, named = exchange
    calendars, told = calendars_of(Exchanges({mic: named}), datetime.combine(day, time(), UTC), root / FOLDER)
    if any(each.code == "exchange-unknown" for each in told):
        return
    for close in weekends:
        if close.place is not None and not is_session(calendars[mic], close.day):
            message = f"{close.day}, a {close.day:%A}, is no session of {mic}"
            hint = "is it the last session before, or is the day mistyped?"
            yield Diagnostic("price-without-session", message, close.place, severity=Severity.WARNING, hint=hint)
