"""The figures by which a note is known, with the digits that it prints, for the record and for lists."""

from __future__ import annotations

from decimal import Decimal

from reportgen import checks
from reportgen.figures import rounded_in
from reportgen.model.inputs import Inputs
from reportgen.model.publication import Headline
from reportgen.model.results import Results


def headline(inputs: Inputs, results: Results) -> Headline:
    """Rating, target, price and return as they are printed, as decimal text."""

    def printed(path: str) -> Decimal:
        return rounded_in(results.value(path), results.form(path))

    # a percentage is printed in hundredths, and kept as a fraction
    implied = printed("valuation.implied_return").scaleb(-2)
    return Headline(
        rating=inputs.opinion.rating,
        currency=inputs.company.trading_currency,
        target_price=f"{printed('valuation.target_price'):f}",
        price=f"{printed('market.price'):f}",
        price_as_of=checks.as_of(results, "market.price"),
        implied_return=f"{implied:f}",
    )
