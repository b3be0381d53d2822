"""From enterprise value to equity value: the items of the bridge, and a premium or discount."""

from __future__ import annotations

from reportgen.model.valuation import BridgeItem
from reportgen.quantities import Quantity, Scope, missing
from reportgen.valuation.building import Building, money_form
from reportgen.valuation.parts import ENTERPRISE, shares
from reportgen.valuation.taking import MONEY, PROPORTION, RATE, WORTH, is_per_share, take

PER_SHARE_NAME = "_per_share"


def equity_of(build: Building, scope: Scope, worth: Quantity) -> Quantity:
    """Enterprise value with every item of the bridge."""
    result = worth
    bridge = build.inputs.valuation.bridge
    for name, item in bridge.items():
        if name.endswith(PER_SHARE_NAME) and name.removesuffix(PER_SHARE_NAME) in bridge:
            message = f"{name!r} is what {name.removesuffix(PER_SHARE_NAME)!r} is called per share; choose another name"
            build.report("duplicate-key", message, ("bridge", name))
            result = missing()
            continue
        amount = _bridge_item(build, scope.inside("bridge"), name, item)
        result = result + amount if item.sign == "add" else result - amount
    return result


def _bridge_item(build: Building, scope: Scope, name: str, item: BridgeItem) -> Quantity:
    """``amount × share × (1 − tax)``; in a blend the same for every method."""
    entered = build.scope.quantities.get(scope.path(name))
    if entered is not None:
        return entered
    path = ("bridge", name)
    if item.share is None and item.tax is None and not is_per_share(build, item.amount):
        return take(build, scope, name, item.amount, (*path, "amount"), item.label, MONEY)
    inner = scope.inside(name)
    amount = take(build, inner, "amount", item.amount, (*path, "amount"), f"{item.label}, whole", WORTH)
    if not amount.faulty and not MONEY.fits(amount.unit):
        amount = amount * shares(build)
    if item.share is not None:
        amount = amount * take(
            build, inner, "share", item.share, (*path, "share"), f"{item.label}: share counted", PROPORTION
        )
    if item.tax is not None:
        amount = amount * (1 - take(build, inner, "tax", item.tax, (*path, "tax"), f"{item.label}: tax", PROPORTION))
    return scope(name, amount, label=item.label, form=money_form(amount, amount.unit.currency or ""))


def refuse_bridge(build: Building) -> None:
    """A bridge leads from enterprise value; a method that gives equity value has none."""
    if build.inputs.valuation.bridge:
        message = "the method gives equity value, so there is nothing for a bridge to lead to"
        build.report("bridge-without-enterprise-value", message, ("bridge",))
    refuse_premium_on_enterprise(build)


def refuse_premium_on_enterprise(build: Building) -> None:
    """A premium on enterprise value needs one."""
    premium = build.inputs.valuation.premium
    if premium is not None and premium.on == ENTERPRISE:
        message = "there is no enterprise value of the whole that a premium could be on"
        build.report("bridge-without-enterprise-value", message, ("premium", "on"))


def _premium_rate(build: Building, scope: Scope) -> Quantity | None:
    premium = build.inputs.valuation.premium
    if premium is None:
        return None
    entered = build.scope.quantities.get("valuation.premium")
    return (
        entered
        if entered is not None
        else take(build, scope, "premium", premium.rate, ("premium", "rate"), premium.label, RATE)
    )


def on_enterprise(build: Building, scope: Scope, worth: Quantity) -> Quantity:
    """Enterprise value after a premium or discount on it."""
    premium = build.inputs.valuation.premium
    rate = _premium_rate(build, scope) if premium is not None and premium.on == ENTERPRISE else None
    if premium is None or rate is None:
        return worth
    form = money_form(worth, build.inputs.company.reporting_currency)
    signed = money_form(worth, build.inputs.company.reporting_currency, signed=True)
    scope("premium_value", worth * rate, label=f"{premium.label}, value", form=signed)
    return scope("adjusted_enterprise_value", worth * (1 + rate), label="Adjusted enterprise value", form=form)


def on_equity(build: Building, scope: Scope, equity: Quantity) -> Quantity:
    """Equity value after a premium or discount on it."""
    premium = build.inputs.valuation.premium
    rate = _premium_rate(build, scope) if premium is not None and premium.on == "equity_value" else None
    if premium is None or rate is None:
        return equity
    reporting = build.inputs.company.reporting_currency
    signed = money_form(equity, reporting, signed=True)
    scope("premium_value", equity * rate, label=f"{premium.label}, value", form=signed)
    form = money_form(equity, reporting)
    return scope("adjusted_equity_value", equity * (1 + rate), label="Adjusted equity value", form=form)


def with_premium(build: Building, scope: Scope, value: Quantity) -> Quantity:
    """A value per share after the premium or discount."""
    rate = _premium_rate(build, scope)
    return value if rate is None else value * (1 + rate)
