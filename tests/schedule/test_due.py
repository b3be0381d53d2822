from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.publication import RunOutcome, RunRow
from reportgen.prices.calendars import Calendar, last_closed_session, session_close, sessions_between
from reportgen.schedule.due import Night, due_nights, next_look, nights_of_runs
from tests.sources.vendors import calendars

MARKETS = ("XHKG", "XNYS", "XSHG")
HOUR = timedelta(hours=1)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001 - gets its zone
steps = st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=9)), max_size=60)


def markets() -> dict[str, Calendar]:
    """The calendars of three exchanges, which take a second to make."""
    return {mic: calendars()[mic] for mic in MARKETS}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def nights(*named: str) -> tuple[Night, ...]:
    return tuple((mic, date.fromisoformat(day)) for mic, day in (each.split() for each in named))


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        # nothing is on record: what closed last, and no more
        ("2025-11-14T09:00", (), ("XNYS 2025-11-13", "XSHG 2025-11-14", "XHKG 2025-11-14")),
        # before the close of Hong Kong, after it, and once it is done
        ("2025-11-14T07:59", ("XHKG 2025-11-13", "XNYS 2025-11-13", "XSHG 2025-11-14"), ()),
        ("2025-11-14T08:00", ("XHKG 2025-11-13", "XNYS 2025-11-13", "XSHG 2025-11-14"), ("XHKG 2025-11-14",)),
        ("2025-11-14T08:00", ("XHKG 2025-11-14", "XNYS 2025-11-13", "XSHG 2025-11-14"), ()),
        # a weekend
        ("2025-11-16T12:00", ("XHKG 2025-11-14", "XNYS 2025-11-14", "XSHG 2025-11-14"), ()),
        # three days without power
        (
            "2025-11-14T08:30",
            ("XHKG 2025-11-11", "XNYS 2025-11-13", "XSHG 2025-11-14"),
            ("XHKG 2025-11-12", "XHKG 2025-11-13", "XHKG 2025-11-14"),
        ),
        # the clock was set back: nothing is made again
        ("2025-11-10T08:30", ("XHKG 2025-11-14", "XNYS 2025-11-13", "XSHG 2025-11-14"), ()),
        # a half-day, and the holidays behind it
        ("2025-12-24T04:00", ("XHKG 2025-12-23", "XNYS 2025-12-23", "XSHG 2025-12-23"), ("XHKG 2025-12-24",)),
        ("2025-12-26T09:00", ("XHKG 2025-12-24", "XNYS 2025-12-24", "XSHG 2025-12-26"), ()),
    ],
)
def test_what_is_due(now: str, done: tuple[str, ...], due: tuple[str, ...]) -> None:
    assert due_nights(markets(), set(nights(*done)), at(now)) == nights(*due)


@given(moments, steps)
def test_whoever_looks_at_any_moments_makes_every_night_once_and_in_order(
    begin: datetime, steps: list[timedelta]
) -> None:
    now, made = begin, list(due_nights(markets(), set(), begin))
    for step in steps:
        now += step
        made += due_nights(markets(), set(made), now)
    for mic, calendar in markets().items():
        first, last = last_closed_session(calendar, begin), last_closed_session(calendar, now)
        expected = [first, *sessions_between(calendar, first, last)]
        assert [day for exchange, day in made if exchange == mic] == expected


@given(moments, st.lists(st.timedeltas(timedelta(days=-20), timedelta(days=20)), max_size=60), st.data())
def test_a_clock_that_jumps_and_nights_that_fail_neither_skip_nor_double(
    begin: datetime, jumps: list[timedelta], data: st.DataObject
) -> None:
    now, latest, completed = begin, begin, list(due_nights(markets(), set(), begin))
    for jump in jumps:
        now += jump
        due = due_nights(markets(), set(completed), now)
        # a run that breaks off leaves the rest, in order, for the next look
        completed += due[: data.draw(st.integers(0, len(due)))]
        latest = max(latest, now)
    completed += due_nights(markets(), set(completed), latest)
    assert len(completed) == len(set(completed))
    for mic, calendar in markets().items():
        first, last = last_closed_session(calendar, begin), last_closed_session(calendar, latest)
        assert sorted(day for exchange, day in completed if exchange == mic) == [
            first,
            *sessions_between(calendar, first, last),
        ]


@given(moments, st.sets(st.tuples(st.sampled_from(MARKETS), st.dates(date(2024, 1, 1), date(2026, 6, 1)))))
def test_what_is_due_has_closed_is_not_done_and_is_due_no_more_once_it_is(now: datetime, done: set[Night]) -> None:
    due = due_nights(markets(), done, now)
    closes = [session_close(markets()[mic], day) for mic, day in due]
    assert closes == sorted(closes)
    assert all(close <= now for close in closes)
    assert not set(due) & done
    assert due_nights(markets(), done | set(due), now) == ()


@pytest.mark.parametrize(("zone_day", "clocks"), [("2025-03-09", "forward"), ("2025-11-02", "back")])
def test_the_night_before_and_after_summer_time(zone_day: str, clocks: str) -> None:
    sunday = date.fromisoformat(zone_day)
    new_york = {"XNYS": markets()["XNYS"]}
    friday, monday = sunday - timedelta(2), sunday + timedelta(1)
    apart = session_close(markets()["XNYS"], monday) - session_close(markets()["XNYS"], friday)
    assert apart == timedelta(days=3, hours=-1 if clocks == "forward" else 1)
    close = session_close(markets()["XNYS"], monday)
    assert due_nights(new_york, {("XNYS", friday)}, close - timedelta(seconds=1)) == ()
    assert due_nights(new_york, {("XNYS", friday)}, close) == (("XNYS", monday),)


def run(night: str, started: str, outcome: RunOutcome | None = "fine", **summary: object) -> RunRow:
    return RunRow(
        id=started,
        night=date.fromisoformat(night),
        started_at=at(started),
        host="h",
        process=1,
        code="c",
        ended_at=at(started) if outcome else None,
        outcome=outcome,
        summary=summary,
    )


@pytest.mark.parametrize(
    ("one", "covered"),
    [
        (run("2025-11-14", "2025-11-14T09:05"), ("XHKG 2025-11-14", "XNYS 2025-11-13", "XSHG 2025-11-14")),
        (run("2025-11-14", "2025-11-14T09:05", "look"), ("XHKG 2025-11-14", "XNYS 2025-11-13", "XSHG 2025-11-14")),
        # an hour after Shanghai, at the moment at which Hong Kong closes
        (run("2025-11-14", "2025-11-14T08:00"), ("XHKG 2025-11-13", "XNYS 2025-11-13", "XSHG 2025-11-14")),
        # on Saturday morning in Hong Kong New York's Friday is over
        (run("2025-11-15", "2025-11-14T22:10"), ("XHKG 2025-11-14", "XNYS 2025-11-14", "XSHG 2025-11-14")),
        # made up for later
        (run("2025-11-12", "2025-11-14T09:05"), ("XHKG 2025-11-12", "XNYS 2025-11-12", "XSHG 2025-11-12")),
        (run("2025-11-16", "2025-11-17T23:00"), ("XHKG 2025-11-14", "XNYS 2025-11-14", "XSHG 2025-11-14")),
        (run("2025-11-14", "2025-11-14T09:05", "stopped"), ()),
        (run("2025-11-14", "2025-11-14T09:05", None), ()),
        (run("2025-11-14", "2025-11-14T09:05", only=["xiaomi"]), ()),
    ],
)
def test_the_nights_that_a_run_stands_for(one: RunRow, covered: tuple[str, ...]) -> None:
    assert nights_of_runs(markets(), [one], HOUR) == set(nights(*covered))


@given(moments)
def test_a_run_of_now_settles_all_that_is_due_now(now: datetime) -> None:
    begun = RunRow(
        id="r", night=now.date() + timedelta(1), started_at=now, host="h", process=1, code="c", outcome="fine"
    )
    assert due_nights(markets(), nights_of_runs(markets(), [begun], HOUR), now - HOUR) == ()


@given(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=2)))
def test_the_next_look_is_ahead_and_right_after_the_next_close(now: datetime, at_most: timedelta) -> None:
    look = next_look(markets(), now, HOUR, at_most)
    assert now < look <= now + at_most
    if look < now + at_most:
        closes = [
            session_close(calendar, last_closed_session(calendar, look - HOUR)) for calendar in markets().values()
        ]
        assert look - HOUR in closes


def test_no_exchange_is_no_night(tmp_path: Path) -> None:
    none: dict[str, Calendar] = {}
    assert due_nights(none, set(), at("2025-11-14T09:00")) == ()
    assert next_look(none, at("2025-11-14T09:00"), HOUR, HOUR) == at("2025-11-14T10:00")
