"""How much a broken promise weighs: a draft is told of it, a release is stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.diagnostics import Diagnostic, Severity


def graded(draft: bool, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:  # noqa: FBT001 - the one thing it asks
    """The findings as warnings of a draft, or as errors of a release."""
    severity = Severity.WARNING if draft else Severity.ERROR
    return (replace(one, severity=severity) for one in found)
