"""Words of a claim and its condition: what disagrees, and what is left to the analyst."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.claims_true import claim_contradicts_words
from reportgen.diagnostics import Severity
from tests.checks.examining import checked
from tests.workspaces import REPOSITORY, sample, small_workspace, valued

NOW, THEN = "revenue.FY2024", "revenue.FY2023"  # 100 and 80
GROWTH = "analysis.revenue.growth.FY2024"  # 35 % in the sample


def found(folder: Path, words: str, condition: str) -> list[str]:
    note = f"# A headline\n\nIt is {{{{ claim('{words}', {condition}) }}}} that.\n"
    company = valued(small_workspace(folder, {"note.md": note}))
    return [one.code for one in claim_contradicts_words(company.inputs, company.results)]


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("fell from", f"{NOW} > {THEN}", f"{THEN} < debt['2024-12-31']"),
        ("fell from", f"{THEN} < {NOW}", "debt['2024-12-31'] < revenue.FY2023"),
        ("down from", f"{NOW} > {THEN}", "debt['2024-12-31'] < revenue.FY2023"),
        ("slid to", f"{NOW} > {THEN}", "debt['2024-12-31'] < revenue.FY2023"),
        ("up from", f"{NOW} >= {NOW}", f"{NOW} > {THEN}"),
        ("up from", f"{NOW} > 0", f"{THEN} < {NOW}"),
        ("less than half", f"{THEN} < {NOW}", f"debt['2024-12-31'] < {NOW}"),
        ("more than doubled", f"{NOW} > {THEN}", f"{NOW} > debt['2024-12-31']"),
        ("tripled against", f"{NOW} > {THEN}", f"{NOW} > debt['2024-12-31']"),
        ("a record above", f"{NOW} < {THEN}", f"{NOW} > {THEN}"),
        ("unchanged from", f"{NOW} > {THEN}", f"{NOW} > valuation.parts.whole.value"),
        ("above", f"{THEN} < {NOW}", f"{NOW} > {THEN}"),
    ],
)
def test_words_and_condition_agree(tmp_path: Path, words: str, wrong: str, right: str) -> None:
    assert found(tmp_path, words, wrong) == ["claim-contradicts-words"]
    assert found(tmp_path, words, right) == []


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("more than doubled", f"{GROWTH} > 0", f"{GROWTH} > 1"),
        ("tripled", f"{GROWTH} > 1", f"{GROWTH} > 1.9"),
        ("more than a third of", "car_revenue_share['2025Q2'] > 0.1", "car_revenue_share['2025Q2'] > 0.34"),
        ("rose", f"{GROWTH} < 0", f"{GROWTH} > 0"),
        ("below the band", "valuation.implied_return > -0.1", "valuation.implied_return < -0.1"),
        ("cut in a quarter, below", "valuation.implied_return > 0", "valuation.implied_return < 0"),
    ],
)
def test_a_number_must_be_the_one_of_the_words(tmp_path: Path, words: str, wrong: str, right: str) -> None:
    for condition, codes in ((wrong, ["claim-contradicts-words"]), (right, [])):
        edit = ("## Thesis {#thesis}\n", f"## Thesis {{#thesis}}\n\n{{{{ claim('{words}', {condition}) }}}}\n")
        told = checked(claim_contradicts_words, tmp_path, {"xiaomi/note.md": [edit]})
        assert [one.code for one in told] == codes
        assert {one.severity for one in told} <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("better than", f"{THEN} < {NOW}"),
        ("not above", f"{THEN} < {NOW}"),
        ("more sales and less debt than", f"{THEN} < {NOW}"),
        ("a smaller loss than", f"{THEN} < {NOW}"),
        ("up to", f"{THEN} < {NOW}"),
        ("in the second half at", f"{THEN} < {NOW}"),
        ("above zero", f"{NOW} > 0"),
        ("up from", f"{NOW} > profit_sterling.FY2024"),
    ],
)
def test_what_leaves_doubt_is_left_alone(tmp_path: Path, words: str, condition: str) -> None:
    assert found(tmp_path, words, condition) == []


@pytest.mark.parametrize("slug", ["xiaomi", "tesla"])
def test_the_samples_claim_what_they_say(slug: str) -> None:
    company = sample() if slug == "xiaomi" else valued(REPOSITORY, slug)
    assert list(claim_contradicts_words(company.inputs, company.results)) == []
