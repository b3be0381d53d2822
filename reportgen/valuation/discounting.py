"""Flows over years become a value: discount factors, what follows the forecast, and the chance of failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.figures import Form
from reportgen.model.forecast import Failure, Forecast, Terminal
from reportgen.quantities import (
    Quantity,
    cumulative_product,
    last,
    literal,
    missing,
    previous,
    row,
    row_total,
    total,
    valid,
)
from reportgen.valuation.building import percent
from reportgen.valuation.courses import Timeline
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import CAPITAL_COST, MULTIPLE, NOT_NEGATIVE, PROBABILITY, PROPORTION, RATE, TAX, WORTH

_FACTOR = Form("plain", 0, 4)
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Flows:
    """What a method discounts: the flows, and the lines that a terminal value may stand on, by name.

    ``tax_rate``, ``operating_profit`` and ``revenue`` give the profit of the terminal year. ``counted`` is what a value
    at the end holds that is counted already: the book value where residual income is discounted.
    """

    flow: Quantity
    lines: Mapping[str, Quantity] = field(default_factory=dict)
    counted: Quantity | None = None

    @property
    def lasting(self) -> Quantity:
        """The last flow as it goes on: without the tax that losses carried forward have saved in it."""
        return last(self.lines.get("lasting_flow", self.flow))


@dataclass(frozen=True, slots=True)
class Factors:
    """Discount factors: of each year's flow, and at the end of the last year and where its flow stands."""

    flows: Quantity
    at_end: Quantity
    with_flow: Quantity


def present_value(desk: Desk, part: Forecast, time: Timeline | None, flows: Flows, rate: Quantity) -> Quantity:
    """The value of flows, of what follows them, and of the chance that the business fails."""
    if time is None:
        factors = Factors(literal(1), literal(1), literal(1))
        values: list[Quantity] = []
    else:
        factors = _factors(desk, part, time, rate)
        counted = _counted(desk, part, time, flows.flow)
        discounted = desk.say("present_value", counted * factors.flows, "present value of the flow")
        values = [desk.say("present_value_of_flows", row_total(discounted), "present value of the flows")]
    if part.terminal:
        values.append(_terminal(desk, part, flows, rate, factors))
    worth = total(tuple(values)) if len(values) > 1 else values[0]
    if part.terminal and time is not None:
        worth = desk.say("value_of_flows", worth, "value of all flows")
        share = values[1] / worth
        desk.say("terminal_share", share, "terminal value, share of the value", percent())
    return _survived(desk, part.failure, worth) if part.failure else worth


def _factors(desk: Desk, part: Forecast, time: Timeline, rate: Quantity) -> Factors:
    """``1 ÷ Π (1 + rate)``; in the middle of a year half a year's discount less; with dates by days over 365."""
    growth = time.along(1 + rate)
    lengths = _lengths(desk, part, time)
    step = 1 / growth if lengths is None else growth ** (-lengths)
    end = cumulative_product(step)
    if part.timing == "end_of_year":
        factor = desk.say("discount_factor", end, "discount factor", _FACTOR)
        return Factors(factor, last(factor), last(factor))
    end = desk.say("discount_factor_at_end", end, "discount factor at the year's end", _FACTOR)
    half = literal(0.5) if lengths is None else lengths / 2
    middle = desk.say("discount_factor", end * growth**half, "discount factor", _FACTOR)
    return Factors(middle, last(end), last(middle))


def _lengths(desk: Desk, part: Forecast, time: Timeline) -> Quantity | None:
    """The years between one flow's date and the next, where they are not all one."""
    if part.flow_dates is not None and part.valuation_date is not None:
        return _lengths_by_date(desk, part, time)
    if part.stub is None:
        return None
    left = desk.figure("stub", part.stub, "stub", "part of the first year that is left", PROPORTION)
    return desk.say("year_length", row(time.axis, left, *[1] * (len(time.axis) - 1)), "length of the year", _FACTOR)


def _lengths_by_date(desk: Desk, part: Forecast, time: Timeline) -> Quantity:
    dates, start = part.flow_dates or (), part.valuation_date
    if start is None or len(dates) != len(time.axis):
        return desk.report("list-length", f"{len(dates)} dates for {len(time.axis)} years", ("flow_dates",))
    before = start
    for place, day in enumerate(dates):
        if day <= before:
            than = "the valuation date" if not place else "the date before it"
            message = f"a flow on {day} is not after {than}, {before}"
            return desk.report("flow-before-valuation", message, ("flow_dates", place))
        before = day
    days = row(time.axis, *(literal((day - start).days) for day in dates))
    when = desk.say("years_to_flow", days / _DAYS, "years to the flow", _FACTOR)
    return desk.say("year_length", when - previous(when, 0), "years since the flow before", _FACTOR)


def _counted(desk: Desk, part: Forecast, time: Timeline, flow: Quantity) -> Quantity:
    """The flows of which only a part of the first year is left."""
    flow = time.along(flow)
    if part.stub is None:
        return flow
    left = desk.figure("stub", part.stub, "stub", "part of the first year that is left", PROPORTION)
    counts = row(time.axis, left, *[1] * (len(time.axis) - 1))
    return desk.say("counted_flow", flow * counts, "flow that is left")


# ---- what follows the forecast --------------------------------------------------------------------------------------


def _terminal(desk: Desk, part: Forecast, flows: Flows, rate: Quantity, factors: Factors) -> Quantity:
    """The terminal value today; several forms are weighted, each discounted from where it stands."""
    worths: list[Quantity] = []
    now: list[Quantity] = []
    weights: list[Quantity] = []
    for place, form in enumerate(part.terminal):
        inner = terminal_desk(desk, part, place)
        worth = _following(inner, form, flows, rate)
        if flows.counted is not None and (form.exit_multiple is not None or form.value is not None):
            worth = inner.say("whole", worth, "value at the end") - flows.counted
        worth = inner.say("value", worth, "terminal value")
        factor = factors.at_end if _at_end(form, part) else factors.with_flow
        _implied(inner, form, flows, rate, worth, half=factor is not factors.with_flow and part.timing == "mid_year")
        if form.weight is not None:
            weight = inner.figure("weight", form.weight, "weight", "weight of this terminal value", PROPORTION)
            weights.append(weight)
            worth = worth * weight
        worths.append(worth)
        now.append(worth * factor)
    desk.sums_to_one(weights, ("terminal",), "the weights of the terminal values")
    several = len(worths) > 1
    if several:
        desk.say("terminal_value", total(tuple(worths)), "terminal value")
    return desk.say("present_value_of_terminal", total(tuple(now)) if several else now[0], "present value, terminal")


def terminal_desk(desk: Desk, part: Forecast, place: int) -> Desk:
    """Where a terminal value stands: ``terminal``, or ``terminal_1`` and so on where there are several."""
    name = f"terminal_{place + 1}" if len(part.terminal) > 1 else "terminal"
    return desk.inside(name, ("terminal", place))


def _at_end(form: Terminal, part: Forecast) -> bool:
    if form.discounting is not None:
        return form.discounting == "end_of_year"
    return part.timing == "end_of_year" or form.exit_multiple is not None or form.value is not None


def _following(desk: Desk, form: Terminal, flows: Flows, rate: Quantity) -> Quantity:
    if form.value is not None:
        return desk.figure("given", form.value, "value", "terminal value as given", WORTH)
    if form.exit_multiple is not None:
        return _exit(desk, form, flows)
    after = last(rate) if form.wacc is None else desk.figure(
        "wacc", form.wacc, "wacc", "terminal discount rate", CAPITAL_COST
    )  # fmt: skip
    if form.persistence is not None:
        left = desk.figure("persistence", form.persistence, "persistence", "persistence", PROPORTION)
        return last(flows.flow) * left / (1 + after - left)
    if form.no_growth:
        return valid(_profit(desk, form, flows, literal(0)) / after, after > 0, "growth-below-wacc")
    if form.growth is None:
        return missing()
    growth = desk.figure("growth", form.growth, "growth", "terminal growth", RATE)
    following = desk.say("flow", _next_flow(desk, form, flows, growth, after), "flow of the year after the last")
    after = desk.say("rate", after, "discount rate after the last year", percent(2))
    return valid(following / (after - growth), growth < after, "growth-below-wacc")


def _next_flow(desk: Desk, form: Terminal, flows: Flows, growth: Quantity, after: Quantity) -> Quantity:
    """What follows the last flow; of residual income, what the book value at the end earns beyond its cost."""
    if form.flow is not None:
        return desk.figure("given_flow", form.flow, "flow", "flow of the year after the last, as given", WORTH)
    if form.return_on_capital is not None:
        back = desk.figure(
            "return_on_capital", form.return_on_capital, "return_on_capital", "return on new capital", RATE
        )
        if flows.counted is not None:
            return flows.counted * (back - after)
        reinvested = valid(growth / back, back > 0, "return-not-positive")
        return _profit(desk, form, flows, growth) * (1 - reinvested)
    if form.reinvestment_rate is not None:
        kept = desk.figure("reinvestment_rate", form.reinvestment_rate, "reinvestment_rate", "reinvestment rate", RATE)
        return _profit(desk, form, flows, growth) * (1 - kept)
    if form.half_life is not None and form.growth_from is not None:
        half = desk.figure("half_life", form.half_life, "half_life", "half-life of the fall in growth", NOT_NEGATIVE)
        fast = desk.figure("growth_from", form.growth_from, "growth_from", "growth before its fall", RATE)
        return flows.lasting * (1 + growth + half * (fast - growth))
    return flows.lasting * (1 + growth)


def _profit(desk: Desk, form: Terminal, flows: Flows, growth: Quantity) -> Quantity:
    """Operating profit after tax of the year after the last."""
    lines = flows.lines
    if form.operating_margin is None and form.tax_rate is None and "lasting_flow" not in lines:
        if "net_operating_profit" not in lines:
            return desk.report("flow-format", "needs operating profit, which the flows as given do not tell", ())
        return desk.say(
            "net_operating_profit", last(lines["net_operating_profit"]) * (1 + growth), "profit after tax, next year"
        )
    if form.operating_margin is not None and "revenue" in lines:
        margin = desk.figure("operating_margin", form.operating_margin, "operating_margin", "terminal margin", RATE)
        before = last(lines["revenue"]) * (1 + growth) * margin
    elif "operating_profit" in lines:
        before = last(lines["operating_profit"]) * (1 + growth)
    else:
        return desk.report("flow-format", "needs revenue or operating profit, which are not given", ())
    tax = last(lines["tax_rate"]) if form.tax_rate is None else desk.figure(
        "tax_rate", form.tax_rate, "tax_rate", "terminal tax rate", TAX
    )  # fmt: skip
    return desk.say("net_operating_profit", before * (1 - tax), "profit after tax, next year")


def _exit(desk: Desk, form: Terminal, flows: Flows) -> Quantity:
    if form.exit_multiple is None:
        return missing()
    factor = desk.figure("exit_multiple", form.exit_multiple, "exit_multiple", "exit multiple", MULTIPLE)
    if form.metric is not None:
        return factor * desk.figure("metric", form.metric, "metric", "figure of the exit multiple", WORTH)
    metric = flows.flow if form.of == "free_cash_flow" else flows.lines.get(form.of or "")
    if metric is None:
        return desk.report("flow-format", f"the exit multiple is of {form.of}, which is not given", ("of",))
    return factor * last(metric)


def _implied(desk: Desk, form: Terminal, flows: Flows, rate: Quantity, worth: Quantity, *, half: bool) -> None:
    """The growth that an exit multiple implies, and the multiple that growth implies.

    ``(value × r − flow × (1 + r)^½) ÷ (value + flow × (1 + r)^½)`` where flows stand in the middle of a year and the
    value at its end (Rosenbaum and Pearl), without the half years otherwise.
    """
    after = last(rate)
    if form.exit_multiple is not None:
        flow = last(flows.flow) * (1 + after) ** 0.5 if half else last(flows.flow)
        desk.say("implied_growth", (worth * after - flow) / (worth + flow), "growth that the multiple implies")
    elif "ebitda" in flows.lines and form.growth is not None:
        multiple = Form("multiple", 0, 1)
        desk.say("implied_multiple", worth / last(flows.lines["ebitda"]), "EV / EBITDA that growth implies", multiple)


# ---- failure --------------------------------------------------------------------------------------------------------


def _survived(desk: Desk, failure: Failure, worth: Quantity) -> Quantity:
    """``value × (1 − p) + recovery × p``."""
    inner = desk.inside("failure", ("failure",))
    chance = inner.figure("probability", failure.probability, "probability", "probability of failure", PROBABILITY)
    going = desk.say("going_concern", worth, "value as a going concern")
    if failure.recovery is not None:
        left = inner.figure("recovery", failure.recovery, "recovery", "left after failure", WORTH)
    elif failure.recovery_rate is not None:
        rate = inner.figure(
            "recovery_rate", failure.recovery_rate, "recovery_rate", "share left after failure", PROPORTION
        )
        left = inner.say("recovery", going * rate, "left after failure")
    else:
        return missing()
    return going * (1 - chance) + left * chance
