"""The quantity graph: numbers that know their unit, their formula and their source."""

from reportgen.quantities.evaluation import Plan, evaluate, faults, plan, walk
from reportgen.quantities.explanation import Explanation, exact, explain, formula, operands, printed, substituted
from reportgen.quantities.nodes import (
    Kind,
    Operand,
    Origin,
    Quantity,
    leaf,
    literal,
    node,
    round_to,
    total,
)
from reportgen.quantities.operations import OPERATIONS, Array, Fault, Operation, place_of
from reportgen.quantities.scope import Scope
from reportgen.quantities.units import (
    COUNTED,
    CURRENCIES,
    PURE,
    SHARE,
    Unit,
    counted_unit,
    currency_unit,
)

__all__ = [
    "COUNTED",
    "CURRENCIES",
    "OPERATIONS",
    "PURE",
    "SHARE",
    "Array",
    "Explanation",
    "Fault",
    "Kind",
    "Operand",
    "Operation",
    "Origin",
    "Plan",
    "Quantity",
    "Scope",
    "Unit",
    "counted_unit",
    "currency_unit",
    "evaluate",
    "exact",
    "explain",
    "faults",
    "formula",
    "leaf",
    "literal",
    "node",
    "operands",
    "place_of",
    "plan",
    "printed",
    "round_to",
    "substituted",
    "total",
    "walk",
]
