"""What goes to a worker and what comes back: small frozen values, never a graph of quantities."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.edition import DRAFT, Edition
from reportgen.model.publication import Headline
from reportgen.nightly.knowledge import Knowledge

Reason: TypeAlias = Literal["", "diagnostics", "crash", "time", "memory", "disk", "environment", "edited"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

CODES: Mapping[Reason, str] = MappingProxyType(
    {
        "crash": "build-crashed",
        "time": "build-too-slow",
        "memory": "build-too-large",
        "disk": "disk-full",
        "environment": "environment-fault",
        "edited": "inputs-edited",
    }
)
"""The code under which each reason is told that is not in the inputs."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one company may use."""

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Task:
    """One company to look at on a night, and to build unless its key is among the settled ones."""

    root: Path
    slug: str
    night: date
    code: str
    """The program that decided; a worker of another one builds nothing."""
    folder: Path
    """For this company alone, empty."""
    settled: frozenset[str] = frozenset()
    edition: Edition = DRAFT
    """With the releases that the draft follows."""
    session: date | None = None
    """The company's session; by default the night."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a task: settled, built (the files are in its folder), or failed for a reason."""

    slug: str
    seconds: float
    reason: Reason = ""
    settled: bool = False
    content: str = ""
    key: str = ""
    as_of: date | None = None
    knowledge: Knowledge | None = None
    known: bool = False
    """Whether the inputs were read far enough to say what is known of them, were it only that they are unreadable."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    headline: Headline | None = None
    files: tuple[str, ...] = ()
    log: str = ""

    @property
    def built(self) -> bool:
        """Whether there are new files."""
        return not self.settled and not self.reason


def failure(slug: str, reason: Reason, message: str, *, seconds: float = 0.0, hint: str = "", log: str = "") -> Outcome:
    """A company that failed for a reason outside its inputs, told like a fault of them."""
    found = Diagnostic(CODES[reason], message, Location(f"inputs/{slug}"), hint=hint)
    return Outcome(slug=slug, seconds=seconds, reason=reason, diagnostics=(found,), log=log)


def machine_fault(slug: str, problem: Exception, *, seconds: float = 0.0) -> Outcome:
    """A company that failed by a fault of the machine: most often the disk."""
    cause = problem if isinstance(problem, OSError) else problem.__cause__
    if isinstance(cause, OSError) and cause.errno in _FULL:
        message = f"there is no space left for the note: {problem}"
        return failure(slug, "disk", message, seconds=seconds, hint="make room on the disk")
    hint = "'reportgen doctor' looks at the machine"
    return failure(slug, "environment", str(problem), seconds=seconds, hint=hint)
