"""A part whose value a source states, with the method it states."""

from __future__ import annotations

from reportgen.diagnostics import DataPath
from reportgen.model.valuation import GivenPart
from reportgen.quantities import Quantity, Scope
from reportgen.valuation.building import Building, is_money, take


def given(build: Building, scope: Scope, part: GivenPart, path: DataPath) -> Quantity | None:
    """``enterprise_value`` = the stated value."""
    return take(
        build, scope, "enterprise_value", part.value, (*path, "value"), label=part.label, rule=is_money, needed="money"
    )
