"""Results evaluated with inputs replaced: every case of every use is a column of one evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from reportgen.diagnostics import DataPath
from reportgen.figures import Form
from reportgen.model.amounts import Amount, in_unit
from reportgen.model.results import Scenario
from reportgen.quantities import SHARE, Array, Quantity, cells, evaluate, plan, printed_finely, walk
from reportgen.valuation.building import FILE, Building, is_money, per_share

TARGET = "valuation.target_price"
UNROUNDED = "valuation.target_price_unrounded"
PRICE = "market.price"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A quantity and what stands in its place; of a row one value for all years, or one for each."""

    quantity: Quantity
    value: float | tuple[float, ...]

    @property
    def told(self) -> tuple[tuple[str, float], ...]:
        """Path and value, of a row moved year by year those of its cells."""
        if isinstance(self.value, tuple):
            return tuple(zip((each.path for each in cells(self.quantity)), self.value, strict=True))
        return ((self.quantity.path, self.value),)

    @property
    def text(self) -> str:
        """The value as the quantity prints."""
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        ends = dict.fromkeys(printed_finely(self.quantity, each) for each in (values[0], values[-1]))
        return " … ".join(ends)


@dataclass(frozen=True, slots=True)
class Case:
    """A result under some replacements; with ``change`` its difference from the one of the note is told too."""

    path: str
    replaced: tuple[Replacement, ...]
    of: Quantity
    change: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """The graph as it stands, for those who ask what would be if."""

    build: Building
    target: Quantity
    values: Mapping[str, float]
    _below: dict[Quantity, frozenset[Quantity]] = field(default_factory=dict)

    def replaceable(
        self, path: str, where: DataPath, *, file: str = FILE, of: Quantity | None = None
    ) -> Quantity | None:
        """The quantity to be replaced; it must be one on which the result depends."""
        result = self.target if of is None else of
        found = self.build.scope.quantities.get(path)
        if found is None:
            self._not_there(path, where, file)
        elif found not in self._under(result):
            what = "the target" if result.path in (TARGET, UNROUNDED) else result.path
            self.build.report("effect-input", f"{what} does not depend on {path}", where, file=file)
        else:
            return found
        return None

    def result(self, path: str | None, where: DataPath) -> Quantity | None:
        """The result that is asked for, the target where none is named."""
        if path is None:
            return self.target
        found = self.build.scope.quantities.get(path)
        if found is None:
            self.build.unknown_reference(path, where)
        elif found.axis is not None:
            self.build.report("row-expected", f"{path} is a row; one number is needed", where)
        elif not found.faulty:
            return found
        return None

    def fitting(self, amount: Amount, quantity: Quantity, where: DataPath, *, file: str = FILE) -> float | None:
        """The amount in base units, if it is in the unit of the quantity; a price may be typed without its share."""
        per = amount.unit / SHARE if is_money(amount.unit) else amount.unit
        if quantity.unit in (amount.unit, per):
            return amount.base
        message = f"{amount.typed} is {in_unit(amount.unit)}, but {quantity.path} is {in_unit(quantity.unit)}"
        self.build.report("unit-expected", message, where, file=file)
        return None

    def between(self, quantity: Quantity, low: Amount, high: Amount, where: DataPath) -> tuple[float, float] | None:
        """Two amounts in base units, if they fit and are in order."""
        first, last = self.fitting(low, quantity, (*where, "low")), self.fitting(high, quantity, (*where, "high"))
        if first is None or last is None:
            return None
        if first >= last:
            self.build.report("range-order", f"{low.typed} is not below {high.typed}", (*where, "low"))
            return None
        return first, last

    def own(self, quantity: Quantity) -> float | tuple[float, ...]:
        """What the quantity is in the note, of a row every cell."""
        if quantity.axis is None:
            return self.values[quantity.path]
        return tuple(self.values[each.path] for each in cells(quantity))

    def moved(self, quantity: Quantity, factor: float, plus: float = 0.0) -> Replacement:
        """The quantity times a factor, plus something; of a row every cell."""
        own = self.own(quantity)
        if isinstance(own, tuple):
            return Replacement(quantity, tuple(each * factor + plus for each in own))
        return Replacement(quantity, own * factor + plus)

    def depends(self, quantity: Quantity) -> bool:
        """Whether the target depends on it."""
        return quantity in self._under(self.target)

    def _under(self, result: Quantity) -> frozenset[Quantity]:
        if result not in self._below:
            self._below[result] = frozenset(walk([result]))
        return self._below[result]

    def _not_there(self, path: str, where: DataPath, file: str) -> None:
        name, _, label = path.rpartition(".")
        row = self.build.scope.quantities.get(name)
        if row is None or label not in (row.axis or ()):
            self.build.unknown_reference(path, where, file=file)
            return
        message = f"{path} is computed from other figures"
        hint = f"replace {name} in all years, or one of the figures that it is made of"
        self.build.report("effect-input", message, where, file=file, hint=hint)


def evaluated(cases: Sequence[Case]) -> tuple[float, ...]:
    """The result of each case, all from one evaluation. NaN is no meaningful figure."""
    if not cases:
        return ()
    columns: dict[Quantity, Array] = {}
    for number, case in enumerate(cases):
        for each in case.replaced:
            column = columns.get(each.quantity)
            if column is None:
                years = () if each.quantity.axis is None else (len(each.quantity.axis),)
                # where it is not replaced a quantity keeps the value that it has in that case
                column = columns[each.quantity] = np.full((*years, len(cases)), np.nan)
            column[..., number] = each.value
    results = tuple(dict.fromkeys(case.of for case in cases))
    found = evaluate(plan(results, varying=columns), columns)
    wide = {each: np.broadcast_to(found[each], (len(cases),)) for each in results}
    return tuple(float(wide[case.of][number]) for number, case in enumerate(cases))


def scenarios_of(asking: Asking, cases: Iterable[Case], values: Iterable[float]) -> dict[str, Scenario]:
    """Cases and their values as they are told."""
    found: dict[str, Scenario] = {}
    for case, value in zip(cases, values, strict=True):
        form = _form(asking, case.of)
        what = "Target" if case.of is asking.target else case.of.name
        label = (
            case.label or f"{what} with {', '.join(f'{each.quantity.name} at {each.text}' for each in case.replaced)}"
        )
        replaced = tuple(one for each in case.replaced for one in each.told)
        found[case.path] = Scenario(case.path, label, case.of.path, replaced, value, form)
        if case.change:
            path, words = f"{case.path}.change", f"Change of the {label[0].lower()}{label[1:]}"
            difference = value - asking.values[case.of.path]
            found[path] = Scenario(path, words, case.of.path, replaced, difference, replace(form, signed=True))
    return found


def _form(asking: Asking, result: Quantity) -> Form:
    if result is asking.target:
        return per_share(asking.build.inputs.company.trading_currency)
    return result.form or Form(decimals=4)
