"""Explain a quantity: its formula in words and in numbers, its operands, down to facts with source and place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.figures import Form, write
from reportgen.quantities.nodes import Quantity
from reportgen.quantities.operations import OPERATIONS

_EXACT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Explanation:
    """One level of an explanation; ``repeated`` means that the operands were explained above."""

    quantity: Quantity
    value: float
    printed: str
    formula: str
    substituted: str
    operands: tuple[Explanation, ...]
    repeated: bool = False


def explain(quantity: Quantity, values: Mapping[str, float]) -> Explanation:
    """The whole tree under a named quantity; each one is explained once."""
    return _explain(quantity, values, set())


def formula(quantity: Quantity) -> str:
    """The formula in words: names of named operands, numbers of the formula itself. Leaves have none."""
    return "" if quantity.is_leaf else _render(quantity, lambda each: each.name)


def substituted(quantity: Quantity, values: Mapping[str, float]) -> str:
    """The formula with the operands' numbers put in, each as it is printed on its own."""
    return "" if quantity.is_leaf else _render(quantity, lambda each: printed(each, values[each.path]))


def operands(quantity: Quantity) -> tuple[Quantity, ...]:
    """The named quantities that the formula mentions, in order, each once."""
    found: dict[Quantity, None] = {}
    waiting = list(reversed(quantity.operands))
    while waiting:
        each = waiting.pop()
        if each.path:
            found[each] = None
        else:
            waiting.extend(reversed(each.operands))
    return tuple(found)


def printed(quantity: Quantity, value: float) -> str:
    """The number in the quantity's own form, or "no figure"."""
    if value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        return "n.m."
    return write(value, quantity.form or Form(decimals=4)).text


def exact(value: float) -> str:
    """The unrounded value in the fewest digits that read back as the same float."""
    return "n.m." if value != value else f"{value:.{_EXACT_DIGITS}g}"  # noqa: PLR0124


def _explain(quantity: Quantity, values: Mapping[str, float], seen: set[str]) -> Explanation:
    repeated = quantity.path in seen and not quantity.is_leaf
    seen.add(quantity.path)
    below = () if repeated else tuple(_explain(each, values, seen) for each in operands(quantity))
    value = values[quantity.path]
    return Explanation(
        quantity,
        value,
        printed(quantity, value),
        formula(quantity),
        substituted(quantity, values),
        below,
        repeated,
    )


def _render(quantity: Quantity, write_operand: Callable[[Quantity], str], outer: int = 0, *, right: bool = False, top: bool = True) -> str:
    if not top and quantity.path:
        return write_operand(quantity)
    if quantity.operation == "literal":
        value = quantity.value or 0.0
        return f"{value:g}".replace("-", "\u2212")
    operation = OPERATIONS[quantity.operation]
    if not operation.infix:
        inner = [_render(each, write_operand, 0, top=False) for each in quantity.operands]
        return operation.words.format(*inner)
    inner = [
        _render(each, write_operand, operation.binds, right=place > 0, top=False)
        for place, each in enumerate(quantity.operands)
    ]
    text = operation.infix.join(inner)
    weaker = operation.binds < outer or (right and operation.binds == outer and outer > 0)
    return f"({text})" if weaker else text
