from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.checks import as_of
from tests.checks.examining import valued


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("facts.revenue.2024Q3", date(2024, 9, 30)),
        ("facts.net_cash.2025-06-30", date(2025, 6, 30)),
        ("market.price", date(2025, 11, 14)),
        ("valuation.bridge.net_cash", date(2025, 6, 30)),
        ("valuation.exchange_rate", date(2025, 11, 14)),
        ("valuation.target_price", None),
        ("nothing", None),
    ],
)
def test_the_day_of_a_quantity(path: str, day: date | None, tmp_path: Path) -> None:
    _, results = valued(tmp_path)
    assert as_of(results, path) == day
