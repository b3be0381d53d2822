"""From a reference in prose to the number as it prints, or to the reason why it cannot."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from reportgen.figures import FORMS, Form, write, write_date
from reportgen.model.amounts import in_unit
from reportgen.model.inputs import Inputs
from reportgen.model.note import Number, Text
from reportgen.model.periods import read_period
from reportgen.model.prose import Prose, Reference
from reportgen.model.results import Results
from reportgen.quantities import PURE, Unit

_PURE_FORMS = frozenset({"pct", "points", "x"})
_SCALED_FORMS = frozenset({"bn", "m", "thousand"})


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a reference does not print."""

    code: str
    message: str
    hint: str = ""


def printed_reference(reference: Reference, results: Results) -> Number | Text | Unresolved:
    """The number that a reference names, in the form that its filters say."""
    path = results.resolve(reference.path)
    if path is None:
        return _unknown(reference, results)
    dated = [each for each in reference.filters if each.name in ("as_of", "period")]
    if dated:
        return _dated(path, dated[0].name, results)
    form = results.form(path)
    unit = _unit(path, results)
    for each in reference.filters:
        wrong = _misfit(each.name, unit)
        if wrong:
            return Unresolved("form-does-not-fit", f"{reference.path} is {in_unit(unit)}; '{each.name}' {wrong}")
        form = FORMS[each.name](form, *each.arguments)
    return number(path, results, form)


def number(path: str, results: Results, form: Form | None = None, *, bare: bool = False) -> Number | Unresolved:
    """A quantity as it prints in a form, or in its own."""
    value = results.value(path)
    if not math.isfinite(value):
        return Unresolved("no-figure", f"{path} has no figure (a division by zero lies behind it)")
    return Number(path, value, write(value, form or results.form(path), bare=bare))


def every_prose(inputs: Inputs) -> Iterator[Prose]:
    """Every prose text of a note's inputs, once."""
    yield inputs.headline
    yield inputs.standfirst
    for section in inputs.sections:
        yield section.title
        yield from section.paragraphs
        for title, paragraphs in section.asides:
            yield title
            yield from paragraphs
    for document in (inputs.opinion, inputs.exhibits, inputs.valuation):
        yield from _prose_in(document)


def _prose_in(value: object) -> Iterator[Prose]:
    if isinstance(value, Prose):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _prose_in(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _prose_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _prose_in(each)


def _unit(path: str, results: Results) -> Unit:
    if path in results.scenarios:
        return results.quantities[results.scenarios[path].target].unit
    return results.quantities[path].unit


def _misfit(name: str, unit: Unit) -> str:
    if name in _PURE_FORMS and unit != PURE:
        return "prints pure numbers only"
    if name in _SCALED_FORMS and unit == PURE:
        return "prints amounts and counts only"
    if name == "money" and unit.currency is None:
        return "prints money only"
    return ""


def _dated(path: str, name: str, results: Results) -> Text | Unresolved:
    if name == "period":
        if not path.startswith("facts."):
            return Unresolved("no-date", f"{path} is no fact and has no period")
        return Text(read_period(path.rpartition(".")[2]).label())
    quantity = results.quantities.get(path)
    while quantity is not None and quantity.operation == "same":
        quantity = quantity.operands[0]
    if quantity is None or quantity.origin is None or quantity.origin.as_of is None:
        return Unresolved("no-date", f"{path} has no date of its own")
    return Text(write_date(quantity.origin.as_of))


def _unknown(reference: Reference, results: Results) -> Unresolved:
    later = results.later.get(reference.path) or results.later.get(f"facts.{reference.path}")
    if later is not None:
        return Unresolved("published-after-as-of", f"{reference.path} was published on {later}, after the note's date")
    close = difflib.get_close_matches(reference.path, results.known_paths(), 1)
    hint = f"did you mean {close[0]!r}?" if close else ""
    return Unresolved("unknown-reference", f"no such figure: {reference.path!r}", hint)
