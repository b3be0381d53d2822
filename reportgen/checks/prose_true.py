"""Does the prose say what the numbers say?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic
from reportgen.figures import Form, write
from reportgen.model.inputs import Inputs
from reportgen.model.prose import Claim
from reportgen.model.references import Unresolved, every_prose, printed_reference
from reportgen.model.results import Results
from reportgen.quantities import Unit

_RELATIVE_NOISE = 1e-9


def reference_prints(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Every reference of the prose must print; the codes are those of the reasons why one does not."""
    for prose in every_prose(inputs):
        for reference in prose.references():
            printed = printed_reference(reference, results)
            if isinstance(printed, Unresolved):
                yield Diagnostic(printed.code, printed.message, reference.place, reference.path, hint=printed.hint)


def claim_holds(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Words such as "higher than" are held against the numbers they speak of, so that prose and table never part."""
    for prose in every_prose(inputs):
        for claim in prose.claims():
            message = _claim_fault(claim, results)
            if message:
                yield Diagnostic("claim-holds", message, claim.place, claim.left.path)


class _Side(NamedTuple):
    """One side of a comparison: its value, its unit (None for a plain number) and how it prints."""

    value: float
    unit: Unit | None
    form: Form | None
    text: str


def _claim_fault(claim: Claim, results: Results) -> str:
    """Why a claim may not be printed; empty if it may, or if a reference in it leads nowhere (told on its own)."""
    left, right = _side(claim.left.path, results), _right(claim, results)
    if left is None or right is None:
        return ""
    if right.unit is not None and left.unit != right.unit:
        return f"{left.text} and {right.text}: figures in different units cannot be compared"
    if right.unit is None and left.form is not None and left.form.scale and right.value:
        return f"{left.text}; {right.text} says no unit and no scale: compare with another figure, or with 0"
    if _holds(left.value, claim.comparison, right.value):
        return ""
    return f"the text says {claim.text!r}, but {left.text}{', against ' if right.unit is None else ' and '}{right.text}"


def _right(claim: Claim, results: Results) -> _Side | None:
    if isinstance(claim.right, float):
        return _Side(claim.right, None, None, f"{claim.right:g}")
    return _side(claim.right.path, results)


def _side(reference: str, results: Results) -> _Side | None:
    path = results.resolve(reference)
    if path is None or not math.isfinite(results.value(path)):
        return None
    scenario = results.scenarios.get(path)
    unit = results.quantities[scenario.target if scenario else path].unit
    value, form = results.value(path), results.form(path)
    return _Side(value, unit, form, f"{reference} is {write(value, form).text}")


def _holds(first: float, comparison: str, second: float) -> bool:
    same = math.isclose(first, second, rel_tol=_RELATIVE_NOISE)
    match comparison:
        case "<":
            return first < second and not same
        case "<=":
            return first < second or same
        case ">":
            return first > second and not same
        case ">=":
            return first > second or same
        case _:
            return same
