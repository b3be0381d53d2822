"""A valuation that uses every operation, and results made of a scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from reportgen.diagnostics import Location
from reportgen.figures import Form
from reportgen.formats.excel import Head
from reportgen.model.results import Results, Scenario
from reportgen.quantities import (
    PURE,
    SHARE,
    Array,
    Origin,
    Quantity,
    Scope,
    Unit,
    at,
    cells,
    cumulative_product,
    cumulative_sum,
    currency_unit,
    evaluate,
    exponential,
    first,
    following,
    last,
    leaf,
    literal,
    logarithm,
    maximum,
    mean,
    median,
    minimum,
    normal_cdf,
    plan,
    previous,
    quartile,
    round_to,
    row,
    row_total,
    total,
    valid,
    where,
)

CNY = currency_unit("CNY")
BN, MILLION, RATE = Form("plain", 9, 1, "CNY"), Form("plain", 6, 1, "CNY"), Form("percent", 0, 1)
SHARES = Form("plain", 9, 2, "", "shares")
YEARS = tuple(f"FY{2026 + number}E" for number in range(6))
HEAD = Head("Acme & Sons", "ACME", "The House", date(2025, 6, 30), "CNY")
TARGET = "valuation.target_price"


def typed(scope: Scope, name: str, value: float, unit: Unit = PURE, form: Form = RATE, **more: str) -> Quantity:
    """A typed number of a scope."""
    origin = Origin(
        source=more.get("source", "S1"), as_of=date(2025, 6, 30), published=None,
        place=Location("valuation.yaml", 7, 5), typed=str(value), kind="assumption", note=more.get("note", ""),
    )  # fmt: skip
    path = scope.path(name)
    return scope.add(leaf(path, value, unit, origin=origin, form=form, label=more.get("label", "")))


def every_operation() -> Scope:
    """Two parts over the years with options, and a bridge."""
    scope = Scope("valuation")
    values = (_cars(scope.inside("parts").inside("cars")), _rest(scope.inside("parts").inside("rest")))
    whole = scope("enterprise_value", total(values), form=BN)
    debt = typed(scope, "debt", 31.7e9, CNY, BN)
    equity = scope("equity_value", valid(whole - debt, whole > debt, "no-equity"), form=BN)
    shares = typed(scope, "shares", 2.5e9, SHARE, SHARES)
    value = scope("value_per_share", equity / shares, form=Form("plain", 0, 4, "CNY"))
    step = typed(scope, "step", 0.5, CNY / SHARE, Form("plain", 0, 1, "CNY"))
    scope("rounded", round_to(value, step), form=Form("plain", 0, 1, "CNY"))
    scope("points", value / value - typed(scope, "share", 0.4), form=Form("points", 0, 1))
    scope("target_price", value, form=Form("plain", 0, 4, "CNY"))
    return scope


def _cars(scope: Scope) -> Quantity:
    year = scope("year", row(YEARS, *(literal(number + 1) for number in range(6))), form=Form(decimals=0))
    growth = [typed(scope.inside("growth"), label, 0.2 - number / 50) for number, label in enumerate(YEARS)]
    growth_row = scope("growth", row(YEARS, *growth), form=RATE)
    base = typed(scope, "base", 41.2e9, CNY, BN)
    revenue = scope("revenue", cumulative_product(1 + growth_row, base), form=BN)
    change = scope("change", revenue - previous(revenue, base), form=MILLION)
    start, end = typed(scope, "margin_from", 0.04), typed(scope, "margin_to", 0.11)
    way = scope("faded", minimum(maximum((year - 1) / 4, 0), 1), form=RATE)
    margin = scope("margin", start * (1 - way) + end * way, form=RATE)
    profit = scope("profit", revenue * margin, form=BN)
    losses = scope("losses", maximum(-profit, 0) + minimum(profit * 0, 0), form=BN)
    ratio = typed(scope, "sales_to_capital", 2.5, form=Form("multiple", 0, 1))
    terminal = typed(scope, "terminal_growth", 0.03)
    ahead = following(revenue, last(revenue) * (1 + terminal)) - revenue
    flow = scope("flow", profit - losses - ahead / ratio - (change - previous(change, first(change))) / 100, form=BN)
    wacc = scope("wacc", row(YEARS, typed(scope, "wacc_level", 0.09)), form=RATE)
    factor = scope("factor", cumulative_product(1 / (1 + wacc)), form=Form(decimals=4))
    paid = scope("paid", cumulative_sum(flow * factor), form=BN)
    value = scope("present", row_total(flow * factor), form=BN)
    end_flow = at(profit, YEARS[-1]) * (1 + terminal)
    end_value = scope("terminal", valid(end_flow / (last(wacc) - terminal), terminal < last(wacc), "gap"), form=BN)
    scope("check", last(paid) - value, form=MILLION)
    # one row with two values before its first year, unnamed rows that need cells, brackets
    lagged = scope("lagged", previous(revenue, 0) + previous(margin * revenue, end * base), form=MILLION)
    ever = scope("ever", cumulative_sum(cumulative_product(1 - margin, 100 * start)), form=Form("points", 0, 2))
    odd = scope("odd", (-margin) ** 2 - (last(lagged / revenue) - (margin - at(ever, YEARS[1]))) ** -1, form=RATE)
    long = total((start, *[start] * 20)) - total(tuple([end] * 25)) * (start - end) / (start / end)
    scope("long", row(YEARS, long + last(odd)), form=RATE)
    scope("mixed", row_total(row(YEARS, start, end, 0.5, last(margin), start * 2, end)), form=RATE)
    return scope("enterprise_value", value + end_value * last(factor), form=BN)


def _rest(scope: Scope) -> Quantity:
    names = ("AAPL", "TSLA", "BYD", "NIO")
    form = Form("multiple", 0, 2)
    inner = scope.inside("peers")
    sources = ("S1", "S2", "S1", "S1")
    multiples = [
        typed(inner, name, 12.5 + 7.3 * number**2, form=form, source=sources[number])
        for number, name in enumerate(names)
    ]
    peers = scope("peers", row(names, *multiples), form=form)
    middle = scope("median", median(peers), form=form)
    scope("mean", mean(peers * 2), form=form)
    low = scope("low", quartile(peers, 1), form=form)
    high = scope("high", quartile(peers, 3), form=form)
    profit = typed(scope, "profit", 812e6, CNY, MILLION)
    chosen = scope("chosen", where(high - low <= middle, middle, low), form=form)
    cheap = scope("is_cheap", chosen >= literal(3))
    volatility, time = typed(scope, "volatility", 0.35), typed(scope, "time", 2.25, form=Form(decimals=2))
    root = time**0.5
    d1 = scope("d1", (logarithm(1 + volatility**2) + 0.04 * time) / (volatility * root), form=Form(decimals=6))
    option = scope("option", normal_cdf(d1) - exponential(-0.03 * time) * normal_cdf(d1 - volatility * root), form=RATE)
    scope("lost", valid(logarithm(volatility - 1), volatility > 1, "never"), form=RATE)
    return scope("enterprise_value", where(cheap, chosen * profit * (1 + option), profit), form=BN)


def results_of(scope: Scope, cases: Mapping[str, Mapping[str, float]] | None = None, target: str = TARGET) -> Results:
    """What the valuation makes of a scope, with scenarios by path."""
    named = scope.quantities
    outcome = evaluate(plan(named.values()))
    numbers: dict[str, Quantity] = {}
    values: dict[str, float] = {}
    for path, each in named.items():
        if each.axis is None:
            numbers[path], values[path] = each, float(outcome[each][0])
            continue
        for place, cell in enumerate(cells(each)):
            numbers[cell.path], values[cell.path] = cell, float(outcome[each][place][0])
    rows = {path: each for path, each in named.items() if each.axis is not None}
    scenarios = {path: _scenario(named, path, replaced, target) for path, replaced in (cases or {}).items()}
    return Results(numbers, values, scenarios, {}, rows)


def _scenario(named: Mapping[str, Quantity], path: str, replaced: Mapping[str, float], target: str) -> Scenario:
    steps = plan([named[target]])
    value = float(evaluate(steps, {named[each]: value for each, value in replaced.items()})[named[target]][0])
    return Scenario(path, path, target, tuple(replaced.items()), value, named[target].form or Form())


def grid(down: str, across: str, rows: Sequence[float], columns: Sequence[float]) -> dict[str, dict[str, float]]:
    """The scenarios of a sensitivity grid."""
    return {
        f"scenarios.sensitivity.{row + 1}.{column + 1}": {down: one, across: other}
        for row, one in enumerate(rows)
        for column, other in enumerate(columns)
    }


def evaluated(results: Results, replaced: Mapping[Quantity, float]) -> dict[Quantity, Array]:
    """Every named quantity as the engine computes it."""
    named = [
        each for each in results.quantities.values() if each.operation != "at" or each.path.startswith("valuation")
    ]
    everything = dict.fromkeys((*named, *results.rows.values()))
    return evaluate(plan(everything), {each: np.array([value]) for each, value in replaced.items()})
