from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.commands.common import FINE, USAGE
from tests.conftest import Run
from tests.workspaces import small_workspace


def test_units_for_each_exchange_are_written_with_the_commands_that_come_next(reportgen: Run, tmp_path: Path) -> None:
    root, units = small_workspace(tmp_path), tmp_path / "units"
    said = reportgen("schedule", "install", "--systemd", "--send", "--dir", units, "--root", root, "--after", "90")
    assert said.status == FINE
    names = sorted(path.name.rpartition("-")[2] for path in units.iterdir())
    assert names == ["xhkg.service", "xhkg.timer", "xnys.service", "xnys.timer"]
    timers = {path.name.rpartition("-")[2]: path.read_text() for path in units.glob("*.timer")}
    assert "17:30:00 Asia/Hong_Kong\n" in timers["xhkg.timer"]
    assert "17:30:00 America/New_York\n" in timers["xnys.timer"]
    assert all('"--send"' in path.read_text() for path in units.glob("*.service"))
    assert all(f"{path}\n" in said.out for path in units.iterdir())
    assert "enable --now" in said.out


def test_lines_for_cron_with_and_without_zones(reportgen: Run, tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    said = reportgen("schedule", "install", "--cron", "--dir", tmp_path, "--root", root)
    assert said.status == FINE
    lines = (tmp_path / "reportgen.cron").read_text()
    assert "CRON_TZ=Asia/Hong_Kong\n0 17 * * 1,2,3,4,5 " in lines
    reportgen("schedule", "install", "--cron", "--clock", "UTC", "--dir", tmp_path, "--root", root)
    lines = (tmp_path / "reportgen.cron").read_text()
    assert "CRON_TZ" not in lines
    assert "\n0 9 * * 1,2,3,4,5 " in lines
    assert "\n0 22 * * 1,2,3,4,5 " in lines


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--systemd", "--cron"),
        ("--systemd", "--clock", "UTC"),
        ("--cron", "--clock", "Hongkong/Asia"),
        ("--cron", "--after", "-5"),
    ],
)
def test_a_wrong_call_is_told(reportgen: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    root = small_workspace(tmp_path)
    assert reportgen("schedule", "install", *arguments, "--dir", tmp_path / "x", "--root", root).status == USAGE
    assert not (tmp_path / "x").exists()


def test_a_workspace_without_companies_has_no_nights(reportgen: Run, tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    said = reportgen("schedule", "install", "--cron", "--dir", tmp_path, "--root", tmp_path)
    assert said.status == USAGE
    assert "names its exchange" in said.err


def foreground(root: Path) -> subprocess.Popen[str]:
    """Nights in the foreground that cannot even begin: what they make is the night's own affair."""
    (root / "inputs" / "house.yaml").write_text("name: [\nrecord: [\n")
    command = [sys.executable, "-m", "reportgen", "schedule", "run", "--root", str(root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_foreground_stops_when_told(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    process = foreground(root)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert "not now: where the record is stands in house.yaml" in first
    assert (process.returncode, out.splitlines()[-1].partition("UTC  ")[2], err) == (0, "stopping", "")


def test_the_foreground_goes_on_and_stops_where_nobody_reads_what_it_says(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    process = foreground(root)
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        process.send_signal(signal.SIGTERM)
        assert (process.wait(timeout=60), process.stderr.read()) == (0, "")
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
