"""What every piece of the graph is built with: scope, inputs, and the list of what is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from reportgen.diagnostics import DataPath, Diagnostic, Severity, dotted
from reportgen.figures import Form
from reportgen.model.inputs import Inputs
from reportgen.quantities import SHARE, Quantity, Scope, Unit, evaluate, plan, walk

FILE = "valuation.yaml"
Rule: TypeAlias = Callable[[Unit], bool]


@dataclass(frozen=True, slots=True)
class Building:
    """The graph under construction. ``later`` holds the paths that were not yet known at the note's date."""

    inputs: Inputs
    scope: Scope = field(default_factory=Scope)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    later: dict[str, date] = field(default_factory=dict)

    def report(
        self,
        code: str,
        message: str,
        path: DataPath,
        *,
        file: str = FILE,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a fault at a path of a file; an input that is used twice is at fault once."""
        path = self.typed_path(path, file)
        found = Diagnostic(code, message, self.inputs.place(file, path), dotted(path), severity, hint)
        if all((one.code, one.path, one.location) != (code, found.path, found.location) for one in self.diagnostics):
            self.diagnostics.append(found)

    def typed_path(self, path: DataPath, file: str = FILE) -> DataPath:
        """The steps of a path that stand in the file: a short form has fewer than the model."""
        return self.inputs.typed_path(file, path)

    def known(self, published: date | None) -> bool:
        """Whether something published on that day may stand in this note."""
        return published is None or published <= self.inputs.as_of

    def find(self, path: str) -> Quantity | None:
        """A named quantity, as a full path or as a fact."""
        quantities = self.scope.quantities
        return quantities.get(path, quantities.get(f"facts.{path}"))

    def unknown_reference(self, reference: str, path: DataPath, *, file: str = FILE) -> None:
        """Say that a reference leads nowhere, or to what was published later."""
        published = self.later.get(f"facts.{reference}")
        if published is not None:
            message = f"{reference} was published on {published}, after the note's date {self.inputs.as_of}"
            self.report("published-after-as-of", message, path, file=file)
            return
        known = [each.removeprefix("facts.") for each in self.scope.quantities]
        close = difflib.get_close_matches(reference, known, 1)
        hint = f"did you mean {close[0]!r}?" if close else ""
        self.report("unknown-reference", f"no such figure: {reference!r}", path, file=file, hint=hint)


def is_money(unit: Unit) -> bool:
    """Money in some currency: which one is for the arithmetic to check."""
    return unit.currency is not None and len(unit.powers) == 1


def is_pure(unit: Unit) -> bool:
    """A pure number: a ratio, a rate, a multiple."""
    return not unit.powers


def number_of(quantity: Quantity) -> float:
    """The value of a sound scalar as the inputs stand."""
    return float(evaluate(plan([quantity]))[quantity][0])


def adds_up_to_one(whole: float) -> bool:
    """Whether shares add up to one, but for what binary fractions of typed decimals leave."""
    return abs(whole - 1) <= 1e-9  # noqa: PLR2004 - far below any digit that is typed


def above_zero(quantity: Quantity) -> bool:
    """Whether a sound quantity is above zero as the inputs stand."""
    return not quantity.faulty and number_of(quantity) > 0


def bn(currency: str, decimals: int = 1, *, signed: bool = False) -> Form:
    """Money in billions."""
    return Form("plain", 9, decimals, currency, "", signed)


def per_share(currency: str, decimals: int = 2, *, signed: bool = False) -> Form:
    """Money per share."""
    return Form("plain", 0, decimals, currency, "", signed)


def percent(decimals: int = 1, *, signed: bool = False) -> Form:
    """A rate."""
    return Form("percent", 0, decimals, signed=signed)


def money_form(quantity: Quantity, currency: str, *, signed: bool = False) -> Form:
    """Money in the scale in which its own figures were typed; in billions where they do not say.

    What is made of a price and a number of shares prints in the scale of the shares. Money for each of something is in
    no scale, and has the decimals in which such money was typed, of a share two at least.
    """
    leaves = [each for each in walk([quantity]) if each.is_leaf and each.form is not None]
    if not quantity.faulty and not is_money(quantity.unit):
        typed_each = [each.form.decimals for each in leaves if each.form and each.unit == quantity.unit]
        least = 2 if is_money(quantity.unit * SHARE) else 0
        return per_share(currency, max([least, *typed_each]), signed=signed)
    money = [each.form for each in leaves if each.form and each.form.style == "plain" and is_money(each.unit)]
    counted = [each.form for each in leaves if each.form and each.form.scale]
    typed = next(iter((*money, *counted)), None)
    if typed is None:
        return bn(currency, signed=signed)
    return Form("plain", typed.scale, 1 if typed.scale else 2, currency, "", signed)
