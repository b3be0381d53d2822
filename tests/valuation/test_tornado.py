"""Inputs moved one at a time: each end is what typing it gives, the largest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.valuation.asked import asked, whole

WACC = "WACC, value: 9 %"
TARGET = "valuation.target_price"


def test_the_largest_swing_comes_first_and_each_end_is_what_typing_gives(tmp_path: Path) -> None:
    found = whole()
    widths = [abs(found[each.high_path] - found[each.low_path]) for each in found.results.uses.tornado]
    assert widths == sorted(widths, reverse=True)
    assert found["scenarios.tornado.1.low"] == asked(tmp_path, (WACC, "WACC, value: 8 %"))[TARGET]
    assert found["scenarios.tornado.6.high"] == asked(tmp_path, ("amount: USD 12 bn", "amount: USD 18 bn"))[TARGET]


def test_a_linear_input_swings_as_far_to_both_sides() -> None:
    found, target = whole(), whole()[TARGET]
    for path in ("scenarios.tornado.6", *(f"scenarios.tornado.parts.{key}" for key in ("phones", "homes"))):
        assert found[f"{path}.high"] - target == pytest.approx(target - found[f"{path}.low"], abs=0.0101)


def test_a_row_is_moved_in_every_year() -> None:
    replaced = dict(whole().results.scenarios["scenarios.tornado.4.low"].replaced)
    assert replaced["valuation.parts.phones.operating_margin.FY2025E"] == pytest.approx(0.07)
    assert replaced["valuation.parts.phones.operating_margin.FY2034E"] == pytest.approx(0.11)
