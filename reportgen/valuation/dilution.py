"""From equity value to value per share: share counts, and options by the treasury-stock method or Black and Scholes.

No formula goes in a circle: where the share price in an option's formula is itself the result, the smallest of the
candidate values is the one at which just the right options are exercised, and Black and Scholes is solved in a fixed
number of Newton's steps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.figures import Form
from reportgen.model.assumptions import Input
from reportgen.model.valuation import BlackScholes, Dilution, OptionSet
from reportgen.quantities import (
    Operand,
    Quantity,
    Scope,
    exponential,
    logarithm,
    maximum,
    minimum,
    missing,
    normal_cdf,
    total,
)
from reportgen.valuation.building import Building, money_form, number_of, per_share
from reportgen.valuation.taking import NOT_NEGATIVE, RATE, SHARES, STRIKE, TAX, Need, take

_PASSES = 6
_PURE = Form("plain", 0, 4)
# Awards cost their holder nothing; Black and Scholes take the logarithm of the price over the strike.
_STRIKE_OF_CALL = replace(
    STRIKE, words="money per share, above 0", above=True, hint="awards of shares belong to treasury_stock, or to count"
)


@dataclass(frozen=True, slots=True)
class _Options:
    """One set of options: how many, and the strike in the reporting currency per share."""

    name: str
    label: str
    number: Quantity
    strike: Quantity


def value_per_share(
    build: Building, scope: Scope, equity: Quantity, shares: Quantity, rate: Quantity | None
) -> Quantity:
    """Equity value per share, after options."""
    given = build.inputs.valuation.shares
    if given is None or given.dilution is None:
        return equity / shares
    inner = scope.inside("options")
    sets = _sets(build, inner, given.dilution, rate)
    if any(each.number.faulty or each.strike.faulty for each in sets):
        return missing()
    if given.dilution.black_scholes is not None:
        return _by_black_scholes(build, inner, given.dilution.black_scholes, sets, equity, shares, rate)
    if given.dilution.treasury_stock == "market":
        return _bought_back(build, inner, sets, equity, shares, rate)
    return _bought_back_at_value(sets, equity, shares)


def _sets(build: Building, scope: Scope, given: Dilution, rate: Quantity | None) -> list[_Options]:
    """The option sets with their strikes in the reporting currency, the lowest first."""
    found = []
    for name, each in given.options.items():
        found.append(_set(build, scope.inside(name), name, each, rate, called=given.black_scholes is not None))
    if any(each.strike.faulty for each in found):
        return found
    return sorted(found, key=lambda each: number_of(each.strike))


def _set(
    build: Building, scope: Scope, name: str, given: OptionSet, rate: Quantity | None, *, called: bool
) -> _Options:
    path, need = ("shares", "dilution", "options", name), _STRIKE_OF_CALL if called else STRIKE
    number = take(build, scope, "number", given.number, (*path, "number"), given.label, SHARES)
    strike = take(build, scope, "strike", given.strike, (*path, "strike"), f"{given.label}: strike", need)
    company = build.inputs.company
    if rate is not None and not strike.faulty and strike.unit.currency == company.trading_currency:
        label = f"{given.label}: strike in {company.reporting_currency}"
        strike = scope("strike_reporting", strike / rate, label=label, form=per_share(company.reporting_currency))
    return _Options(name, given.label, number, strike)


def _price(build: Building, rate: Quantity | None) -> Quantity:
    """The market's price in the reporting currency."""
    price = build.scope.quantities.get("market.price")
    if price is None or price.faulty:
        message = "options at the market's price need a price"
        build.report("price-missing", message, ("shares", "dilution"))
        return missing()
    return price if rate is None else price / rate


# ---- treasury stock -------------------------------------------------------------------------------------------------


def _bought_back_at_value(sets: list[_Options], equity: Quantity, shares: Quantity) -> Quantity:
    """The smallest of ``(equity + proceeds) ÷ (shares + options)`` over the sets with the lowest strikes."""
    best = equity / shares
    proceeds, count = equity, shares
    for each in sets:
        proceeds = proceeds + each.number * each.strike
        count = count + each.number
        best = minimum(best, proceeds / count)
    return best


def _bought_back(
    build: Building, scope: Scope, sets: list[_Options], equity: Quantity, shares: Quantity, rate: Quantity | None
) -> Quantity:
    """``equity ÷ (shares + Σ number × max(1 − strike ÷ price, 0))``."""
    price = _price(build, rate)
    new = [each.number * maximum(1 - each.strike / price, 0) for each in sets]
    diluted = scope("diluted_shares", total((shares, *new)), label="Diluted shares", form=shares.form)
    return equity / diluted


# ---- Black and Scholes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Terms:
    volatility: Quantity
    years: Quantity
    risk_free: Quantity
    dividends: Operand
    kept: Operand
    """What the options cost the company of each unit of their value: 1 less tax."""


def _terms(build: Building, scope: Scope, given: BlackScholes) -> _Terms:
    path = ("shares", "dilution", "black_scholes")

    def figure(name: str, each: Input, label: str, need: Need) -> Quantity:
        return take(build, scope, name, each, (*path, name), f"Options: {label}", need)

    dividends: Operand = 0
    if given.dividend_yield is not None:
        dividends = figure("dividend_yield", given.dividend_yield, "dividend yield", RATE)
    kept: Operand = 1
    if given.tax_rate is not None:
        kept = 1 - figure("tax_rate", given.tax_rate, "tax rate", TAX)
    return _Terms(
        figure("volatility", given.volatility, "volatility", NOT_NEGATIVE),
        figure("years", given.years, "years to expiry", NOT_NEGATIVE),
        figure("risk_free", given.risk_free, "risk-free rate", RATE),
        dividends,
        kept,
    )


def _call(terms: _Terms, spot: Quantity, strike: Quantity) -> tuple[Quantity, Quantity]:
    """The value of one call (Black and Scholes 1973, Merton 1973 with dividends) and its slope in the spot."""
    spread = terms.volatility * terms.years**0.5
    half = terms.volatility * terms.volatility / 2
    drift = (terms.risk_free - terms.dividends + half) * terms.years
    first = (logarithm(spot / strike) + drift) / spread
    paid = exponential(-(terms.risk_free * terms.years))
    slope = normal_cdf(first)
    if isinstance(terms.dividends, Quantity):
        slope = slope * exponential(-(terms.dividends * terms.years))
    return spot * slope - strike * paid * normal_cdf(first - spread), slope


def _by_black_scholes(  # noqa: PLR0913, PLR0917 - all that the value of an option hangs on
    build: Building,
    scope: Scope,
    given: BlackScholes,
    sets: list[_Options],
    equity: Quantity,
    shares: Quantity,
    rate: Quantity | None,
) -> Quantity:
    """``(equity − value of the options) ÷ shares``."""
    terms = _terms(build, scope, given)
    if given.spot == "value" and not given.diluted:
        return _solved_for_value(build, scope, terms, sets, equity, shares)
    worths = []
    options = total(tuple(each.number for each in sets))
    for each in sets:
        if given.spot == "value":
            worth, _ = _call(terms, equity / (shares + options), each.strike)
        elif given.diluted:
            worth = _diluted_at_market(build, scope.inside(each.name), terms, each, shares, _price(build, rate))
        else:
            worth, _ = _call(terms, _price(build, rate), each.strike)
        reporting = build.inputs.company.reporting_currency
        one = scope.inside(each.name)("value_of_one", worth, label=f"{each.label}: one", form=per_share(reporting))
        worths.append(one * each.number)
    return _less(build, scope, terms, worths, equity) / shares


def _less(build: Building, scope: Scope, terms: _Terms, worths: list[Quantity], equity: Quantity) -> Quantity:
    reporting = build.inputs.company.reporting_currency
    form = money_form(equity, reporting)
    cost = scope("value", total(tuple(worths)) * terms.kept, label="Value of options", form=form)
    return scope("equity_after", equity - cost, label="Equity value after options", form=form)


def _diluted_at_market(
    build: Building, scope: Scope, terms: _Terms, each: _Options, shares: Quantity, price: Quantity
) -> Quantity:
    """The value ``w`` of one at the diluted spot ``(price × shares + w × options) ÷ (shares + options)``, by Newton."""
    whole = shares + each.number
    worth, _ = _call(terms, price, each.strike)
    form = per_share(build.inputs.company.reporting_currency, 6)
    for number in range(_PASSES):
        start = scope(f"pass_{number + 1}", worth, label=f"{each.label}: pass {number + 1}", form=form)
        found, slope = _call(terms, (price * shares + start * each.number) / whole, each.strike)
        worth = start + (found - start) / (1 - slope * each.number / whole)
    return worth


def _solved_for_value(
    build: Building, scope: Scope, terms: _Terms, sets: list[_Options], equity: Quantity, shares: Quantity
) -> Quantity:
    """The value per share ``v`` at which ``v × shares + value of the options at v`` is the equity, by Newton."""
    form = per_share(build.inputs.company.reporting_currency, 6)
    value = equity / shares
    for number in range(_PASSES):
        start = scope(f"pass_{number + 1}", value, label=f"Value per share, pass {number + 1}", form=form)
        calls = [(each, *_call(terms, start, each.strike)) for each in sets]
        cost = total(tuple(each.number * worth for each, worth, _ in calls)) * terms.kept
        slope = total(tuple(each.number * part for each, _, part in calls)) * terms.kept
        value = start - (start * shares + cost - equity) / (shares + slope)
    reporting = build.inputs.company.reporting_currency
    scope("value", equity - value * shares, label="Value of options", form=money_form(equity, reporting))
    return value
