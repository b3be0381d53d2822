"""Which figures are missing because of a fault elsewhere: the fault is told once, and not at each of its uses."""

from __future__ import annotations

from reportgen.diagnostics import DataPath
from reportgen.model.facts import Facts, Metric
from reportgen.model.periods import Period


def with_what_follows(facts: Facts, left_out: frozenset[DataPath]) -> frozenset[DataPath]:
    """What is left out of ``facts.yaml``, with every formula over it and every rest that needs it."""
    missing = set(left_out)
    while fresh := _next(facts, missing) - missing:
        missing |= fresh
    return frozenset(missing)


def _next(facts: Facts, missing: set[DataPath]) -> set[DataPath]:
    found: set[DataPath] = set()
    for name, metric in facts.metrics.items():
        for period, formula in metric.formulas.items():
            if any(_is_missing(reference, missing) for reference in formula.references):
                found.add(("metrics", name, "formulas", str(period)))
        found.update(_rests(facts, name, metric, missing))
    return found


def _rests(facts: Facts, name: str, metric: Metric, missing: set[DataPath]) -> set[DataPath]:
    """The periods of a metric "by subtraction" whose total or other parts are missing."""
    total = metric.balance_of
    whole = facts.metrics.get(total or "")
    if total is None or whole is None:
        return set()
    parts = [total, *(part for part in whole.sum_of or () if part != name)]
    periods = {str(period) for part in parts for period in _periods(facts, part)}
    periods |= {str(path[3]) for path in missing if len(path) > 3 and path[1] in parts}  # noqa: PLR2004 - the period
    return {
        ("metrics", name, "values", period)
        for period in periods
        if any(_is_missing(f"{part}.{period}", missing) for part in parts)
    }


def _periods(facts: Facts, name: str) -> tuple[Period, ...]:
    metric = facts.metrics.get(name)
    return (*metric.values, *metric.formulas) if metric else ()


def _is_missing(reference: str, missing: set[DataPath]) -> bool:
    name, _, period = reference.removeprefix("facts.").partition(".")
    wanted = (("metrics", name), ("metrics", name, "values", period), ("metrics", name, "formulas", period))
    # what is wrong inside a figure (its date, its source) does not always take the figure away
    return ("metrics",) in missing or any(path in missing for path in wanted)
