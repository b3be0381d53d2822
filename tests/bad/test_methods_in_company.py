"""A method at fault within a company's note: the fault is told, and nothing of what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad.case import Case, Expected, V, verify

_GIVEN = """\
    stated_method: 10-year DCF
    value: {value: CNY 196.3 bn, source: S3, as_of: 2025-11-14}
"""
_FLOWS = """\
    basis: {illustrative: true}
    years: 3
    free_cash_flow: [CNY 10 bn, CNY 11 bn, CNY 12 bn]
    wacc: 9 %
    terminal: {growth: 4 %}
"""


def dcf(name: str, old: str, new: str, at: str, code: str) -> Case:
    """The first part as a discounted cash flow that is at fault."""
    edits = [
        ("  smartphones:\n    method: given", "  smartphones:\n    method: dcf"),
        (_GIVEN, _FLOWS.replace(old, new)),
    ]
    return Case(name, {V: edits}, (Expected(V, at, code),))


CASES = (
    dcf("a list too short", ", CNY 12 bn", "", "free_cash_flow: ¦[", "list-length"),
    dcf("growth above the rate", "growth: 4 %", "growth: 10 %", "growth: ¦10 %", "growth-below-wacc"),
    dcf(
        "a period that the facts lack",
        "wacc: 9 %",
        "wacc: {fact: revenue.FY1999}",
        "fact: ¦revenue",
        "unknown-reference",
    ),
    dcf(
        "a metric that the facts lack",
        "wacc: 9 %",
        "wacc: {fact: weather.FY2024}",
        "fact: ¦weather",
        "unknown-reference",
    ),
    dcf("flows in dollars", "CNY 11 bn", "USD 11 bn", "CNY 10 bn, ¦USD 11 bn", "units-differ"),
    dcf("a rate in money", "wacc: 9 %", "wacc: CNY 9", "wacc: ¦CNY 9", "unit-expected"),
    dcf("terminal forms mixed", "growth: 4 %", "growth: 4 %, no_growth: true", "    ¦terminal:", "terminal-format"),
    dcf(
        "weights of nine tenths",
        "{growth: 4 %}",
        "[{growth: 4 %, weight: 60 %}, {value: CNY 9 bn, weight: 30 %}]",
        "terminal: ¦[",
        "weights-sum-to-one",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_findings(case: Case, tmp_path: Path) -> None:
    verify(case, tmp_path)
