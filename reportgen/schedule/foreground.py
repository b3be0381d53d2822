"""Make the nights from a process in the foreground: look at the start and after each close, make what is due.

Nothing is remembered but what this process has done itself: the rest is read from the record each time. So a restart
loses nothing, and two such processes do no harm; the night's own lock keeps them apart.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reportgen.diagnostics import ReportgenError
from reportgen.prices.calendars import Calendar, last_closed_session
from reportgen.schedule.due import Night, due_nights, next_look

LOOK_AT_LEAST = timedelta(minutes=15)
"""How often to look where no session closes: for nights that failed, new companies, runs that others made."""
FINE, LOOK = 0, 1
"""How a night ends that came to its end."""
MOVED = timedelta(seconds=30)
"""How far the clock may stray from the time that has passed before it counts as moved."""
_TICK = 0.5
_PATIENCE = 30.0
"""How long the end waits for a look that is still busy; nothing it could do then is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What the foreground asks and does; all of it is given, so that the clock and the nights may be any."""

    calendars: Callable[[datetime], Mapping[str, Calendar]]
    nights_done: Callable[[Mapping[str, Calendar]], Collection[Night]]
    run_night: Callable[[date | None], int]
    """Make the nights up to a day, or with none those of now. The status: 0, or 1 where someone must look."""
    stop_night: Callable[[], None]
    """End a night that is being made; it is made up for next time."""
    clock: Callable[[], datetime]
    say: Callable[[str], None]
    after_close: timedelta
    look_at_least: timedelta = LOOK_AT_LEAST


@dataclass(slots=True)
class Standing:
    """How far this process has come: the nights that it has completed, and whether it is to stop."""

    done: set[Night] = field(default_factory=set)
    stopping: bool = False
    told: bool = False
    """Whether it has said when it looks next, which it does once."""
    looking: threading.Lock = field(default_factory=threading.Lock)
    """Held by a look."""


def run_in_foreground(duties: Duties) -> None:
    """Make nights until SIGTERM or SIGINT comes. Raises ReportgenError where APScheduler is missing."""
    try:
        from apscheduler.schedulers.blocking import BlockingScheduler  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as problem:
        message = "'schedule run' needs APScheduler: pip install 'reportgen[daemon]'; timers of systemd or cron do not"
        raise ReportgenError(message) from problem
    standing = Standing()
    # it warns when a night takes longer than the time to the next look, which does no harm
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # no store of jobs: what has been done stands in the record
    scheduler = BlockingScheduler(
        timezone=UTC, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    )

    def plan(wait: timedelta) -> None:
        # by a span of time, not a moment, which would move with the clock
        seconds = max(1.0, wait.total_seconds())
        scheduler.add_job(look_and_plan, "interval", seconds=seconds, id="look", replace_existing=True)

    def look_and_plan() -> None:
        with standing.looking:
            if standing.stopping:
                return
            # should anything unforeseen end this look, there is a next one
            plan(duties.look_at_least)
            wait = _looked(duties, standing)
            if not standing.stopping:
                plan(wait)

    plan(timedelta())
    for number in (signal.SIGTERM, signal.SIGINT):
        # a handler comes at any moment and may take no lock, so it only leaves word
        signal.signal(number, lambda *_: setattr(standing, "stopping", True))
    watch = threading.Thread(target=_watch, args=[scheduler, plan, duties, standing], daemon=True)
    watch.start()
    scheduler.start()
    standing.looking.acquire(timeout=_PATIENCE)


def look(duties: Duties, standing: Standing) -> None:
    """Make the nights that are due now: those that were missed each for itself, then at once all that closed last."""
    try:
        now = duties.clock() - duties.after_close
        calendars = duties.calendars(now)
        due = due_nights(calendars, {*duties.nights_done(calendars), *standing.done}, now)
        current = {night for night in due if night[1] == last_closed_session(calendars[night[0]], now)}
        missed = sorted({day for mic, day in due if (mic, day) not in current})
        for day in missed:
            _make(
                duties, standing, calendars, day, {night for night in due if night[1] == day and night not in current}
            )
        if current:
            _make(duties, standing, calendars, None, current)
    except ReportgenError as problem:
        duties.say(f"not now: {problem}; the next look is in {duties.look_at_least} at the latest")


def _make(
    duties: Duties, standing: Standing, calendars: Mapping[str, Calendar], day: date | None, nights: set[Night]
) -> None:
    if standing.stopping:
        return
    named = ", ".join(f"{mic} {session}" for mic, session in sorted(nights))
    duties.say(f"night of {named}: begins{', missed before' if day else ''}")
    status = duties.run_night(day)
    # with something to look at, the record tells a night that came to its end from one that could not begin
    completed = status == FINE or (status == LOOK and nights <= {*duties.nights_done(calendars)})
    if completed:
        standing.done |= nights
    duties.say(f"night of {named}: {'completed' if completed else 'not completed, still due'}")


def _wait(duties: Duties) -> timedelta:
    """How long to wait for the next look."""
    try:
        now = duties.clock()
        return next_look(duties.calendars(now), now, duties.after_close, duties.look_at_least) - now
    except ReportgenError:
        return duties.look_at_least


def _looked(duties: Duties, standing: Standing) -> timedelta:
    """Look, and how long to wait for the next look."""
    look(duties, standing)
    wait = _wait(duties)
    if not (standing.told or standing.stopping):
        often = f"after each close, and every {duties.look_at_least // timedelta(minutes=1)} minutes at least"
        duties.say(f"the next look is at {duties.clock() + wait:%H:%M:%S} UTC; there is one {often}")
        standing.told = True
    return wait


def _watch(
    scheduler: Any,  # noqa: ANN401 - ships no types
    plan: Callable[[timedelta], None],
    duties: Duties,
    standing: Standing,
) -> None:
    """Stop when told to; look again when the clock was set, because the planned moment may have moved far away."""
    ahead = _ahead(duties)
    while not standing.stopping:
        time.sleep(_TICK)
        moved = _ahead(duties) - ahead
        if abs(moved) > MOVED:
            duties.say(f"the clock was set {'forward' if moved > timedelta() else 'back'} by {abs(moved)}")
            ahead += moved
            plan(timedelta())
    try:
        duties.say("stopping")
        duties.stop_night()
    finally:
        while not scheduler.running:
            time.sleep(_TICK)
        # to wait here would hold the lock that a look needs to plan the next one
        scheduler.shutdown(wait=False)


def _ahead(duties: Duties) -> timedelta:
    """The clock's reading less the time that has passed since some moment of old."""
    return duties.clock() - datetime.fromtimestamp(0, UTC) - timedelta(seconds=time.monotonic())
