"""Worker processes: each builds company after company; one that dies, hangs or grows is replaced, the others go on."""

from __future__ import annotations

import math
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

from reportgen.diagnostics import ReportgenError
from reportgen.nightly.tasks import Limits, Outcome, Task, failure
from reportgen.nightly.worker import Ready, log_of, out_of_memory, serve

_NURSERY = "reportgen.nightly.nursery"
_SECONDS_TO_START = 300.0
_STARTS_IN_VAIN = 3
# The layout engine keeps a fifth of a megabyte of each note; so a worker never grows by more than some twenty.
_NOTES_PER_WORKER = 100
_LOG_AT_MOST = 20_000
_SAID_OF_MEMORY = ("failed to allocate", "Cannot allocate memory", "bad_alloc", "MemoryError", "out of memory")


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, what it is at, and until when it may take."""

    process: BaseProcess
    connection: Connection
    folder: Path
    deadline: float
    ready: bool = False
    task: Task | None = None
    since: float = 0.0
    done: int = 0


@dataclass(slots=True)
class _Pool:
    limits: Limits
    folder: Path
    workers: list[_Worker] = field(default_factory=list)
    started: int = 0
    in_vain: int = 0


class _Gone:
    """The worker's process has ended."""


def work(tasks: Sequence[Task], *, jobs: int, limits: Limits, folder: Path) -> Iterator[Outcome]:
    """The outcomes of all tasks as they come in. However this ends, no worker outlives it.

    Raises ReportgenError where no worker can start.
    """
    waiting = deque(tasks)
    pool = _Pool(limits, folder)
    try:
        while waiting or any(worker.task for worker in pool.workers):
            busy = sum(worker.task is not None for worker in pool.workers)
            while len(pool.workers) < min(jobs, len(waiting) + busy):
                _start(pool)
            _give(pool, waiting)
            yield from _hear(pool)
    finally:
        for worker in tuple(pool.workers):
            _drop(pool, worker)


def _start(pool: _Pool) -> None:
    folder = pool.folder / f"worker-{pool.started}"
    folder.mkdir(parents=True)
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, pool.limits, folder), daemon=True)
    pool.started += 1
    try:
        process.start()
    except (OSError, EOFError) as problem:
        # the process that was to fork it is gone; the next try starts another one
        ours.close()
        _count_in_vain(pool, str(problem) or "the process that forks them is gone")
        return
    finally:
        # once the worker holds the only other end, its death is heard
        theirs.close()
    pool.workers.append(_Worker(process, ours, folder, monotonic() + _SECONDS_TO_START))


def _context() -> ForkServerContext | SpawnContext:
    """Forked only where the kernel ends a process with its parent: nothing else ends the nursery as surely."""
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_NURSERY])
    return context


def _give(pool: _Pool, waiting: deque[Task]) -> None:
    """A task to each worker that has none."""
    for worker in pool.workers:
        if not (waiting and worker.ready and worker.task is None and worker.process.is_alive()):
            continue
        task = waiting.popleft()
        try:
            worker.connection.send(task)
        except OSError:
            waiting.appendleft(task)
            continue
        worker.task, worker.since = task, monotonic()
        worker.deadline = worker.since + pool.limits.seconds


def _hear(pool: _Pool) -> Iterator[Outcome]:
    """Wait until a worker says something, ends, or has had its time."""
    patience = min((worker.deadline for worker in pool.workers), default=math.inf) - monotonic()
    ears = [ear for worker in pool.workers for ear in (worker.connection, worker.process.sentinel)]
    wait(ears, max(patience, 0.0) if math.isfinite(patience) else None)
    for worker in tuple(pool.workers):
        message = _message(worker)
        if isinstance(message, Ready):
            _welcome(pool, worker, message)
        elif isinstance(message, Outcome):
            worker.task, worker.deadline, worker.done = None, math.inf, worker.done + 1
            yield message
            if message.reason == "memory" or worker.done >= _NOTES_PER_WORKER:
                _drop(pool, worker)
        elif isinstance(message, _Gone) or monotonic() >= worker.deadline:
            yield from _lose(pool, worker, too_slow=message is None)


def _message(worker: _Worker) -> object:
    try:
        if worker.connection.poll():
            return worker.connection.recv()
    except Exception:  # noqa: BLE001 - a message that broke off in the middle is as good as none
        return _Gone()
    return None if worker.process.is_alive() else _Gone()


def _welcome(pool: _Pool, worker: _Worker, message: Ready) -> None:
    if message.problem:
        raise ReportgenError(f"notes cannot be built here: {message.problem}; 'reportgen doctor' tells more")
    worker.ready, worker.deadline, pool.in_vain = True, math.inf, 0


def _lose(pool: _Pool, worker: _Worker, *, too_slow: bool) -> Iterator[Outcome]:
    """A worker that is gone, or has to go; its company has failed."""
    _drop(pool, worker)
    log = _log(worker)
    if worker.task is not None:
        seconds = monotonic() - worker.since
        yield _too_slow(worker.task, pool.limits, log) if too_slow else _crashed(worker, pool.limits, seconds, log)
    elif not worker.ready:
        _count_in_vain(pool, (log.strip().splitlines() or ["they said nothing"])[-1])


def _count_in_vain(pool: _Pool, why: str) -> None:
    pool.in_vain += 1
    if pool.in_vain >= _STARTS_IN_VAIN:
        raise ReportgenError(f"the processes that build notes do not start: {why}")


def _too_slow(task: Task, limits: Limits, log: str) -> Outcome:
    message = f"the build was stopped after {limits.seconds:g} seconds, which is the limit"
    hint = "an endless loop in a template? The limit is night.seconds_per_company in house.yaml"
    return failure(task.slug, "time", message, seconds=limits.seconds, hint=hint, log=log)


def _crashed(worker: _Worker, limits: Limits, seconds: float, log: str) -> Outcome:
    slug, code = worker.task.slug if worker.task else "", worker.process.exitcode
    if any(words in log for words in _SAID_OF_MEMORY):
        return out_of_memory(slug, limits, seconds, log)
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        hint = "a machine that is short of memory ends processes like this" if -code == signal.SIGKILL else ""
        return failure(slug, "crash", f"the build was ended by {name}", seconds=seconds, hint=hint, log=log)
    return failure(slug, "crash", f"the build ended by itself with status {code}", seconds=seconds, log=log)


def _log(worker: _Worker) -> str:
    """What its process said last, if it came so far as to say anything."""
    with suppress(OSError):
        return log_of(worker.folder).read_bytes()[-_LOG_AT_MOST:].decode("utf-8", "replace")
    return ""


def _drop(pool: _Pool, worker: _Worker) -> None:
    pool.workers.remove(worker)
    worker.connection.close()
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()
