"""From the parts, through the bridge, to the target price."""

from __future__ import annotations

from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from reportgen.diagnostics import Location
from reportgen.figures import Form, write
from reportgen.model.amounts import decimals_of
from reportgen.model.assumptions import every_input
from reportgen.model.methods import Level
from reportgen.quantities import (
    SHARE,
    Origin,
    Quantity,
    Scope,
    Unit,
    currency_unit,
    leaf,
    literal,
    missing,
    round_to,
    total,
)
from reportgen.valuation.bridge import (
    equity_of,
    on_enterprise,
    on_equity,
    refuse_bridge,
    refuse_premium_on_enterprise,
    with_premium,
)
from reportgen.valuation.building import Building, adds_up_to_one, money_form, number_of, per_share
from reportgen.valuation.dilution import value_per_share
from reportgen.valuation.parts import ENTERPRISE, level_of, part_value, shares
from reportgen.valuation.taking import ANYTHING, CAPITAL_COST, NOT_NEGATIVE, PER_SHARE, PROPORTION, Need, take
from reportgen.valuation.views import enter_per_share_views

_DAYS = 365
_LATER = replace(NOT_NEGATIVE, code="date-order")


def enter_inputs(build: Building) -> None:
    """``valuation.inputs.<key>`` for every figure that others refer to, those referred to first."""
    named = build.inputs.valuation.inputs
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name, each in named.items():
        used = (one.input for _, one in every_input(each))
        sorter.add(name, *(key for key in used if key is not None and key in named))
    try:
        sorter.prepare()
    except CycleError as problem:
        circle = [f"inputs.{name}" for name in problem.args[1]]
        build.report("circular-reference", "a circle: " + " ← ".join(circle), ("inputs", problem.args[1][0]))
    scope = build.scope.inside("valuation").inside("inputs")
    while ready := sorter.get_ready():
        for name in sorted(ready, key=list(named).index):
            each = named[name]
            take(build, scope, name, each, ("inputs", name), each.label or name.replace("_", " "), ANYTHING)
        sorter.done(*ready)


def enter_valuation(build: Building) -> Quantity | None:
    """From the parts to ``valuation.target_price``; None if an input stands in the way."""
    enter_inputs(build)
    scope = build.scope.inside("valuation")
    per = _blended(build, scope) if build.inputs.valuation.method == "blend" else _summed(build, scope)
    if per.faulty:
        return None
    rate, _ = _exchange_rate(build, scope)
    return _target(build, scope, per, rate)


# ---- the company's value per share ----------------------------------------------------------------------------------


def _summed(build: Building, scope: Scope) -> Quantity:
    """Value per share in the reporting currency, of a sum of parts or of one method for the whole."""
    reporting = build.inputs.company.reporting_currency
    worth, level = _whole(build, scope)
    if level == "value_per_share":
        refuse_bridge(build)
        return scope(
            "value_per_share", with_premium(build, scope, worth), label="Value per share", form=per_share(reporting)
        )
    if level == ENTERPRISE:
        worth = on_enterprise(build, scope, worth)
        equity = scope(
            "equity_value", equity_of(build, scope, worth), label="Equity value", form=money_form(worth, reporting)
        )
    else:
        refuse_bridge(build)
        equity = scope("equity_value", worth, label="Equity value", form=money_form(worth, reporting))
    adjusted = on_equity(build, scope, equity)
    count = shares(build)
    rate, converts = _exchange_rate(build, scope)
    if adjusted.faulty or count.faulty or (converts and rate is None):
        return missing()
    value = value_per_share(build, scope, adjusted, count, rate)
    result = scope("value_per_share", value, label="Value per share", form=per_share(reporting))
    enter_per_share_views(scope, build, count, rate, equity)
    return result


def _whole(build: Building, scope: Scope) -> tuple[Quantity, str]:
    """The value of all parts, missing if one could not be valued, and what it is of."""
    valuation, reporting = build.inputs.valuation, build.inputs.company.reporting_currency
    inner = scope.inside("parts")
    if valuation.method == "whole_company":
        name, part = next(iter(valuation.parts.items()))
        level = _level(build, name)
        if level is None:
            return missing(), ENTERPRISE
        if level != ENTERPRISE:
            worth = part_value(build, inner.inside(name), part, ("parts", name), level)
            per = not worth.faulty and worth.unit == currency_unit(reporting) / SHARE
            return worth, "value_per_share" if per else level
    values = [
        part_value(build, inner.inside(name), part, ("parts", name), ENTERPRISE)
        for name, part in valuation.parts.items()
    ]
    whole = total(tuple(values))
    unit = None if whole.faulty else currency_unit(reporting)
    worth = scope("enterprise_value", whole, label="Enterprise value", form=money_form(whole, reporting), unit=unit)
    return worth, ENTERPRISE


def _level(build: Building, name: str) -> Level | None:
    """What the method of a part values; told where its multiple does not say."""
    level = level_of(build, build.inputs.valuation.parts[name])
    if level is None:
        message = "does not say whether the multiple gives enterprise value or equity value"
        build.report("level-missing", message, ("parts", name), hint="level: enterprise_value, or level: equity_value")
    return level


def _blended(build: Building, scope: Scope) -> Quantity:
    """``Σ weight × value per share`` over methods that each value the whole company."""
    reporting = build.inputs.company.reporting_currency
    refuse_premium_on_enterprise(build)
    rate, converts = _exchange_rate(build, scope)
    weighted: list[Quantity] = []
    weights: list[Quantity] = []
    for name, part in build.inputs.valuation.parts.items():
        if part.weight is None:
            continue
        inner = scope.inside("parts").inside(name)
        weight = take(
            build, inner, "weight", part.weight, ("parts", name, "weight"), f"{part.label}: weight", PROPORTION
        )
        per = _of_method(build, scope, name, rate)
        view = per if rate is None else per * rate
        inner(
            "value_per_share",
            view,
            label=f"{part.label}, a share",
            form=per_share(build.inputs.company.trading_currency),
        )
        weights.append(weight)
        weighted.append(per * weight)
    result = total(tuple(weighted))
    if result.faulty or (converts and rate is None):
        return missing()
    weight_of_all = number_of(total(tuple(weights)))
    if not adds_up_to_one(weight_of_all):
        message = f"the weights of the methods add up to {weight_of_all * 100:g} %, not to 100 %"
        build.report("weights-sum-to-one", message, ("parts",))
    adjusted = with_premium(build, scope, result)
    return scope("value_per_share", adjusted, label="Value per share, weighted", form=per_share(reporting))


def _of_method(build: Building, scope: Scope, name: str, rate: Quantity | None) -> Quantity:
    """The value per share in the reporting currency by one method of a blend."""
    part, reporting = build.inputs.valuation.parts[name], build.inputs.company.reporting_currency
    level, inner = _level(build, name), scope.inside("parts").inside(name)
    if level is None:
        return missing()
    worth = part_value(build, inner, part, ("parts", name), level)
    if not worth.faulty and worth.unit == currency_unit(reporting) / SHARE:
        return worth
    if level == ENTERPRISE:
        label = f"{part.label}: equity value"
        worth = inner("equity_value", equity_of(build, scope, worth), label=label, form=money_form(worth, reporting))
    return value_per_share(build, inner, worth, shares(build), rate)


# ---- target ---------------------------------------------------------------------------------------------------------


def _target(build: Building, scope: Scope, value: Quantity, rate: Quantity | None) -> Quantity:
    currency = build.inputs.company.trading_currency
    before = value * rate if rate is not None else value
    roll = build.inputs.valuation.roll_forward
    if roll is not None:
        before = _rolled(build, scope, before)
    unrounded = scope(
        "target_price_unrounded",
        before,
        label="Target price before rounding",
        form=per_share(currency, 6),
        unit=None if before.faulty else currency_unit(currency) / SHARE,
    )
    return scope(
        "target_price",
        round_to(unrounded, _step(build, scope, currency)),
        label="Target price",
        form=per_share(currency, decimals_of(build.inputs.house.rounding.target_price)),
    )


def _rolled(build: Building, scope: Scope, value: Quantity) -> Quantity:
    """``value × (1 + cost_of_equity) ^ years − dividends``."""
    roll, currency = build.inputs.valuation.roll_forward, build.inputs.company.trading_currency
    if roll is None:
        return value
    inner = scope.inside("roll_forward")
    today = inner("value", value, label="Value today", form=per_share(currency))
    path = ("roll_forward", "cost_of_equity")
    rate = take(build, inner, "cost_of_equity", roll.cost_of_equity, path, "Cost of equity", CAPITAL_COST)
    if roll.years is not None:
        years = take(build, inner, "years", roll.years, ("roll_forward", "years"), "Years to the target", _LATER)
    elif roll.to is not None and roll.to >= build.inputs.valuation.as_of:
        days = (roll.to - build.inputs.valuation.as_of).days
        years = inner("years", literal(days) / _DAYS, label="Years to the target", form=Form("plain", 0, 4))
    else:
        build.report("date-order", f"the target's date {roll.to} is before the valuation's", ("roll_forward", "to"))
        return missing()
    result = today * (1 + rate) ** years
    if roll.dividends is None:
        return result
    paid = take(
        build, inner, "dividends", roll.dividends, ("roll_forward", "dividends"), "Dividends until then", PER_SHARE
    )
    if not paid.faulty and paid.unit == currency_unit(currency):
        paid = paid / literal(1, SHARE)
    return result - paid


def _exchange_rate(build: Building, scope: Scope) -> tuple[Quantity | None, bool]:
    """The rate, and whether one is needed."""
    entered = build.scope.quantities.get("valuation.exchange_rate")
    trading, reporting = build.inputs.company.trading_currency, build.inputs.company.reporting_currency
    given_rate = build.inputs.valuation.exchange_rate
    if entered is not None:
        return entered, True
    if trading == reporting:
        if given_rate is not None:
            message = f"{reporting} is both reported and traded: leave the exchange rate out"
            build.report("exchange-rate-not-needed", message, ("exchange_rate",))
        return None, False
    if given_rate is None:
        message = f"{reporting} is reported and {trading} is traded, but there is no exchange rate"
        hint = f"exchange_rate: {{value: 1.0 {trading}/{reporting}, source: …, as_of: …}}"
        build.report("exchange-rate-missing", message, (), hint=hint)
        return None, True
    needed = currency_unit(trading) / currency_unit(reporting)
    need = Need(lambda unit: unit == needed, f"{trading}/{reporting}")
    rate = take(build, scope, "exchange_rate", given_rate, ("exchange_rate",), f"{trading} per {reporting}", need)
    return None if rate.faulty else rate, True


def _step(build: Building, scope: Scope, currency: str) -> Quantity:
    step = build.inputs.house.rounding.target_price
    place: Location = build.inputs.place("house.yaml", ("rounding", "target_price"))
    unit: Unit = currency_unit(currency) / SHARE
    form = Form("plain", 0, decimals_of(step), currency)
    origin = Origin(
        source=build.inputs.house.name,
        as_of=None,
        published=None,
        place=place,
        typed=str(step),
        kind="judgement",
        note=f"the house rounds targets to {write(float(step), form).text}",
    )
    path = scope.path("target_price_step")
    return scope.add(leaf(path, float(step), unit, origin=origin, label="the house's step", form=form))
