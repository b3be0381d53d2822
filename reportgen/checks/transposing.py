"""Two neighbouring digits exchanged, where a sum is wrong: the difference is then a multiple of nine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.model.amounts import to_base
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.quantities import Quantity


def transposed(inputs: Inputs, results: Results, whole: Quantity, parts: Sequence[Quantity], allowed: float) -> str:
    """Which two digits of which figure, exchanged, would make a sum right; nothing if none do, or if several would."""
    missing = results.values[whole.path] - sum(results.values[each.path] for each in parts)
    found = [*_mending(inputs, whole, -missing, allowed)]
    for part in parts:
        found.extend(_mending(inputs, part, missing, allowed))
    return found[0] if len(found) == 1 else ""


def _mending(inputs: Inputs, quantity: Quantity, missing: float, allowed: float) -> Iterator[str]:
    """The exchanges of digits in one typed figure that would bring what is missing."""
    metric = inputs.facts.metrics.get(quantity.path.split(".")[1]) if quantity.path.startswith("facts.") else None
    if metric is None or quantity.origin is None or not quantity.is_leaf:
        return
    typed = quantity.origin.typed
    for turned, first, second in _exchanges(typed):
        if abs(to_base(Decimal(turned) - Decimal(typed), metric.unit) - missing) <= allowed:
            yield f"with {first} and {second} exchanged, {quantity.name} is {turned}, and the sum is right"


def _exchanges(typed: str) -> Iterator[tuple[str, str, str]]:
    """A figure with each pair of neighbouring digits exchanged, over the decimal point too."""
    places = [place for place, character in enumerate(typed) if character.isdigit()]
    for here, there in pairwise(places):
        if typed[here] != typed[there]:
            letters = list(typed)
            letters[here], letters[there] = letters[there], letters[here]
            yield "".join(letters), typed[here], typed[there]
