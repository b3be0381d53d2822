"""A forecast over the years of the draws: its percentiles, and what cannot fan out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.valuation.asked import asked, whole

FAN = "fan: valuation.parts.phones.free_cash_flow"


def test_each_year_has_percentiles_in_order_about_the_forecast() -> None:
    found = whole()
    simulated = found.results.uses.simulated
    assert simulated is not None
    assert simulated.fan is not None
    fan = simulated.fan
    assert [share for share, _ in fan.percentiles] == [5, 25, 50, 75, 95]
    for year, (label, own) in enumerate(zip(fan.years, fan.own, strict=True)):
        values = [row[year] for _, row in fan.percentiles]
        assert values == sorted(values)
        assert values[0] <= own <= values[-1]
        assert found[f"scenarios.simulation.fan.p75.{label}"] == values[3]
        assert own == found[f"{fan.path}.{label}"]


def test_a_linear_row_has_the_percentiles_of_its_input(tmp_path: Path) -> None:
    """Revenue in proportion to its lognormal base: each year is lognormal too."""
    found = asked(tmp_path, (FAN, "fan: valuation.parts.cars.revenue"))
    simulated = found.results.uses.simulated
    assert simulated is not None
    assert simulated.fan is not None
    rows = dict(simulated.fan.percentiles)
    for high, middle in zip(rows[95], rows[50], strict=True):
        # e ^ (0.2 × 1.645)
        assert high / middle == pytest.approx(1.3896, rel=0.02)


@pytest.mark.parametrize(
    ("fan", "code"),
    [
        ("valuation.target_price_unrounded", "fan-of-years"),
        ("valuation.parts.cars.tax_rate", "fan-of-years"),
        ("valuation.parts.nowhere.revenue", "unknown-reference"),
    ],
)
def test_what_does_not_fan_out_is_told(tmp_path: Path, fan: str, code: str) -> None:
    found = asked(tmp_path, (FAN, f"fan: {fan}"))
    assert [each.code for each in found.faults] == [code]
    assert found.results.uses.simulated is None
