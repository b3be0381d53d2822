"""The sum of parts and its bridge to the target price."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from reportgen.diagnostics import Location
from reportgen.figures import Form
from reportgen.model.amounts import decimals_of
from reportgen.quantities import SHARE, Origin, Quantity, Scope, Unit, currency_unit, leaf, round_to, total
from reportgen.valuation.book_value import book_value
from reportgen.valuation.building import Building, bn, is_money, is_pure, per_share, percent, take
from reportgen.valuation.given import given
from reportgen.valuation.multiple import multiple

METHODS: Mapping[str, Callable[[Building, Scope, Any, tuple[str | int, ...]], Quantity | None]] = MappingProxyType(
    {"given": given, "multiple": multiple, "book_value": book_value}
)
PER_SHARE = "_per_share"


def enter_valuation(build: Building) -> Quantity | None:
    """From the parts to ``valuation.target_price``; None if an input stands in the way."""
    scope = build.scope.inside("valuation")
    parts = _parts(build, scope)
    equity = _equity(build, scope, parts)
    adjusted = _adjusted(build, scope, equity)
    shares = take(
        build, scope, "shares", build.inputs.valuation.shares.count, ("shares", "count"),
        label="Shares", rule=lambda unit: unit == SHARE, needed="a number of shares",
    )  # fmt: skip
    rate, converts = _exchange_rate(build, scope)
    if adjusted is None or shares is None or equity is None or (converts and rate is None):
        return None
    currency = build.inputs.company.trading_currency
    reporting = build.inputs.company.reporting_currency
    value = scope("value_per_share", adjusted / shares, label="Value per share", form=per_share(reporting))
    unrounded = scope(
        "target_price_unrounded",
        value * rate if rate is not None else value,
        label="Target price before rounding",
        form=per_share(currency, 6),
        unit=currency_unit(currency) / SHARE,
    )
    _per_share_views(scope, currency, shares, rate, equity)
    return scope(
        "target_price",
        round_to(unrounded, _step(build, scope, currency)),
        label="Target price",
        form=per_share(currency, decimals_of(build.inputs.house.rounding.target_price)),
    )


def _parts(build: Building, scope: Scope) -> Quantity | None:
    values: list[Quantity] = []
    for name, part in build.inputs.valuation.parts.items():
        inner = scope.inside("parts").inside(name)
        found = METHODS[part.method](build, inner, part, ("parts", name))
        if found is not None:
            values.append(found)
    if len(values) < len(build.inputs.valuation.parts) or not values:
        return None
    reporting = build.inputs.company.reporting_currency
    return scope(
        "enterprise_value",
        total(tuple(values)),
        label="Enterprise value",
        form=bn(reporting),
        unit=currency_unit(reporting),
    )


def _equity(build: Building, scope: Scope, parts: Quantity | None) -> Quantity | None:
    result, complete = parts, parts is not None
    reporting = build.inputs.company.reporting_currency
    bridge = build.inputs.valuation.bridge
    for name, item in bridge.items():
        if name.endswith(PER_SHARE) and name.removesuffix(PER_SHARE) in bridge:
            message = f"{name!r} is what {name.removesuffix(PER_SHARE)!r} is called per share; choose another name"
            build.report("duplicate-key", message, ("bridge", name))
            complete = False
            continue
        amount = take(
            build, scope.inside("bridge"), name, item.amount, ("bridge", name, "amount"),
            label=item.label, rule=is_money, needed="money",
        )  # fmt: skip
        if amount is None or result is None:
            complete = False
            continue
        result = result + amount if item.sign == "add" else result - amount
    if result is None or not complete:
        return None
    return scope("equity_value", result, label="Equity value", form=bn(reporting))


def _adjusted(build: Building, scope: Scope, equity: Quantity | None) -> Quantity | None:
    premium = build.inputs.valuation.premium
    if premium is None:
        return equity
    rate = take(
        build, scope, "premium", premium.rate, ("premium", "rate"),
        label=premium.label, rule=is_pure, needed="a rate such as 12 %",
    )  # fmt: skip
    if rate is None or equity is None:
        return None
    reporting = build.inputs.company.reporting_currency
    scope("premium_value", equity * rate, label=f"{premium.label}, value", form=bn(reporting, signed=True))
    return scope("adjusted_equity_value", equity * (1 + rate), label="Adjusted equity value", form=bn(reporting))


def _exchange_rate(build: Building, scope: Scope) -> tuple[Quantity | None, bool]:
    """The rate, and whether one is needed."""
    trading, reporting = build.inputs.company.trading_currency, build.inputs.company.reporting_currency
    given_rate = build.inputs.valuation.exchange_rate
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
    rate = take(
        build, scope, "exchange_rate", given_rate, ("exchange_rate",),
        label=f"{trading} per {reporting}", rule=lambda unit: unit == needed, needed=f"{trading}/{reporting}",
    )  # fmt: skip
    return rate, True


def _per_share_views(scope: Scope, currency: str, shares: Quantity, rate: Quantity | None, equity: Quantity) -> None:
    """Each part, bridge item and subtotal as trading currency per share, and each part's share of the total."""

    def view(quantity: Quantity) -> Quantity:
        return quantity / shares * rate if rate is not None else quantity / shares

    known, per = dict(scope.quantities), per_share(currency)
    whole = known["valuation.enterprise_value"]
    shares_of_total: list[Quantity] = []
    for path, quantity in known.items():
        stem = path.removeprefix("valuation.")
        if path.startswith("valuation.parts.") and path.endswith(".enterprise_value"):
            inner = stem.removesuffix(".enterprise_value")
            label = f"{quantity.name}, share of EV"
            shares_of_total.append(scope(f"{inner}.share_of_total", quantity / whole, label=label, form=percent()))
            scope(f"{inner}.value_per_share", view(quantity), label=f"{quantity.name}, a share", form=per)
        elif path.startswith("valuation.bridge."):
            label = f"{quantity.name}, a share"
            scope(f"{stem}{PER_SHARE}", view(quantity), label=label, form=per_share(currency, signed=True))
    scope("share_of_total", total(tuple(shares_of_total)), label="All parts, share of EV", form=percent())
    scope("enterprise_value_per_share", view(whole), label="Enterprise value a share", form=per)
    without = scope("equity_value_per_share", view(equity), label="Target without the premium", form=per)
    if "valuation.premium_value" in known:
        form = per_share(currency, signed=True)
        scope("premium_per_share", view(known["valuation.premium_value"]), label="Premium a share", form=form)
        # not the premium over its points: a premium of nothing has a value a point as well
        scope("premium_per_point", without / 100, label="One point of premium, a share", form=per)


def _step(build: Building, scope: Scope, currency: str) -> Quantity:
    step = build.inputs.house.rounding.target_price
    place: Location = build.inputs.place("house.yaml", ("rounding", "target_price"))
    unit: Unit = currency_unit(currency) / SHARE
    origin = Origin(
        source=build.inputs.house.name, as_of=None, published=None, place=place, typed=str(step), kind="judgement"
    )
    form = Form("plain", 0, decimals_of(step), currency)
    path = scope.path("target_price_step")
    return scope.add(leaf(path, float(step), unit, origin=origin, label="the house's step", form=form))
