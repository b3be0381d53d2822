"""Dividends over several stages, discounted at the cost of equity."""

from __future__ import annotations

from reportgen.model.methods import DividendDiscountPart
from reportgen.quantities import Quantity, missing
from reportgen.valuation.discounting import Flows, present_value
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import CAPITAL_COST, RATE, WORTH


def dividend_discount(desk: Desk, part: DividendDiscountPart) -> Quantity:
    """``Σ dividend ÷ (1 + cost_of_equity)ᵗ`` and what follows (Williams 1938; Gordon 1959 without forecast years).

    Per share where the dividends are.
    """
    if part.years == 0:
        return _in_one_stage(desk, part)
    time = desk.forecast(part)
    rate = desk.course(time, "cost_of_equity", part.cost_of_equity, "cost_of_equity", "cost of equity", CAPITAL_COST)
    lines: dict[str, Quantity] = {}
    if part.dividends is not None:
        dividends = desk.course(time, "dividends", part.dividends, "dividends", "dividends", WORTH)
    elif part.earnings is not None and part.payout is not None:
        earnings = desk.course(time, "earnings", part.earnings, "earnings", "earnings", WORTH)
        payout = desk.course(time, "payout", part.payout, "payout", "share paid out", RATE)
        lines["earnings"] = time.along(earnings)
        dividends = desk.say("dividends", time.along(earnings * payout), "dividends")
    else:
        dividends = missing()
    return present_value(desk, part, time, Flows(time.along(dividends), lines), rate)


def _in_one_stage(desk: Desk, part: DividendDiscountPart) -> Quantity:
    """The last dividend, from which the terminal value follows at once."""
    if part.dividends is None or part.dividends.constant is None or part.cost_of_equity.constant is None:
        message = "without forecast years the last dividend and the cost of equity are one figure each"
        return desk.report("flow-format", message, ("years",))
    paid = desk.figure("dividends", part.dividends.constant, "dividends", "last dividend", WORTH)
    rate = desk.figure("cost_of_equity", part.cost_of_equity.constant, "cost_of_equity", "cost of equity", CAPITAL_COST)
    return present_value(desk, part, None, Flows(paid), rate)
