"""The valuation of docs/uses.yaml, which asks everything that can be asked, with edits; valued on its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportgen.loading import load_valuation
from reportgen.valuation import _evaluated, value
from reportgen.valuation.cases import Asking
from tests.workspaces import REPOSITORY, Edit, Valued, edited

FILE = REPOSITORY / "docs" / "uses.yaml"


def asked(tmp_path: Path, *edits: Edit) -> Valued:
    """The file after some edits, each of a passage that occurs exactly once, loaded and valued."""
    file = tmp_path / "uses.yaml"
    file.write_text(edited(FILE.read_text(encoding="utf-8"), edits), encoding="utf-8")
    return _valued(file)


@cache
def whole() -> Valued:
    """The file as it stands, valued once for all tests."""
    return _valued(FILE)


def line_of(tmp_path: Path, text: str) -> int:
    """The line of the edited file in which a text stands first."""
    lines = (tmp_path / "uses.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, each in enumerate(lines, 1) if text in each)


def _valued(file: Path) -> Valued:
    loaded = load_valuation(file)
    inputs, found = loaded.inputs, loaded.diagnostics
    assert inputs is not None, "\n".join(each.text() for each in found)
    results, problems = value(inputs)
    return Valued(inputs, results, (*found, *problems))


def asking() -> Asking:
    """The graph of the file, for questions."""
    found = _evaluated(whole().inputs).asking
    assert found is not None
    return found
