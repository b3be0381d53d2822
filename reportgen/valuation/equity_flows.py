"""Free cash flow to equity, discounted at the cost of equity."""

from __future__ import annotations

from reportgen.model.methods import EquityFlowPart
from reportgen.quantities import Quantity, missing
from reportgen.valuation.courses import Timeline
from reportgen.valuation.discounting import Flows, present_value
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import CAPITAL_COST, RATE, WORTH


def free_cash_flow_to_equity(desk: Desk, part: EquityFlowPart) -> Quantity:
    """Earnings less what stays in the business plus net borrowing, or flows as given, at the cost of equity."""
    if part.years == 0:
        return _in_one_stage(desk, part)
    time = desk.forecast(part)
    rate = desk.course(time, "cost_of_equity", part.cost_of_equity, "cost_of_equity", "cost of equity", CAPITAL_COST)
    lines: dict[str, Quantity] = {}
    if part.flows is not None:
        given = desk.course(time, "flows", part.flows, "flows", "free cash flow to equity", WORTH)
        flow = time.along(given)
    else:
        flow = _driven(desk, part, time, lines)
    return present_value(desk, part, time, Flows(flow, lines), rate)


def _driven(desk: Desk, part: EquityFlowPart, time: Timeline, lines: dict[str, Quantity]) -> Quantity:
    if part.earnings is None:
        return missing()
    earnings = time.along(desk.course(time, "earnings", part.earnings, "earnings", "earnings", WORTH))
    # the terminal year reinvests out of earnings
    lines["earnings"] = lines["net_operating_profit"] = earnings
    if part.equity_reinvestment_rate is not None:
        key = "equity_reinvestment_rate"
        kept = desk.course(time, key, part.equity_reinvestment_rate, key, "equity reinvestment rate", RATE)
        return desk.say("free_cash_flow_to_equity", earnings * (1 - kept), "free cash flow to equity")
    flow = earnings
    own = (
        1
        if part.debt_ratio is None
        else 1 - desk.figure("debt_ratio", part.debt_ratio, "debt_ratio", "share borrowed", RATE)
    )
    for key, given, label in (
        ("net_capital_expenditure", part.net_capital_expenditure, "capital expenditure less depreciation"),
        ("change_in_working_capital", part.change_in_working_capital, "change in working capital"),
    ):
        if given is not None:
            flow = flow - desk.course(time, key, given, key, label, WORTH) * own
    if part.net_borrowing is not None:
        flow = flow + desk.course(time, "net_borrowing", part.net_borrowing, "net_borrowing", "net borrowing", WORTH)
    return desk.say("free_cash_flow_to_equity", flow, "free cash flow to equity")


def _in_one_stage(desk: Desk, part: EquityFlowPart) -> Quantity:
    if part.flows is None or part.flows.constant is None or part.cost_of_equity.constant is None:
        message = "without forecast years the last flow and the cost of equity are one figure each"
        return desk.report("flow-format", message, ("years",))
    flow = desk.figure("flows", part.flows.constant, "flows", "last free cash flow to equity", WORTH)
    rate = desk.figure("cost_of_equity", part.cost_of_equity.constant, "cost_of_equity", "cost of equity", CAPITAL_COST)
    return present_value(desk, part, None, Flows(flow), rate)
