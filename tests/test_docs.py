"""What the documents say can be typed can be typed."""

from __future__ import annotations

import re
import shlex

import pytest
import yaml

from tests.conftest import Run
from tests.workspaces import REPOSITORY

TEXT = (REPOSITORY / "docs" / "questions.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^    (reportgen .*)$", TEXT, re.MULTILINE)]
BLOCKS = [block for block in re.findall(r"(?:^    .+\n)+", TEXT, re.MULTILINE) if not block.startswith("    reportgen")]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_runs_as_it_stands(reportgen: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(REPOSITORY)
    ran = reportgen(*words)
    assert (ran.status, ran.err) == (0, "")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split(":")[0].strip())
def test_a_block_says_what_the_example_declares(block: str) -> None:
    """All but words: each key stands in docs/uses.yaml too, and each path names what is there."""
    whole = yaml.safe_load((REPOSITORY / "docs" / "uses.yaml").read_text(encoding="utf-8"))
    (key,) = (told := yaml.safe_load(block))
    assert _paths(told[key]) <= _paths(whole[key])


def _paths(value: object) -> set[str]:
    if isinstance(value, dict):
        return {key for key in value if key.startswith("valuation.")}.union(*map(_paths, value.values()), set())
    if isinstance(value, list):
        return set().union(*map(_paths, value))
    return {value} if isinstance(value, str) and value.startswith("valuation.") else set()
