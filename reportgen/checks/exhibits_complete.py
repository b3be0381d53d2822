"""Can every exhibit be drawn? A name in it that leads nowhere would leave a row or a mark out without a word."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from reportgen.checks.walking import EXHIBITS, found
from reportgen.diagnostics import DataPath, Diagnostic
from reportgen.model.inputs import Inputs
from reportgen.model.opinion import TITLED, TableRow
from reportgen.model.periods import Period
from reportgen.model.prose import Reference
from reportgen.model.references import Unresolved, printed_reference
from reportgen.model.results import Results


def exhibit_metric_unknown(inputs: Inputs) -> Iterator[Diagnostic]:
    """Each row, segment and base of an exhibit names a metric of the facts, or the exhibit would miss it in silence."""
    metrics, results, estimates = inputs.facts.metrics, inputs.exhibits.results, inputs.exhibits.estimates
    for path, row in _rows(inputs):
        yield from _unknown(inputs, (*path, "metric"), row.metric, "metric", metrics)
        if row.over is not None:
            yield from _unknown(inputs, (*path, "over"), row.over, "metric", metrics)
    for number, name in enumerate(results.metrics if results else ()):
        yield from _unknown(inputs, ("results", "metrics", number), name, "metric", metrics)
    for number, name in enumerate(estimates.metrics if estimates else ()):
        yield from _unknown(inputs, ("estimates", "metrics", number), name, "metric", metrics)
    yield from _unknown_segments(inputs)


def _unknown_segments(inputs: Inputs) -> Iterator[Diagnostic]:
    metrics, segments = inputs.facts.metrics, inputs.exhibits.segments
    if segments is None:
        return
    yield from _unknown(inputs, ("segments", "total"), segments.total, "metric", metrics)
    for number, name in enumerate(segments.segments):
        yield from _unknown(inputs, ("segments", "segments", number), name, "metric", metrics)
    if segments.subject is not None:
        yield from _unknown(inputs, ("segments", "subject"), segments.subject, "segment", segments.segments)
    for key, names in (("short_names", segments.short_names), ("stand_ins", segments.stand_ins)):
        for name in names:
            yield from _unknown(inputs, ("segments", key, name), name, "segment", segments.segments)


def exhibit_title_unknown(inputs: Inputs) -> Iterator[Diagnostic]:
    """A title under a name that no exhibit has would never be printed; the computed one would stand in its place."""
    for name in inputs.exhibits.titles:
        if name not in TITLED:
            close = difflib.get_close_matches(name, TITLED, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"titles can be given to: {', '.join(TITLED)}"
            message = f"no exhibit takes its title from here by the name {name!r}"
            yield found(inputs, "exhibit-title-unknown", message, EXHIBITS, ("titles", name), hint=hint)


def margin_without_base(inputs: Inputs) -> Iterator[Diagnostic]:
    """A margin is a figure over another one; without the other there is nothing to print in the row."""
    for path, row in _rows(inputs):
        if row.show == "margin" and row.over is None:
            message = f"the margin of {row.metric} does not say what it is taken of"
            yield found(inputs, "margin-without-base", message, EXHIBITS, path, hint="over: revenue")


def progress_period_differs(inputs: Inputs) -> Iterator[Diagnostic]:
    """What had been reached through a month is a sum whose last figure ends with it, or the line has a wrong point."""
    chosen, year_end = inputs.exhibits.progress, inputs.company.fiscal_year_end
    for year, points in chosen.years.items() if chosen is not None else ():
        for number, point in enumerate(points):
            ends = [period.end(year_end) for each in point.sum if (period := _known(inputs, each)) is not None]
            # a figure that is not there is told on its own
            if len(ends) == len(point.sum) and max(ends) != point.through.end(year_end):
                message = f"what was reached through {point.through} is summed to {max(ends)}"
                path = ("progress", "years", str(year), number, "sum")
                yield found(inputs, "progress-period-differs", message, EXHIBITS, path)


def _known(inputs: Inputs, reference: str) -> Period | None:
    """The period of a figure of the facts; another reference is told on its own."""
    name, _, typed = reference.rpartition(".")
    metric = inputs.facts.metrics.get(name)
    periods = (*metric.values, *metric.formulas) if metric is not None else ()
    return next((each for each in periods if str(each) == typed), None)


def exhibit_reference_prints(inputs: Inputs, results: Results) -> Iterator[Diagnostic]:
    """Every figure that an exhibit names must print; the codes are those of the reasons why one does not."""
    for path, reference in _references(inputs):
        printed = printed_reference(Reference(reference, (), inputs.place(EXHIBITS, path)), results)
        if isinstance(printed, Unresolved):
            yield found(inputs, printed.code, printed.message, EXHIBITS, path, hint=printed.hint)


def _rows(inputs: Inputs) -> Iterator[tuple[DataPath, TableRow]]:
    for key, table in (("key_figures", inputs.exhibits.key_figures), ("financials", inputs.exhibits.financials)):
        for number, row in enumerate(table.rows if table else ()):
            yield (key, "rows", number), row


def _unknown(inputs: Inputs, path: DataPath, name: str, noun: str, known: Collection[str]) -> Iterator[Diagnostic]:
    if name not in known:
        close = difflib.get_close_matches(name, list(known), 1)
        hint = f"did you mean {close[0]!r}?" if close else ""
        yield found(inputs, "exhibit-metric-unknown", f"no such {noun}: {name}", EXHIBITS, path, hint=hint)


def _references(inputs: Inputs) -> Iterator[tuple[DataPath, str]]:
    """The figures that exhibits name and that the valuation does not look up."""
    exhibits = inputs.exhibits
    for name, periods in exhibits.segments.stand_ins.items() if exhibits.segments else ():
        for period, reference in periods.items():
            yield ("segments", "stand_ins", name, str(period)), reference
    for number, goal in enumerate(exhibits.progress.goals if exhibits.progress else ()):
        yield ("progress", "goals", number, "reference"), goal.reference
    for number, row in enumerate(exhibits.ranges):
        if row.facts is not None:
            yield ("ranges", number, "facts", "low"), row.facts.low
            yield ("ranges", number, "facts", "high"), row.facts.high
