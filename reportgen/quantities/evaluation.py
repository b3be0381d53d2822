"""Evaluate a graph: flat, in one pass, for one scenario or for an array of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from reportgen.quantities.nodes import Quantity
from reportgen.quantities.operations import OPERATIONS, Array, Fault


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that compute some targets, operands before the nodes that use them."""

    steps: tuple[Quantity, ...]
    targets: tuple[Quantity, ...]
    last_use: Mapping[Quantity, int]


def walk(targets: Iterable[Quantity]) -> Iterator[Quantity]:
    """Every node under the targets once, operands first, in the order of writing."""
    seen: set[Quantity] = set()
    waiting = [(each, False) for each in reversed(tuple(targets))]
    while waiting:
        each, ready = waiting.pop()
        if each in seen:
            continue
        if ready:
            seen.add(each)
            yield each
            continue
        waiting.append((each, True))
        waiting.extend((operand, False) for operand in reversed(each.operands) if operand not in seen)


def plan(targets: Iterable[Quantity]) -> Plan:
    """Lay out the steps to some targets. Raises ValueError if a unit fault stands in the way."""
    wanted = tuple(targets)
    steps = tuple(walk(wanted))
    faulty = next((each for each in steps if each.fault is not None), None)
    if faulty is not None and faulty.fault is not None:
        raise ValueError(faulty.fault.message)
    last_use = {operand: place for place, each in enumerate(steps) for operand in each.operands}
    return Plan(steps, wanted, last_use)


def evaluate(plan: Plan, replaced: Mapping[Quantity, Array | float] | None = None) -> dict[Quantity, Array]:
    """The targets' values as arrays of scenarios, shape ``(scenarios,)``, length 1 where nothing varies.

    ``replaced`` puts values in the place of any node, given or computed; what lies below it is cut off.
    NaN means "no meaningful figure" and passes through every operation; what is infinite becomes NaN at once.
    """
    given = {each: np.atleast_1d(np.asarray(value, dtype=np.float64)) for each, value in (replaced or {}).items()}
    kept = set(plan.targets)
    values: dict[Quantity, Array] = {}
    for place, each in enumerate(plan.steps):
        if each in given:
            values[each] = given[each]
        elif each.is_leaf:
            values[each] = np.array([each.value], dtype=np.float64)
        else:
            values[each] = _compute(each, values)
        for operand in each.operands:
            if plan.last_use[operand] == place and operand not in kept:
                values.pop(operand, None)
    width = max((values[each].shape[0] for each in plan.targets), default=1)
    return {each: np.broadcast_to(values[each], (width,)) for each in plan.targets}


def _compute(node: Quantity, values: Mapping[Quantity, Array]) -> Array:
    # an overflow or a division by zero is told by the NaN that it leaves, not by a warning on the terminal
    with np.errstate(all="ignore"):
        found = OPERATIONS[node.operation].compute(*(values[operand] for operand in node.operands))
    finite = np.isfinite(found)
    return found if finite.all() else np.where(finite, found, np.nan)


def faults(targets: Iterable[Quantity]) -> tuple[tuple[Quantity, Fault], ...]:
    """All faults under the targets, each once, at the node that is at fault."""
    return tuple((each, each.fault) for each in walk(targets) if each.fault is not None)
