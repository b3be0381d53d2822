from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Severity
from reportgen.disclosures import RULES, required
from tests.sections.composing import sample, small

ANSWER = "answers:\n  - {{question: Holding, answer: false, as_of: {day}, attested_by: Lead Analyst}}\n"


def test_the_sample_owes_nothing() -> None:
    held, found = required(sample().inputs)
    assert found == ()
    assert held.overridden
    assert [name for name, _ in held.meanings] == ["Sell", "Neutral", "Buy"]
    assert len(held.answers) == 6


def test_unanswered_conflicts_are_told_at_the_file_that_should_answer(tmp_path: Path) -> None:
    held, (one,) = required(small(tmp_path).inputs)
    assert held.answers == ()
    assert (one.code, one.severity) == ("conflicts-unanswered", Severity.WARNING)
    assert one.location.file == "inputs/small/conflicts.yaml"


# the house allows 200 days; the note is of 31 January 2025
@pytest.mark.parametrize(("day", "outdated"), [("2025-01-31", False), ("2024-07-15", False), ("2024-07-14", True)])
def test_an_answer_grows_old(tmp_path: Path, day: str, outdated: bool) -> None:
    _, found = required(small(tmp_path, changes={"conflicts.yaml": ANSWER.format(day=day)}).inputs)
    assert [each.code for each in found] == (["answer-outdated"] if outdated else [])
    if outdated:
        assert (found[0].path, found[0].location.line) == ("answers.0.as_of", 2)


def test_each_code_has_a_rationale() -> None:
    assert [rule.code for rule in RULES] == ["conflicts-unanswered", "answer-outdated"]
    assert all(len(rule.rationale.split()) > 10 for rule in RULES)
