"""Book value, and what is earned beyond the cost of equity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.standing import Standing, firm, sound

BOOK = "cost_of_equity: 10 %\nbook_value: USD 100 m\n"


def residual(more: str) -> Standing:
    return sound(firm(BOOK + more, "residual_income"))


def test_in_one_stage_it_is_the_textbooks() -> None:
    """``B + (ROE − r) × B ÷ (r − g)``."""
    found = residual("years: 0\nreturn_on_equity: 15 %\nterminal: {growth: 4 %}")
    assert found["equity_value"] == pytest.approx(100e6 + 5e6 / 0.06)


@pytest.mark.parametrize(
    ("kept", "books"),
    [
        ("payout: 40 %", [109e6, 118.81e6]),
        ("payout: [40 %, 100 %]", [109e6, 109e6]),
        ("book_growth: [5 %, 6 %]", [105e6, 111.3e6]),
    ],
)
def test_books_grow_by_what_is_kept(kept: str, books: list[float]) -> None:
    found = residual(f"years: 2\nreturn_on_equity: 15 %\n{kept}")
    assert found.row("closing_book_value") == pytest.approx(books)
    assert found.row("residual_income") == pytest.approx([5e6, 0.05 * books[0]])


def test_earnings_may_be_given_with_what_is_paid() -> None:
    by_rate = residual("years: 2\nearnings: [USD 15 m, USD 20 m]\npayout: 20 %")
    by_money = residual("years: 2\nearnings: [USD 15 m, USD 20 m]\ndividends: [USD 3 m, USD 4 m]")
    assert by_rate["equity_value"] == pytest.approx(by_money["equity_value"])
    assert by_money.row("return_on_equity") == pytest.approx([0.15, 20 / 112])


@pytest.mark.parametrize(
    ("terminal", "value"),
    [
        ("{persistence: 0.6}", 5.45e6 * 0.6 / 0.5),
        ("{persistence: 0}", 0.0),
        ("{growth: 3 %}", 5.45e6 * 1.03 / 0.07),
        ("{growth: 3 %, return_on_capital: 12 %}", 118.81e6 * 0.02 / 0.07),
        # what a share is sold for at the end holds the book value that is counted already
        ("{exit_multiple: 1.4x, of: book_value}", 0.4 * 118.81e6),
        ("{exit_multiple: 9x, of: earnings}", 9 * 16.35e6 - 118.81e6),
        ("{value: USD 130 m}", 130e6 - 118.81e6),
    ],
)
def test_what_follows(terminal: str, value: float) -> None:
    found = residual(f"years: 2\nreturn_on_equity: 15 %\npayout: 40 %\nterminal: {terminal}")
    assert found["terminal.value"] == pytest.approx(value)
    assert found["equity_value"] == pytest.approx(100e6 + 5e6 / 1.1 + 5.45e6 / 1.21 + value / 1.21)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(-20, 40), st.integers(-30, 30)), min_size=1, max_size=6), st.integers(2, 20))
def test_it_is_worth_what_the_dividends_are_worth(years: list[tuple[int, int]], cost: int) -> None:
    """With clean surplus the two models agree, where the last dividend pays the book value out."""
    book, dividends = 100.0, []
    for earned, paid in years[:-1]:
        dividends.append(float(paid))
        book += earned - paid
    dividends.append(book + years[-1][0])
    earnings = ", ".join(f"USD {each} m" for each, _ in years)
    paid_out = ", ".join(f"USD {each:g} m" for each in dividends)
    text = f"years: {len(years)}\ncost_of_equity: {cost} %\nbook_value: USD 100 m\nearnings: [{earnings}]\n"
    found = sound(
        firm(f"{text}dividends: [{paid_out}]", "residual_income") + "shares: {count: 1 m shares, basis: basic}\n"
        if sum(each / (1 + cost / 100) ** (year + 1) for year, each in enumerate(dividends)) > 0.02
        else firm(f"{text}dividends: [{paid_out}]", "residual_income")
    )
    worth = sum(each * 1e6 / (1 + cost / 100) ** (year + 1) for year, each in enumerate(dividends))
    assert found["equity_value"] == pytest.approx(worth, rel=1e-9, abs=1.0)
