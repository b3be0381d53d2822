from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.prices.calendars import Calendar
from reportgen.schedule import Night, NightProcess
from reportgen.schedule.foreground import Duties, Standing, look
from tests.sources.vendors import calendars

HOUR = timedelta(hours=1)
REPOSITORY = Path(__file__).parents[2]


@dataclass
class Bench:
    """A record and a clock to be set by hand; counts the nights that are made."""

    now: datetime
    record: set[Night] = field(default_factory=set)
    made: list[date | None] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    status: int = 0
    enters: frozenset[Night] = frozenset()
    record_is_away: bool = False

    def done(self, _: Mapping[str, Calendar]) -> Collection[Night]:
        if self.record_is_away:
            raise ReportgenError("the record is locked")
        return self.record

    def run(self, day: date | None) -> int:
        self.made.append(day)
        self.record |= self.enters
        return self.status

    def duties(self) -> Duties:
        return Duties(
            calendars=lambda _: {mic: calendars()[mic] for mic in ("XHKG", "XNYS")},
            nights_done=self.done,
            run_night=self.run,
            stop_night=lambda: None,
            clock=lambda: self.now,
            say=self.said.append,
            after_close=HOUR,
        )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_all_that_closed_last_is_one_night_and_is_not_made_twice() -> None:
    bench, standing = Bench(at("2025-11-14T09:00")), Standing()
    look(bench.duties(), standing)
    look(bench.duties(), standing)
    assert bench.made == [None]
    assert standing.done == {("XHKG", date(2025, 11, 14)), ("XNYS", date(2025, 11, 13))}
    bench.now = at("2025-11-14T22:00")
    look(bench.duties(), standing)
    assert bench.made == [None, None]


def test_a_night_waits_for_the_time_after_its_close() -> None:
    bench, standing = (
        Bench(at("2025-11-14T08:59"), record={("XHKG", date(2025, 11, 13)), ("XNYS", date(2025, 11, 13))}),
        Standing(),
    )
    look(bench.duties(), standing)
    assert bench.made == []
    bench.now = at("2025-11-14T09:00")
    look(bench.duties(), standing)
    assert bench.made == [None]


def test_missed_nights_are_made_one_by_one_before_that_of_now() -> None:
    bench = Bench(at("2025-11-14T09:00"), record={("XHKG", date(2025, 11, 11)), ("XNYS", date(2025, 11, 13))})
    look(bench.duties(), Standing())
    assert bench.made == [date(2025, 11, 12), date(2025, 11, 13), None]


@pytest.mark.parametrize("status", [1, 2, 3, -9])
def test_a_night_that_fails_stays_due(status: int) -> None:
    bench, standing = Bench(at("2025-11-14T09:00"), status=status), Standing()
    look(bench.duties(), standing)
    look(bench.duties(), standing)
    assert bench.made == [None, None]
    assert standing.done == set()
    assert "still due" in bench.said[-1]


def test_a_night_in_the_record_is_done_even_if_someone_must_look() -> None:
    nights = frozenset({("XHKG", date(2025, 11, 14)), ("XNYS", date(2025, 11, 13))})
    bench, standing = Bench(at("2025-11-14T09:00"), status=1, enters=nights), Standing()
    look(bench.duties(), standing)
    look(bench.duties(), standing)
    assert bench.made == [None]
    assert standing.done == nights


def test_a_record_that_cannot_be_read_is_tried_again() -> None:
    bench, standing = Bench(at("2025-11-14T09:00"), record_is_away=True), Standing()
    look(bench.duties(), standing)
    assert (bench.made, "the record is locked" in bench.said[-1]) == ([], True)
    bench.record_is_away = False
    look(bench.duties(), standing)
    assert bench.made == [None]


def test_nothing_is_begun_once_it_is_to_stop() -> None:
    bench = Bench(at("2025-11-14T09:00"))
    look(bench.duties(), Standing(stopping=True))
    assert bench.made == []


PROGRAM = """
    import sys, time
    from dataclasses import replace
    from datetime import UTC, date, datetime, timedelta
    from datetime import time as clock_time
    from pathlib import Path
    from reportgen.schedule import Duties, NightProcess, run_in_foreground
    from reportgen.prices.calendars import weekdays

    folder, offset = Path(sys.argv[1]), timedelta()

    def clock():
        # a clock that runs as ours does, from an evening in Hong Kong; its hands are set by a file
        moved = folder / "moved"
        hours = float(moved.read_text() or 0) if moved.exists() else 0
        return datetime(2025, 11, 14, 9, tzinfo=UTC) + timedelta(seconds=time.monotonic() - begin, hours=hours)

    def nights_done(calendars):
        slow = folder / "slow"
        if slow.exists():
            print("busy", flush=True)
            time.sleep(float(slow.read_text()))
        return set()

    begin = time.monotonic()
    # computed ones take seconds, and minutes where the machine is busy
    calendar = replace(weekdays("XHKG", "Asia/Hong_Kong"), usual_close=clock_time(16))
    night = NightProcess((sys.executable, "-c", sys.argv[2], str(folder)))
    print("ready", flush=True)
    run_in_foreground(Duties(
        calendars=lambda now: {"XHKG": calendar},
        nights_done=nights_done,
        run_night=night.run,
        stop_night=night.stop,
        clock=clock,
        say=lambda line: print(line, flush=True),
        after_close=timedelta(hours=1),
    ))
    print("left", flush=True)
"""
NIGHT = "import sys; open(sys.argv[1] + '/nights', 'a').write('night ' + ' '.join(sys.argv[2:]) + chr(10))"
LONG_NIGHT = NIGHT + "; import time; time.sleep(600)"
FAR = 300.0
"""How long a busy machine may take; only a fault waits so long."""


class Foreground:
    """A real process that makes nights; what it says can be waited for."""

    def __init__(self, folder: Path, night: str) -> None:
        command = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(folder), night]
        self.process = subprocess.Popen(
            command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    def wait_for(self, words: str, times: int = 1) -> None:
        end = time.monotonic() + FAR
        while sum(words in line for line in list(self.lines)) < times:
            assert time.monotonic() < end, (words, self.lines, self.process.poll())
            time.sleep(0.05)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(number)
        status = self.process.wait(FAR)
        self.reader.join(FAR)
        assert self.process.stderr is not None
        return status, self.process.stderr.read()


@pytest.fixture
def begun(tmp_path: Path) -> object:
    """Begins foregrounds, and ends those that a failed test leaves behind."""
    running: list[Foreground] = []

    def begin(night: str) -> Foreground:
        running.append(Foreground(tmp_path, night))
        return running[-1]

    yield begin
    for each in running:
        each.process.kill()
        each.process.wait()
        for stream in (each.process.stdout, each.process.stderr):
            if stream is not None:
                stream.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_looks_at_the_start_and_stops_when_told(tmp_path: Path, begun: object, number: int) -> None:
    foreground: Foreground = begun(NIGHT)  # type: ignore[operator]
    foreground.wait_for("XHKG 2025-11-14: completed")
    assert foreground.stop(number) == (0, "")
    assert foreground.lines.count("stopping\n") == 1
    assert foreground.lines[-1] == "left\n"
    assert (tmp_path / "nights").read_text() == "night \n"


def test_a_night_that_is_being_made_is_ended_too(tmp_path: Path, begun: object) -> None:
    foreground: Foreground = begun(LONG_NIGHT)  # type: ignore[operator]
    foreground.wait_for("begins")
    end = time.monotonic() + FAR
    while not (tmp_path / "nights").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    assert foreground.stop()[0] == 0
    assert "not completed, still due" in "".join(foreground.lines)


def test_a_look_that_is_still_busy_does_not_keep_it_from_stopping(tmp_path: Path, begun: object) -> None:
    (tmp_path / "slow").write_text("3")
    foreground: Foreground = begun(NIGHT)  # type: ignore[operator]
    foreground.wait_for("busy")
    assert foreground.stop() == (0, "")
    assert foreground.lines[-2:] == ["stopping\n", "left\n"]
    assert not (tmp_path / "nights").exists()


def test_it_says_once_when_it_looks_next(begun: object) -> None:
    foreground: Foreground = begun(NIGHT)  # type: ignore[operator]
    foreground.wait_for("the next look is at 09:15:")
    assert foreground.stop()[0] == 0


def test_a_clock_that_is_set_wakes_it_and_makes_no_night_twice(tmp_path: Path, begun: object) -> None:
    foreground: Foreground = begun(NIGHT)  # type: ignore[operator]
    foreground.wait_for("2025-11-14: completed")
    (tmp_path / "moved").write_text("-100")
    foreground.wait_for("the clock was set back by")
    (tmp_path / "moved").write_text("0")
    foreground.wait_for("the clock was set forward by")
    (tmp_path / "moved").write_text("96")
    foreground.wait_for("the clock was set forward by", 2)
    foreground.wait_for("2025-11-18: completed")
    assert foreground.stop()[0] == 0
    assert (tmp_path / "nights").read_text() == "night \nnight --as-of 2025-11-17\nnight \n"


def test_a_program_that_is_not_there_is_a_fault_of_the_machine() -> None:
    with pytest.raises(ReportgenError, match="cannot start"):
        NightProcess(("/nowhere/python",)).run(None)


def test_a_night_ends_with_its_status_and_none_begins_after_a_stop() -> None:
    process = NightProcess((sys.executable, "-c", "raise SystemExit(3)"))
    assert process.run(None) == 3
    process.stop()
    assert process.run(None) == 130
