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
from reportgen.model.valuation import Input
from reportgen.quantities import Origin, Quantity, Scope, Unit, evaluate, leaf, literal, plan

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
        found = Diagnostic(code, message, self.inputs.place(file, path), dotted(path), severity, hint)
        if all((one.code, one.path, one.location) != (code, found.path, found.location) for one in self.diagnostics):
            self.diagnostics.append(found)

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


def take(  # noqa: PLR0913 - what an input is, and what it must be
    build: Building,
    scope: Scope,
    name: str,
    given: Input,
    path: DataPath,
    *,
    label: str,
    rule: Rule,
    needed: str,
    per: Unit | None = None,
) -> Quantity | None:
    """Enter an input of the valuation into the graph, or report why it cannot be used.

    ``rule`` says which units the input may have and ``needed`` says it in words; ``per`` divides money (a price typed
    in HKD is HKD per share).
    """
    if given.fact is not None:
        found = _fact(build, given.fact, (*path, "fact"), label=label, rule=rule, needed=needed)
        if found is None:
            return None
        divided = found / literal(1, per) if per is not None and is_money(found.unit) else found
        return scope(name, divided, label=label, form=found.form)
    if given.value is None:
        return None
    source = build.inputs.facts.sources.get(given.source or "")
    published = given.published or (source.published if source else None)
    if not given.judgement and not build.known(published):
        message = f"{label} was published on {published}, after the note's date {build.inputs.as_of}"
        build.report("published-after-as-of", message, path)
        return None
    if not rule(given.value.unit):
        build.report("unit-expected", f"{label} is in {given.value.unit}, but {needed} is needed", (*path, "value"))
        return None
    unit = given.value.unit / per if per is not None and is_money(given.value.unit) else given.value.unit
    origin = Origin(
        source=given.source or build.inputs.house.name,
        as_of=given.as_of,
        published=published,
        place=build.inputs.place(FILE, (*path, "value")),
        typed=given.value.typed,
        kind="judgement" if given.judgement else "assumption",
        note=given.note or "",
    )
    full = scope.path(name)
    return scope.add(leaf(full, given.value.base, unit, origin=origin, label=label, form=given.value.form))


def _fact(build: Building, reference: str, path: DataPath, *, label: str, rule: Rule, needed: str) -> Quantity | None:
    found = build.find(reference)
    if found is None:
        build.unknown_reference(reference, path)
        return None
    if not rule(found.unit):
        build.report("unit-expected", f"{label} is in {found.unit}, but {needed} is needed", path)
        return None
    return found


def is_money(unit: Unit) -> bool:
    """Money in some currency: which one is for the arithmetic to check."""
    return unit.currency is not None and len(unit.powers) == 1


def is_pure(unit: Unit) -> bool:
    """A pure number: a ratio, a rate, a multiple."""
    return not unit.powers


def above_zero(quantity: Quantity) -> bool:
    """Whether a sound quantity is above zero as the inputs stand."""
    return not quantity.faulty and bool(evaluate(plan([quantity]))[quantity][0] > 0)


def bn(currency: str, decimals: int = 1, *, signed: bool = False) -> Form:
    """Money in billions."""
    return Form("plain", 9, decimals, currency, "", signed)


def per_share(currency: str, decimals: int = 2, *, signed: bool = False) -> Form:
    """Money per share."""
    return Form("plain", 0, decimals, currency, "", signed)


def percent(decimals: int = 1, *, signed: bool = False) -> Form:
    """A rate."""
    return Form("percent", 0, decimals, signed=signed)
