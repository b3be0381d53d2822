"""What moved between two releases, and that its pieces add up."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.publishing.email.material import Input
from reportgen.publishing.email.moves import Told, moves, return_by_cause
from tests.publishing.email.letters import a_note

RATINGS = ("Sell", "Neutral", "Buy")
PRICES = st.decimals("0.01", "99999", places=2)


def told(inputs: tuple[Input, ...] = (), **changes: Any) -> Told:  # noqa: ANN401 - any field of the release
    return Told(a_note(**changes), inputs, RATINGS)


@given(PRICES, PRICES, PRICES, PRICES)
def test_price_and_target_explain_the_change_of_the_return(
    price: Decimal, target: Decimal, new_price: Decimal, new_target: Decimal
) -> None:
    old = a_note(price=str(price), target_price=str(target))
    new = a_note(price=str(new_price), target_price=str(new_target))
    from_price, from_target = return_by_cause(new, old)
    whole = new_target / new_price - target / price
    assert abs(from_price + from_target - whole) <= abs(whole) * Decimal("1e-20") + Decimal("1e-20")


@given(PRICES, PRICES, PRICES, PRICES)
def test_the_printed_pieces_add_up_to_the_printed_change(
    price: Decimal, target: Decimal, new_price: Decimal, new_target: Decimal
) -> None:
    def note(paid: Decimal, aim: Decimal) -> Told:
        return told(price=str(paid), target_price=str(aim), implied_return=f"{aim / paid - 1:.6f}")

    found = moves(note(new_price, new_target), note(price, target))
    sentence = next((each for each in found.reasons if "come from the price" in each), None)
    if sentence is None:
        assert price == new_price or target == new_target
        return
    words = sentence.replace("−", "-").replace("\u00a0", " ").replace(",", "").split()
    pieces = [Decimal(word) for word, after in pairwise(words) if after == "points"]
    change = found.implied_return.change.replace("−", "-").replace(",", "").partition("\u00a0")[0]
    assert sum(pieces) == Decimal(change or "0")


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [("Neutral", "Buy", "up"), ("Buy", "Sell", "down"), ("Buy", "Buy", "same"), ("Old", "Buy", "same")],
)
def test_a_rating_goes_up_or_down_in_the_houses_order(before: str, now: str, direction: str) -> None:
    assert moves(told(rating=now), told(rating=before)).rating.direction == direction


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "Rating, target and price stand; the text of the note is new."),
        ({"price": "40.00"}, "Only the price has moved; the target stands, and so does the rating."),
        ({"price": "40.00", "rating": "Buy"}, "Only the price has moved; the target stands."),
        ({"target_price": "37.00"}, "The target moved though none of its inputs has."),
    ],
)
def test_why_in_words(changes: dict[str, Any], reason: str) -> None:
    assert moves(told(**changes), told()).reasons[0] == reason


def test_inputs_that_changed_are_told_and_newer_figures_take_the_place_of_older() -> None:
    before = (
        Input("valuation.premium", "Premium", "12 %"),
        Input("facts.net_cash.2025-06-30", "Net cash, 30 Jun 2025", "CNY 7.1 bn"),
        Input("facts.shares.2025-06-30", "Shares, 30 Jun 2025", "26.65 bn"),
        Input("valuation.parts.old.value", "Old part", "CNY 1.0 bn"),
    )
    now = (
        Input("valuation.premium", "Premium", "15 %"),
        Input("facts.net_cash.2025-09-30", "Net cash, 30 Sep 2025", "CNY 9.0 bn"),
        Input("facts.shares.2025-06-30", "Shares, 30 Jun 2025", "26.65 bn"),
        Input("valuation.parts.new.value", "New part", "CNY 2.0 bn"),
    )
    found = moves(told(now, target_price="40.00"), told(before))
    assert found.inputs == (
        ("Premium", "12 %", "15 %"),
        ("Net cash, 30 Sep 2025, was 30 Jun 2025", "CNY 7.1 bn", "CNY 9.0 bn"),
        ("New part", "–", "CNY 2.0 bn"),
        ("Old part", "CNY 1.0 bn", "–"),
    )
    assert found.reasons[0] == "The target moved with 4 of its inputs."


def test_an_amount_in_another_currency_is_not_compared() -> None:
    found = moves(told(currency="USD", target_price="5.00", price="6.00"), told())
    assert (found.target.direction, found.price.direction) == ("same", "same")
    assert found.target.change == "in another currency"
