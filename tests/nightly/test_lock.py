from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.nightly.lock import FILE, locked
from tests.nights import clock

HOLDER = """
import sys, time
from pathlib import Path
from tests.nights import clock
from reportgen.nightly.lock import locked
with locked(Path(sys.argv[1]), clock()):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(root: Path) -> subprocess.Popen[str]:
    repository = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": repository}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_who_is_at_work(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        with (
            pytest.raises(ReportgenError, match=f"process {process.pid} on .*, since 2025-11-14"),
            locked(tmp_path, clock()),
        ):
            pass
    finally:
        process.kill()
        process.communicate()


def test_a_dead_run_holds_nothing(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with locked(tmp_path, clock()):
        assert f'"process": {os.getpid()}' in (tmp_path / FILE).read_text(encoding="utf-8")


def test_it_is_free_again_afterwards_even_after_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path, clock()):
        raise ZeroDivisionError
    with locked(tmp_path, clock()):
        pass


def test_a_lock_that_says_nothing_is_still_a_lock(tmp_path: Path) -> None:
    with locked(tmp_path, clock()):
        (tmp_path / FILE).write_text("", encoding="utf-8")
        with pytest.raises(ReportgenError, match="it has not said which"), locked(tmp_path, clock()):
            pass


def test_where_no_lock_can_be_made_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "record").write_text("in the way", encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"cannot open the night's lock"), locked(tmp_path, clock()):
        pass


def test_a_folder_that_may_not_be_written_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("reportgen.nightly.lock.os.open", refuse)
    with pytest.raises(ReportgenError, match="record cannot be written to; mend the rights"), locked(tmp_path, clock()):
        pass
