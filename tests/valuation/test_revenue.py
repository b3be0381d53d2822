"""Revenue as one line or of several, and the profit that it gives."""

from __future__ import annotations

import pytest

from tests.valuation.standing import Standing, firm, sound

REST = "years: 2\ntax_rate: 0 %\nwacc: 10 %\n"


def of(drivers: str) -> Standing:
    return sound(firm(REST + drivers))


@pytest.mark.parametrize(
    ("revenue", "wanted"),
    [
        ("revenue: USD 100 m", [100e6, 100e6]),
        ("revenue: {base: USD 100 m, growth: [10 %, 20 %]}", [110e6, 132e6]),
        ("revenue_of_market: {market: {base: USD 1 bn, growth: 10 %}, share: [5 %, 6 %]}", [55e6, 72.6e6]),
        ("revenue_of_units: {units: [2 m cars, 3 m cars], price: 40 USD/car}", [80e6, 120e6]),
        (
            "segments: {a: {label: A, revenue: USD 60 m}, b: {label: B, of_market: {market: USD 1 bn, share: 4 %}}}",
            [100e6] * 2,
        ),
    ],
)
def test_revenue_in_every_form(revenue: str, wanted: list[float]) -> None:
    found = of(f"{revenue}\noperating_margin: 10 %")
    assert found.row("operating_profit") == pytest.approx([each * 0.1 for each in wanted])


def test_segments_have_margins_of_their_own_before_costs_of_none() -> None:
    found = of(
        "segments:\n"
        "  a: {label: A, revenue: {base: USD 60 m, growth: 10 %}, margin: 20 %}\n"
        "  b: {label: B, revenue: {base: USD 40 m, growth: 0 %}, margin: [5 %, 6 %]}\n"
        "costs: {head: {label: Head office, line: USD 3 m}}"
    )
    assert found.row("operating_profit") == pytest.approx([66e6 * 0.2 + 2e6 - 3e6, 72.6e6 * 0.2 + 2.4e6 - 3e6])
    assert found.row("revenue_change") == pytest.approx([6e6, 6.6e6])
    assert found.row("segments.a.profit") == pytest.approx([66e6 * 0.2, 72.6e6 * 0.2])


def test_costs_are_taken_off_revenue() -> None:
    costs = "{goods: {label: Goods, line: {of_revenue: [70 %, 65 %]}}, staff: {label: Staff, line: USD 9 m}}"
    found = of(f"revenue: USD 100 m\ncosts: {costs}\ndepreciation: USD 4 m\nreinvestment: {{amounts: USD 1 m}}")
    assert found.row("operating_profit") == pytest.approx([21e6, 26e6])
    assert found.row("ebitda") == pytest.approx([25e6, 30e6])


def test_operating_profit_is_ebitda_less_depreciation() -> None:
    found = of("revenue: USD 100 m\nebitda: {of_revenue: 30 %}\ndepreciation: {of_revenue: 10 %}")
    assert found.row("operating_profit") == pytest.approx([20e6, 20e6])


def test_the_change_of_the_first_year_is_from_the_year_before() -> None:
    found = of("revenue: [USD 110 m, USD 121 m]\nrevenue_before: USD 100 m\noperating_margin: 10 %")
    assert found.row("revenue_change") == pytest.approx([10e6, 11e6])
    assert found.row("revenue_growth") == pytest.approx([0.1, 0.1])
