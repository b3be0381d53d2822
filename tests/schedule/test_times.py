from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.prices.calendars import session_close
from reportgen.schedule.times import firings
from tests.sources.vendors import calendars

WEEK = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("mic", "minutes", "zone", "weekdays", "at"),
    [
        ("XHKG", 60, None, WEEK, "17:00"),
        ("XNYS", 90, None, WEEK, "17:30"),
        ("XLON", 0, None, WEEK, "16:30"),
        ("XHKG", 600, None, (1, 2, 3, 4, 5), "02:00"),
        ("XHKG", 60, "UTC", WEEK, "09:00"),
        # the close of the winter, which is the later one
        ("XNYS", 60, "UTC", WEEK, "22:00"),
        ("XNYS", 60, "Asia/Hong_Kong", (1, 2, 3, 4, 5), "06:00"),
        # for some weeks New York is an hour nearer
        ("XNYS", 60, "Europe/Berlin", WEEK, "23:00"),
    ],
)
def test_when_a_night_begins(mic: str, minutes: int, zone: str | None, weekdays: tuple[int, ...], at: str) -> None:
    (firing,) = firings({mic: calendars()[mic]}, timedelta(minutes=minutes), 2025, zone)
    assert (firing.weekdays, firing.at) == (weekdays, time.fromisoformat(at))
    assert firing.zone == (zone or calendars()[mic].zone)


@given(
    st.sampled_from(("XHKG", "XNYS", "XSHG", "XLON")),
    st.integers(0, 720),
    st.sampled_from(("UTC", "Asia/Tokyo", "America/New_York", "Europe/Berlin", "Pacific/Auckland")),
)
def test_on_any_clock_every_session_has_its_firing_after_the_close_and_within_an_hour_or_two(
    mic: str, minutes: int, zone: str
) -> None:
    calendar, after = calendars()[mic], timedelta(minutes=minutes)
    (firing,) = firings({mic: calendar}, after, 2025, zone)
    for day in calendar.sessions:
        if day.year != 2025:
            continue
        wanted = session_close(calendar, day) + after
        local = wanted.astimezone(ZoneInfo(zone))
        moments = (
            datetime.combine(local.date() + timedelta(offset), firing.at, ZoneInfo(zone)).astimezone(UTC)
            for offset in range(2)
        )
        # half-days close up to four hours early
        fired = [moment for moment in moments if timedelta() <= moment - wanted <= timedelta(hours=6)]
        assert len(fired) == 1, (day, wanted, firing)
        assert fired[0].astimezone(ZoneInfo(zone)).weekday() in firing.weekdays
