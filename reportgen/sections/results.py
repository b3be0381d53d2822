"""A set of results: what was reported against the year before and the period just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.figures import Form
from reportgen.model.facts import Metric
from reportgen.model.note import Column, Exhibit, Missing, Number, Row, Section, Table
from reportgen.model.periods import Period
from reportgen.sections.figure_tables import own_unit
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import Writer, drawn, exhibit, figure, text, words
from reportgen.valuation.sequential import period_before

_CHANGE = Form("points", 0, 1, signed=True)
# Widths in per cent: what is counted in hundred thousands must not break.
_NAME, _LEVEL, _MOVED = 29.5, 16.5, 10.5


@dataclass(frozen=True, slots=True)
class _Compared:
    """The period of the results and those that it is held against, as far as anything is known of them."""

    now: Period
    year_before: Period | None
    before: Period | None

    @property
    def others(self) -> tuple[tuple[Period, str], ...]:
        """Each with the name of the growth on it."""
        pairs = ((self.year_before, "growth"), (self.before, "sequential"))
        return tuple((period, growth) for period, growth in pairs if period is not None)


def results(writer: Writer) -> Section | None:
    """The verdict and the table; None where there is neither."""
    blocks = drawn((*prose(writer, "results"), results_table(writer)))
    return Section("results", "Results", heading(writer, "results", text("Results")), tuple(blocks)) if blocks else None


def results_table(writer: Writer) -> Exhibit | None:
    """The figures of the period beside earlier ones; None where the analysts have named none, or nothing is known."""
    chosen = writer.inputs.exhibits.results
    if chosen is None:
        return None
    metrics = [(name, metric) for name in chosen.metrics if (metric := writer.inputs.facts.metrics.get(name))]
    known = [(name, metric) for name, metric in metrics if writer.has(f"facts.{name}.{chosen.period}")]
    if not known:
        return None
    compared = _compared(writer, chosen.period, [name for name, _ in known])
    unit = next((metric.unit.typed for _, metric in known if metric.unit.symbol), "")
    rows = tuple(_row(writer, name, metric, compared, unit) for name, metric in known)
    month, day = writer.inputs.company.fiscal_year_end
    said = [f"{unit} unless stated"] if unit else []
    ended = f"years to {day} {date(2024, month, day):%B}"
    paths = [f"facts.{name}.{period}" for name, _ in known for period in _periods(compared)]
    return exhibit(
        "results-table",
        writer.line(chosen.title) if chosen.title else text(f"Results of {chosen.period.label()}"),
        "; ".join((*said, ended, "A actual; changes in %")),
        Table(_columns(compared), rows),
        source=writer.sources(path for path in paths if writer.has(path)),
        note=writer.line(chosen.note) if chosen.note else (),
    )


def _compared(writer: Writer, now: Period, names: Sequence[str]) -> _Compared:
    def held(period: Period | None) -> Period | None:
        known = period is not None and any(writer.has(f"facts.{name}.{period}") for name in names)
        return period if known else None

    return _Compared(now, held(now.year_before()), held(period_before(now)))


def _periods(compared: _Compared) -> tuple[Period, ...]:
    return (compared.now, *(period for period, _ in compared.others))


def _columns(compared: _Compared) -> tuple[Column, ...]:
    pairs = ((f"{period.label()}A", "Change") for period, _ in compared.others)
    others = (Column(head, width=width) for pair in pairs for head, width in zip(pair, (_LEVEL, _MOVED), strict=True))
    return (Column("", "left", _NAME), Column(f"{compared.now.label()}A", width=_LEVEL), *others)


def _row(writer: Writer, name: str, metric: Metric, compared: _Compared, unit: str) -> Row:
    form = metric.unit.form(1 if metric.unit.scale or metric.unit.style != "plain" else 0)
    own = own_unit(metric, unit)
    numbers: list[Number | Missing] = [writer.number(f"facts.{name}.{compared.now}", form, bare=True)]
    for period, growth in compared.others:
        numbers.append(writer.number(f"facts.{name}.{period}", form, bare=True))
        numbers.append(writer.number(f"analysis.{name}.{growth}.{compared.now}", _CHANGE, bare=True))
    # what has no decimals, and a dash, stand over the figures of the others
    level = form.decimals == 0
    levels = (0, *range(1, len(numbers), 2))
    cells = (figure(each, pad=isinstance(each, Missing) or (level and n in levels)) for n, each in enumerate(numbers))
    return Row((words(f"{metric.label}, {own}" if own else metric.label), *cells))
