"""Free cash flow to equity."""

from __future__ import annotations

import pytest

from tests.valuation.standing import Standing, firm, sound


def equity(more: str) -> Standing:
    return sound(firm("cost_of_equity: 10 %\n" + more, "free_cash_flow_to_equity"))


@pytest.mark.parametrize(
    ("drivers", "flow"),
    [
        ("flows: USD 30 m", 30e6),
        ("earnings: USD 50 m\nequity_reinvestment_rate: 40 %", 30e6),
        ("earnings: USD 50 m\nnet_capital_expenditure: USD 12 m\nchange_in_working_capital: USD 8 m", 30e6),
        ("earnings: USD 50 m\nnet_capital_expenditure: USD 12 m\nnet_borrowing: USD 5 m", 43e6),
        (
            "earnings: USD 50 m\nnet_capital_expenditure: USD 20 m\ndebt_ratio: 25%",
            35e6,
        ),
    ],
)
def test_the_flow_in_every_form(drivers: str, flow: float) -> None:
    assert equity(f"years: 2\n{drivers}")["equity_value"] == pytest.approx(flow / 1.1 + flow / 1.21)


def test_one_stage() -> None:
    found = equity("years: 0\nflows: USD 30 m\nterminal: {growth: 4 %}")
    assert found["equity_value"] == pytest.approx(30e6 * 1.04 / 0.06)


def test_after_the_forecast_growth_takes_its_share_of_earnings() -> None:
    text = "years: 1\nearnings: USD 50 m\nequity_reinvestment_rate: 40 %\n"
    found = equity(text + "terminal: {growth: 4 %, return_on_capital: 16 %}")
    assert found["terminal.value"] == pytest.approx(50e6 * 1.04 * 0.75 / 0.06)
