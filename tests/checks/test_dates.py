from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.checks import as_of
from tests.checks.examining import valued
from tests.workspaces import REPOSITORY
from tests.workspaces import valued as of_tesla


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


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("facts.debt.2022-09-30", date(2022, 9, 30)),
        ("valuation.bridge.debt", date(2022, 9, 30)),
        # of several quarters, a ratio, and of inputs of several days
        ("facts.deliveries.9M2022", None),
        ("facts.tax_rate.9M2022", None),
        ("valuation.enterprise_value", None),
    ],
)
def test_a_sum_of_figures_of_one_day_is_of_that_day(path: str, day: date | None) -> None:
    assert as_of(of_tesla(REPOSITORY, "tesla").results, path) == day
