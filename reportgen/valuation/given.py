"""A part whose value a source states, with the method it states."""

from __future__ import annotations

from reportgen.model.methods import GivenPart
from reportgen.quantities import Quantity
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import MONEY, PER_SHARE, WORTH, take


def given(desk: Desk, part: GivenPart) -> Quantity:
    """The stated value, of the whole part; money, or money per share."""
    counted = not _adjusted(part) and not _per_share(desk, part)
    name = "enterprise_value" if counted and part.level == "enterprise_value" else "stated_value"
    return take(
        desk.build, desk.scope, name, part.value, (*desk.path, "value"), part.label, MONEY if counted else WORTH
    )


def _adjusted(part: GivenPart) -> bool:
    """Whether the stated value is not yet what the part counts for."""
    changes = (part.exchange_rate, part.ownership, part.discount)
    return part.sign == "subtract" or any(each is not None for each in changes)


def _per_share(desk: Desk, part: GivenPart) -> bool:
    if part.value.value is not None:
        return PER_SHARE.fits(part.value.value.unit) and not MONEY.fits(part.value.value.unit)
    fact = desk.build.find(part.value.fact or "")
    return fact is not None and not fact.faulty and PER_SHARE.fits(fact.unit) and not MONEY.fits(fact.unit)
