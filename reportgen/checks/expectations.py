"""Is what others expect stated so that it can be held against our own figures?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.checks.walking import EXHIBITS, FACTS, found
from reportgen.diagnostics import DataPath, Diagnostic, Severity
from reportgen.model.facts import EXPECTATIONS, Fact, Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period
from reportgen.model.results import Results


def expectation_not_estimate(inputs: Inputs) -> Iterator[Diagnostic]:
    """What somebody expects is an estimate, and stays one after the period: printed as actual it would be a result."""
    for name, metric in _expectations(inputs):
        for period, fact in metric.values.items():
            if (fact.status or metric.status) == "actual":
                message = f"{metric.label} states what is expected, but is called actual"
                path = ("metrics", name, "values", str(period))
                yield found(inputs, "expectation-not-estimate", message, FACTS, path, hint="status: estimate")


def expectation_unit_differs(inputs: Inputs) -> Iterator[Diagnostic]:
    """A difference between two units says nothing: a consensus in dollars is not held against a figure in yuan."""
    for name, metric in _expectations(inputs):
        target = _target(inputs, metric)
        if target is not None and target.unit.unit != metric.unit.unit:
            message = f"{metric.label} is in {metric.unit.typed}, but {target.label} in {target.unit.typed}"
            yield found(inputs, "expectation-unit-differs", message, FACTS, ("metrics", name, "unit"))


def expectation_dated_later(inputs: Inputs) -> Iterator[Diagnostic]:
    """An expectation of a day after the note, or after the day on which it came out, cannot have been known."""
    for name, metric in _expectations(inputs):
        for period, fact in metric.values.items():
            published = _published(inputs, metric, fact)
            limit = min(inputs.as_of, published) if published is not None else inputs.as_of
            if fact.as_of is not None and fact.as_of > limit:
                message = f"{metric.label} is of {fact.as_of}, after {limit}"
                path = ("metrics", name, "values", str(period), "as_of")
                yield found(inputs, "expectation-dated-later", message, FACTS, path)


def expectation_stated_twice(inputs: Inputs) -> Iterator[Diagnostic]:
    """Of two consensus figures for one metric a table could show either; which of them is meant must be plain."""
    seen: dict[tuple[str, str, str | None], str] = {}
    for name, metric in _expectations(inputs):
        for kind in EXPECTATIONS:
            target = metric.expects(kind)
            if target is None:
                continue
            first = seen.setdefault((kind, target, metric.end), name)
            if first != name:
                message = f"{first} states the same of {target} already"
                yield found(inputs, "expectation-stated-twice", message, FACTS, ("metrics", name, f"{kind}_of"))


def consensus_after_results(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """A consensus taken after the company has reported knows the result, so that it shows no surprise."""
    for name, metric in _expectations(inputs):
        target = _target(inputs, metric)
        for period, fact in metric.values.items():
            reported = _reported(inputs, target, period) if target is not None else None
            published = _published(inputs, metric, fact)
            if reported is not None and published is not None and published > reported:
                message = f"{metric.label} is of {published}, but {period} was reported on {reported}"
                path = ("metrics", name, "values", str(period))
                yield found(inputs, "consensus-after-results", message, FACTS, path, severity=Severity.WARNING)


def estimate_of_reported_period(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:  # noqa: ARG001 - one signature for all
    """An estimate beside other figures of the period that are reported looks like a result, and is out of date."""
    reported = {
        str(period) for _, metric in _own(inputs) for period in metric.values if _reported(inputs, metric, period)
    }
    for name, metric in _own(inputs):
        if not any(_reported(inputs, metric, period) for period in metric.values):
            continue
        for path, period in _estimates(name, metric):
            if str(period) in reported and period.end(inputs.company.fiscal_year_end) <= inputs.as_of:
                message = f"{metric.label} of {period} is an estimate, but the period has been reported"
                yield found(inputs, "estimate-of-reported-period", message, FACTS, path, severity=Severity.WARNING)


def estimate_exhibit_period_over(inputs: Inputs) -> Iterator[Diagnostic]:
    """Of a period that is over nothing is expected any more; its place is in the table of results."""
    chosen = inputs.exhibits.estimates
    for number, period in enumerate(chosen.periods if chosen else ()):
        if period.end(inputs.company.fiscal_year_end) <= inputs.as_of:
            message = f"{period} ended on {period.end(inputs.company.fiscal_year_end)}, and is no estimate"
            yield found(inputs, "estimate-exhibit-period-over", message, EXHIBITS, ("estimates", "periods", number))


def _expectations(inputs: Inputs) -> Iterator[tuple[str, Metric]]:
    yield from ((name, metric) for name, metric in inputs.facts.metrics.items() if metric.is_expectation)


def _own(inputs: Inputs) -> Iterator[tuple[str, Metric]]:
    yield from ((name, metric) for name, metric in inputs.facts.metrics.items() if not metric.is_expectation)


def _target(inputs: Inputs, metric: Metric) -> Metric | None:
    names = (metric.expects(kind) for kind in EXPECTATIONS)
    return next((inputs.facts.metrics.get(name) for name in names if name is not None), None)


def _published(inputs: Inputs, metric: Metric, fact: Fact) -> date | None:
    source = inputs.facts.sources.get(fact.source or metric.source or "")
    return fact.published or (source.published if source else None)


def _reported(inputs: Inputs, metric: Metric, period: Period) -> date | None:
    """When the actual figure of a period came out; None if there is none, or not yet at the note's date."""
    fact = metric.values.get(period)
    if fact is None or (fact.status or metric.status) != "actual":
        return None
    published = _published(inputs, metric, fact)
    return published if published is not None and published <= inputs.as_of else None


def _estimates(name: str, metric: Metric) -> Iterator[tuple[DataPath, Period]]:
    """The figures of a metric that are our estimates: typed as such, or from the forecast of the valuation."""
    for period, fact in metric.values.items():
        if (fact.status or metric.status) == "estimate":
            yield ("metrics", name, "values", str(period)), period
    for period, formula in metric.formulas.items():
        if any(each.startswith("valuation.") for each in formula.references):
            yield ("metrics", name, "formulas", str(period)), period
