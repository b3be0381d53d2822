"""Valuations of this folder once more, in plain arithmetic that shares nothing with the product."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import erf, exp, log, prod, sqrt
from types import MappingProxyType
from typing import TypeAlias

Figures: TypeAlias = Mapping[str, float | Sequence[float]]


def call(spot: float, strike: float, volatility: float, years: float, rate: float) -> float:
    """A call by Black and Scholes."""

    def normal(x: float) -> float:
        return (1 + erf(x / sqrt(2))) / 2

    first = (log(spot / strike) + (rate + volatility**2 / 2) * years) / (volatility * sqrt(years))
    return spot * normal(first) - strike * exp(-rate * years) * normal(first - volatility * sqrt(years))


def bisected(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses nought."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


def fading_company() -> Figures:
    growth = [0.12] + [0.10] * 4 + [0.10 - 0.06 * k / 5 for k in range(1, 6)]
    margin = [0.08 + 0.06 * min(k, 5) / 5 for k in range(1, 11)]
    rate = [0.18] * 5 + [0.18 + 0.07 * k / 5 for k in range(1, 6)]
    cost = [0.095] * 5 + [0.095 - 0.015 * k / 5 for k in range(1, 6)]
    revenue = [10e9]
    for each in [*growth, 0.04]:
        revenue.append(revenue[-1] * (1 + each))
    losses, factor, worth, capital = 900e6, 1.0, 0.0, 4e9
    flows, returns = [], []
    for year in range(10):
        profit = revenue[year + 1] * margin[year]
        taxed, losses = max(profit - losses, 0.0), max(losses - profit, 0.0)
        after_tax = profit - taxed * rate[year]
        spent = (revenue[year + 2] - revenue[year + 1]) / (2.5 if year < 5 else 2.0)
        returns.append(after_tax / capital)
        capital += spent
        flows.append(after_tax - spent)
        factor /= 1 + cost[year]
        worth += flows[-1] * factor
    after = revenue[11] * margin[9] * (1 - 0.25) * (1 - 0.04 / 0.10)
    worth += after / (0.08 - 0.04) * factor
    firm = worth * 0.92 + worth * 0.5 * 0.08
    equity = firm - 1500e6 - 200e6 + 1100e6 + 350e6
    shares, options = 400e6, 25e6
    # the share is worth what is left, and options are on the share after exercise
    one = call(equity / (shares + options), 20, 0.35, 4, 0.04)
    return {
        "valuation.parts.firm.free_cash_flow": flows,
        "valuation.parts.firm.return_on_capital": returns,
        "valuation.parts.firm.going_concern": worth,
        "valuation.enterprise_value": firm,
        "valuation.equity_value": equity,
        "valuation.options.staff.value_of_one": one,
        "valuation.value_per_share": (equity - one * options) / shares,
    }


def h_model() -> Figures:
    fast, slow, rate = 0.2928, 0.0726, 0.1263
    return {"valuation.value_per_share": 1.00 * ((1 + slow) + 8 * (fast - slow)) / (rate - slow)}


def value_driver() -> Figures:
    return {"valuation.enterprise_value": 100e6 * (1 - 0.05 / 0.20) / (0.10 - 0.05)}


def residual_income_and_dividends() -> Figures:
    paid = [1.00, 1.25, 12.25]
    return {"valuation.value_per_share": sum(each / 1.1 ** (year + 1) for year, each in enumerate(paid))}


def residual_income_fading() -> Figures:
    book, value, residual = 40.0, 40.0, 0.0
    books = []
    for year in range(1, 7):
        back = 0.16 - 0.04 * max(year - 2, 0) / 4
        residual = (back - 0.09) * book
        book *= 1 + back * (1 - (0.40 if year <= 3 else 0.55))
        books.append(book)
        # the last residual income is counted with what persists of it
        value += residual / 1.09**year if year < 6 else residual / ((1 + 0.09 - 0.62) * 1.09**5)
    return {"valuation.value_per_share": value, "valuation.parts.company.closing_book_value": books}


def equity_flows() -> Figures:
    rate = 0.042 + 0.9 * (1 + (1 - 0.24) * 0.25) * 0.046
    worth = 0.0
    for year in range(1, 6):
        worth += (820e6 - (240e6 + 60e6) * 0.7) * 1.11**year / (1 + rate) ** year
    after = 820e6 * 1.11**5 * 1.04 * (1 - 0.28) / (0.08 - 0.04)
    worth += after / (1 + rate) ** 5
    return {
        "valuation.inputs.cost_of_equity": rate,
        "valuation.equity_value": worth,
        "valuation.value_per_share": worth / 210e6,
    }


def holding() -> Figures:
    brands = (900e6 + 1.4 * 450e6) * 0.8
    stake = 120e6 * 35 * 1.17 * 0.9
    property_ = 700e6 * 1.25 + 150e6 * 0.8 - 260e6
    whole = 8.5 * 1250e6 * 0.6 + brands + stake + 3.40 * 500e6 + property_ - 9 * 80e6
    equity = whole * 0.85 - 1900e6 - 640e6 * 0.75 + 300e6 * 0.75 * 0.9 + 0.25 * 500e6
    return {
        "valuation.parts.brands.enterprise_value": brands,
        "valuation.parts.stake.enterprise_value": stake,
        "valuation.parts.property.enterprise_value": property_,
        "valuation.enterprise_value": whole,
        "valuation.adjusted_enterprise_value": whole * 0.85,
        "valuation.equity_value": equity,
        "valuation.value_per_share": equity / 500e6,
    }


def future_earnings() -> Figures:
    today = 22 * 54.5 / 25.9 / 1.095**1.13
    years = (date(2026, 11, 14) - date(2025, 11, 14)).days / 365
    target = today * 1.095 * 1.095**years - 0.15
    return {"valuation.value_per_share": today, "valuation.target_price_unrounded": target}


def flows_and_peers() -> Figures:
    flows = [210e6, 245e6, 270e6, 290e6]
    by_flows = sum(each / 1.084 ** (year + 1) for year, each in enumerate(flows))
    by_flows += flows[-1] * 1.025 / (0.084 - 0.025) / 1.084**4
    # of 9.1, 10.3, 11.8 and 12.4
    by_peers = (10.3 + 11.8) / 2 * 430e6 * 0.9

    def per_share(firm: float) -> float:
        equity = firm - 900e6 + 340e6
        sets = [(8e6, 12.0), (6e6, 40.0), (3e6, 0.0)]

        def too_much(value: float) -> float:
            new = sum(number * max(1 - strike / value, 0) for number, strike in sets)
            return value * (180e6 + new) - equity

        return bisected(too_much, 0.01, 1000.0)

    return {
        "valuation.parts.flows.enterprise_value": by_flows,
        "valuation.parts.peers.enterprise_value": by_peers,
        "valuation.parts.flows.value_per_share": per_share(by_flows),
        "valuation.parts.peers.value_per_share": per_share(by_peers),
        "valuation.value_per_share": 0.6 * per_share(by_flows) + 0.4 * per_share(by_peers),
    }


def warrants() -> Figures:
    def too_much(worth: float) -> float:
        return worth - call((0.38 * 19.637 + worth * 1.8) / (19.637 + 1.8), 2.25, 0.93, 4, 0.049)

    one = bisected(too_much, 0.0, 1.0)
    return {
        "valuation.options.warrants.value_of_one": one,
        "valuation.value_per_share": 0.38 - one * 1.8 / 19.637,
    }


def market_and_share() -> Figures:
    growth = [0.09 - 0.06 * k / 3 for k in range(4)]
    market = [40e9, 44e9]
    for each in growth:
        market.append(market[-1] * (1 + each))
    share = [0.02 + 0.03 * min(k, 4) / 4 for k in range(6)]
    revenue = [one * other for one, other in zip(market, share, strict=True)]
    after = [*revenue[1:], revenue[-1] * 1.03]
    flows = [now * 0.15 * 0.75 - (then - now) / 1.8 for now, then in zip(revenue, after, strict=True)]
    left = 5 / 12
    times = [left / 2] + [left + k - 0.5 for k in range(1, 6)]
    counted = [flows[0] * left, *flows[1:]]
    worth = sum(each / 1.09**time for each, time in zip(counted, times, strict=True))
    worth += flows[-1] * 1.03 / (0.09 - 0.03) / 1.09 ** times[-1]
    return {
        "valuation.parts.firm.market": market,
        "valuation.parts.firm.free_cash_flow": flows,
        "valuation.enterprise_value": worth,
        "valuation.value_per_share": worth / 100e6,
    }


def economic_profit() -> Figures:
    growth = [0.06, 0.06, 0.05, 0.04]
    start = [1000e6 * prod(1 + each for each in growth[:year]) for year in range(5)]
    worth = sum((0.12 - each) * start[year] / 1.09 ** (year + 1) for year, each in enumerate(growth))
    worth += (0.12 - 0.04) * start[4] / (0.09 - 0.04) / 1.09**4
    return {
        "valuation.parts.economic_profit.enterprise_value": worth,
        "valuation.parts.flows.enterprise_value": worth,
        "valuation.value_per_share": (worth - 300e6) / 50e6,
    }


def by_segments() -> Figures:
    phones = [units * 1140 * 1.02 ** (year + 1) for year, units in enumerate([170e6, 175e6, 178e6])]
    appliances = [104e9 * 1.25, 104e9 * 1.25 * 1.15, 104e9 * 1.25 * 1.15 * 1.10]
    services = [900e9 * 1.06 ** (year + 1) * share for year, share in enumerate([0.04, 0.045, 0.05])]
    revenue = [sum(each) for each in zip(phones, appliances, services, strict=True)]
    worth, flows, before = 0.0, [], -9e9
    for year, (sales, research) in enumerate(zip([0.79, 0.785, 0.78], [30e9, 34e9, 37e9], strict=True)):
        now = revenue[year]
        profit = now * (1 - sales - 0.07) - research
        capital = -0.03 * now
        flows.append(profit * (1 - 0.16) + 0.02 * now * (1 - 1.3) - (capital - before) - 0.005 * now)
        before = capital
        worth += flows[-1] / 1.095 ** (year + 1)
    worth += flows[-1] * 1.03 / (0.095 - 0.03) / 1.095**3
    return {"valuation.parts.firm.free_cash_flow": flows, "valuation.enterprise_value": worth}


def dividends_ten_years() -> Figures:
    worth = sum(1.89 * 1.23**year / 1.15**year for year in range(1, 11))
    return {"valuation.value_per_share": worth + 1.89 * 1.23**10 * 1.07 / (0.15 - 0.07) / 1.15**10}


RECOMPUTED: Mapping[str, Callable[[], Figures]] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            by_segments, dividends_ten_years, economic_profit, equity_flows, fading_company, flows_and_peers,
            future_earnings, h_model, holding, market_and_share, residual_income_and_dividends, residual_income_fading,
            value_driver, warrants,
        )
    }
)  # fmt: skip
