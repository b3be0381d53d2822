"""Leaves for graphs under test, numbers of an imaginary file; and random graphs of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
from hypothesis import strategies as st

from reportgen.diagnostics import Location
from reportgen.figures import Form
from reportgen.quantities import (
    PURE,
    SHARE,
    Array,
    Operand,
    Origin,
    Quantity,
    Unit,
    counted_unit,
    currency_unit,
    leaf,
    node,
)

CNY = currency_unit("CNY")
HKD = currency_unit("HKD")
CAR = counted_unit("car")
UNLIKE = MappingProxyType(
    {
        "cny": CNY,
        "hkd": HKD,
        "shares": SHARE,
        "cars": CAR,
        "rate": PURE,
        "fx": HKD / CNY,
        "per_share": CNY / SHARE,
        "squared": CNY * CNY,
    }
)


def place(path: str) -> Location:
    """The line on which a leaf stands: always the same for a path."""
    return Location("valuation.yaml", zlib.crc32(path.encode()) % 1000 + 1, 5)


def given(path: str, value: float = 1.0, unit: Unit = PURE, form: Form | None = None, label: str = "") -> Quantity:
    """A typed number of the inputs."""
    origin = Origin(source="S1", as_of=date(2025, 6, 30), published=None, place=place(path), typed=str(value))
    return leaf(path, value, unit, origin=origin, form=form, label=label)


@st.composite
def graphs(draw: st.DrawFn, operations: Sequence[str] = ("add", "subtract", "multiply", "divide", "negate")) -> Graph:
    """A random formula over a few inputs, without units: nodes that use earlier nodes, the last one on top."""
    inputs = tuple(given(name, draw(_numbers)) for name in "abcd")
    nodes: list[Quantity] = list(inputs)
    for _ in range(draw(st.integers(1, 8))):
        operation = draw(st.sampled_from(operations))
        count = {"negate": 1, "add": draw(st.integers(1, 3)), "subtract": draw(st.integers(1, 3))}.get(operation, 2)
        operands: list[Operand] = [*nodes, 2.0, 0.25]
        picked = [draw(st.sampled_from(operands)) for _ in range(count)]
        nodes.append(node(operation, *picked))
    return Graph(inputs, tuple(nodes))


_numbers = st.one_of(st.floats(-100, 100), st.integers(-9, 9).map(float))


@dataclass(frozen=True)
class Graph:
    """Some inputs, and every node made of them."""

    inputs: tuple[Quantity, ...]
    nodes: tuple[Quantity, ...]

    @property
    def top(self) -> Quantity:
        """The node that was made last."""
        return self.nodes[-1]


def bits(array: Array) -> list[int]:
    """What is compared where two results must be the same float; all NaN are one."""
    return [int(each) for each in np.where(np.isnan(array), np.nan, array).view(np.int64)]
