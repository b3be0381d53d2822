"""Revenue of a forecast, as one line or of several, and the operating profit that it gives."""

from __future__ import annotations

from reportgen.diagnostics import DataPath
from reportgen.model.assumptions import Course, MarketShare, Product
from reportgen.model.methods import DcfPart
from reportgen.quantities import Quantity, missing, previous, total
from reportgen.valuation.building import percent
from reportgen.valuation.courses import Timeline
from reportgen.valuation.part import Desk, line
from reportgen.valuation.taking import ANYTHING, MONEY, RATE


def enter_revenue(desk: Desk, part: DcfPart, time: Timeline, lines: dict[str, Quantity]) -> Quantity | None:
    """Enter revenue and its change; the revenue of the year before, if it is known."""
    base: Quantity | None = None
    if part.revenue is not None:
        found = time.along(desk.course(time, "revenue", part.revenue, "revenue", "revenue", MONEY))
        base = desk.build.scope.quantities.get(desk.scope.path("revenue.base"))
        revenue = found if found.faulty or found.path else desk.say("revenue_by_year", found, "revenue")
    elif part.revenue_of_market is not None:
        revenue = _of_market(desk, time, part.revenue_of_market, ("revenue_of_market",))
    elif part.revenue_of_units is not None:
        revenue = _of_units(desk, time, part.revenue_of_units, ("revenue_of_units",))
    elif part.segments:
        revenue, base = _of_segments(desk, part, time, lines)
    else:
        return None
    if part.revenue_before is not None:
        base = desk.figure("revenue_before", part.revenue_before, "revenue_before", "revenue, year before", MONEY)
    lines["revenue"] = revenue
    if base is not None:
        lines["revenue_change"] = desk.say("revenue_change", revenue - previous(revenue, base), "change in revenue")
        desk.say("revenue_growth", revenue / previous(revenue, base) - 1, "growth of revenue", percent())
    return base


def _of_market(desk: Desk, time: Timeline, given: MarketShare, key: DataPath) -> Quantity:
    market = desk.course(time, "market", given.market, (*key, "market"), "market", MONEY)
    share = desk.course(time, "market_share", given.share, (*key, "share"), "share of market", RATE)
    return desk.say("revenue", time.along(market * share), "revenue")


def _of_units(desk: Desk, time: Timeline, given: Product, key: DataPath) -> Quantity:
    units = desk.course(time, "units", given.units, (*key, "units"), "units", ANYTHING)
    price = desk.course(time, "price", given.price, (*key, "price"), "price", ANYTHING)
    return desk.fitting(desk.say("revenue", time.along(units * price), "revenue"), key, "revenue", MONEY)


def _of_segments(
    desk: Desk, part: DcfPart, time: Timeline, lines: dict[str, Quantity]
) -> tuple[Quantity, Quantity | None]:
    """The sum of the segments, and of their revenues of the year before where each begins with one."""
    revenues: list[Quantity] = []
    bases: list[Quantity] = []
    profits: list[Quantity] = []
    for name, segment in part.segments.items():
        inner = desk.inside("segments", ("segments",)).inside(name, (name,), segment.label)
        if segment.of_market is not None:
            revenue = _of_market(inner, time, segment.of_market, ("of_market",))
        elif segment.of_units is not None:
            revenue = _of_units(inner, time, segment.of_units, ("of_units",))
        else:
            revenue = _of_course(inner, time, segment.revenue)
        revenues.append(revenue)
        before = desk.build.scope.quantities.get(inner.scope.path("revenue.base"))
        bases.extend([] if before is None else [before])
        if segment.margin is not None:
            margin = inner.course(time, "margin", segment.margin, "margin", "margin", RATE)
            profits.append(inner.say("profit", revenue * margin, "profit"))
    if profits:
        lines["profit_of_segments"] = desk.say("profit_of_segments", total(tuple(profits)), "profit of the segments")
    whole = desk.say("revenue", total(tuple(revenues)), "revenue")
    if len(bases) < len(revenues):
        return whole, None
    return whole, desk.say("revenue_of_year_before", total(tuple(bases)), "revenue, year before")


def _of_course(desk: Desk, time: Timeline, given: Course | None) -> Quantity:
    return missing() if given is None else time.along(desk.course(time, "revenue", given, "revenue", "revenue", MONEY))


# ---- profit ---------------------------------------------------------------------------------------------------------


def enter_profit(desk: Desk, part: DcfPart, time: Timeline, lines: dict[str, Quantity]) -> None:
    """Enter operating profit, and EBITDA where depreciation is known."""
    if part.depreciation is not None:
        lines["depreciation"] = time.along(
            line(desk, time, "depreciation", part.depreciation, "depreciation", MONEY, lines)
        )
    if part.ebitda is not None:
        lines["ebitda"] = time.along(line(desk, time, "ebitda", part.ebitda, "EBITDA", MONEY, lines))
        profit = lines["ebitda"] - lines["depreciation"]
        lines["operating_profit"] = desk.say("operating_profit", profit, "operating profit")
        return
    lines["operating_profit"] = _operating_profit(desk, part, time, lines)
    if part.depreciation is not None:
        lines["ebitda"] = desk.say("ebitda", lines["operating_profit"] + lines["depreciation"], "EBITDA")


def _operating_profit(desk: Desk, part: DcfPart, time: Timeline, lines: dict[str, Quantity]) -> Quantity:
    if part.operating_margin is not None:
        margin = desk.course(
            time, "operating_margin", part.operating_margin, "operating_margin", "operating margin", RATE
        )
        return desk.say("operating_profit", lines["revenue"] * margin, "operating profit")
    if part.operating_profit is not None:
        return time.along(line(desk, time, "operating_profit", part.operating_profit, "operating profit", MONEY, lines))
    profit = lines.get("profit_of_segments", lines["revenue"])
    inner = desk.inside("costs", ("costs",))
    for name, cost in part.costs.items():
        here = inner.inside(name, (name,))
        profit = profit - line(here, time, "line", cost.line, cost.label, MONEY, lines)
    return desk.say("operating_profit", profit, "operating profit")
