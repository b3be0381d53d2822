"""What the market says: price, capitalisation, implied return, and what the price implies for the premium."""

from __future__ import annotations

from reportgen.figures import Form
from reportgen.model.facts import latest_close
from reportgen.quantities import PURE, SHARE, Quantity, Scope, currency_unit
from reportgen.valuation.building import Building, bn, per_share, percent
from reportgen.valuation.taking import Need, take


def enter_market(build: Building, target: Quantity | None) -> None:
    """``market.…``, ``valuation.implied_return`` and ``implied.…`` as far as the inputs allow."""
    quantities = build.scope.quantities
    price = quantities.get("market.price")
    if price is None or price.faulty:
        return
    if target is not None and not target.faulty:
        build.scope("valuation.implied_return", target / price - 1, label="Implied return", form=percent(signed=False))
        gap = per_share(build.inputs.company.trading_currency, signed=True)
        build.scope("implied.price_gap", price - target, label="Price less target", form=gap)
    _total_return(build, price)
    shares, rate = quantities.get("valuation.shares"), quantities.get("valuation.exchange_rate")
    if shares is None:
        return
    reporting, trading = build.inputs.company.reporting_currency, build.inputs.company.trading_currency
    market = build.scope.inside("market")
    worth = market("capitalisation", price * shares, label="Market capitalisation", form=bn(trading))
    if reporting != trading and rate is None:
        return
    if rate is not None:
        label = f"Market capitalisation in {reporting}"
        worth = market("capitalisation_reporting", worth / rate, label=label, form=bn(reporting))
    _enterprise_value(build, market, worth)
    _implied(build, worth)


def enter_price(build: Building) -> None:
    """``market.price``: the last close on or before the note's date, or the price of the valuation."""
    currency = build.inputs.company.trading_currency
    close = latest_close(build.inputs.closes, build.inputs.as_of)
    given = build.inputs.valuation.price
    market = build.scope.inside("market")
    if close is not None:
        last = build.scope.quantities[f"prices.{close.day}"]
        market("price", last, label="Share price", form=per_share(currency))
        return
    if given is None:
        message = f"there is no price on or before {build.inputs.as_of}"
        build.report("price-missing", message, (), hint="prices.csv: date,close,source; or 'price' in valuation.yaml")
        return
    fits = (currency_unit(currency), currency_unit(currency) / SHARE)
    need = Need(lambda unit: unit in fits, f"a price in {currency}", SHARE)
    take(build, market, "price", given, ("price",), "Share price", need)


def _total_return(build: Building, price: Quantity) -> None:
    """``market.dividend_yield`` and ``valuation.total_return``, where the valuation names dividends."""
    given = build.inputs.valuation.dividends
    if given is None:
        return
    reporting, trading = build.inputs.company.reporting_currency, build.inputs.company.trading_currency
    fits = tuple(currency_unit(each) / per for each in (trading, reporting) for per in (PURE, SHARE))
    words = " or ".join(dict.fromkeys((trading, reporting)))
    need = Need(lambda unit: unit in fits, f"{words} per share, 0 or more,", SHARE, least=0)
    paid = take(build, build.scope.inside("valuation"), "dividends", given, ("dividends",), "Dividends per share", need)
    rate = build.scope.quantities.get("valuation.exchange_rate")
    if paid.faulty or (paid.unit != price.unit and rate is None):
        return
    earned = (paid if rate is None or paid.unit == price.unit else paid * rate) / price
    found = build.scope("market.dividend_yield", earned, label="Dividend yield", form=percent())
    implied = build.scope.quantities.get("valuation.implied_return")
    if implied is not None:
        build.scope("valuation.total_return", implied + found, label="Expected total return", form=percent())


def _enterprise_value(build: Building, market: Scope, worth: Quantity) -> None:
    """Market capitalisation less (or plus) the bridge: what the market pays for the parts."""
    result = worth
    for name, item in build.inputs.valuation.bridge.items():
        amount = build.scope.quantities.get(f"valuation.bridge.{name}")
        # an item in another currency is reported where it meets the parts
        if amount is None or amount.unit != worth.unit:
            return
        result = result - amount if item.sign == "add" else result + amount
    form = bn(build.inputs.company.reporting_currency)
    market("enterprise_value", result, label="Enterprise value at the market price", form=form)


def _implied(build: Building, worth: Quantity) -> None:
    quantities = build.scope.quantities
    equity, premium = quantities.get("valuation.equity_value"), quantities.get("valuation.premium")
    if equity is None or premium is None or equity.faulty:
        return
    implied = build.scope.inside("implied")
    found = implied("premium", worth / equity - 1, label="Premium that the price implies", form=percent())
    implied("premium_gap", found - premium, label="Implied premium less premium", form=Form("points", 0, 1))
