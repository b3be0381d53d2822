"""Words of direction beside two figures: what is reported, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.words_true import word_contradicts_number
from reportgen.diagnostics import Severity
from tests.checks.examining import checked
from tests.workspaces import sample, small_workspace, valued

# revenue.FY2024 is 100 and revenue.FY2023 is 80
NOW, THEN = "{{ revenue.FY2024 | m }}", "{{ revenue.FY2023 | m }}"


def said(folder: Path, sentence: str) -> list[str]:
    root = small_workspace(folder, {"note.md": f"# A headline\n\n{sentence}\n"})
    company = valued(root)
    return [one.message.replace("\xa0", " ") for one in word_contradicts_number(company.inputs, company.results)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (f"Revenue of {THEN}, up from {NOW}.", f"Revenue of {NOW}, up from {THEN}."),
        (f"Revenue rose to {THEN} from {NOW}.", f"Revenue rose to {NOW} from {THEN}."),
        (f"Revenue fell from {THEN} to {NOW}.", f"Revenue rose from {THEN} to {NOW}."),
        (f"Revenue fell to {NOW} after {THEN}.", f"Revenue fell to {THEN} after {NOW}."),
        (f"It was {NOW}, less than the {THEN} before.", f"It was {NOW}, more than the {THEN} before."),
        (f"**It was {THEN}**, higher than {NOW}.", f"**It was {NOW}**, higher than {THEN}."),
        (f"A record {THEN} against {NOW}.", f"A record {NOW} against {THEN}."),
        (f"It doubled to {NOW} from {THEN}.", f"It rose to {NOW} from {THEN}."),
        (f"It halved to {THEN} from {NOW}.", f"It fell to {THEN} from {NOW}."),
        (f"{THEN} is above {NOW}.", f"{THEN} is below {NOW}."),
    ],
)
def test_a_contradiction_is_reported_and_the_truth_is_not(tmp_path: Path, wrong: str, right: str) -> None:
    assert len(said(tmp_path, wrong)) == 1
    assert said(tmp_path, right) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"Revenue came to {THEN}, after {NOW}.",
        f"It did not rise to {THEN}, up from {NOW}.",
        f"It would be {THEN}, up from {NOW}.",
        f"It rose. Revenue was {THEN} after {NOW}.",
        f"Costs fell, and revenue came to {NOW} after {THEN}.",
        f"It rose and fell to {THEN} from {NOW}.",
        f"The {THEN} of one part and, after a long while with more shops and fewer people, from {NOW}.",
        f"It is {{{{ revenue.FY2023 | as_of }}}}, up from {NOW}.",
        "A target of {{ valuation.target_price }}, up from {{ revenue.FY2024 }}.",
        f"It is {THEN}, {{{{ claim('less than', revenue.FY2023 < revenue.FY2024) }}}} the {NOW}.",
    ],
)
def test_what_is_not_surely_a_contradiction_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert said(tmp_path, sentence) == []


def test_the_message_names_word_and_figures(tmp_path: Path) -> None:
    (told,) = said(tmp_path, f"Revenue of {THEN}, up from {NOW}.")
    assert told == "the text says 'up', but USD 80 m stands against USD 100 m"


def test_the_sample_says_what_its_numbers_say() -> None:
    company = sample()
    assert list(word_contradicts_number(company.inputs, company.results)) == []


def test_of_a_draft_it_is_a_warning(tmp_path: Path) -> None:
    claimed = '{{ claim("less than", revenue_smartphones["2025Q2"] < revenue_smartphones["2025Q1"]) }}'
    edit = (f"in 2Q25 was {claimed}", "in 2Q25 was more than")
    (found,) = checked(word_contradicts_number, tmp_path, {"xiaomi/note.md": [edit]})
    assert found.severity is Severity.WARNING
    assert found.path == "revenue_smartphones.2025Q2"
