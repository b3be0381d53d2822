"""A part whose value a source states, with the method it states."""

from __future__ import annotations

from reportgen.model.methods import GivenPart
from reportgen.quantities import Quantity
from reportgen.valuation.part import Desk
from reportgen.valuation.taking import MONEY, WORTH, is_per_share, take


def given(desk: Desk, part: GivenPart) -> Quantity:
    """The stated value, of the whole part; money, or money per share."""
    counted = not _adjusted(part) and not is_per_share(desk.build, part.value)
    name = "enterprise_value" if counted and part.level != "equity_value" else "stated_value"
    return take(
        desk.build, desk.scope, name, part.value, (*desk.path, "value"), part.label, MONEY if counted else WORTH
    )


def _adjusted(part: GivenPart) -> bool:
    """Whether the stated value is not yet what the part counts for."""
    changes = (part.exchange_rate, part.ownership, part.discount)
    return part.sign == "subtract" or any(each is not None for each in changes)
