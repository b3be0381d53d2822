"""The formulas of discounted flows, over what rounding leaves open of each figure."""

from __future__ import annotations

from reportgen.checks.tolerance import Bounds
from reportgen.proofs.figures_printed import exactly, minus, over, plus, times


def tax(profit: Bounds, rate: Bounds) -> Bounds:
    """A loss bears none."""
    return times((max(profit[0], 0.0), max(profit[1], 0.0)), rate)


def _raised(rate: Bounds) -> Bounds:
    return plus(exactly(1.0), rate)


def first(rate: Bounds) -> Bounds:
    """The factor of a first whole year."""
    return over(exactly(1.0), _raised(rate))


def discounted(factor: Bounds, rate: Bounds) -> Bounds:
    """The factor of the year after."""
    return over(factor, _raised(rate))


def between(factor: Bounds, before: Bounds, rate: Bounds) -> Bounds:
    """From the middle of one year to that of the next."""
    low, high = times(_raised(before), _raised(rate))
    return over(factor, (low**0.5, high**0.5))


def perpetuity(flow: Bounds, rate: Bounds, growth: Bounds) -> Bounds:
    """A first flow that grows for ever."""
    return over(flow, minus(rate, growth))


def growing_perpetuity(flow: Bounds, growth: Bounds, rate: Bounds) -> Bounds:
    """Each rate stands in the quotient once more than in print, so that the bounds are those of its corners."""
    corners = [over(times(flow, _raised(exactly(each))), minus(rate, exactly(each))) for each in growth]
    return min(low for low, _ in corners), max(high for _, high in corners)


def kept(opened: Bounds, earned: Bounds, payout: Bounds) -> Bounds:
    """Book value with what was earned and not paid out."""
    return plus(opened, kept_back(earned, payout))


def kept_back(earned: Bounds, share: Bounds) -> Bounds:
    """Earnings without the share that goes."""
    return times(earned, minus(exactly(1.0), share))


def beyond(earned: Bounds, opened: Bounds, cost: Bounds) -> Bounds:
    """What is earned beyond the cost of equity on the book value at the start."""
    return minus(earned, times(opened, cost))


def _left_of_year(counted: Bounds, flow: Bounds) -> Bounds:
    """The part of a year that is left, which is no more than all of it."""
    low, high = over(counted, flow)
    return min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)


def _power(rate: Bounds, years: Bounds) -> Bounds:
    corners = [(1 + each) ** -length for each in rate for length in years]
    return min(corners), max(corners)


def part_discounted(counted: Bounds, flow: Bounds, rate: Bounds) -> Bounds:
    """The factor at the end of a year of which a part is left."""
    return _power(rate, _left_of_year(counted, flow))


def half_discounted(counted: Bounds, flow: Bounds, rate: Bounds) -> Bounds:
    """The factor in the middle of the part of a year that is left."""
    return _power(rate, times(_left_of_year(counted, flow), exactly(0.5)))


def from_stub(factor: Bounds, counted: Bounds, flow: Bounds, before: Bounds, rate: Bounds) -> Bounds:
    """From the middle of what is left of the first year to the middle of the next."""
    return times(factor, half_discounted(counted, flow, before), _power(rate, exactly(0.5)))


def of_return(profit: Bounds, growth: Bounds, rate: Bounds, back: Bounds) -> Bounds:
    """A terminal value whose growth needs capital at a return; by corners, as growth stands in it three times."""
    values = [
        over(times(profit, exactly((1 + grows) * (1 - grows / earns))), minus(rate, exactly(grows)))
        for grows in growth
        for earns in back
    ]
    return min(low for low, _ in values), max(high for _, high in values)


def of_reinvestment(profit: Bounds, growth: Bounds, rate: Bounds, share: Bounds) -> Bounds:
    """The same with the share of profit that is reinvested."""
    values = [
        over(times(profit, exactly((1 + grows) * (1 - taken))), minus(rate, exactly(grows)))
        for grows in growth
        for taken in share
    ]
    return min(low for low, _ in values), max(high for _, high in values)


def fading_perpetuity(flow: Bounds, persistence: Bounds, rate: Bounds) -> Bounds:
    """What follows a flow of which the same share is left each year."""
    values = [over(times(flow, exactly(left)), minus(_raised(rate), exactly(left))) for left in persistence]
    return min(low for low, _ in values), max(high for _, high in values)
