"""What the valuation gives: every named quantity with its value, and the target under replaced inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.figures import Form
from reportgen.quantities import Quantity, cells


def grid_path(number: int, row: int, column: int) -> str:
    """The path of a cell of a sensitivity grid, all counted from 0; the first grid has no number."""
    grid = "sensitivity" if number == 0 else f"grids.{number + 1}"
    return f"scenarios.{grid}.{row + 1}.{column + 1}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A result evaluated with some inputs replaced; ``change`` is told against the one of the note.

    Without a meaningful figure ``value`` is NaN. ``formula`` says how a number comes about that is no such evaluation.
    """

    path: str
    label: str
    target: str
    replaced: tuple[tuple[str, float], ...]
    value: float
    form: Form
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Swung:
    """One input of a tornado: what it is at both ends, and where the results for them stand."""

    path: str
    label: str
    low: str
    high: str
    low_path: str
    high_path: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the price implies for one input: every value at which the target meets the price, or why there is none."""

    path: str
    label: str
    own: float
    between: tuple[float, float]
    roots: tuple[float, ...]
    targets: tuple[float, float]
    """The target at both ends of what was searched; NaN where it has no figure."""
    said: str
    result: str = ""
    """The path of the root nearest to the input's own value."""


@dataclass(frozen=True, slots=True)
class Fan:
    """How a forecast spreads from year to year over random draws; in the base units of its row."""

    path: str
    label: str
    years: tuple[str, ...]
    own: tuple[float, ...]
    """The forecast of the note."""
    percentiles: tuple[tuple[int, tuple[float, ...]], ...]
    """Each with its value in every year; NaN where no draw has a figure."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """The target before rounding over random draws of its inputs; in the trading currency per share."""

    draws: int
    seed: int
    not_meaningful: int
    mean: float
    deviation: float
    percentiles: tuple[tuple[int, float], ...]
    above_price: float | None
    """The share of meaningful draws above the price."""
    shares: tuple[tuple[str, str, float], ...]
    """Path, label and share of the explained variance of each drawn input, largest first."""
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    """How many draws lie between neighbouring edges; the outermost hold those beyond as well."""
    beyond: int = 0
    """How many lie beyond the outermost edges."""
    fan: Fan | None = None


@dataclass(frozen=True, slots=True)
class Uses:
    """What else the graph was asked."""

    tornado: tuple[Swung, ...] = ()
    """Largest first."""
    answers: tuple[Answer, ...] = ()
    simulated: Simulated | None = None


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
    uses: Uses = field(default_factory=Uses)

    def value(self, path: str) -> float:
        """The value of a quantity or scenario in base units. KeyError if there is none of that path."""
        found = self.values.get(path)
        return self.scenarios[path].value if found is None else found

    def replaced_in(self, scenario: Scenario) -> tuple[tuple[Quantity, float, float], ...]:
        """What a scenario replaces, by what, and what it is in the note: of a row in its first year."""
        found = []
        for path, value in scenario.replaced:
            row = self.rows.get(path)
            quantity = self.quantities[path] if row is None else row
            found.append((quantity, value, self.values[path if row is None else cells(row)[0].path]))
        return tuple(found)

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
