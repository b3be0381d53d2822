from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.prices.calendars import (
    Calendar,
    is_session,
    last_closed_session,
    next_close,
    next_session,
    previous_session,
    session_close,
    sessions_between,
    usual_week,
)
from tests.sources.vendors import calendars

MICS = ("XHKG", "XNYS", "XSHG", "XLON")
exchanges = st.sampled_from(MICS)
# beyond both ends of what any calendar knows
days = st.dates(date(1995, 1, 1), date(2035, 1, 1))
moments = st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001 - gets its zone


@pytest.mark.parametrize(
    ("mic", "day", "open_"),
    [
        ("XHKG", "2025-11-14", True),
        ("XHKG", "2025-11-15", False),
        ("XHKG", "2025-10-29", False),  # Chung Yeung
        ("XHKG", "2027-02-08", False),  # Lunar New Year
        ("XHKG", "2027-09-16", False),
        ("XNYS", "2025-10-29", True),
        ("XNYS", "2025-11-27", False),  # Thanksgiving
        ("XNYS", "2025-01-09", False),  # day of mourning
        ("XSHG", "2025-10-08", False),  # golden week
    ],
)
def test_sessions_and_holidays(mic: str, day: str, open_: bool) -> None:
    assert is_session(calendars()[mic], date.fromisoformat(day)) is open_


@pytest.mark.parametrize(
    ("mic", "day", "close"),
    [
        ("XHKG", "2025-11-14", "2025-11-14T08:00"),
        ("XHKG", "2025-12-24", "2025-12-24T04:00"),  # half-day
        ("XHKG", "2025-12-31", "2025-12-31T04:00"),
        ("XNYS", "2025-07-03", "2025-07-03T17:00"),  # half-day in summer time
        ("XNYS", "2025-11-28", "2025-11-28T18:00"),
        ("XNYS", "2025-03-07", "2025-03-07T21:00"),
        ("XNYS", "2025-03-10", "2025-03-10T20:00"),  # the clocks went forward between
        ("XLON", "2025-10-24", "2025-10-24T15:30"),
        ("XLON", "2025-10-27", "2025-10-27T16:30"),
    ],
)
def test_closes_in_utc(mic: str, day: str, close: str) -> None:
    expected = datetime.fromisoformat(close).replace(tzinfo=UTC)
    assert session_close(calendars()[mic], date.fromisoformat(day)) == expected


def test_a_day_without_a_session_has_no_close() -> None:
    with pytest.raises(ValueError, match="no session"):
        session_close(calendars()["XHKG"], date(2025, 11, 15))


def test_the_session_before_a_long_holiday() -> None:
    assert previous_session(calendars()["XHKG"], date(2026, 2, 20)) == date(2026, 2, 16)
    assert next_session(calendars()["XSHG"], date(2025, 9, 30)) == date(2025, 10, 9)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2025-11-14T07:59:59", "2025-11-13"),
        ("2025-11-14T08:00:00", "2025-11-14"),
        ("2025-11-16T12:00:00", "2025-11-14"),
        ("2025-12-24T03:59:00", "2025-12-23"),
        ("2025-12-24T04:00:00", "2025-12-24"),
    ],
)
def test_the_last_closed_session(now: str, day: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert last_closed_session(calendars()["XHKG"], moment) == date.fromisoformat(day)


@given(exchanges, moments)
def test_now_lies_between_two_closes(mic: str, now: datetime) -> None:
    calendar = calendars()[mic]
    last = last_closed_session(calendar, now)
    assert session_close(calendar, last) <= now < next_close(calendar, now)
    assert next_close(calendar, now) == session_close(calendar, next_session(calendar, last))


@given(exchanges, days)
def test_sessions_follow_one_another(mic: str, day: date) -> None:
    calendar = calendars()[mic]
    before, after = previous_session(calendar, day), next_session(calendar, day)
    assert before < day < after
    assert is_session(calendar, before)
    assert is_session(calendar, after)
    between = [day] if is_session(calendar, day) else []
    assert list(sessions_between(calendar, before, after)) == [*between, after]


@given(exchanges, days)
def test_a_session_closes_on_its_own_day_in_its_own_zone(mic: str, day: date) -> None:
    calendar = calendars()[mic]
    if is_session(calendar, day):
        assert session_close(calendar, day).astimezone(ZoneInfo(calendar.zone)).date() == day


def test_behind_its_end_a_calendar_counts_weekdays() -> None:
    calendar = calendars()["XSHG"]
    friday, close = date(2034, 12, 1), session_close(calendar, date(2034, 12, 1))
    assert friday > calendar.last
    assert (close.hour, close.minute) == (7, 0)
    assert not is_session(calendar, friday + timedelta(1))


def test_the_week_of_an_exchange_that_opens_on_sundays() -> None:
    days_of_year = [date(2025, 1, 1) + timedelta(number) for number in range(365)]
    sessions = tuple(day for day in days_of_year if day.weekday() in (6, 0, 1, 2, 3) or day == date(2025, 5, 10))
    closes = tuple(datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for day in sessions)
    calendar = Calendar("XSAU", "Asia/Riyadh", sessions[0], sessions[-1], sessions, closes, time(15))
    assert usual_week(calendar, 2025) == (0, 1, 2, 3, 6)
    assert usual_week(calendar, 2030) == (0, 1, 2, 3, 4)
