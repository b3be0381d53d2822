"""A part worth its book value after an uplift or haircut: ``enterprise_value = book_value × (1 + uplift)``."""

from __future__ import annotations

from reportgen.diagnostics import DataPath
from reportgen.model.valuation import BookValuePart
from reportgen.quantities import Quantity, Scope
from reportgen.valuation.building import Building, bn, is_money, is_pure, take


def book_value(build: Building, scope: Scope, part: BookValuePart, path: DataPath) -> Quantity | None:
    """The book value is given, or backed out of the source's result: ``book_value = result ÷ (1 + stated uplift)``."""
    uplift = take(
        build, scope, "uplift", part.uplift, (*path, "uplift"),
        label=f"{part.label}: uplift", rule=is_pure, needed="a rate such as 20 %",
    )  # fmt: skip
    book = _book(build, scope, part, path)
    if uplift is None or book is None:
        return None
    currency = book.unit.currency or ""
    return scope("enterprise_value", book * (1 + uplift), label=part.label, form=bn(currency))


def _book(build: Building, scope: Scope, part: BookValuePart, path: DataPath) -> Quantity | None:
    if part.book_value is not None:
        return take(
            build, scope, "book_value", part.book_value, (*path, "book_value"),
            label=f"{part.label}: book value", rule=is_money, needed="money",
        )  # fmt: skip
    if part.result is None:
        return None
    result = take(
        build, scope, "stated_value", part.result, (*path, "result"),
        label=f"{part.label}: value as stated", rule=is_money, needed="money",
    )  # fmt: skip
    stated = take(
        build, scope, "stated_uplift", part.uplift, (*path, "uplift"),
        label=f"{part.label}: uplift as stated", rule=is_pure, needed="a rate such as 20 %",
    )  # fmt: skip
    if result is None or stated is None:
        return None
    label = f"{part.label}: book value, backed out of the source"
    return scope("book_value", result / (1 + stated), label=label, form=bn(result.unit.currency or ""))
