"""The process in which notes are built: warm imports, its own limits, and no life beyond its parent's."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from time import perf_counter

from reportgen.nightly.tasks import Limits, Outcome, Task, failure

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has imported what it needs; or it cannot, and says why."""

    problem: str = ""


def serve(connection: Connection, limits: Limits, folder: Path) -> None:
    """Build what comes through the connection, one company after the other, until it is closed."""
    _stay_apart(folder)
    problem = warm_up()
    _limit_memory(limits)
    connection.send(Ready(problem))
    from reportgen.nightly.building import build_task  # noqa: PLC0415 - half a second, which the warm-up has spent

    while not problem:
        try:
            task: Task | None = connection.recv()
        except EOFError:
            return
        if task is None:
            return
        _forget_log()
        start = perf_counter()
        try:
            outcome = build_task(task)
        except MemoryError:
            connection.send(out_of_memory(task.slug, limits, perf_counter() - start))
            return  # whatever it still holds goes with it
        connection.send(outcome)


def out_of_memory(slug: str, limits: Limits, seconds: float, log: str = "") -> Outcome:
    """A company that asked for more than the house allows."""
    message = f"the build asked for more than {limits.megabytes:,} MB of memory, which is the limit"
    hint = "the limit is night.megabytes_per_company in house.yaml"
    return failure(slug, "memory", message, seconds=seconds, hint=hint, log=log)


def _stay_apart(folder: Path) -> None:
    """No terminal, no interrupt from the keyboard, temporary files in one's own folder, death with the parent."""
    one_thread()
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    log = os.open(log_of(folder), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream in (1, 2):
        os.dup2(log, stream)
    end_with_parent()
    Thread(target=_watch_parent, daemon=True).start()


def one_thread() -> None:
    """For what computes, before any library starts threads of its own."""
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"


def end_with_parent() -> None:
    """Let the kernel end this process when its parent ends, where it can."""
    # only Linux has it; elsewhere a thread of the worker does it
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def log_of(folder: Path) -> Path:
    """What the worker's process says, of its present company."""
    return folder / "log"


def _forget_log() -> None:
    # at worst a log tells of the company before as well
    with suppress(OSError):
        os.ftruncate(2, 0)


def _watch_parent() -> None:
    """The kernel ends the worker with its parent where it can; elsewhere, and in the moment before, this does."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def warm_up() -> str:
    """Import everything that a note needs, once for all companies; what is wrong in one line, else nothing."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - see above

        import reportgen.build  # noqa: PLC0415 - see above
        import reportgen.formats.charts  # noqa: F401, PLC0415 - see above
    except (ImportError, OSError) as problem:
        return str(problem).splitlines()[0]
    # what has been imported is no garbage; not to look through it saves a twentieth of each note
    gc.collect()
    gc.freeze()
    return ""


def _limit_memory(limits: Limits) -> None:
    """Allow so much beyond what the imports have taken. Data only: files and libraries that are mapped do not count."""
    bound = _data_in_use() + limits.megabytes * 1024 * 1024
    # a limit of the machine's own that is lower stays
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def _data_in_use() -> int:
    """What the imports have taken, in bytes; more than they ever take where the kernel does not tell."""
    if sys.platform == "linux":
        with suppress(OSError, ValueError, StopIteration):
            lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
            return int(next(line.split()[1] for line in lines if line.startswith("VmData:"))) * 1024
    return 512 * 1024 * 1024
