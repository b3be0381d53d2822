"""Evaluate a graph: flat, in one pass, for one scenario or for an array of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from reportgen.quantities.nodes import Quantity
from reportgen.quantities.operations import OPERATIONS, Array, Fault


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that compute some targets, operands before the nodes that use them.

    ``dropped`` holds for each step the nodes that are not needed after it; ``fixed`` the values that never vary.
    """

    steps: tuple[Quantity, ...]
    targets: tuple[Quantity, ...]
    dropped: tuple[tuple[Quantity, ...], ...]
    fixed: Mapping[Quantity, Array] = field(default_factory=dict)


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


def plan(targets: Iterable[Quantity], varying: Iterable[Quantity] | None = None) -> Plan:
    """Lay out the steps to some targets. Raises ValueError if a unit fault stands in the way.

    With ``varying``, only these nodes are ever replaced: what does not hang on them is computed here, once.
    """
    wanted = tuple(targets)
    steps = tuple(walk(wanted))
    faulty = next((each for each in steps if each.fault is not None), None)
    if faulty is not None and faulty.fault is not None:
        raise ValueError(faulty.fault.message)
    whole = Plan(steps, wanted, _dropped(steps, wanted))
    return whole if varying is None else _specialised(whole, set(varying))


def _specialised(whole: Plan, varying: set[Quantity]) -> Plan:
    moving = set(varying)
    for each in whole.steps:
        if any(operand in moving for operand in each.operands):
            moving.add(each)
    steps = tuple(each for each in whole.steps if each in moving)
    # what varies may vary in some scenarios only, and is computed in the others
    needed = dict.fromkeys(operand for each in steps for operand in each.operands if operand not in moving)
    needed.update(dict.fromkeys(each for each in whole.targets if each not in moving))
    still = tuple(needed)
    held = tuple(walk(still))
    fixed = _run(Plan(held, still, _dropped(held, still)), {})
    return Plan(steps, whole.targets, _dropped(steps, whole.targets), fixed)


def _dropped(steps: tuple[Quantity, ...], targets: tuple[Quantity, ...]) -> tuple[tuple[Quantity, ...], ...]:
    """What is used up is forgotten: that keeps the arrays of a simulation in the cache."""
    last_use = {operand: place for place, each in enumerate(steps) for operand in each.operands}
    kept = set(targets)
    own = set(steps)
    dropped: list[list[Quantity]] = [[] for _ in steps]
    for operand, place in last_use.items():
        if operand not in kept and operand in own:
            dropped[place].append(operand)
    return tuple(tuple(each) for each in dropped)


def evaluate(plan: Plan, replaced: Mapping[Quantity, Array | float] | None = None) -> dict[Quantity, Array]:
    """The targets' values as arrays of scenarios: a scalar is ``(scenarios,)``, a row ``(years, scenarios)``.

    ``replaced`` puts values in the place of any node, given or computed; what lies below it is cut off. In scenarios
    where a replacement is NaN the node keeps its own value. As a value NaN means "no meaningful figure" and passes
    through every operation; what is infinite becomes NaN at once.
    """
    values = _run(plan, {each: _given(each, value) for each, value in (replaced or {}).items()})
    width = max((value.shape[-1] for value in values.values()), default=1)
    return {each: np.broadcast_to(value, (*value.shape[:-1], width)) for each, value in values.items()}


def _given(quantity: Quantity, value: Array | float) -> Array:
    found = np.atleast_1d(np.asarray(value, dtype=np.float64))
    if quantity.axis is None or found.ndim > 1:
        return found
    return np.broadcast_to(found, (len(quantity.axis), found.shape[0]))


def _run(plan: Plan, given: Mapping[Quantity, Array]) -> dict[Quantity, Array]:
    values: dict[Quantity, Array] = dict(plan.fixed)
    # an overflow or a division by zero is told by the NaN that it leaves, not by a warning on the terminal
    with np.errstate(all="ignore"):
        for each, used_up in zip(plan.steps, plan.dropped, strict=True):
            values[each] = _replaced(each, given[each], values) if each in given else _own(each, values)
            for operand in used_up:
                del values[operand]
    return {each: _finite(values[each]) for each in plan.targets}


def _replaced(node: Quantity, found: Array, values: Mapping[Quantity, Array]) -> Array:
    # a sum is NaN if any of its terms is, and is a fraction of the cost of asking each
    if math.isfinite(np.add.reduce(found, axis=None)):
        return found
    kept = np.isnan(found)
    return np.where(kept, _own(node, values), found) if kept.any() else found


def _own(node: Quantity, values: Mapping[Quantity, Array]) -> Array:
    return np.array([node.value], dtype=np.float64) if node.is_leaf else _compute(node, values)


def _compute(node: Quantity, values: Mapping[Quantity, Array]) -> Array:
    operation = OPERATIONS[node.operation]
    found = operation.compute(node, *[values[operand] for operand in node.operands])
    return _finite(found) if operation.guarded else found


def _finite(found: Array) -> Array:
    # a finite sum has finite terms, and is a fraction of the cost of asking each
    if math.isfinite(np.add.reduce(found, axis=None)):
        return found
    return np.where(np.isfinite(found), found, np.nan)


def faults(targets: Iterable[Quantity]) -> tuple[tuple[Quantity, Fault], ...]:
    """All faults under the targets, each once, at the node that is at fault."""
    return tuple((each, each.fault) for each in walk(targets) if each.fault is not None)
