"""A part worth its book value after an uplift or haircut: ``value = book_value × (1 + uplift)``."""

from __future__ import annotations

from reportgen.model.methods import BookItem, BookValuePart
from reportgen.quantities import Quantity, missing, total
from reportgen.valuation.building import bn
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import MONEY, RATE, WORTH


def book_value(desk: Desk, part: BookValuePart) -> Quantity:
    """The book value is given, item by item, or backed out of the source's result: ``result ÷ (1 + uplift)``."""
    if part.uplift is None:
        return _book(desk, part)
    uplift = desk.figure("uplift", part.uplift, "uplift", "uplift", RATE)
    return _book(desk, part) * (1 + uplift)


def _book(desk: Desk, part: BookValuePart) -> Quantity:
    if part.book_value is not None:
        return desk.figure("book_value", part.book_value, "book_value", "book value", WORTH)
    if part.items is not None:
        items = [_item(desk, name, item) for name, item in part.items.items()]
        return desk.say("book_value", total(tuple(items)), "adjusted book value")
    if part.result is None or part.uplift is None:
        return missing()
    result = desk.figure("stated_value", part.result, "result", "value as stated", MONEY)
    stated = desk.figure("stated_uplift", part.uplift, "uplift", "uplift as stated", RATE)
    currency = result.unit.currency or ""
    return desk.say("book_value", result / (1 + stated), "book value, backed out of the source", bn(currency))


def _item(desk: Desk, name: str, item: BookItem) -> Quantity:
    """``amount × (1 + adjustment)`` with its sign."""
    inner = desk.inside("items", ("items",)).inside(name, (name,))
    worth = inner.figure("amount", item.amount, "amount", item.label, WORTH)
    if item.adjustment is not None:
        change = inner.figure("adjustment", item.adjustment, "adjustment", f"{item.label}, adjustment", RATE)
        worth = inner.say("adjusted", worth * (1 + change), f"{item.label}, adjusted")
    return worth if item.sign == "add" else -worth
