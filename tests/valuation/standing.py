"""A valuation that stands alone, written in a test and valued there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from reportgen.diagnostics import Diagnostic
from reportgen.model.results import Results
from reportgen.quantities import Quantity, evaluate, plan
from reportgen.valuing import valued

HEAD = "method: whole_company\nas_of: 2025-01-01\ncurrency: USD\nbasis: {illustrative: true}\n"


class Standing:
    """What a file comes to; figures by their paths, those of the one part ``firm`` without the beginning."""

    def __init__(self, results: Results | None, found: tuple[Diagnostic, ...]) -> None:
        self.found, self._results = found, results

    @property
    def results(self) -> Results:
        assert self._results is not None, self.codes
        return self._results

    @property
    def codes(self) -> list[str]:
        """The codes of what is wrong."""
        return sorted(each.code for each in self.found)

    def full(self, path: str) -> str:
        """The full path of a figure of the part, or of the whole."""
        known = (*self.results.values, *self.results.rows)
        return next(each for each in (f"valuation.parts.firm.{path}", f"valuation.{path}", path) if each in known)

    def __getitem__(self, path: str) -> float:
        return self.results.values[self.full(path)]

    def quantity(self, path: str) -> Quantity:
        """A scalar or a row."""
        full = self.full(path)
        return self.results.rows[full] if full in self.results.rows else self.results.quantities[full]

    def row(self, path: str) -> list[float]:
        """The cells of a row."""
        quantity = self.quantity(path)
        return [self.results.values[f"{quantity.path}.{label}"] for label in quantity.axis or ()]

    def at(self, path: str, **replaced: float | NDArray[np.float64]) -> NDArray[np.float64]:
        """A scalar with inputs replaced, each named with ``__`` for its dots."""
        target = self.quantity(path)
        inputs = {self.quantity(name.replace("__", ".")): value for name, value in replaced.items()}
        return evaluate(plan([target]), inputs)[target]


def standing(text: str, head: str = HEAD) -> Standing:
    """The valuation of a text below the usual head; nothing need be right with it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_text(head + text, encoding="utf-8")
        _, results, found = valued(Path(folder), str(file))
    return Standing(results, found)


def sound(text: str, head: str = HEAD) -> Standing:
    """The valuation of a text with which nothing is wrong."""
    found = standing(text, head)
    assert found.found == (), "\n".join(each.text() for each in found.found)
    return found


def firm(inputs: str, method: str = "dcf") -> str:
    """A part ``firm`` of some lines."""
    lines = "".join(f"    {line}\n" for line in inputs.strip().splitlines())
    return f"parts:\n  firm:\n    method: {method}\n    label: The firm\n{lines}"
