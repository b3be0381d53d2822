"""The rate between two currencies is one that they have had; slips of the other figures stand in test_facts_related."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.checks.facts_of_the_market import exchange_rate_unlikely
from tests.checks.examining import checked

V = "xiaomi/valuation.yaml"


@pytest.mark.parametrize(
    ("rate", "hints"),
    [
        ("1.13636", []),
        ("0.917", ["is it turned round?"]),
        ("0.88", ["is it turned round?"]),
        ("0.95", []),  # of 2005
        ("7.78", [""]),
        ("11.3636", [""]),
    ],
)
def test_exchange_rate_unlikely(rate: str, hints: list[str], tmp_path: Path) -> None:
    found = checked(exchange_rate_unlikely, tmp_path, {V: [("1.13636 HKD/CNY", f"{rate} HKD/CNY")]})
    assert [(one.code, one.hint) for one in found] == [("exchange-rate-unlikely", each) for each in hints]
