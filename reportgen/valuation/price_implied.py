"""What the price implies for one input: the values of it at which the target meets the price."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.diagnostics import DataPath
from reportgen.figures import Form
from reportgen.model.amounts import Amount
from reportgen.model.results import Answer, Scenario
from reportgen.quantities import Quantity, Solution, cells, printed, printed_finely, solve
from reportgen.valuation.cases import PRICE, UNROUNDED, Asking, Replacement

# How far from its own value an input is sought where nobody says, in its own size; a rate of 0 in hundredths.
_REACHES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_OF_NOTHING = 0.01


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and its first root as a number that can be referred to."""

    answer: Answer
    scenario: Scenario | None


def answers(asking: Asking) -> tuple[Answered, ...]:
    """An answer to each declared question."""
    found = []
    for number, question in enumerate(asking.build.inputs.valuation.implied):
        where: DataPath = ("implied", number)
        quantity = asking.replaceable(question.path, (*where, "path"))
        between = None if quantity is None else asking.between(quantity, question.low, question.high, where)
        if quantity is not None and between is not None and PRICE in asking.values:
            path = f"scenarios.implied.{number + 1}"
            found.append(_answered(asking, quantity, between, question.label or quantity.name, path))
    return tuple(found)


def price_implied(asking: Asking, quantity: Quantity, where: DataPath, *, file: str) -> Replacement | None:
    """The value nearest to the input's own at which the target meets the price; told where there is none."""
    # a premium is known without a search, and printed from there
    if quantity.path == "valuation.premium" and "implied.premium" in asking.values:
        return Replacement(quantity, asking.values["implied.premium"])
    # without a price, which is reported where it is missing, nothing is implied
    if PRICE not in asking.values:
        return None
    answered = ask(asking, quantity, quantity.name)
    if answered is not None and answered.scenario is not None:
        return Replacement(quantity, answered.scenario.value)
    said = without_size(quantity) if answered is None else answered.answer.said
    hint = "declare it under 'implied' with 'low' and 'high'"
    asking.build.report("price-not-reached", said, where, file=file, hint=hint)
    return None


def without_size(quantity: Quantity) -> str:
    """Why nothing can be sought without bounds."""
    return f"{quantity.name} is 0, which does not tell how far from it to seek"


def ask(asking: Asking, quantity: Quantity, label: str) -> Answered | None:
    """An answer without bounds: as declared for this input, or farther and farther from its own value.

    None for 0 of a unit, which has no size of its own.
    """
    for number, question in enumerate(asking.build.inputs.valuation.implied):
        if question.path == quantity.path:
            between = asking.between(quantity, question.low, question.high, ("implied", number))
            if between is not None:
                return _answered(asking, quantity, between, label, "scenarios.implied.asked")
    own = _middle(asking, quantity)
    if own == 0 and quantity.unit.powers:
        return None
    tried: list[Answered] = []
    for between in _reaches(own):
        tried.append(_answered(asking, quantity, between, label, "scenarios.implied.asked"))
        if tried[-1].scenario is not None:
            break
    return tried[-1]


def ask_between(asking: Asking, quantity: Quantity, low: Amount, high: Amount) -> Answered | None:
    """An answer between two amounts; None if they do not fit."""
    between = asking.between(quantity, low, high, ())
    return None if between is None else _answered(asking, quantity, between, quantity.name, "scenarios.implied.asked")


def _reaches(own: float) -> Iterator[tuple[float, float]]:
    size = abs(own) or _OF_NOTHING
    for reach in _REACHES:
        yield own - reach * size, own + reach * size


def _middle(asking: Asking, quantity: Quantity) -> float:
    own = asking.own(quantity)
    return math.fsum(own) / len(own) if isinstance(own, tuple) else own


def _answered(asking: Asking, quantity: Quantity, between: tuple[float, float], label: str, path: str) -> Answered:
    target, price = asking.build.scope.quantities[UNROUNDED], asking.values[PRICE]
    found = solve(target, quantity, between, price)
    own = _middle(asking, quantity)
    said = _said(asking, quantity, between, found)
    # a row is told by the unit and the form of its cells
    stands_for = quantity if quantity.axis is None else cells(quantity)[0]
    if not found.roots:
        return Answered(Answer(quantity.path, label, own, between, (), _ends(found), said), None)
    nearest = min(found.roots, key=lambda root: abs(root - own))
    words = f"the {label} at which the target before rounding equals the price"
    form = _finer(quantity)
    scenario = Scenario(path, f"{label} that the price implies", stands_for.path, (), nearest, form, words)
    return Answered(Answer(quantity.path, label, own, between, found.roots, _ends(found), said, path), scenario)


def _ends(found: Solution) -> tuple[float, float]:
    return found.at_low, found.at_high


def _finer(quantity: Quantity) -> Form:
    form = quantity.form or Form(decimals=4)
    return replace(form, decimals=max(form.decimals + 1, 1))


def _said(asking: Asking, quantity: Quantity, between: tuple[float, float], found: Solution) -> str:
    """In words: the value, all of them, or that there is none and where the target stays instead."""
    low, high = (printed_finely(quantity, each) for each in between)
    if len(found.roots) == 1:
        return f"the target meets the price at {printed_root(quantity, found.roots[0])}"
    if found.roots:
        listed = " and at ".join(printed_root(quantity, each) for each in found.roots)
        return f"the target meets the price more than once between {low} and {high}: at {listed}"
    target = asking.target
    ends = " and ".join(
        f"{printed(target, value)} at {end}" for value, end in zip(_ends(found), (low, high), strict=True)
    )
    price = printed(asking.target, asking.values[PRICE])
    return f"the target does not meet the price of {price} between {low} and {high}; it is {ends}"


def printed_root(quantity: Quantity, value: float) -> str:
    """A value that was solved for, with a decimal more than the input has."""
    return printed(replace(quantity, form=_finer(quantity)), value)
