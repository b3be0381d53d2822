"""Dividends at the cost of equity."""

from __future__ import annotations

import pytest

from reportgen.quantities import printed
from tests.valuation.standing import Standing, firm, sound


def dividends(more: str) -> Standing:
    return sound(firm(more, "dividend_discount"))


def test_one_stage_is_gordons() -> None:
    found = dividends("years: 0\ncost_of_equity: 9 %\ndividends: 2.00 USD/share\nterminal: {growth: 4 %}")
    assert found["value_per_share"] == pytest.approx(2 * 1.04 / 0.05)
    assert found["target_price"] == 41.6


def test_a_year_more_changes_nothing_where_growth_stays() -> None:
    text = "cost_of_equity: 9 %\ndividends: {base: 2.00 USD/share, growth: 4 %}\nterminal: {growth: 4 %}\n"
    worths = [dividends(f"years: {years}\n{text}")["value_per_share"] for years in (1, 2, 7, 30)]
    assert worths == pytest.approx([2 * 1.04 / 0.05] * 4)


def test_dividends_follow_from_earnings_and_payout() -> None:
    found = dividends(
        "years: 2\ncost_of_equity: [9 %, 8 %]\nearnings: {base: 4.00 USD/share, growth: 10 %}\npayout: [30 %, 50 %]\n"
        "terminal: {exit_multiple: 12x, of: earnings}"
    )
    worth = 4.4 * 0.3 / 1.09 + 4.84 * 0.5 / 1.09 / 1.08 + 12 * 4.84 / 1.09 / 1.08
    assert found["value_per_share"] == pytest.approx(worth)


def test_three_stages() -> None:
    found = dividends(
        "years: 8\ncost_of_equity: 10 %\ndividends: {base: 1.00 USD/share, growth: {from: 12 %, hold: 3, to: 4 %}}\n"
        "terminal: {growth: 4 %}"
    )
    paid, worth = 1.0, 0.0
    for year in range(1, 9):
        paid *= 1 + 0.12 - 0.08 * max(year - 3, 0) / 5
        worth += paid / 1.1**year
    assert found["value_per_share"] == pytest.approx(worth + paid * 1.04 / 0.06 / 1.1**8)


def test_dividends_of_the_company_are_divided_by_its_shares() -> None:
    text = firm("years: 1\ncost_of_equity: 9 %\ndividends: USD 50 m\nterminal: {growth: 4 %}", "dividend_discount")
    found = sound(text + "shares: {count: 20 m shares, basis: basic}\n")
    assert found["value_per_share"] == pytest.approx(50e6 / 0.05 / 20e6)


def test_money_a_share_prints_in_no_scale() -> None:
    found = dividends(
        "years: 2\ncost_of_equity: 9 %\ndividends: {base: 1.125 USD/share, growth: 5 %}\nterminal: {growth: 2 %}"
    )
    assert printed(found.quantity("present_value_of_flows"), found["present_value_of_flows"]) == "USD\u00a02.128"
    assert printed(found.quantity("dividends"), found.row("dividends")[0]) == "USD\u00a01.181"
