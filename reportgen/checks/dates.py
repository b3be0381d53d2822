"""Of which day a quantity is."""

from __future__ import annotations

from datetime import date

from reportgen.model.results import Results


def as_of(results: Results, path: str) -> date | None:
    """The date of a quantity: its own, or that of the one leaf that it only renames."""
    quantity = results.quantities.get(path)
    while quantity is not None and quantity.operation == "same":
        quantity = quantity.operands[0]
    return quantity.origin.as_of if quantity is not None and quantity.origin is not None else None
