"""Workspaces examined by one check at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from reportgen.diagnostics import Diagnostic
from reportgen.loading import load
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.valuation import value
from tests.workspaces import Change, workspace


def inputs_of(folder: Path, changes: Mapping[str, Change] | None = None, as_of: date | None = None) -> Inputs:
    """The inputs of the changed sample, which must load."""
    loaded = load(workspace(folder, changes), "xiaomi", as_of)
    assert loaded.inputs is not None, loaded.diagnostics
    return loaded.inputs


def valued(
    folder: Path, changes: Mapping[str, Change] | None = None, as_of: date | None = None
) -> tuple[Inputs, Results]:
    """The inputs of the changed sample and their results."""
    inputs = inputs_of(folder, changes, as_of)
    return inputs, value(inputs)[0]


def validation(
    check: Callable[[Inputs], Iterable[Diagnostic]], folder: Path, changes: Mapping[str, Change] | None = None
) -> list[Diagnostic]:
    """What a check of the inputs finds in the changed sample."""
    return list(check(inputs_of(folder, changes)))


def checked(
    check: Callable[[Inputs, Results], Iterable[Diagnostic]],
    folder: Path,
    changes: Mapping[str, Change] | None = None,
    as_of: date | None = None,
) -> list[Diagnostic]:
    """What a check of the results finds in the changed sample."""
    return list(check(*valued(folder, changes, as_of)))
