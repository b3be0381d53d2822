"""Build one company inside a worker: from inputs that hold still, into a folder of its own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from time import perf_counter
from traceback import print_exc
from typing import Any

from reportgen import loading
from reportgen.build import Built, build
from reportgen.diagnostics import Diagnostic, ReportgenError, Severity
from reportgen.headlines import headline
from reportgen.model.edition import previous_of, ratings_beside
from reportgen.model.inputs import Inputs
from reportgen.nightly.fingerprints import Fingerprint, code, fingerprint, key_of
from reportgen.nightly.knowledge import effective_date, knowledge_of
from reportgen.nightly.tasks import Outcome, Task, failure, machine_fault

_ATTEMPTS = 3
# What a build reads by name; a series of facts is named in facts.yaml and told there where it is missing.
_READ = ("company.yaml", "conflicts.yaml", "exhibits.yaml", "facts.yaml", "house.yaml", "note.md", "opinion.yaml",
         "prices.csv", "valuation.yaml")  # fmt: skip


def build_task(task: Task) -> Outcome:
    """Build, whatever happens: each fault is the outcome's reason. A company out of memory raises MemoryError."""
    start = perf_counter()
    try:
        return _built(task, start)
    except MemoryError:
        raise
    except (ReportgenError, OSError) as problem:
        _log()
        return machine_fault(task.slug, problem, seconds=perf_counter() - start)
    except Exception as problem:  # noqa: BLE001 - one company's crash is not the night's
        _log()
        said = f"{type(problem).__name__}: {problem}".splitlines()[0][:300]
        return failure(task.slug, "crash", f"the build broke off: {said}", seconds=perf_counter() - start)


def _log() -> None:
    """The traceback goes to the worker's log, unless its disk is full."""
    with suppress(OSError):
        print_exc()


def _built(task: Task, start: float) -> Outcome:
    """Build until the inputs were the same before, during and after."""
    if code() != task.code:
        message, hint = (
            "the program was changed while the night ran",
            "the next night builds everything with the new one",
        )
        return failure(task.slug, "edited", message, seconds=perf_counter() - start, hint=hint)
    changed: tuple[str, ...] = ()
    for attempt in range(_ATTEMPTS):
        found = _attempt(task, start, strictly=attempt < _ATTEMPTS - 1)
        if isinstance(found, Outcome):
            return found
        changed = found
    message = f"edited while the note was made, {_ATTEMPTS} times over: {', '.join(changed[:5])}"
    hint = "the next night makes it; leave the inputs alone while a night runs"
    return failure(task.slug, "edited", message, seconds=perf_counter() - start, hint=hint)


def _attempt(task: Task, start: float, *, strictly: bool) -> Outcome | tuple[str, ...]:
    """The outcome; or the files that were not the same throughout, so that it is nobody's."""
    before = fingerprint(task.root, task.slug)
    loaded = loading.load(task.root, task.slug)
    known = knowledge_of(loaded.inputs) if loaded.inputs else None
    as_of = effective_date(known, task.night, task.session) if known else None
    previous, ratings = previous_of(task.edition, as_of, before.inputs), ratings_beside(task.edition, task.slug, as_of)
    key = key_of(before.content, as_of, previous, ratings)
    moved = _moved(loaded.files, before, strictly=strictly)
    looked = Outcome(
        slug=task.slug, seconds=perf_counter() - start, settled=True, content=before.content, key=key, as_of=as_of,
        knowledge=known, known=True, inputs=before.inputs,
    )  # fmt: skip
    if moved or key in task.settled:
        return moved or looked
    if loaded.inputs is not None and as_of is None:
        return replace(looked, settled=False, reason="diagnostics", diagnostics=(_too_late(loaded.inputs, task.night),))
    built = build(task.root, task.slug, as_of=as_of, out=task.folder, edition=task.edition)
    after = fingerprint(task.root, task.slug)
    moved = (*_moved(built.examined.files, before, strictly=strictly), *_differing(before, after))
    return moved or replace(looked, settled=False, seconds=perf_counter() - start, **_told(built))


def _too_late(inputs: Inputs, night: date) -> Diagnostic:
    """The opinion that the night may not use yet. A warning: nothing is wrong with it once its day has come."""
    message = f"the opinion is of a later day, {inputs.opinion.as_of}, than the night of {night}"
    hint = "the night of that day makes the note; until then the one before stays"
    place = inputs.place("opinion.yaml", ("as_of",))
    return Diagnostic("opinion-of-later-day", message, place, "as_of", Severity.WARNING, hint=hint)


def _told(built: Built) -> dict[str, Any]:
    """What the night wants to know of a build; the graph stays behind."""
    examined = built.examined
    told: dict[str, Any] = {"diagnostics": built.diagnostics, "files": tuple(name for name, _ in built.files)}
    if not built.files:
        return told | {"reason": "diagnostics"}
    if examined.inputs is not None and examined.results is not None:
        told["headline"] = headline(examined.inputs, examined.results)
    return told


def _moved(read: Sequence[loading.SourceText], before: Fingerprint, *, strictly: bool) -> tuple[str, ...]:
    """The files that were read with other bytes than they had before.

    ``strictly`` adds those that should have been read and were not: they may have been gone for a moment. The last
    attempt believes what it sees, for a file that is no text is never read.
    """
    hashes = {file.file: file.sha256 for file in read}
    differing = [file for file, sha in hashes.items() if before.inputs.get(file) != sha]
    unread = [file for file in before.inputs if file not in hashes and file.rpartition("/")[2] in _READ]
    return (*differing, *(unread if strictly else ()))


def _differing(before: Fingerprint, after: Fingerprint) -> tuple[str, ...]:
    files = sorted({*before.inputs, *after.inputs})
    differing = tuple(file for file in files if before.inputs.get(file) != after.inputs.get(file))
    return differing if before.surroundings == after.surroundings else (*differing, "the templates or fonts")
