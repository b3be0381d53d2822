from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from multiprocessing import active_children
from pathlib import Path
from time import sleep

import pytest

from reportgen.commands.common import ENVIRONMENT
from reportgen.nightly import workers
from reportgen.nightly.fingerprints import code
from reportgen.nightly.tasks import Limits, Outcome, Task
from reportgen.nightly.workers import work
from tests.conftest import Run
from tests.coverage_list import CoverageList, coverage_list, typed
from tests.nightly.killing import left_after
from tests.nights import SAMPLE_NIGHT, parent

FOREVER = "{% for a in 'x' * 100000 %}{% for b in 'x' * 100000 %}{% endfor %}{% endfor %}"
GREEDY = "{{ ('x' * 3000000000) | length }}"
ENOUGH = Limits(seconds=120, megabytes=1024)


@pytest.fixture
def covered(tmp_path: Path) -> CoverageList:
    return coverage_list(tmp_path, 4, lean=True, plain=True)


def tasks(covered: CoverageList, folder: Path) -> list[Task]:
    return [
        Task(covered.root, slug, SAMPLE_NIGHT, code(), folder / str(number))
        for number, slug in enumerate(covered.companies)
    ]


def reasons(outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    return {slug: each.reason for slug, each in outcomes.items()}


def others_are_built(outcomes: Mapping[str, Outcome], failed: str) -> bool:
    return all(each.built and each.files for slug, each in outcomes.items() if slug != failed)


@pytest.mark.parametrize("killed_by", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_worker_that_is_killed_costs_its_company_and_no_other(
    covered: CoverageList, tmp_path: Path, killed_by: signal.Signals
) -> None:
    typed(covered, "beacon", "forever", FOREVER)
    outcomes: dict[str, Outcome] = {}
    for outcome in work(tasks(covered, tmp_path), jobs=2, limits=ENOUGH, folder=tmp_path):
        outcomes[outcome.slug] = outcome
        if len(outcomes) == 3:
            # one hangs in its template, the other has nothing to do any more
            sleep(0.5)
            for process in active_children():
                os.kill(process.pid or 0, killed_by)
    assert reasons(outcomes)["beacon"] == "crash"
    assert killed_by.name in outcomes["beacon"].diagnostics[0].message
    assert others_are_built(outcomes, "beacon")
    assert not active_children()


def test_an_endless_loop_is_stopped_at_the_limit(covered: CoverageList, tmp_path: Path) -> None:
    typed(covered, "albatross", "forever", FOREVER)
    limits = Limits(seconds=12, megabytes=1024)
    outcomes = {each.slug: each for each in work(tasks(covered, tmp_path), jobs=2, limits=limits, folder=tmp_path)}
    assert reasons(outcomes)["albatross"] == "time"
    assert outcomes["albatross"].diagnostics[0].code == "build-too-slow"
    assert others_are_built(outcomes, "albatross")


def test_a_company_that_asks_for_too_much_memory_fails_alone(covered: CoverageList, tmp_path: Path) -> None:
    typed(covered, "albatross", "greedy", GREEDY)
    outcomes = {each.slug: each for each in work(tasks(covered, tmp_path), jobs=1, limits=ENOUGH, folder=tmp_path)}
    assert reasons(outcomes)["albatross"] == "memory"
    assert outcomes["albatross"].diagnostics[0].code == "build-too-large"
    assert others_are_built(outcomes, "albatross")


def test_who_does_not_wait_for_the_end_leaves_no_process_behind(covered: CoverageList, tmp_path: Path) -> None:
    typed(covered, "beacon", "forever", FOREVER)
    outcomes = work(tasks(covered, tmp_path), jobs=2, limits=ENOUGH, folder=tmp_path)
    next(outcomes)
    assert active_children()
    outcomes.close()  # type: ignore[attr-defined] # a generator, as its finally shows
    assert not active_children()


@pytest.mark.parametrize(
    ("module", "said"),
    [("raise ImportError('no Pango here')", "no Pango here"), ("import os; os._exit(3)", "do not start")],
)
def test_workers_that_cannot_start_end_the_night_with_a_reason(
    covered: CoverageList, tmp_path: Path, command: Run, module: str, said: str
) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "weasyprint.py").write_text(module, encoding="utf-8")
    # a process that were left behind would keep the pipes open for which this waits
    night = command(
        "nightly", "--root", covered.root, "--as-of", SAMPLE_NIGHT, environment={"PYTHONPATH": str(tmp_path / "path")}
    )
    assert night.status == ENVIRONMENT
    assert said in night.err


def test_workers_come_from_a_process_without_threads_and_end_with_it(covered: CoverageList, tmp_path: Path) -> None:
    typed(covered, "albatross", "forever", FOREVER)
    outcomes = work(tasks(covered, tmp_path), jobs=2, limits=ENOUGH, folder=tmp_path)
    next(outcomes)
    working = [each.pid or 0 for each in active_children()]
    (nursery,) = {parent(each) for each in working}
    assert parent(nursery) == os.getpid()
    assert "Threads:\t1\n" in Path(f"/proc/{nursery}/status").read_text(encoding="utf-8")
    os.kill(nursery, signal.SIGKILL)
    assert not left_after(working)
    outcomes.close()  # type: ignore[attr-defined] # a generator, as its finally shows
    # the next ones come from another
    (outcome,) = work(tasks(covered, tmp_path / "again")[1:2], jobs=1, limits=ENOUGH, folder=tmp_path / "again")
    assert outcome.built


def test_a_worker_of_another_program_builds_nothing(covered: CoverageList, tmp_path: Path) -> None:
    (task, *_) = tasks(covered, tmp_path)
    other = Task(task.root, task.slug, task.night, "an older program", task.folder)
    (outcome,) = work([other], jobs=1, limits=ENOUGH, folder=tmp_path)
    assert (outcome.reason, outcome.files) == ("edited", ())


def test_workers_are_replaced_before_they_have_grown(
    covered: CoverageList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_NOTES_PER_WORKER", 2)
    outcomes = list(work(tasks(covered, tmp_path), jobs=1, limits=ENOUGH, folder=tmp_path))
    assert len([each for each in outcomes if each.built]) == 4
    assert len(list(tmp_path.glob("worker-*"))) == 2
