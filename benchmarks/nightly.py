"""A night in figures, as JSON: CPU seconds per note by stage, notes per minute with one and two workers, memory.

The naive way runs beside it in the same run: one process for each company, charts by pyplot, plain WeasyPrint. Usage:
``python benchmarks/nightly.py [--companies N] [--memory N] [--naive N] [--out FILE]``. The defaults are the
full figures and take many minutes; ``--companies 3 --memory 3 --naive 1`` tells whether it runs.
"""

# ruff: noqa: INP001 - benchmarks are not a package
# ruff: noqa: S101 - a figure of something else than was meant is worse than none

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.forkserver import _forkserver
from pathlib import Path
from time import perf_counter, process_time, time_ns

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from reportgen.formats.chart_cache import FOLDER  # noqa: E402 - the repository comes first
from reportgen.nightly.fingerprints import code, fingerprint  # noqa: E402 - the repository comes first
from reportgen.nightly.run import Choices, run_night  # noqa: E402 - see above
from reportgen.nightly.tasks import Task  # noqa: E402 - see above
from tests.coverage_list import CoverageList, coverage_list  # noqa: E402 - see above

NIGHT = date(2025, 11, 14)
NAIVE = """\
import sys
sys.path[:0] = sys.argv[1:3]
from note import ROOT, SIDES
SIDES["naive"](ROOT, "xiaomi")()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=30)
    parser.add_argument("--memory", type=int, default=100, help="notes in one process")
    parser.add_argument("--naive", type=int, default=2, help="processes of the naive way")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="night-") as folder:
        covered = coverage_list(Path(folder), chosen.companies)
        stages, memory = _in_a_worker(covered, Path(folder), chosen.memory)
        nights = {f"{jobs} worker{'s' * (jobs > 1)}": _night(covered, jobs) for jobs in (1, 2)}
        nights["1 worker, charts cached"] = _night(covered, 1, kept=True)
        quiet = _night(covered, 1, fresh=False)
    naive = _naive(chosen.naive)
    ours = nights["1 worker"]["cpu_seconds_per_note"]
    result = {
        "companies": chosen.companies,
        "cpu_seconds_per_note_by_stage": stages,
        "nights": nights,
        "quiet_night": quiet,
        "memory": memory,
        "naive": naive,
        "ratio_of_cpu_to_naive": ours / naive["cpu_seconds_per_note"],
    }
    text = json.dumps(result, indent=1, default=str)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def _night(covered: CoverageList, jobs: int, *, fresh: bool = True, kept: bool = False) -> Mapping[str, float]:
    """A whole night with the start of its processes; ``fresh`` forgets earlier ones, all but charts if ``kept``."""
    if fresh:
        for name in ("output", "record", *(() if kept else (FOLDER,))):
            shutil.rmtree(covered.root / name, ignore_errors=True)
    start, cpu = perf_counter(), _cpu()
    choices = Choices(root=covered.root, night=NIGHT, jobs=jobs)
    night = run_night(choices, lambda: datetime.fromtimestamp(time_ns() / 1e9, UTC), lambda *_: None)
    seconds = perf_counter() - start
    # the workers' time is known once the process that has forked them has ended
    _forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
    used = _cpu() - cpu
    built = night.report.counts["built"]
    found = {"seconds": seconds, "cpu_seconds": used, "built": built}
    if built:
        found |= {"notes_per_minute": built / seconds * 60, "cpu_seconds_per_note": used / built}
    return found


def _cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def _in_a_worker(covered: CoverageList, folder: Path, notes: int) -> tuple[object, object]:
    """Stages and memory, measured in a process that does what a worker does."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, covered.root, folder, tuple(covered.companies), notes))
    process.start()
    theirs.close()
    found: tuple[object, object] = ours.recv()
    process.join()
    return found


def _work(connection: Connection, root: Path, folder: Path, slugs: Sequence[str], notes: int) -> None:
    start = process_time()
    from reportgen.build import ALL_FORMATS, examine, render  # noqa: PLC0415 - its import is measured
    from reportgen.nightly.building import build_task  # noqa: PLC0415 - see above
    from reportgen.nightly.worker import warm_up  # noqa: PLC0415 - see above

    assert not warm_up()
    stages: dict[str, list[float]] = {"fingerprint": [], "examine": [], **{name: [] for name in ALL_FORMATS}}
    start_of_a_worker = process_time() - start
    render(root, examine(root, slugs[0]), ALL_FORMATS)
    for slug in slugs:
        mark = process_time()
        fingerprint(root, slug)
        stages["fingerprint"].append(process_time() - mark)
        mark = process_time()
        examined = examine(root, slug)
        stages["examine"].append(process_time() - mark)
        for name in ALL_FORMATS:
            mark = process_time()
            render(root, examined, (name,))
            stages[name].append(process_time() - mark)
    told = {"start_of_a_worker": start_of_a_worker, **{name: statistics.median(each) for name, each in stages.items()}}
    sizes = []
    for number in range(notes):
        room = folder / f"room-{number}"
        outcome = build_task(Task(root, slugs[number % len(slugs)], NIGHT, code(), room))
        assert outcome.built, outcome.diagnostics
        shutil.rmtree(room)
        sizes.append(_resident())
    tenth = max(1, notes // 10)
    connection.send((told, {
        "notes": notes,
        "resident_mb_after_the_first_tenth": sizes[tenth - 1],
        "resident_mb_at_half": sizes[notes // 2],
        "resident_mb_at_the_end": sizes[-1],
        "largest_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))  # fmt: skip


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _naive(processes: int) -> Mapping[str, float]:
    """One process for each company, as most would write it; see ``benchmarks/note.py``."""
    start, cpu = perf_counter(), _cpu()
    for _ in range(processes):
        subprocess.run([sys.executable, "-c", NAIVE, str(ROOT), str(ROOT / "benchmarks")], check=True)  # noqa: S603
    seconds, used = perf_counter() - start, _cpu() - cpu
    return {
        "processes": processes,
        "notes_per_minute": processes / seconds * 60,
        "cpu_seconds_per_note": used / processes,
    }


if __name__ == "__main__":
    main()
