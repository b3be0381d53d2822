"""Book value and the present value of what is earned beyond the cost of equity."""

from __future__ import annotations

from reportgen.model.methods import ResidualIncomePart
from reportgen.quantities import Quantity, cumulative_product, cumulative_sum, last, missing, previous
from reportgen.valuation.building import percent
from reportgen.valuation.courses import Timeline
from reportgen.valuation.discounting import Flows, present_value
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import CAPITAL_COST, RATE, WORTH


def residual_income(desk: Desk, part: ResidualIncomePart) -> Quantity:
    """``book_value + Σ (ROE − cost_of_equity) × book value before ÷ (1 + cost_of_equity)ᵗ`` and what follows.

    Edwards and Bell 1961, Ohlson 1995. Without forecast years the first residual income is that on the book value
    now, and grows for ever.
    """
    start = desk.figure("book_value", part.book_value, "book_value", "book value", WORTH)
    if part.years == 0:
        return start + _in_one_stage(desk, part, start)
    time = desk.forecast(part)
    rate = desk.course(time, "cost_of_equity", part.cost_of_equity, "cost_of_equity", "cost of equity", CAPITAL_COST)
    earned, opening, closing = _books(desk, part, time, start)
    residual = desk.say("residual_income", earned - opening * rate, "residual income")
    lines = {"earnings": earned, "book_value": closing}
    return start + present_value(desk, part, time, Flows(residual, lines, last(closing)), rate)


def _books(
    desk: Desk, part: ResidualIncomePart, time: Timeline, start: Quantity
) -> tuple[Quantity, Quantity, Quantity]:
    """Earnings, and the book value at the start and the end of each year."""
    if part.return_on_equity is not None:
        back = desk.course(
            time, "return_on_equity", part.return_on_equity, "return_on_equity", "return on equity", RATE
        )
        growth = _growth(desk, part, time, back)
        closing = desk.say("closing_book_value", cumulative_product(time.along(1 + growth), start), "book value")
        opening = desk.say("opening_book_value", previous(closing, start), "book value at the start")
        return desk.say("earnings", opening * back, "earnings"), opening, closing
    if part.earnings is None:
        return missing(), missing(), missing()
    earned = time.along(desk.course(time, "earnings", part.earnings, "earnings", "earnings", WORTH))
    if part.payout is not None:
        paid = desk.course(time, "payout", part.payout, "payout", "share paid out", RATE)
        closing = desk.say("closing_book_value", cumulative_sum(earned * (1 - paid), start), "book value")
    elif part.dividends is not None:
        given = desk.course(time, "dividends", part.dividends, "dividends", "dividends", WORTH)
        closing = desk.say("closing_book_value", cumulative_sum(time.along(earned - given), start), "book value")
    elif part.book_growth is not None:
        growth = desk.course(time, "book_growth", part.book_growth, "book_growth", "growth of book value", RATE)
        closing = desk.say("closing_book_value", cumulative_product(time.along(1 + growth), start), "book value")
    else:
        closing = missing()
    opening = desk.say("opening_book_value", previous(closing, start), "book value at the start")
    desk.say("return_on_equity", earned / opening, "return on equity", percent())
    return earned, opening, closing


def _growth(desk: Desk, part: ResidualIncomePart, time: Timeline, back: Quantity) -> Quantity:
    if part.book_growth is not None:
        return desk.course(time, "book_growth", part.book_growth, "book_growth", "growth of book value", RATE)
    if part.payout is None:
        return missing()
    return back * (1 - desk.course(time, "payout", part.payout, "payout", "share paid out", RATE))


def _in_one_stage(desk: Desk, part: ResidualIncomePart, start: Quantity) -> Quantity:
    back = part.return_on_equity.constant if part.return_on_equity else None
    if back is None or part.cost_of_equity.constant is None or not part.terminal or part.terminal[0].growth is None:
        message = "without forecast years: one return on equity, one cost of equity, and a terminal growth"
        return desk.report("flow-format", message, ("years",))
    earned = desk.figure("return_on_equity", back, "return_on_equity", "return on equity", RATE)
    rate = desk.figure("cost_of_equity", part.cost_of_equity.constant, "cost_of_equity", "cost of equity", CAPITAL_COST)
    inner = desk.inside("terminal", ("terminal", 0))
    growth = inner.figure("growth", part.terminal[0].growth, "growth", "terminal growth", RATE)
    first = desk.say("residual_income", (earned - rate) * start, "residual income")
    # the perpetuity grows the flow of the year before by a year
    return present_value(desk, part, None, Flows(first / (1 + growth)), rate)
