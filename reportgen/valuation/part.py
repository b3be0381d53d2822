"""One part while its method builds it: where it stands, how its figures are taken and named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.diagnostics import DataPath
from reportgen.figures import Form
from reportgen.model.assumptions import Course, Input, Line
from reportgen.model.forecast import Forecast
from reportgen.model.periods import Period, read_period
from reportgen.quantities import PURE, Quantity, Scope, Unit, missing, total
from reportgen.valuation.building import Building, adds_up_to_one, money_form, number_of, percent
from reportgen.valuation.courses import Place, Timeline, course, timeline
from reportgen.valuation.taking import RATE, Need, fitting, take


@dataclass(frozen=True, slots=True)
class Desk:
    """The scope, the place in the file and the label of the part in hand."""

    build: Building
    scope: Scope
    path: DataPath
    label: str

    def figure(self, name: str, given: Input, key: DataPath | str, label: str, need: Need) -> Quantity:
        """An input of the part under a name; one that was taken before is the same again."""
        taken = self.build.scope.quantities.get(self.scope.path(name))
        if taken is not None:
            return taken
        path = (*self.path, *((key,) if isinstance(key, str) else key))
        return take(self.build, self.scope, name, given, path, f"{self.label}: {label}", need)

    def course(self, time: Timeline, name: str, given: Course, key: DataPath | str, label: str, need: Need) -> Quantity:
        """A figure of the part over the years."""
        path = (*self.path, *((key,) if isinstance(key, str) else key))
        return course(Place(self.build, self.scope, time, name, path, f"{self.label}: {label}", need), given)

    def say(
        self, name: str, quantity: Quantity, label: str, form: Form | None = None, unit: Unit | None = None
    ) -> Quantity:
        """Name a result of the part; money prints in the scale of the figures that it is made from."""
        return self.scope(name, quantity, label=f"{self.label}: {label}", form=form or self.form(quantity), unit=unit)

    def form(self, quantity: Quantity) -> Form:
        """How a result prints that says nothing of its own."""
        if quantity.faulty or quantity.unit == PURE:
            return percent(2)
        currency = quantity.unit.currency
        return Form(decimals=2) if currency is None else money_form(quantity, currency)

    def inside(self, name: str, key: DataPath, label: str = "") -> Desk:
        """The same part, or a piece of it with a label of its own, one level down."""
        return Desk(self.build, self.scope.inside(name), (*self.path, *key), label or self.label)

    def report(self, code: str, message: str, key: DataPath) -> Quantity:
        """Say what is wrong and go on with what stands for a missing figure."""
        self.build.report(code, f"{self.label}: {message}", (*self.path, *key))
        return missing()

    def forecast(self, part: Forecast) -> Timeline:
        """The years of the part's forecast: FY2026E and so on, or Y1, Y2 and so on."""
        return timeline(self.scope, axis_of(part))

    def fitting(self, found: Quantity, key: DataPath, label: str, need: Need) -> Quantity:
        """A computed figure if its unit is what is needed."""
        return fitting(self.build, found, (*self.path, *key), f"{self.label}: {label}", need)

    def sums_to_one(self, weights: Iterable[Quantity], key: DataPath, what: str) -> None:
        """Report weights that do not add up to one as the inputs stand."""
        held = list(weights)
        if held and not any(each.faulty for each in held):
            found = number_of(total(tuple(held)))
            if not adds_up_to_one(found):
                self.report("weights-sum-to-one", f"{what} add up to {found * 100:g} %, not to 100 %", key)


def axis_of(part: Forecast) -> tuple[str, ...]:
    """The labels of a forecast's years."""
    first = part.first_year
    if first is None:
        return tuple(f"Y{number + 1}" for number in range(part.years))
    return tuple(_later(first, years).text + "E" for years in range(part.years))


def _later(first: Period, years: int) -> Period:
    return read_period(first.text.replace(str(first.year), str(first.year + years)))


def line(  # noqa: PLR0913, PLR0917 - what a line is, and what it may be a share of
    desk: Desk, time: Timeline, name: str, given: Line, label: str, need: Need, of: dict[str, Quantity]
) -> Quantity:
    """A line of amounts: its own course, or a share of one of the lines in ``of``."""
    if given.amounts is not None:
        return desk.course(time, name, given.amounts, (name, "amounts"), label, need)
    for key, what in (
        ("of_revenue", "revenue"),
        ("of_change_in_revenue", "revenue_change"),
        ("of_operating_profit", "operating_profit"),
        ("of_depreciation", "depreciation"),
    ):
        share = getattr(given, key)
        if share is None:
            continue
        if what not in of:
            return desk.report(
                "flow-format", f"{label} is a share of {what.replace('_', ' ')}, which is not given", (name, key)
            )
        rate = desk.course(time, f"{name}_rate", share, (name, key), f"{label}, rate", RATE)
        return desk.say(name, of[what] * rate, label)
    return missing()
