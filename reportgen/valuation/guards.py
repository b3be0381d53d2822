"""What is told where a figure has no meaning: growth not below the discount rate, a share count of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from reportgen.diagnostics import Diagnostic
from reportgen.quantities import Array, Quantity, formula, place_of, printed
from reportgen.valuation.building import FILE, Building

_BROKEN = {"less": "is not below", "at_most": "is above", "greater": "is not above", "at_least": "is below"}


def broken_guards(
    build: Building, guards: Sequence[Quantity], outcome: Mapping[Quantity, Array]
) -> Iterator[Diagnostic]:
    """A diagnostic for each condition that does not hold as the inputs stand, at the input that it is about."""
    told: set[tuple[str, object]] = set()
    for guard in guards:
        value, condition = guard.operands
        holds = outcome[condition]
        # without a figure something before it was told already
        if np.isnan(holds).any() or (holds > 0).all():
            continue
        place = place_of(condition) or build.inputs.place(FILE, ())
        if (guard.code, place) not in told:
            told.add((guard.code, place))
            yield Diagnostic(guard.code, _said(condition, outcome), place, condition.operands[0].path or value.path)


def _said(condition: Quantity, outcome: Mapping[Quantity, Array]) -> str:
    """``terminal growth (9 %) is not below WACC (8 %)``."""
    words = _BROKEN.get(condition.operation)
    if words is None:
        return f"this does not hold: {formula(condition)}"
    left, right = (_with_number(each, outcome) for each in condition.operands)
    return f"{left} {words} {right}"


def _with_number(quantity: Quantity, outcome: Mapping[Quantity, Array]) -> str:
    if quantity.operation == "literal":
        return f"{quantity.value:g}"
    name = quantity.name if quantity.path else formula(quantity)
    held = outcome.get(quantity)
    return f"{name} ({printed(quantity, float(held[0]))})" if held is not None and held.ndim == 1 else name
