"""Facts become leaves of the graph, and formulas over facts become its first nodes."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from reportgen.diagnostics import DataPath, Severity
from reportgen.figures import Form
from reportgen.model.amounts import decimals_of, to_base
from reportgen.model.facts import Fact, Formula, Metric, fact_path
from reportgen.model.periods import Period, read_period
from reportgen.quantities import Origin, Quantity, cells, leaf, node, total
from reportgen.valuation.building import Building

FACTS = "facts.yaml"
_Key: TypeAlias = tuple[str, str]


def enter_facts(build: Building) -> None:
    """Every fact known at the note's date as ``facts.<metric>.<period>``; then what is computed from them."""
    for name, metric in build.inputs.facts.metrics.items():
        for period, fact in metric.values.items():
            _enter_fact(build, name, metric, period, fact)
    _enter_balances(build)
    _enter_formulas(build, late=False)
    # once more, for those whose total or other parts are formulas
    _enter_balances(build)


def enter_estimates(build: Building) -> None:
    """The formulas that stand on the valuation, such as our estimates from its forecast."""
    _enter_formulas(build, late=True)
    _enter_balances(build)


def _enter_fact(build: Building, name: str, metric: Metric, period: Period, fact: Fact) -> None:
    path: DataPath = ("metrics", name, "values", str(period))
    full = f"facts.{name}.{period}"
    source = build.inputs.facts.sources.get(fact.source or metric.source or "")
    published = fact.published or (source.published if source else None)
    if published is not None and not build.known(published):
        build.later[full] = published
        message = f"left out: published on {published}, after the note's date {build.inputs.as_of}"
        build.report("published-after-as-of", message, path, file=FACTS, severity=Severity.INFO)
        return
    origin = Origin(
        source=fact.source or metric.source or "",
        as_of=fact.as_of or period.end(build.inputs.company.fiscal_year_end),
        published=published,
        place=build.inputs.place(FACTS, (*path, "value")),
        typed=str(fact.value),
        kind=fact.status or metric.status or "actual",
        note=fact.note or metric.definition or "",
        url=fact.url or "",
        floor=fact.at_least,
    )
    form = metric.unit.form(decimals_of(fact.value))
    value = to_base(fact.value, metric.unit)
    build.scope.add(leaf(full, value, metric.unit.unit, origin=origin, label=_label(metric, period), form=form))


def _enter_balances(build: Building) -> None:
    """What remains of a total after its other parts, for every period that gives these and not the rest itself."""
    metrics = build.inputs.facts.metrics
    for name, metric in metrics.items():
        whole = metrics.get(metric.balance_of or "")
        if whole is None or not whole.sum_of:
            continue
        others = [part for part in whole.sum_of if part != name]
        for period in (*whole.values, *whole.formulas):
            used = [f"facts.{part}.{period}" for part in (metric.balance_of, *others)]
            _enter_balance(build, name, metric, period, used)


def _enter_balance(build: Building, name: str, metric: Metric, period: Period, used: list[str]) -> None:
    full = f"facts.{name}.{period}"
    if period in metric.formulas or build.find(full) is not None:
        return
    held = [build.find(path) for path in used]
    present = [each for each in held if each is not None]
    later = [build.later[path] for path in used if path in build.later]
    if len(present) == len(held):
        build.scope(full, node("subtract", *present), label=_label(metric, period), form=_form(build, name, metric))
    elif len(present) + len(later) == len(held):
        build.later.setdefault(full, max(later))


def _enter_formulas(build: Building, *, late: bool) -> None:
    every = {
        (name, str(period)): (metric, period, formula)
        for name, metric in build.inputs.facts.metrics.items()
        for period, formula in metric.formulas.items()
    }
    on_valuation = _on_valuation({key: formula for key, (_, _, formula) in every.items()})
    waiting = {key: each for key, each in every.items() if (key in on_valuation) is late}
    sorter: TopologicalSorter[tuple[str, str]] = TopologicalSorter()
    for key, (_, _, formula) in waiting.items():
        used = [_key(reference) for reference in formula.references]
        sorter.add(key, *(each for each in used if each in waiting))
    try:
        sorter.prepare()
    except CycleError as problem:
        circle = [f"{name}.{period}" for name, period in problem.args[1]]
        name, text = problem.args[1][0]
        path = ("metrics", name, "formulas", text)
        build.report("circular-reference", "a circle: " + " ← ".join(circle), path, file=FACTS)
    # whatever does not hang on a circle is entered all the same
    while ready := sorter.get_ready():
        for name, text in ready:
            metric, period, formula = waiting[name, text]
            _enter_formula(build, name, metric, period, formula)
        sorter.done(*ready)


def _on_valuation(formulas: Mapping[_Key, Formula]) -> set[_Key]:
    """The formulas that refer to the valuation, or to another one that does."""
    found = {key for key, formula in formulas.items() if any(map(is_of_valuation, formula.references))}
    waiting = set(formulas) - found
    while more := {key for key in waiting if any(_key(each) in found for each in formulas[key].references)}:
        found |= more
        waiting -= more
    return found


def is_of_valuation(reference: str) -> bool:
    """Whether a reference names a figure of the valuation, which is not there before it."""
    return reference.startswith("valuation.")


def _figure(build: Building, reference: str) -> Quantity | None:
    """The quantity of a reference: one that has a name, or one year of a row of the forecast."""
    found = build.find(reference)
    row = build.scope.quantities.get(reference.rpartition(".")[0]) if found is None else None
    named = cells(row) if row is not None and row.axis is not None and not row.faulty else ()
    return found if found is not None else next((cell for cell in named if cell.path == reference), None)


def _key(reference: str) -> _Key:
    name, _, period = reference.partition(".")
    return name, period


def _enter_formula(build: Building, name: str, metric: Metric, period: Period, formula: Formula) -> None:
    path: DataPath = ("metrics", name, "formulas", str(period))
    full = f"facts.{name}.{period}"
    if build.find(full) is not None:
        build.report("duplicate-key", f"{name} {period} has both a value and a formula", path, file=FACTS)
        return
    operands: list[Quantity] = []
    later = [build.later[f"facts.{each}"] for each in formula.references if f"facts.{each}" in build.later]
    if later:
        build.later[full] = max(later)
        return
    for place, reference in enumerate(formula.references):
        found = _figure(build, reference)
        if found is None:
            build.unknown_reference(reference, (*path, formula.operation, place), file=FACTS)
            return
        operands.append(found)
    result = _compute(formula.operation, operands)
    if not result.faulty and result.unit != metric.unit.unit:
        message = f"the formula gives {result.unit}, but {metric.label} is in {metric.unit.unit}"
        build.report("unit-expected", message, path, file=FACTS)
        return
    if result.fault is not None:
        build.report(result.fault.code, result.fault.message, path, file=FACTS)
        return
    build.scope(full, result, label=_label(metric, period), form=_form(build, name, metric))


def _compute(operation: str, operands: list[Quantity]) -> Quantity:
    match operation:
        case "sum":
            return total(tuple(operands))
        case "difference":
            return node("subtract", *operands)
        case "product":
            return node("multiply", *operands)
        case "ratio":
            return operands[0] / operands[1]
        case _:
            return operands[0] / operands[1] - 1


def _label(metric: Metric, period: Period) -> str:
    return f"{metric.label}, {period.label()}"


def _form(build: Building, name: str, metric: Metric) -> Form:
    """As many decimals as the metric's own figures have; one for rates and multiples, none for what is counted.

    Figures published after the note's date are not seen here either.
    """
    known = (fact for period, fact in metric.values.items() if f"facts.{name}.{period}" not in build.later)
    typed = [decimals_of(fact.value) for fact in known]
    if metric.unit.style != "plain":
        return metric.unit.form(1)
    return metric.unit.form(max(typed, default=1 if metric.unit.scale else 0))


def period_of(path: str) -> Period:
    """The period at the end of a fact's path."""
    return read_period(fact_path(path.removeprefix("facts."))[1])
