"""The figures by which a note is known have the digits that it prints."""

from __future__ import annotations

from datetime import date

from reportgen.headlines import headline
from tests.workspaces import sample


def test_the_figures_are_decimal_text_with_the_printed_digits() -> None:
    found = headline(sample().inputs, sample().results)
    assert (found.rating, found.currency) == ("Neutral", "HKD")
    assert (found.target_price, found.price, found.price_as_of) == ("36.03", "42.48", date(2025, 11, 14))


def test_a_return_is_a_fraction_of_the_printed_percentage() -> None:
    found = headline(sample().inputs, sample().results)
    value = sample().results.value("valuation.implied_return")
    assert found.implied_return == f"{value:.3f}"
    assert found.implied_return != f"{value:f}"
