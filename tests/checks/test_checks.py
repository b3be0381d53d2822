from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks import CHECKS, VALIDATIONS, Check, Validation, check, rules, validate
from reportgen.diagnostics import Severity
from tests.checks.examining import checked, inputs_of, validation, valued

O = "xiaomi/opinion.yaml"  # noqa: E741 - the file's initial


@pytest.mark.parametrize("each", VALIDATIONS, ids=lambda each: each.__name__)
def test_no_validation_finds_anything_in_the_sample(each: Validation, tmp_path: Path) -> None:
    assert validation(each, tmp_path) == []


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: each.__name__)
def test_no_check_finds_an_error_in_the_sample(each: Check, tmp_path: Path) -> None:
    assert [one for one in checked(each, tmp_path) if one.severity is Severity.ERROR] == []


def test_the_sample_needs_its_override_and_its_acknowledgements(tmp_path: Path) -> None:
    inputs, results = valued(tmp_path)
    assert validate(inputs) == ()
    found = check(inputs, results)
    assert {one.severity for one in found} == {Severity.INFO}
    assert {one.code for one in found} == {"rating-matches-return", "cash-counted-twice", "definitions-differ"}
    acknowledged = [one for one in found if one.message.endswith("; acknowledged with a reason")]
    assert {one.code for one in acknowledged} == {"cash-counted-twice", "definitions-differ"}


def test_every_check_says_why(tmp_path: Path) -> None:
    told = {rule.code: rule.rationale for rule in rules()}
    # three checks pass on codes that others explain, and one code has no check of its own
    assert len(told) == len(VALIDATIONS) + len(CHECKS) - 3 + 1
    assert all(len(rationale) > 20 for rationale in told.values())
    assert "reference-prints" not in told
    assert told["rating-matches-return"].startswith("A rating says what return")


def test_an_acknowledgement_of_what_is_not_found(tmp_path: Path) -> None:
    inputs, results = valued(tmp_path, {O: [("code: definitions-differ", "code: stale-figures")]})
    (found,) = [one for one in check(inputs, results) if one.code == "acknowledged-not-found"]
    assert (found.severity, found.path) == (Severity.WARNING, "acknowledged.1.code")
    assert found.hint == "did you mean 'stale-figure'?"


def test_a_code_that_exists_is_not_corrected(tmp_path: Path) -> None:
    inputs, results = valued(tmp_path, {O: [("code: definitions-differ", "code: stale-figure")]})
    (found,) = [one for one in check(inputs, results) if one.code == "acknowledged-not-found"]
    assert found.hint == ""


def test_a_past_date_changes_what_is_found(tmp_path: Path) -> None:
    assert inputs_of(tmp_path).as_of.year == 2025
