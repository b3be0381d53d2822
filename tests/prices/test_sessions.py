from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.closures import Closure
from reportgen.prices.calendars import Calendar, is_session, previous_session
from reportgen.prices.sessions import Exchanges, as_text, calendars_of, compute, read_text
from reportgen.publishing import write_whole

HERE = Location("inputs/acme/company.yaml", 4, 13)
NOW = datetime(2025, 11, 14, 9, tzinfo=UTC)


def made(
    *mics: str, now: datetime = NOW, folder: Path | None = None, **said: object
) -> tuple[dict[str, Calendar], tuple[Diagnostic, ...]]:
    exchanges = Exchanges(dict.fromkeys(mics, HERE), **said)  # type: ignore[arg-type]
    return calendars_of(exchanges, now, folder, write_whole if folder else None)


def test_a_calendar_is_kept_as_text_and_read_again(tmp_path: Path) -> None:
    first, found = made("XHKG", "XNYS", folder=tmp_path)
    assert found == ()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["XHKG.txt", "XNYS.txt"]
    before = {each: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    again, _ = made("XHKG", "XNYS", folder=tmp_path)
    assert again == first
    assert {each: each.stat().st_mtime_ns for each in tmp_path.iterdir()} == before


def test_reading_a_kept_calendar_imports_no_pandas(tmp_path: Path) -> None:
    made("XHKG", folder=tmp_path)
    code = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from reportgen.diagnostics import Location
from reportgen.prices.sessions import Exchanges, calendars_of

calendars_of(Exchanges({{"XHKG": Location("x")}}), datetime(2025, 11, 14, tzinfo=UTC), Path({str(tmp_path)!r}))
assert "pandas" not in sys.modules and "exchange_calendars" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("by 4", "by 3"),
        lambda text: text.replace("2020-01-02 ", "2020-01-xx "),
        lambda text: text.replace("exchange XHKG", "exchange XNYS"),
        lambda text: text.replace("days 2000", "days 20000"),
        lambda text: "<html>",
    ],
)
def test_a_damaged_calendar_is_made_again(tmp_path: Path, damage: object) -> None:
    first, _ = made("XHKG", folder=tmp_path)
    whole = (tmp_path / "XHKG.txt").read_text()
    (tmp_path / "XHKG.txt").write_text(damage(whole))  # type: ignore[operator]
    assert made("XHKG", folder=tmp_path)[0] == first
    assert (tmp_path / "XHKG.txt").read_text() == whole


def test_a_calendar_that_is_coming_to_its_end_is_made_again_where_more_is_known(tmp_path: Path) -> None:
    made("XHKG", "XSHG", folder=tmp_path)
    later = datetime(2027, 1, 2, tzinfo=UTC)
    again, found = made("XHKG", "XSHG", now=later, folder=tmp_path)
    assert again["XHKG"].last == date(2029, 12, 31)
    assert [each.code for each in found] == ["calendar-ends"]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert made("XHKG", folder=tmp_path / "file" / "calendars")[0] == made("XHKG")[0]


def test_the_text_holds_all_of_a_calendar() -> None:
    computed = compute("XSHG", date(2028, 12, 31))
    assert computed is not None
    calendar, ends = computed
    assert read_text(as_text(calendar, ends))[:2] == (calendar, ends)
    assert ends
    assert len(as_text(calendar, ends)) < 250_000


def test_an_unknown_exchange_counts_weekdays_with_a_warning() -> None:
    calendars, (only,) = made("XQQQ", zone="Asia/Hong_Kong")
    assert (only.code, only.severity.value, only.location) == ("exchange-unknown", "warning", HERE)
    assert calendars["XQQQ"].zone == "Asia/Hong_Kong"
    assert is_session(calendars["XQQQ"], date(2025, 12, 25))
    assert previous_session(calendars["XQQQ"], date(2025, 11, 17)) == date(2025, 11, 14)


def test_exchanges_that_share_holidays_share_a_calendar() -> None:
    calendars, found = made("XSHE", "XSHG", "XNAS", "XNYS")
    assert [each for each in found if each.code == "exchange-unknown"] == []
    assert replace(calendars["XSHE"], mic="XSHG") == calendars["XSHG"]
    assert replace(calendars["XNAS"], mic="XNYS") == calendars["XNYS"]


def test_an_end_is_told_sixty_days_ahead_and_behind_it() -> None:
    last = compute("XSHG", date(2028, 12, 31))
    assert last is not None
    end = last[0].last
    for day, told in ((end.replace(month=10, day=31), False), (end.replace(month=11, day=5), True)):
        now = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert bool(made("XSHG", now=now)[1]) is told
    behind, (only,) = made("XSHG", now=datetime(end.year + 1, 5, 4, tzinfo=UTC))
    assert f"ended on {end}" in only.message
    assert is_session(behind["XSHG"], date(end.year + 1, 5, 4))


def test_a_closure_is_no_session_and_one_on_a_sunday_is_told() -> None:
    place = Location("inputs/closures.yaml", 2, 5)
    typhoon = Closure(date=date(2025, 9, 24), exchange="XHKG", reason="Typhoon")
    sunday = Closure(date=date(2025, 9, 28), exchange="XHKG", reason="Typhoon")
    elsewhere = Closure(date=date(2025, 9, 24), exchange="XTAI", reason="Typhoon")
    closures = [(typhoon, place), (sunday, place), (elsewhere, place)]
    calendars, found = made("XHKG", "XNYS", closures=closures)
    assert not is_session(calendars["XHKG"], date(2025, 9, 24))
    assert previous_session(calendars["XHKG"], date(2025, 9, 25)) == date(2025, 9, 23)
    assert is_session(calendars["XNYS"], date(2025, 9, 24))
    assert [(each.code, each.location) for each in found] == [("closure-without-session", place)]
