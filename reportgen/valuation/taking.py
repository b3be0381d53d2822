"""Typed inputs become quantities: leaves, references to facts and to other inputs, and formulas over them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from reportgen.diagnostics import DataPath
from reportgen.figures import Form
from reportgen.model.assumptions import CapitalCost, CostOfEquity, Input
from reportgen.quantities import (
    PURE,
    SHARE,
    Kind,
    Origin,
    Quantity,
    Scope,
    Unit,
    leaf,
    literal,
    maximum,
    minimum,
    missing,
    node,
    total,
    walk,
)
from reportgen.valuation.building import FILE, Building, is_money, is_pure, money_form, number_of, percent


@dataclass(frozen=True, slots=True)
class Need:
    """The units that an input may have, and how that is said; ``per`` divides money typed for each of something.

    What lies below ``least`` or above ``most`` as the inputs stand is told as ``code``; so is ``least`` itself where
    an input must be ``above`` it. ``hint`` says what to do; otherwise it is what is needed.
    """

    fits: Callable[[Unit], bool]
    words: str
    per: Unit = PURE
    least: float = -math.inf
    most: float = math.inf
    code: str = "value-range"
    above: bool = False
    hint: str = ""

    def unit_of(self, unit: Unit) -> Unit:
        """The unit that is meant: a price typed in HKD is HKD per share."""
        return unit / self.per if is_money(unit) else unit

    @property
    def bounded(self) -> bool:
        """Whether there are values that the input cannot have."""
        return self.least > -math.inf or self.most < math.inf


MONEY = Need(is_money, "money")
RATE = Need(is_pure, "a rate such as 12 %")
PROPORTION = Need(is_pure, "a share from 0 to 100 %", least=0, most=1)
DISCOUNT = Need(is_pure, "a rate up to 100 %", most=1)
TAX = Need(is_pure, "a tax rate from 0 to 100 %", least=0, most=1)
CAPITAL_COST = Need(is_pure, "a rate of 0 % or more", least=0)
PROBABILITY = Need(is_pure, "a probability from 0 to 100 %", least=0, most=1, code="probability-range")
MULTIPLE = Need(is_pure, "a multiple such as 35.3x")
NUMBER = Need(is_pure, "a number")
NOT_NEGATIVE = Need(is_pure, "a number of 0 or more", least=0)
SHARES = Need(lambda unit: unit == SHARE, "a number of shares")
PER_SHARE = Need(lambda unit: is_money(unit * SHARE) or is_money(unit), "money per share", SHARE)
STRIKE = replace(PER_SHARE, words="money per share, 0 or more", least=0)
WORTH = Need(lambda unit: is_money(unit) or is_money(unit * SHARE), "money")
ANYTHING = Need(lambda _: True, "a figure")


def take(build: Building, scope: Scope, name: str, given: Input, path: DataPath, label: str, need: Need) -> Quantity:  # noqa: PLR0913, PLR0917 - what an input is and where it stands
    """Enter an input of the valuation into the graph; what cannot be used is reported and comes back as missing."""
    found = _entered(build, scope, name, given, path, label, need)
    if need.bounded and not found.faulty and found.axis is None:
        _tell_out_of_range(build, found, path, label, need)
    return found


def _tell_out_of_range(build: Building, found: Quantity, path: DataPath, label: str, need: Need) -> None:
    held, hint = number_of(found), need.hint or f"{need.words} is needed"
    # NaN is neither: without a figure something before it was told already
    if held < need.least or (need.above and held == need.least):
        build.report(need.code, f"{label} is {'not above' if need.above else 'below'} {need.least:g}", path, hint=hint)
    if held > need.most:
        build.report(need.code, f"{label} is above {need.most * 100:g} %", path, hint=hint)


def _entered(  # noqa: PLR0913, PLR0917 - as above
    build: Building, scope: Scope, name: str, given: Input, path: DataPath, label: str, need: Need
) -> Quantity:
    if given.value is not None:
        return _typed(build, scope, name, given, path, label, need)
    if given.fact is not None:
        return _pointed(build, scope, name, _fact(build, given.fact, (*path, "fact")), (*path, "fact"), label, need)
    if given.input is not None:
        named = build.scope.quantities.get(f"valuation.inputs.{given.input}")
        found = _unknown_input(build, given, path) if named is None else named
        return _pointed(build, scope, name, found, path, label, need)
    found = _formula(build, scope.inside(name), given, path, label)
    return scope(name, fitting(build, found, path, label, need), label=label, form=_form_of(found))


def is_per_share(build: Building, given: Input) -> bool:
    """Whether an input that is typed or pointed to is money per share."""
    if given.value is not None:
        unit = given.value.unit
    else:
        path = given.fact or (f"valuation.inputs.{given.input}" if given.input else "")
        found = build.find(path)
        if found is None or found.faulty:
            return False
        unit = found.unit
    return PER_SHARE.fits(unit) and not MONEY.fits(unit)


def fitting(build: Building, found: Quantity, path: DataPath, label: str, need: Need) -> Quantity:
    """The quantity if its unit is what is needed; reported and missing otherwise."""
    if found.faulty or need.fits(found.unit):
        return found
    build.report("unit-expected", f"{label} is {_in(found.unit)}, but {need.words} is needed", path)
    return missing()


def _in(unit: Unit) -> str:
    return f"in {unit}" if unit.powers else "a pure number"


def _typed(build: Building, scope: Scope, name: str, given: Input, path: DataPath, label: str, need: Need) -> Quantity:  # noqa: PLR0913, PLR0917 - what an input is and where it stands
    source = build.inputs.facts.sources.get(given.source or "")
    published = given.published or (source.published if source else None)
    if given.value is None or (not given.own and not build.known(published)):
        message = f"{label} was published on {published}, after the note's date {build.inputs.as_of}"
        build.report("published-after-as-of", message, path)
        return missing()
    if not need.fits(given.value.unit):
        message = f"{label} is {_in(given.value.unit)}, but {need.words} is needed"
        build.report("unit-expected", message, (*path, "value"))
        return missing()
    origin = Origin(
        source=given.source or build.inputs.house.name,
        as_of=given.as_of,
        published=published,
        place=build.inputs.place(FILE, build.typed_path((*path, "value"))),
        typed=given.value.typed,
        kind=kind_of(given),
        note=given.note or "",
    )
    unit, form = need.unit_of(given.value.unit), given.value.form
    return scope.add(leaf(scope.path(name), given.value.base, unit, origin=origin, label=label, form=form))


def kind_of(given: Input) -> Kind:
    """Whether an input is an assumption with a source, the house's judgement, or made up to show how it works."""
    return "illustrative" if given.illustrative else "judgement" if given.judgement else "assumption"


def _pointed(  # noqa: PLR0913, PLR0917 - as above
    build: Building, scope: Scope, name: str, found: Quantity, path: DataPath, label: str, need: Need
) -> Quantity:
    found = fitting(build, found, path, label, need)
    if found.faulty:
        return found
    meant = found / literal(1, need.per) if need.unit_of(found.unit) != found.unit else found
    return scope(name, meant, label=label, form=found.form)


def _fact(build: Building, reference: str, path: DataPath) -> Quantity:
    found = build.find(reference)
    if found is None:
        build.unknown_reference(reference, path)
        return missing()
    return found


def _unknown_input(build: Building, given: Input, path: DataPath) -> Quantity:
    # one that is at fault itself was reported where it stands
    if given.input not in build.inputs.valuation.inputs:
        known = ", ".join(build.inputs.valuation.inputs) or "none"
        message = f"no such figure under 'inputs': {given.input!r}"
        build.report("unknown-reference", message, (*path, "input"), hint=f"there are: {known}")
    return missing()


# ---- formulas -------------------------------------------------------------------------------------------------------

_FOLDS: Mapping[str, Callable[[list[Quantity]], Quantity]] = MappingProxyType(
    {
        "sum": lambda terms: total(tuple(terms)),
        "difference": lambda terms: node("subtract", *terms),
        "product": lambda terms: node("multiply", *terms),
        "ratio": lambda terms: terms[0] / terms[1],
        "power": lambda terms: terms[0] ** terms[1],
        "larger": lambda terms: maximum(terms[0], terms[1]),
        "smaller": lambda terms: minimum(terms[0], terms[1]),
    }
)


def _formula(build: Building, inner: Scope, given: Input, path: DataPath, label: str) -> Quantity:
    if given.cost_of_equity is not None:
        return cost_of_equity(build, inner, given.cost_of_equity, (*path, "cost_of_equity"))
    if given.wacc is not None:
        return weighted_cost(build, inner, given.wacc, (*path, "wacc"))
    name = next(each for each in _FOLDS if getattr(given, each) is not None)
    terms = [
        _term(build, inner, place, each, (*path, name, place), label) for place, each in enumerate(getattr(given, name))
    ]
    return _FOLDS[name](terms)


def _term(build: Building, inner: Scope, place: int, given: Input, path: DataPath, label: str) -> Quantity:
    """One operand of a formula: what is pointed to is itself, a whole number (the 1 of ``1 − tax``) a constant."""
    if given.fact is not None:
        return _fact(build, given.fact, (*path, "fact"))
    if given.input is not None:
        named = build.scope.quantities.get(f"valuation.inputs.{given.input}")
        return _unknown_input(build, given, path) if named is None else named
    amount = given.value
    if amount is not None and amount.written.typed == "" and amount.number == amount.number.to_integral_value():
        return literal(float(amount.number))
    name, words = str(place + 1), f"{label}, {place + 1}"
    if amount is None and given.cost_of_equity is None and given.wacc is None:
        # a formula within a formula is part of it, and has no name of its own
        return _formula(build, inner.inside(name), given, path, words)
    return take(build, inner, name, given, path, words, ANYTHING)


def _form_of(found: Quantity) -> Form | None:
    if found.faulty:
        return None
    if found.unit != PURE:
        return money_form(found, found.unit.currency or "") if is_money(found.unit) else None
    typed = {
        each.form.style for each in walk([found]) if each.is_leaf and each.form is not None and not each.unit.powers
    }
    return Form("plain", 0, 4) if typed and "percent" not in typed else percent(2)


def cost_of_equity(build: Building, scope: Scope, given: CostOfEquity, path: DataPath) -> Quantity:
    """``risk_free + beta × equity_premium + exposure × country_premium + other`` (Sharpe 1964, Damodaran's lambda)."""

    def rate(name: str, each: Input, label: str) -> Quantity:
        return take(build, scope, name, each, (*path, name), label, RATE)

    result = rate("risk_free", given.risk_free, "Risk-free rate")
    result = result + _beta(build, scope, given, path) * rate("equity_premium", given.equity_premium, "Equity premium")
    if given.country_premium is not None:
        country = rate("country_premium", given.country_premium, "Country premium")
        if given.country_exposure is not None:
            country = rate("country_exposure", given.country_exposure, "Exposure to the country") * country
        result = result + country
    if given.other is not None:
        result = result + rate("other", given.other, "Further premium")
    return result


def _beta(build: Building, scope: Scope, given: CostOfEquity, path: DataPath) -> Quantity:
    if given.beta is not None:
        return take(build, scope, "beta", given.beta, (*path, "beta"), "Beta", NUMBER)
    if given.unlevered_beta is None or given.tax_rate is None or given.debt_to_equity is None:
        return missing()
    asset = take(build, scope, "unlevered_beta", given.unlevered_beta, (*path, "unlevered_beta"), "Asset beta", NUMBER)
    tax = take(build, scope, "tax_rate", given.tax_rate, (*path, "tax_rate"), "Tax rate", TAX)
    ratio = take(
        build, scope, "debt_to_equity", given.debt_to_equity, (*path, "debt_to_equity"), "Debt to equity", RATE
    )
    return scope("beta", asset * (1 + (1 - tax) * ratio), label="Beta, levered", form=Form("plain", 0, 2))


def weighted_cost(build: Building, scope: Scope, given: CapitalCost, path: DataPath) -> Quantity:
    """The weighted average cost of capital, of debt after tax."""

    def rate(name: str, each: Input, label: str) -> Quantity:
        return take(build, scope, name, each, (*path, name), label, RATE)

    equity = rate("cost_of_equity", given.cost_of_equity, "Cost of equity")
    path_of_tax = (*path, "tax_rate")
    tax = take(build, scope, "tax_rate", given.tax_rate, path_of_tax, "Tax rate of the cost of debt", TAX)
    after_tax = scope(
        "cost_of_debt_after_tax", rate("cost_of_debt", given.cost_of_debt, "Cost of debt before tax") * (1 - tax),
        label="Cost of debt after tax", form=percent(2),
    )  # fmt: skip
    debt_weight, preferred_weight = _weights(build, scope, given, path)
    own = 1 - debt_weight if preferred_weight is None else 1 - debt_weight - preferred_weight
    own = scope("equity_weight", own, label="Weight of equity", form=percent())
    result = own * equity + debt_weight * after_tax
    if given.cost_of_preferred is not None and preferred_weight is not None:
        cost = rate("cost_of_preferred", given.cost_of_preferred, "Cost of preferred stock")
        result = result + preferred_weight * cost
    return result


def _weights(build: Building, scope: Scope, given: CapitalCost, path: DataPath) -> tuple[Quantity, Quantity | None]:
    def figure(name: str, each: Input, label: str, need: Need) -> Quantity:
        return take(build, scope, name, each, (*path, name), label, need)

    if given.debt_weight is not None:
        debt = figure("debt_weight", given.debt_weight, "Weight of debt", PROPORTION)
        if given.preferred_weight is None:
            return debt, None
        return debt, figure("preferred_weight", given.preferred_weight, "Weight of preferred stock", PROPORTION)
    if given.equity is None or given.debt is None:
        return missing(), None
    equity = figure("equity", given.equity, "Market value of equity", MONEY)
    debt = figure("debt", given.debt, "Market value of debt", MONEY)
    if given.preferred is None:
        return scope("debt_weight", debt / (equity + debt), label="Weight of debt", form=percent()), None
    stock = figure("preferred", given.preferred, "Market value of preferred stock", MONEY)
    whole = total((equity, debt, stock))
    preferred = scope("preferred_weight", stock / whole, label="Weight of preferred stock", form=percent())
    return scope("debt_weight", debt / whole, label="Weight of debt", form=percent()), preferred
