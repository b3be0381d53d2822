from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.schedule.crontab import crontab, knows_zones
from reportgen.schedule.installing import folder_of_units, install_cron, install_systemd
from reportgen.schedule.night_process import night_command
from reportgen.schedule.times import Firing
from reportgen.schedule.units import command_line, on_calendar, unit_name

FIRINGS = (
    Firing("XHKG", "Asia/Hong_Kong", (0, 1, 2, 3, 4), time(17)),
    Firing("XNYS", "America/New_York", (0, 1, 2, 3, 4), time(17, 30)),
    Firing("XSAU", "Asia/Riyadh", (0, 1, 2, 3, 6), time(16, 5)),
)
ODD = "w s 100% $HOME é小 'q' \"d\" #;\\"

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
needs_cron = pytest.mark.skipif(shutil.which("crontab") is None, reason="crontab is not installed")


@needs_systemd
@pytest.mark.parametrize("firing", FIRINGS, ids=lambda firing: firing.mic)
def test_systemd_understands_the_time(firing: Firing) -> None:
    said = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=8", on_calendar(firing)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    # eight firings are more than a week's
    assert firing.zone in said
    assert said.count("UTC") >= 8


@needs_systemd
@pytest.mark.parametrize("name", ["coverage", ODD])
def test_systemd_accepts_the_units(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    root.mkdir()
    installed = install_systemd(FIRINGS, night_command(root, send=True), root, tmp_path / "units")
    assert len(installed.files) == 6
    for path in installed.files:
        done = subprocess.run(["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_systemd_would_refuse_a_program_that_is_not_there(tmp_path: Path) -> None:
    # so that the test above means something
    (path, *_) = install_systemd(FIRINGS[:1], ("/nowhere/a b%", "x"), tmp_path, tmp_path / "units").files
    done = subprocess.run(["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False)
    assert "/nowhere/a b%" in done.stderr


@needs_systemd
def test_systemd_finds_a_program_in_a_folder_with_odd_signs(tmp_path: Path) -> None:
    folder = tmp_path / "w s 100% $HOME é小 #;"
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    (service, _) = install_systemd(FIRINGS[:1], (str(folder / "python"), "-m"), tmp_path, tmp_path / "units").files
    done = subprocess.run(["systemd-analyze", "verify", str(service)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_program_that_systemd_would_refuse_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="no program whose path"):
        install_systemd(FIRINGS, ('/opt/my "python"/python', "x"), tmp_path, tmp_path / "units")


def test_the_units_call_the_night_of_this_workspace_with_this_python(tmp_path: Path) -> None:
    installed = install_systemd(FIRINGS[:1], night_command(tmp_path, send=False), tmp_path, tmp_path / "units")
    service, timer = (path.read_text() for path in installed.files)
    assert f'ExecStart="{sys.executable}" "-m" "reportgen" "nightly" "--root" "{tmp_path}"\n' in service
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 17:00:00 Asia/Hong_Kong\n" in timer
    assert "Persistent=true\n" in timer
    assert any(command.endswith(f"{unit_name(tmp_path, 'XHKG')}.timer") for command in installed.commands)


def test_signs_that_systemd_would_expand_are_escaped() -> None:
    odd = 'a "b" 100% $X \\'
    assert command_line([odd, odd]) == '"a \\"b\\" 100%% $X \\\\" "a \\"b\\" 100%% $$X \\\\"'


def test_writing_twice_changes_nothing_and_an_exchange_that_is_gone_is_told(tmp_path: Path) -> None:
    command = night_command(tmp_path, send=False)
    first = install_systemd(FIRINGS, command, tmp_path, tmp_path / "units")
    written = {path: path.stat().st_mtime_ns for path in first.files}
    again = install_systemd(FIRINGS[:1], command, tmp_path, tmp_path / "units")
    assert {path: path.stat().st_mtime_ns for path in first.files} == written
    assert set(again.left_over) == set(first.files) - set(again.files)


def test_two_workspaces_of_one_name_do_not_share_units(tmp_path: Path) -> None:
    one, other = tmp_path / "a" / "coverage", tmp_path / "b" / "coverage"
    assert unit_name(one, "XHKG") != unit_name(other, "XHKG")


def test_the_lines_for_cron(tmp_path: Path) -> None:
    text = crontab(FIRINGS, ("/usr/bin/python3", "-m", "reportgen", "nightly"), tmp_path, own_zones=True)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == [
        "CRON_TZ=Asia/Hong_Kong",
        "0 17 * * 1,2,3,4,5 /usr/bin/python3 -m reportgen nightly",
        "CRON_TZ=America/New_York",
        "30 17 * * 1,2,3,4,5 /usr/bin/python3 -m reportgen nightly",
        "CRON_TZ=Asia/Riyadh",
        "5 16 * * 1,2,3,4,0 /usr/bin/python3 -m reportgen nightly",
    ]
    assert "CRON_TZ" not in crontab(FIRINGS, ("x",), tmp_path, own_zones=False)


@needs_cron
@pytest.mark.parametrize("own_zones", [True, False])
def test_cron_accepts_the_lines(tmp_path: Path, own_zones: bool) -> None:
    root = tmp_path / ODD
    command = night_command(root, send=True)
    (path,) = install_cron(FIRINGS, command, root, tmp_path, own_zones=own_zones).files
    # Debian's dry run is -n, other crons have -T
    runs = [
        subprocess.run(["crontab", option, str(path)], capture_output=True, text=True, check=False)
        for option in ("-n", "-T")
    ]
    assert 0 in [done.returncode for done in runs], [done.stderr for done in runs]


def test_the_shell_gets_each_argument_as_it_is(tmp_path: Path) -> None:
    root = Path(ODD)
    text = crontab(
        FIRINGS[:1], (sys.executable, "-c", "import sys; print(sys.argv[1], end='')", str(root)), root, own_zones=False
    )
    line = text.splitlines()[-1].split(" ", 5)[5]
    # what cron does before it calls the shell
    done = subprocess.run(["/bin/sh", "-c", line.replace("\\%", "%")], capture_output=True, text=True, check=True)
    assert done.stdout == ODD


def test_whether_a_cron_knows_zones(tmp_path: Path) -> None:
    old, new = tmp_path / "cron", tmp_path / "crond"
    assert knows_zones([old]) is None
    old.write_bytes(b"\x7fELF SHELL HOME")
    assert knows_zones([old]) is False
    new.write_bytes(b"\x7fELF CRON_TZ")
    assert knows_zones([old, new]) is True


def test_a_path_over_two_lines_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "a\nb"
    with pytest.raises(ReportgenError, match="rename it"):
        install_cron(FIRINGS, night_command(root, send=False), root, tmp_path, own_zones=True)


def test_a_folder_that_cannot_be_made_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportgenError, match="cannot write"):
        install_cron(FIRINGS, ("x",), tmp_path, tmp_path / "file" / "folder", own_zones=True)


def test_the_users_units_follow_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert folder_of_units() == tmp_path / "systemd" / "user"
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    assert folder_of_units() == Path.home() / ".config" / "systemd" / "user"
