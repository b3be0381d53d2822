"""How figures run over the years: constants, lists, fades and growth become rows of the graph."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.diagnostics import DataPath
from reportgen.figures import Form
from reportgen.model.assumptions import Course, Input, Step
from reportgen.quantities import (
    Axis,
    Quantity,
    Scope,
    cumulative_product,
    literal,
    maximum,
    minimum,
    missing,
    row,
)
from reportgen.quantities import at as pick
from reportgen.valuation.building import Building, percent
from reportgen.valuation.taking import RATE, Need, take


@dataclass(frozen=True, slots=True)
class Timeline:
    """The forecast years: their labels, and the row of their numbers from 1."""

    axis: Axis
    year: Quantity

    def along(self, quantity: Quantity) -> Quantity:
        """A row of the quantity; a scalar stands in every year."""
        if quantity.faulty or quantity.axis is not None:
            return quantity
        return row(self.axis, quantity)


def timeline(scope: Scope, axis: Axis) -> Timeline:
    """The years of a method, numbered from 1."""
    numbers = row(axis, *(literal(place + 1) for place in range(len(axis))))
    return Timeline(axis, scope("year", numbers, label="Year", form=Form("plain", 0, 0)))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a course stands in graph and file, and what it must be."""

    build: Building
    scope: Scope
    time: Timeline
    name: str
    path: DataPath
    label: str
    need: Need

    def take(self, name: str, given: Input, key: str, what: str) -> Quantity:
        """An input below the course."""
        path = (*self.path, key)
        return take(self.build, self.scope.inside(self.name), name, given, path, f"{self.label}, {what}", self.need)

    def say(self, quantity: Quantity, form: Form | None) -> Quantity:
        """The course itself under its name."""
        return self.scope(self.name, quantity, label=self.label, form=form)

    def report(self, code: str, message: str, key: str) -> Quantity:
        """Say what is wrong with the course."""
        self.build.report(code, f"{self.label}: {message}", (*self.path, key))
        return missing()


def course(at: Place, given: Course) -> Quantity:
    """The quantity of a course: a scalar where it is constant, a row over the years otherwise."""
    if given.constant is not None:
        return take(at.build, at.scope, at.name, given.constant, (*at.path, "constant"), at.label, at.need)
    if given.base is not None and given.growth is not None:
        return _growing(at, given.base, given.growth)
    if given.start is not None and given.to is not None:
        start = at.take("from", given.start, "from", "at first")
        return _faded(at, given, given.to, start, 1 if given.hold is None else given.hold)
    return _listed(at, given)


def _growing(at: Place, base: Input, growth: Course) -> Quantity:
    """``base × (1 + growth)`` year after year."""
    start = at.take("base", base, "base", "year before")
    inner = Place(
        at.build, at.scope.inside(at.name), at.time, "growth", (*at.path, "growth"), f"{at.label}, growth", RATE
    )
    return at.say(cumulative_product(at.time.along(1 + course(inner, growth)), start), start.form)


def _growing_on(at: Place, cells: list[Quantity], growth: Course) -> Quantity:
    """A list, from the last of which ``× (1 + growth)`` goes on over the years that remain."""
    rest = at.time.axis[len(cells) :]
    if not rest:
        return at.report("list-length", f"{len(cells)} values leave no year to grow in", "values")
    inner = at.scope.inside(at.name)
    years = timeline(inner.inside("growth"), rest)
    path, label = (*at.path, "growth"), f"{at.label}, growth"
    rate = course(Place(at.build, inner, years, "growth", path, label, RATE), growth)
    grown = inner(
        "grown", cumulative_product(years.along(1 + rate), cells[-1]), label=f"{at.label}, grown", form=_form(cells)
    )
    if grown.faulty:
        return missing()
    return at.say(row(at.time.axis, *cells, *(pick(grown, label) for label in rest)), _form(cells))


def _listed(at: Place, given: Course) -> Quantity:
    """A list that fills the years, or one that then fades."""
    # the cells of a fade bear the name of its years; those that it starts from are its steps
    name = at.name if given.to is None else f"{at.name}_steps"
    cells, years = _cells(at, name, given.values or ()), len(at.time.axis)
    if given.growth is not None:
        return _growing_on(at, cells, given.growth)
    if given.to is None:
        if len(cells) != years:
            return at.report("list-length", f"{len(cells)} values for {years} years", "values")
        return at.say(row(at.time.axis, *cells), _form(cells))
    if len(cells) >= years:
        return at.report("list-length", f"{len(cells)} values leave no year to fade in", "values")
    padded = row(at.time.axis, *cells, *[cells[-1]] * (years - len(cells)))
    steps = at.scope(name, padded, label=f"{at.label}, steps", form=_form(cells))
    return _faded(at, given, given.to, steps, len(cells))


def _faded(at: Place, given: Course, to: Input, start: Quantity, hold: int) -> Quantity:
    """``start × (1 − w) + to × w``, ``w = min(max((year − hold) ÷ (by − hold), 0), 1)``: meets both ends exactly."""
    end = at.take("to", to, "to", "in the end")
    by = len(at.time.axis) if given.by is None else given.by
    if by <= hold:
        return at.report("fade-too-short", f"the fade is to end in year {by}, but begins only after year {hold}", "by")
    way = minimum(maximum((at.time.year - hold) / (by - hold), 0), 1)
    weight = at.scope.inside(at.name)("faded", way, label=f"{at.label}, share faded", form=percent(0))
    return at.say(start * (1 - weight) + end * weight, _between(start.form))


def _between(form: Form | None) -> Form | None:
    """What lies between two rates has more decimals than they."""
    return replace(form, decimals=max(form.decimals, 1)) if form is not None and form.style == "percent" else form


def _cells(at: Place, name: str, steps: tuple[Step, ...]) -> list[Quantity]:
    """One quantity for each year that the list fills; a step of several years is one quantity in several cells."""
    cells: list[Quantity] = []
    axis, inner = at.time.axis, at.scope.inside(name)
    for place, step in enumerate(steps):
        # a list that is too long is told by its length; its entries still need names
        year = axis[len(cells)] if len(cells) < len(axis) else f"beyond_{len(cells) + 1}"
        path = (*at.path, "values", place)
        cells.extend([take(at.build, inner, year, step, path, f"{at.label}, {year}", at.need)] * (step.years or 1))
    return cells


def _form(cells: list[Quantity]) -> Form | None:
    forms = [each.form for each in cells if each.form is not None]
    return max(forms, key=lambda form: form.decimals, default=None)
