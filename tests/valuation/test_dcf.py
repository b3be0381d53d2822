"""Free cash flow to the firm from its drivers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.quantities import formula
from tests.valuation.standing import Standing, firm, sound

DRIVERS = {
    "years": "3",
    "revenue": "{base: USD 100 m, growth: 10 %}",
    "operating_margin": "20 %",
    "tax_rate": "25 %",
    "reinvestment": "{rate: 40 %}",
    "wacc": "9 %",
    "terminal": "{growth: 3 %}",
}
PROFIT = [110e6 * 0.15, 121e6 * 0.15, 133.1e6 * 0.15]


def dcf(**changes: str | None) -> Standing:
    """The usual drivers with some changed; None takes one out."""
    drivers = {**DRIVERS, **changes}
    return sound(firm("\n".join(f"{key}: {value}" for key, value in drivers.items() if value is not None)))


def test_flows_as_given_are_discounted_as_they_are() -> None:
    found = sound(firm("years: 2\nfree_cash_flow: [USD 10 m, USD 11 m]\nwacc: 10 %"))
    assert found["enterprise_value"] == pytest.approx(10e6 / 1.1 + 11e6 / 1.21)


@pytest.mark.parametrize(
    ("reinvestment", "flow"),
    [
        ("{rate: 40 %}", [each * 0.6 for each in PROFIT]),
        ("{amounts: USD 5 m}", [each - 5e6 for each in PROFIT]),
        ("{sales_to_capital: 2.5}", [PROFIT[0] - 4e6, PROFIT[1] - 4.4e6, PROFIT[2] - 4.84e6]),
        (
            "{sales_to_capital: 2.5, ahead: true}",
            [PROFIT[0] - 4.4e6, PROFIT[1] - 4.84e6, PROFIT[2] - 133.1e6 * 0.03 / 2.5],
        ),
        (
            "{sales_to_capital: 2.5, ahead: 2}",
            [PROFIT[0] - 4.84e6, PROFIT[1] - 133.1e6 * 0.03 / 2.5, PROFIT[2] - 133.1e6 * 0.03 * 1.03 / 2.5],
        ),
        ("{of_change_in_revenue: 30 %}", [PROFIT[0] - 3e6, PROFIT[1] - 3.3e6, PROFIT[2] - 3.63e6]),
        ("{capital_expenditure: USD 7 m, change_in_working_capital: USD 1 m}", [each - 8e6 for each in PROFIT]),
        (
            "{working_capital: {of_revenue: 10 %}, working_capital_before: USD 9 m}",
            [PROFIT[0] - 2e6, PROFIT[1] - 1.1e6, PROFIT[2] - 1.21e6],
        ),
    ],
)
def test_what_growth_takes(reinvestment: str, flow: list[float]) -> None:
    assert dcf(reinvestment=reinvestment).row("free_cash_flow") == pytest.approx(flow)


def test_depreciation_is_added_back_where_capital_is_told_item_by_item() -> None:
    found = dcf(depreciation="{of_revenue: 5 %}", reinvestment="{capital_expenditure: {of_depreciation: 120 %}}")
    assert found.row("free_cash_flow") == pytest.approx(
        [each - 0.2 * 0.05 * revenue for each, revenue in zip(PROFIT, [110e6, 121e6, 133.1e6], strict=True)]
    )
    assert found.row("ebitda") == pytest.approx([110e6 * 0.25, 121e6 * 0.25, 133.1e6 * 0.25])


def test_a_loss_bears_no_tax_unless_it_brings_tax_back() -> None:
    margin = "[-20 %, 10 %, 20 %]"
    assert dcf(operating_margin=margin).row("tax") == pytest.approx([0, 3.025e6, 6.655e6])
    back = dcf(operating_margin=margin, tax_on_losses="true")
    assert back.row("tax") == pytest.approx([-5.5e6, 3.025e6, 6.655e6])


def test_losses_are_carried_forward_until_they_are_used_up() -> None:
    found = dcf(operating_margin="[-20 %, 10 %, 20 %]", tax_losses="USD 3 m", reinvestment=None)
    assert found.row("losses_brought_forward") == pytest.approx([3e6, 25e6, 12.9e6])
    assert found.row("tax") == pytest.approx([0, 0, (26.62e6 - 12.9e6) * 0.25])


@pytest.mark.parametrize("terminal", ["{growth: 3 %}", "{growth: 3 %, return_on_capital: 15 %}", "{no_growth: true}"])
def test_tax_saved_by_old_losses_does_not_go_on_for_ever(terminal: str) -> None:
    plain, shielded = dcf(terminal=terminal), dcf(terminal=terminal, tax_losses="USD 1 bn")
    assert shielded["terminal.value"] == pytest.approx(plain["terminal.value"])
    assert sum(shielded.row("tax_saved")) == pytest.approx(sum(110e6 * 1.1**year * 0.05 for year in range(3)))
    assert shielded["present_value_of_flows"] > plain["present_value_of_flows"]


def test_further_items_of_the_flow() -> None:
    items = (
        "{rent: {label: Rent, sign: subtract, line: {of_revenue: 1 %}}, gift: {label: Gift, sign: add, line: USD 2 m}}"
    )
    assert dcf(items=items).row("free_cash_flow")[0] == pytest.approx(PROFIT[0] * 0.6 - 1.1e6 + 2e6)


def test_the_return_on_capital_is_on_that_of_the_years_start() -> None:
    found = dcf(invested_capital="USD 50 m")
    assert found.row("return_on_capital")[:2] == pytest.approx([PROFIT[0] / 50e6, PROFIT[1] / (50e6 + 0.4 * PROFIT[0])])


def test_formulas_are_those_of_the_textbook() -> None:
    found = dcf()
    assert formula(found.quantity("enterprise_value")) == "The firm: value of all flows"
    assert formula(found.quantity("value_of_flows")) == (
        "The firm: present value of the flows + The firm: present value, terminal"
    )
    told = formula(found.quantity("net_operating_profit"))
    assert told == "The firm: operating profit − The firm: tax on operating profit"


@settings(max_examples=25)
@given(st.integers(0, 7), st.integers(8, 20), st.integers(1, 12))
def test_growth_adds_no_value_where_capital_earns_what_it_costs(growth: int, cost: int, years: int) -> None:
    """At a return on new capital of the cost of capital the value is that of the profit for ever."""
    growing = f"{{values: [USD 100 m], growth: {growth} %}}" if years > 1 else "USD 100 m"
    found = sound(
        firm(
            f"years: {years}\noperating_profit: {growing}\ntax_rate: 0 %\nwacc: {cost} %\n"
            f"reinvestment: {{rate: {{ratio: [{growth} %, {cost} %]}}}}\n"
            f"terminal: {{growth: {growth} %, return_on_capital: {cost} %}}"
        )
    )
    assert found["enterprise_value"] == pytest.approx(100e6 / (cost / 100), rel=1e-11)
