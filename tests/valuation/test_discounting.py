"""Flows, what follows them and the chance of failure, brought to today."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.standing import Standing, firm, sound, standing

FLOWS = "years: 3\nfree_cash_flow: [USD 10 m, USD 11 m, USD 12 m]\nwacc: [8 %, 9 %, 10 %]\n"


def flows(more: str = "", base: str = FLOWS) -> Standing:
    return sound(firm(base + more))


def test_the_rates_of_all_years_before_discount_a_flow() -> None:
    factors = flows().row("discount_factor")
    assert factors == pytest.approx([1 / 1.08, 1 / 1.08 / 1.09, 1 / 1.08 / 1.09 / 1.10], rel=1e-15)


def test_in_the_middle_of_a_year_half_a_year_less_is_discounted() -> None:
    found = flows("timing: mid_year\nterminal: {growth: 2 %}")
    end = [1 / 1.08, 1 / 1.08 / 1.09, 1 / 1.08 / 1.09 / 1.10]
    half = [end[0] * 1.08**0.5, end[1] * 1.09**0.5, end[2] * 1.10**0.5]
    assert found.row("discount_factor") == pytest.approx(half)
    # a perpetuity stands with the flows
    assert found["present_value_of_terminal"] == pytest.approx(12e6 * 1.02 / 0.08 * half[2])


@pytest.mark.parametrize(
    ("said", "place"), [("", 0), ("discounting: end_of_year, ", 0), ("discounting: mid_year, ", 1)]
)
def test_an_exit_multiple_stands_at_the_years_end_unless_told(said: str, place: int) -> None:
    found = flows(f"timing: mid_year\nterminal: {{{said}exit_multiple: 8x, of: free_cash_flow}}")
    end = 1 / 1.08 / 1.09 / 1.10
    assert found["present_value_of_terminal"] == pytest.approx(96e6 * (end, end * 1.10**0.5)[place])


def test_a_stub_scales_the_first_flow_and_brings_the_others_nearer() -> None:
    found = flows("stub: 0.25")
    assert found.row("counted_flow") == [2.5e6, 11e6, 12e6]
    assert found.row("discount_factor")[:2] == pytest.approx([1.08**-0.25, 1.08**-0.25 / 1.09])


def test_dates_are_counted_in_days() -> None:
    dates = "valuation_date: 2025-01-01\nflow_dates: [2025-07-01, 2026-07-01, 2027-12-31]\n"
    found = flows(dates, FLOWS.replace("[8 %, 9 %, 10 %]", "8 %"))
    days = [(day - date(2025, 1, 1)).days for day in (date(2025, 7, 1), date(2026, 7, 1), date(2027, 12, 31))]
    assert found.row("discount_factor") == pytest.approx([1.08 ** (-each / 365) for each in days], rel=1e-13)


PROFITS = """\
years: 2
revenue: {base: USD 100 m, growth: 10 %}
operating_margin: 20 %
tax_rate: 25 %
depreciation: {of_revenue: 5 %}
reinvestment: {rate: 40 %}
wacc: 9 %
"""


@pytest.mark.parametrize(
    ("terminal", "value"),
    [
        ("{growth: 3 %}", 121e6 * 0.15 * 0.6 * 1.03 / 0.06),
        ("{growth: 3 %, wacc: 8 %}", 121e6 * 0.15 * 0.6 * 1.03 / 0.05),
        ("{growth: 3 %, flow: USD 12 m}", 12e6 / 0.06),
        ("{growth: 3 %, return_on_capital: 12 %}", 121e6 * 0.15 * 1.03 * 0.75 / 0.06),
        ("{growth: 3 %, reinvestment_rate: 30 %}", 121e6 * 0.15 * 1.03 * 0.7 / 0.06),
        ("{growth: 3 %, return_on_capital: 12 %, operating_margin: 18 %}", 121e6 * 0.18 * 0.75 * 1.03 * 0.75 / 0.06),
        ("{growth: 3 %, return_on_capital: 12 %, tax_rate: 30 %}", 121e6 * 0.20 * 0.70 * 1.03 * 0.75 / 0.06),
        ("{growth: 3 %, growth_from: 9 %, half_life: 4}", 121e6 * 0.15 * 0.6 * (1.03 + 4 * 0.06) / 0.06),
        ("{no_growth: true}", 121e6 * 0.15 / 0.09),
        ("{value: USD 90 m}", 90e6),
        ("{exit_multiple: 7x, of: ebitda}", 7 * 121e6 * 0.25),
        ("{exit_multiple: 9x, of: operating_profit}", 9 * 121e6 * 0.20),
        ("{exit_multiple: 1.5x, of: revenue}", 1.5 * 121e6),
        ("{exit_multiple: 11x, of: net_operating_profit}", 11 * 121e6 * 0.15),
        ("{exit_multiple: 7x, metric: USD 30 m}", 210e6),
        ("{persistence: 0.6}", 121e6 * 0.15 * 0.6 * 0.6 / (1.09 - 0.6)),
    ],
)
def test_what_follows_the_forecast(terminal: str, value: float) -> None:
    found = flows(f"terminal: {terminal}", PROFITS)
    assert found["terminal.value"] == pytest.approx(value, rel=1e-13)
    assert found["present_value_of_terminal"] == pytest.approx(value / 1.09**2, rel=1e-13)
    assert found["terminal_share"] == pytest.approx(found["present_value_of_terminal"] / found["enterprise_value"])


def test_several_terminal_values_are_weighted() -> None:
    found = flows("terminal: [{growth: 2 %, weight: 25 %}, {value: USD 90 m, weight: 75 %}]")
    assert found["terminal_value"] == pytest.approx(12e6 * 1.02 / 0.08 * 0.25 + 90e6 * 0.75)


def test_the_growth_that_a_multiple_implies_gives_the_multiple_back() -> None:
    there = flows("terminal: {exit_multiple: 7x, of: ebitda}", PROFITS)
    back = flows(f"terminal: {{growth: {there['terminal.implied_growth'] * 100} %}}", PROFITS)
    assert back["terminal.implied_multiple"] == pytest.approx(7)


def test_the_chance_of_failure_takes_from_the_value() -> None:
    money = flows("failure: {probability: 20 %, recovery: USD 5 m}")
    assert money["enterprise_value"] == pytest.approx(money["going_concern"] * 0.8 + 1e6)
    share = flows("failure: {probability: 20 %, recovery_rate: 40 %}")
    assert share["enterprise_value"] == pytest.approx(share["going_concern"] * 0.88)


def test_growth_beyond_the_rate_has_no_figure_and_never_a_negative_one() -> None:
    found = standing(firm(FLOWS + "terminal: {growth: 2 %}"))
    worths = found.at("enterprise_value", terminal__growth=np.linspace(0.0, 0.2, 41))
    meaningful = worths[~np.isnan(worths)]
    assert len(meaningful) == 20
    assert (np.diff(meaningful) > 0).all()
    assert (meaningful > 0).all()


money = st.integers(-500, 500)
rate = st.integers(100, 3000).map(lambda number: number / 100)


@settings(max_examples=40)
@given(st.lists(money, min_size=1, max_size=9), rate, st.integers(0, 99), st.sampled_from(["end_of_year", "mid_year"]))
def test_the_graph_is_plain_arithmetic(amounts: list[int], percent: float, part: int, timing: str) -> None:
    listed = ", ".join(f"USD {each} m" for each in amounts)
    growth = percent / 2
    text = (
        f"years: {len(amounts)}\nfree_cash_flow: [{listed}]\nwacc: {percent} %\ntiming: {timing}\nstub: 0.{part:02}\n"
    )
    found = standing(firm(f"{text}terminal: {{growth: {growth} %}}"))
    left, back = part / 100, percent / 100
    ends = [left + year for year in range(len(amounts))]
    times = [end - (left if not year else 1) / 2 for year, end in enumerate(ends)] if timing == "mid_year" else ends
    counted = [amounts[0] * left, *amounts[1:]]
    worth = sum(each * 1e6 / (1 + back) ** time for each, time in zip(counted, times, strict=True))
    worth += amounts[-1] * 1e6 * (1 + growth / 100) / (back - growth / 100) / (1 + back) ** times[-1]
    scale = sum(map(abs, amounts)) * 1e6 + abs(amounts[-1]) * 1e6 / (back - growth / 100)
    assert found["enterprise_value"] == pytest.approx(worth, rel=1e-11, abs=1e-11 * scale)
