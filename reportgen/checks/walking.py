"""What the checks walk over, each with its path, and how they say what they found."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import DataPath, Diagnostic, Severity, dotted
from reportgen.model.assumptions import Input, every_input
from reportgen.model.facts import Fact, Metric
from reportgen.model.inputs import Inputs
from reportgen.model.periods import Period

HOUSE, COMPANY, FACTS, PRICES = "house.yaml", "company.yaml", "facts.yaml", "prices.csv"
VALUATION, OPINION, EXHIBITS, NOTE = "valuation.yaml", "opinion.yaml", "exhibits.yaml", "note.md"


def found(  # noqa: PLR0913 - a diagnostic is all of these
    inputs: Inputs,
    code: str,
    message: str,
    file: str,
    path: DataPath,
    *,
    severity: Severity = Severity.ERROR,
    hint: str = "",
) -> Diagnostic:
    """A diagnostic at a path of a file."""
    return Diagnostic(code, message, inputs.place(file, path), dotted(path), severity, hint)


def ten_times(power: int) -> str:
    """A power of ten as it is said."""
    words = {1: "ten", 2: "a hundred", 3: "a thousand", 6: "a million", 9: "a billion"}
    return f"{words.get(abs(power), f'{10 ** abs(power):,}')} times"


def told(inputs: Inputs, code: str, message: str, name: str, period: Period, hint: str = "") -> Diagnostic:
    """A warning of a likelihood, at the figure of a metric."""
    path = ("metrics", name, "values", str(period))
    return found(inputs, code, message, FACTS, path, severity=Severity.WARNING, hint=hint)


def facts_of(inputs: Inputs) -> Iterator[tuple[DataPath, Metric, Period, Fact]]:
    """Every typed fact with its path."""
    for name, metric in inputs.facts.metrics.items():
        for period, fact in metric.values.items():
            yield ("metrics", name, "values", str(period)), metric, period, fact


def inputs_of(inputs: Inputs) -> Iterator[tuple[DataPath, Input]]:
    """Every figure of the valuation with its path."""
    for path, each in every_input(inputs.valuation):
        yield inputs.typed_path(VALUATION, path), each


def named_sources(inputs: Inputs) -> Iterator[tuple[str, DataPath, str]]:
    """Every source that is named in a YAML file: the file, the path and the source's key."""
    for name, metric in inputs.facts.metrics.items():
        if metric.source:
            yield FACTS, ("metrics", name, "source"), metric.source
    for path, _, _, fact in facts_of(inputs):
        if fact.source:
            yield FACTS, (*path, "source"), fact.source
    typed = inputs.places[VALUATION].values
    for path, each in inputs_of(inputs):
        if each.source:
            above = (path[:length] for length in range(len(path), -1, -1))
            # the source may be that of the basis around it
            places = ((*here, *key, "source") for here in above for key in ((), ("basis",)))
            yield VALUATION, next((here for here in places if here in typed), (*path, "source")), each.source
    yield from ((OPINION, path, source) for path, source in _sources_of_opinion(inputs))
    if inputs.company.price_source:
        yield COMPANY, ("price_source",), inputs.company.price_source


def _sources_of_opinion(inputs: Inputs) -> Iterator[tuple[DataPath, str]]:
    opinion = inputs.opinion
    listed: dict[str, list[str | None]] = {
        "catalysts": [each.source for each in opinion.catalysts],
        "milestones": [each.source for each in opinion.milestones],
        "risks": [each.source for each in opinion.risks],
    }
    for key, sources in listed.items():
        for number, source in enumerate(sources):
            if source:
                yield (key, number, "source"), source
    for number, view in enumerate(opinion.plan.views if opinion.plan else ()):
        yield ("plan", "views", number, "source"), view.source
