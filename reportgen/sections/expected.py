"""What was expected of a figure, and by whom: the paths of its old estimate, its consensus and its guidance."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.figures import TIMES, Form, write_date
from reportgen.model.facts import End, Expectation, Metric
from reportgen.model.periods import Period
from reportgen.quantities import walk
from reportgen.sections.writer import Writer

EXPECTED = ("previous", "revision", "consensus", "against_consensus")
"""The rows of a table of figures that tell what is expected; they have no figure for a period that is over."""

DIFFERENCE = Form("points", 0, 1, signed=True)


def is_to_come(writer: Writer, period: Period) -> bool:
    """Whether a period had not ended at the note's date: what is said of it is an estimate."""
    return period.end(writer.inputs.company.fiscal_year_end) > writer.inputs.as_of


def head(writer: Writer, period: Period, *, narrow: bool = False) -> str:
    """A period as the head of a column: FY2024A, FY2025E; FY24A where columns are narrow."""
    label = period.label()
    if narrow and period.kind == "year":
        label = f"FY{period.year % 100:02d}"
    return f"{label}{'E' if is_to_come(writer, period) else 'A'}"


def expected_path(writer: Writer, show: str, metric: str, period: Period) -> str:
    """The path of what was or is expected of a metric."""
    match show:
        case "previous":
            return f"previous.facts.{metric}.{period}"
        case "revision":
            held = writer.inputs.facts.metrics.get(metric)
            relative = held is None or bool(held.unit.unit.powers)
            return f"changes.facts.{metric}.{period}{'.relative' if relative else ''}"
        case "consensus":
            return stated_path(writer, "consensus", metric, period)
        case _:
            return f"analysis.{metric}.against_consensus.{period}"


def stated_path(writer: Writer, kind: Expectation, metric: str, period: Period, end: End | None = None) -> str:
    """The path of the figure by which others state what they expect; an empty one where nobody does."""
    name = writer.inputs.facts.expectation(kind, metric, end)
    return f"facts.{name}.{period}" if name else ""


def difference_form(metric: Metric) -> Form:
    """How a change or a difference prints: in per cent of an amount, in points of a rate, as it is for a multiple."""
    return (
        metric.unit.form(2, signed=True)
        if metric.unit.style in ("multiple", "plain") and is_pure(metric)
        else DIFFERENCE
    )


def difference_unit(metric: Metric) -> str:
    """What the head or the name of a row says of such a difference: in per cent, in points, or times."""
    if not is_pure(metric):
        return "%"
    return {"multiple": TIMES, "plain": "absolute"}.get(metric.unit.style, "points")


def is_pure(metric: Metric) -> bool:
    """Whether a metric is a rate or a multiple, whose changes are differences."""
    return not metric.unit.unit.powers


def dated(writer: Writer, paths: Iterable[str]) -> str:
    """The day on which some figures came out, the first and the last where there are several."""
    held = [each for path in paths if (each := writer.results.quantities.get(path)) is not None]
    origins = (each.origin for each in walk(held) if each.origin is not None)
    days = sorted({each.published for each in origins if each.published is not None})
    written = dict.fromkeys(write_date(each) for each in (*days[:1], *days[-1:]))
    return " to ".join(written)
