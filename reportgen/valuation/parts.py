"""What each part is worth to the company: its method's value, converted, discounted, and as much of it as is owned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from reportgen.diagnostics import DataPath
from reportgen.figures import Form
from reportgen.model.methods import BookValuePart, GivenPart, Level, MultiplePart, Part, SumOfPartsPart
from reportgen.quantities import SHARE, Quantity, Scope, currency_unit, missing, total
from reportgen.valuation.book_value import book_value
from reportgen.valuation.building import Building, money_form
from reportgen.valuation.dcf import dcf
from reportgen.valuation.dividend_discount import dividend_discount
from reportgen.valuation.equity_flows import free_cash_flow_to_equity
from reportgen.valuation.given import given
from reportgen.valuation.multiple import multiple
from reportgen.valuation.part import Desk
from reportgen.valuation.residual_income import residual_income
from reportgen.valuation.taking import DISCOUNT, PROPORTION, SHARES, Need, is_per_share, take

ENTERPRISE: Level = "enterprise_value"


def sum_of_parts(desk: Desk, part: SumOfPartsPart) -> Quantity:
    """The sum of parts within a part."""
    inner = desk.scope.inside("parts")
    values = [
        part_value(desk.build, inner.inside(name), each, (*desk.path, "parts", name), ENTERPRISE)
        for name, each in part.parts.items()
    ]
    return total(tuple(values))


METHODS: Mapping[str, Callable[[Desk, Any], Quantity]] = MappingProxyType(
    {
        "given": given,
        "multiple": multiple,
        "book_value": book_value,
        "dcf": dcf,
        "dividend_discount": dividend_discount,
        "residual_income": residual_income,
        "free_cash_flow_to_equity": free_cash_flow_to_equity,
        "sum_of_parts": sum_of_parts,
    }
)


def part_value(build: Building, scope: Scope, part: Part, path: DataPath, name: str) -> Quantity:
    """The part's value in the reporting currency under a name: ``enterprise_value`` in a sum of parts."""
    desk = Desk(build, scope, path, part.label)
    worth = METHODS[part.method](desk, part)
    if worth.path == scope.path(name):
        return worth
    worth = _attributable(desk, part, worth)
    if (
        name == ENTERPRISE
        and not worth.faulty
        and worth.unit.currency
        and worth.unit * SHARE == currency_unit(worth.unit.currency)
    ):
        worth = worth * shares(build)
    currency = worth.unit.currency or build.inputs.company.reporting_currency
    return scope(name, worth, label=part.label, form=_form(worth, currency))


def _form(worth: Quantity, currency: str) -> Form:
    if not worth.faulty and worth.unit * SHARE == currency_unit(currency):
        return Form("plain", 0, 2, currency)
    return money_form(worth, currency)


def _attributable(desk: Desk, part: Part, worth: Quantity) -> Quantity:
    """``value × exchange rate × (1 − discount) × ownership``, with the part's sign."""
    steps = (part.exchange_rate, part.discount, part.ownership)
    if all(each is None for each in steps) and part.sign == "add":
        return worth
    worth = desk.say("value_of_whole", worth, "value before what is not counted")
    if part.exchange_rate is not None:
        reporting = desk.build.inputs.company.reporting_currency
        foreign = worth.unit.currency
        rate = Need(
            lambda unit: foreign is None or unit == currency_unit(reporting) / currency_unit(foreign),
            f"{reporting}/{foreign}",
        )
        worth = worth * desk.figure(
            "exchange_rate", part.exchange_rate, "exchange_rate", f"{reporting} per {foreign}", rate
        )
    if part.discount is not None:
        worth = worth * (1 - desk.figure("discount", part.discount, "discount", "discount", DISCOUNT))
    if part.ownership is not None:
        worth = worth * desk.figure("ownership", part.ownership, "ownership", "share owned", PROPORTION)
    return -worth if part.sign == "subtract" else worth


def shares(build: Building) -> Quantity:
    """``valuation.shares``, entered where it is first needed; reported where there is none."""
    found = build.scope.quantities.get("valuation.shares")
    if found is not None:
        return found
    given_shares = build.inputs.valuation.shares
    if given_shares is None:
        build.report("shares-missing", "there is no number of shares", (), hint="shares: {count: …, basis: diluted}")
        return missing()
    scope = build.scope.inside("valuation")
    return take(build, scope, "shares", given_shares.count, ("shares", "count"), "Shares", SHARES)


def level_of(build: Building, part: Part) -> Level | None:
    """What a method values, where the part is the whole company; None where a multiple does not say."""
    match part:
        case GivenPart():
            return part.level or ("equity_value" if is_per_share(build, part.value) else ENTERPRISE)
        case BookValuePart() | SumOfPartsPart():
            return part.level
        case MultiplePart():
            return part.level or _level_of_multiple(part.multiple_of)
        case _:
            return ENTERPRISE if part.method == "dcf" else "equity_value"


def _level_of_multiple(name: str) -> Level | None:
    if name.upper().startswith("EV"):
        return ENTERPRISE
    return "equity_value" if name.upper().startswith("P") else None
