from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from reportgen.diagnostics import Location, Severity
from reportgen.nightly.house import read_terms
from reportgen.nightly.knowledge import Knowledge
from reportgen.nightly.planning import overdue
from reportgen.nightly.sessions import Exchange, Sessions, other_days, sessions_of
from tests.coverage_list import CoverageList
from tests.nights import builds, clock, index, states, tonight
from tests.sources.vendors import calendars
from tests.workspaces import REPOSITORY

PLACE = Location("inputs/acme/company.yaml", 9, 13)
THANKSGIVING, HALF_DAY = date(2025, 11, 27), date(2025, 11, 28)


def exchanges(**named: str) -> dict[str, Exchange]:
    return {slug: Exchange(calendars()[mic], PLACE) for slug, mic in named.items()}


def on(night: date, now: str) -> dict[str, date]:
    both = exchanges(hong_kong="XHKG", new_york="XNYS")
    return dict(sessions_of(both, night, datetime.fromisoformat(now).replace(tzinfo=UTC)).days)


@pytest.mark.parametrize(
    ("night", "now", "hong_kong", "new_york"),
    [
        # a holiday in New York
        (THANKSGIVING, "2025-11-30T00:00", THANKSGIVING, date(2025, 11, 26)),
        # a half-day there, just before and at its early close
        (HALF_DAY, "2025-11-28T17:59", HALF_DAY, date(2025, 11, 26)),
        (HALF_DAY, "2025-11-28T18:00", HALF_DAY, HALF_DAY),
        # a half-day in Hong Kong, at its early close, when New York has not begun
        (date(2025, 12, 24), "2025-12-24T03:59", date(2025, 12, 23), date(2025, 12, 23)),
        (date(2025, 12, 24), "2025-12-24T04:00", date(2025, 12, 24), date(2025, 12, 23)),
        # a Sunday, and a day to come
        (date(2025, 11, 30), "2025-12-05T00:00", HALF_DAY, HALF_DAY),
        (date(2025, 12, 31), "2025-11-28T20:00", HALF_DAY, HALF_DAY),
    ],
)
def test_each_exchange_has_its_own_session(night: date, now: str, hong_kong: date, new_york: date) -> None:
    assert on(night, now) == {"hong_kong": hong_kong, "new_york": new_york}


def test_another_day_than_the_nights_is_told_once_for_each_exchange() -> None:
    both = exchanges(a="XNYS", b="XNYS", c="XHKG")
    (told,) = other_days(sessions_of(both, THANKSGIVING, datetime(2025, 11, 30, tzinfo=UTC)))
    assert (told.code, told.severity, told.location) == ("night-other-session", Severity.INFO, PLACE)
    assert "2025-11-27 is no session on XNYS" in told.message
    assert "2025-11-26" in told.message
    open_yet = other_days(sessions_of(both, HALF_DAY, datetime(2025, 11, 28, 17, tzinfo=UTC)))
    assert ["has not closed yet" in each.message for each in open_yet] == [True]


def test_a_night_makes_each_note_as_of_its_own_session(covered: CoverageList) -> None:
    for slug in ("albatross", "beacon"):
        closes = covered.inputs(slug) / "prices.csv"
        last = closes.read_text(encoding="utf-8").splitlines()[-1].split(",")[1]
        with closes.open("a", encoding="utf-8") as file:
            file.writelines(f"{day},{last},S5\n" for day in (date(2025, 11, 26), THANKSGIVING, HALF_DAY))
    trade = exchanges(albatross="XHKG", beacon="XNYS", cobalt="XHKG")
    night = tonight(covered.root, THANKSGIVING, exchanges=trade, now=lambda: clock() + timedelta(days=30))
    assert {slug: row.as_of for slug, row in builds(covered.root).items()} == {
        "albatross": THANKSGIVING,
        "beacon": date(2025, 11, 26),
        "cobalt": date(2025, 11, 14),
    }
    found = index(night)
    assert found["night"] == str(THANKSGIVING)
    assert [each["session"] for each in found["companies"]] == ["2025-11-27", "2025-11-26", "2025-11-27"]
    assert [each["code"] for each in found["told"]] == ["night-other-session"]
    page = night.page.read_text(encoding="utf-8")
    assert "2025-11-27 is no session on XNYS" in page
    again = tonight(covered.root, THANKSGIVING, exchanges=trade, now=lambda: clock() + timedelta(days=30))
    assert set(states(again).values()) == {"unchanged"}


@pytest.mark.parametrize(
    ("mic", "session", "sessions"),
    [
        # Friday to Friday: five sessions, of which New York's holiday is none
        ("XHKG", date(2025, 11, 28), 5),
        ("XNYS", date(2025, 11, 28), 4),
        ("XHKG", date(2025, 12, 1), 6),
        ("XNYS", date(2025, 12, 1), 5),
        ("XNYS", date(2025, 12, 2), 6),
        # without an exchange weekdays count
        (None, date(2025, 11, 28), 5),
        (None, date(2025, 12, 1), 6),
    ],
)
def test_a_close_is_overdue_by_sessions(mic: str | None, session: date, sessions: int) -> None:
    known = Knowledge("Acme", date(2025, 11, 21), {date(2025, 11, 21): 7}, ())
    named = exchanges(acme=mic) if mic else {}
    found = overdue("acme", known, Sessions(session, {"acme": session}, named), read_terms(REPOSITORY)[0])
    assert (found is not None) == (sessions > 5)
    if found:
        assert f"{sessions} sessions" in found.message
        assert str(found.location) == "inputs/acme/prices.csv:7:1"
