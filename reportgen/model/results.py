"""What the valuation gives: every named quantity with its value, and the target under replaced inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.figures import Form
from reportgen.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Scenario:
    """The target price evaluated with some inputs replaced; ``change`` is told against the target of the note."""

    path: str
    label: str
    target: str
    replaced: tuple[tuple[str, float], ...]
    value: float
    form: Form


@dataclass(frozen=True, slots=True)
class Results:
    """Every named number in the order of writing, its value, and the scenarios.

    A row stands in ``rows``; its cells, ``<row>.<label>``, are numbers like all others.
    """

    quantities: Mapping[str, Quantity]
    values: Mapping[str, float]
    scenarios: Mapping[str, Scenario]
    later: Mapping[str, date]
    """Paths of facts that were published after the note's date."""
    rows: Mapping[str, Quantity] = field(default_factory=dict)

    def value(self, path: str) -> float:
        """The value of a quantity or scenario in base units. KeyError if there is none of that path."""
        found = self.values.get(path)
        return self.scenarios[path].value if found is None else found

    def __contains__(self, path: object) -> bool:
        return path in self.values or path in self.scenarios

    def resolve(self, reference: str) -> str | None:
        """The full path of a reference: as written, or as a fact; None if it leads nowhere."""
        return next((path for path in (reference, f"facts.{reference}") if path in self), None)

    def form(self, path: str) -> Form:
        """The form in which a quantity or scenario prints on its own."""
        if path in self.scenarios:
            return self.scenarios[path].form
        return self.quantities[path].form or Form(decimals=4)

    def known_paths(self) -> tuple[str, ...]:
        """Every path that a reference can name, facts in their short form."""
        return tuple(path.removeprefix("facts.") for path in (*self.values, *self.scenarios))
