"""Discounted free cash flow to the firm."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.forecast import Reinvestment
from reportgen.model.methods import DcfPart
from reportgen.quantities import (
    Quantity,
    at,
    cumulative_sum,
    following,
    last,
    maximum,
    missing,
    previous,
    row,
)
from reportgen.valuation.building import percent
from reportgen.valuation.courses import Timeline
from reportgen.valuation.discounting import Flows, present_value, terminal_desk
from reportgen.valuation.part import Desk, line
from reportgen.valuation.revenue import enter_profit, enter_revenue
from reportgen.valuation.taking import CAPITAL_COST, MONEY, NOT_NEGATIVE, RATE, TAX

_LOSSES = replace(MONEY, least=0)


def dcf(desk: Desk, part: DcfPart) -> Quantity:
    """``Σ free_cash_flow × discount_factor + terminal value``, flows given or from drivers."""
    if part.years == 0:
        return desk.report("list-length", "a discounted cash flow needs at least one year", ("years",))
    time = desk.forecast(part)
    wacc = desk.course(time, "wacc", part.wacc, "wacc", "WACC", CAPITAL_COST)
    if part.free_cash_flow is not None:
        flow = desk.course(time, "free_cash_flow", part.free_cash_flow, "free_cash_flow", "free cash flow", MONEY)
        return present_value(desk, part, time, Flows(time.along(flow)), wacc)
    return present_value(desk, part, time, _driven(desk, part, time), wacc)


def _driven(desk: Desk, part: DcfPart, time: Timeline) -> Flows:
    """Revenue to operating profit, to profit after tax, less what growth takes."""
    lines: dict[str, Quantity] = {}
    before = enter_revenue(desk, part, time, lines)
    enter_profit(desk, part, time, lines)
    profit = lines["operating_profit"]
    if part.tax_rate is None:
        return Flows(missing())
    rate = desk.course(time, "tax_rate", part.tax_rate, "tax_rate", "tax rate", TAX)
    lines["tax_rate"] = time.along(rate)
    lines["tax"] = desk.say("tax", _taxed(desk, part, time, profit) * rate, "tax on operating profit")
    lines["net_operating_profit"] = desk.say(
        "net_operating_profit", profit - lines["tax"], "operating profit after tax"
    )
    flow = lines["net_operating_profit"]
    if part.reinvestment is not None:
        flow = _reinvested(desk, part, part.reinvestment, time, lines, before)
    flow = _with_items(desk, part, time, lines, flow)
    lines["free_cash_flow"] = desk.say("free_cash_flow", flow, "free cash flow")
    if part.tax_losses is not None:
        saved = desk.say("tax_saved", maximum(profit, 0) * rate - lines["tax"], "tax that losses save")
        # of what a rate reinvests, that part of the profit had gone into the business
        spent = desk.build.scope.quantities.get(desk.scope.path("reinvestment.rate"))
        kept = saved if spent is None else saved * (1 - spent)
        lasting = desk.say("lasting_flow", lines["free_cash_flow"] - kept, "free cash flow after full tax")
        lines["lasting_flow"] = lasting
    return Flows(lines["free_cash_flow"], lines)


# ---- tax -------------------------------------------------------------------------------------------------------------


def _taxed(desk: Desk, part: DcfPart, time: Timeline, profit: Quantity) -> Quantity:
    """The profit that bears tax: none of a loss, and none that losses carried forward shield."""
    if part.tax_losses is not None:
        return _after_losses(desk, part, time, profit)
    if part.tax_on_losses:
        return profit
    return maximum(profit, 0)


def _after_losses(desk: Desk, part: DcfPart, time: Timeline, profit: Quantity) -> Quantity:
    """Year by year: a loss adds to what is carried forward, a profit uses it up."""
    if part.tax_losses is None:
        return missing()
    carried = desk.figure("tax_losses", part.tax_losses, "tax_losses", "losses carried forward", _LOSSES)
    opening: list[Quantity] = []
    for label in time.axis:
        opening.append(carried)
        carried = maximum(carried - at(profit, label), 0)
    brought = desk.say("losses_brought_forward", row(time.axis, *opening), "losses brought forward")
    return desk.say("taxable_profit", maximum(profit - brought, 0), "taxable profit")


# ---- what growth takes ----------------------------------------------------------------------------------------------


def _reinvested(
    desk: Desk, part: DcfPart, given: Reinvestment, time: Timeline, lines: dict[str, Quantity], before: Quantity | None
) -> Quantity:
    """Profit after tax less reinvestment."""
    inner = desk.inside("reinvestment", ("reinvestment",))
    profit = lines["net_operating_profit"]
    if given.rate is not None:
        rate = inner.course(time, "rate", given.rate, "rate", "reinvestment rate", RATE)
        taken = profit * rate
    elif given.amounts is not None:
        taken = time.along(inner.course(time, "amounts", given.amounts, "amounts", "reinvestment", MONEY))
    elif given.sales_to_capital is not None:
        ratio = inner.course(
            time, "sales_to_capital", given.sales_to_capital, "sales_to_capital", "sales to capital", NOT_NEGATIVE
        )
        taken = _change(desk, part, given, lines, before) / ratio
    elif given.of_change_in_revenue is not None:
        share = inner.course(
            time,
            "of_change_in_revenue",
            given.of_change_in_revenue,
            "of_change_in_revenue",
            "share of the change in revenue",
            RATE,
        )
        taken = _change(desk, part, given, lines, before) * share
    else:
        return _by_items(inner, given, time, lines, profit)
    found = desk.say("reinvested", taken, "reinvestment")
    if part.invested_capital is not None:
        _returns(desk, part, time, lines, found)
    return profit - found


def _change(
    desk: Desk, part: DcfPart, given: Reinvestment, lines: dict[str, Quantity], before: Quantity | None
) -> Quantity:
    """The change in revenue of the year, or of the year after where capital is spent ahead."""
    if "revenue" not in lines:
        return desk.report("flow-format", "reinvestment follows revenue, which is not given", ("reinvestment",))
    if not given.ahead:
        if before is None:
            message = "the change in revenue of the first year needs the revenue of the year before"
            return desk.report("revenue-before-missing", message, ("revenue_before",))
        return lines["revenue_change"]
    growth = 1 + _growth_after(desk, part)
    before_it, it, after = lines["revenue"], lines["revenue"], last(lines["revenue"])
    for years in range(given.ahead):
        after = after * growth
        if years:
            it = desk.say(f"revenue_{years}_ahead", it, f"revenue, {years} ahead")
        before_it, it = it, following(it, after)
    return it - before_it


def _growth_after(desk: Desk, part: DcfPart) -> Quantity:
    for place, form in enumerate(part.terminal):
        if form.growth is not None:
            return terminal_desk(desk, part, place).figure("growth", form.growth, "growth", "terminal growth", RATE)
    message = "capital spent ahead needs the growth after the last year: a terminal 'growth'"
    return desk.report("flow-format", message, ("reinvestment", "ahead"))


def _by_items(
    desk: Desk, given: Reinvestment, time: Timeline, lines: dict[str, Quantity], profit: Quantity
) -> Quantity:
    """Plus depreciation, less capital expenditure, less the change in working capital."""
    flow = profit
    if "depreciation" in lines:
        flow = flow + lines["depreciation"]
    if given.capital_expenditure is not None:
        flow = flow - line(
            desk, time, "capital_expenditure", given.capital_expenditure, "capital expenditure", MONEY, lines
        )
    if given.change_in_working_capital is not None:
        change = given.change_in_working_capital
        flow = flow - line(desk, time, "change_in_working_capital", change, "change in working capital", MONEY, lines)
    if given.working_capital is not None and given.working_capital_before is not None:
        level = time.along(line(desk, time, "working_capital", given.working_capital, "working capital", MONEY, lines))
        start = desk.figure(
            "working_capital_before",
            given.working_capital_before,
            "working_capital_before",
            "working capital, year before",
            MONEY,
        )
        flow = flow - desk.say("change_in_working_capital", level - previous(level, start), "change in working capital")
    return flow


def _returns(desk: Desk, part: DcfPart, time: Timeline, lines: dict[str, Quantity], taken: Quantity) -> None:
    """Return on the capital at the start of each year."""
    if part.invested_capital is None:
        return
    start = desk.figure("invested_capital", part.invested_capital, "invested_capital", "invested capital", MONEY)
    level = desk.say("capital", cumulative_sum(time.along(taken), start), "invested capital at the year's end")
    back = lines["net_operating_profit"] / previous(level, start)
    desk.say("return_on_capital", back, "return on capital", percent())


def _with_items(desk: Desk, part: DcfPart, time: Timeline, lines: dict[str, Quantity], flow: Quantity) -> Quantity:
    inner = desk.inside("items", ("items",))
    for name, item in part.items.items():
        here = inner.inside(name, (name,))
        amount = line(here, time, "line", item.line, item.label, MONEY, lines)
        flow = flow + amount if item.sign == "add" else flow - amount
    return flow
