"""Tables of reported figures over periods: levels, growth, margins, multiples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.figures import SCALE_WORDS, TIMES, Form
from reportgen.model.facts import Metric
from reportgen.model.note import Column, Exhibit, Line, Missing, Number, Row, RowKind, Table
from reportgen.model.opinion import TableExhibit, TableRow
from reportgen.model.periods import Period
from reportgen.sections.footing import Printed, foots, remark
from reportgen.sections.writer import Writer, exhibit, figure, join, text, words
from reportgen.valuation import analysis_path

# Up to so many periods leave the names of the rows more room.
_FEW = 4


@dataclass(frozen=True, slots=True)
class _Held:
    """A row of the table with its numbers, one for each period."""

    row: TableRow
    numbers: tuple[Printed, ...]


def figure_table(writer: Writer, name: str, chosen: TableExhibit, default: str) -> Exhibit | None:
    """The table as an exhibit; rows without any figure in the periods shown are left out."""
    rows = [_Held(row, tuple(_number(writer, row, period) for period in chosen.periods)) for row in chosen.rows]
    held = [each for each in rows if any(isinstance(number, Number) for number in each.numbers)]
    if not held:
        return None
    unit = _unit(writer, held)
    shown = [number for each in held for number in each.numbers]
    dash = " A dash means that our sources give no figure." if any(isinstance(each, Missing) for each in shown) else ""
    source = writer.sources(number.path for number in shown if isinstance(number, Number))
    return exhibit(
        name,
        writer.line(chosen.title) if chosen.title else text(default),
        _subtitle(writer, held, chosen.periods, unit),
        Table(_columns(writer, chosen.periods), tuple(_row(writer, each, unit) for each in held)),
        source=f"{source}{remark({'totals': _totals_foot(writer, held)})}{dash}",
        note=writer.line(chosen.note) if chosen.note else (),
    )


def _subtitle(writer: Writer, held: Sequence[_Held], periods: Sequence[Period], unit: str) -> Line:
    month, day = writer.inputs.company.fiscal_year_end
    said = [f"{unit} unless stated"] if unit else []
    said.append(f"years to {day} {date(2024, month, day):%B}")
    estimates = any(_is_estimate(writer, period) for period in periods)
    said.append("A actual, E estimate" if estimates else "A actual")
    priced = any(each.row.show in ("price_multiple", "enterprise_multiple") for each in held)
    at = join("; multiples at ", writer.number("market.price")) if priced else ()
    return join("; ".join(said), at)


def _unit(writer: Writer, held: Sequence[_Held]) -> str:
    """The unit in which most amounts of money stand; the others name their own."""
    metrics = [_metric(writer, each.row) for each in held if each.row.show == "level"]
    units = Counter(metric.unit.typed for metric in metrics if metric is not None and metric.unit.symbol)
    return units.most_common(1)[0][0] if units else ""


def _columns(writer: Writer, periods: Sequence[Period]) -> tuple[Column, ...]:
    heads = []
    for period in periods:
        estimate = _is_estimate(writer, period)
        heads.append(Column(f"{period.label()}{'E' if estimate else 'A'}", tint=estimate))
    return (Column("", "left", 34.0 if len(periods) <= _FEW else 30.0), *heads)


def _is_estimate(writer: Writer, period: Period) -> bool:
    """A column of estimates: a period that had not ended at the note's date."""
    return period.end(writer.inputs.company.fiscal_year_end) > writer.inputs.as_of


def _number(writer: Writer, row: TableRow, period: Period) -> Printed:
    return writer.number(_path(row, period), _form(writer, row), bare=True)


def _path(row: TableRow, period: Period) -> str:
    if row.show == "growth":
        return f"analysis.{row.metric}.growth.{period}"
    return analysis_path(row, str(period)) or f"facts.{row.metric}.{period}"


def _form(writer: Writer, row: TableRow) -> Form | None:
    decimals = 1 if row.decimals is None else row.decimals
    match row.show:
        case "growth":
            return Form("points", 0, decimals, signed=True)
        case "margin":
            return Form("points", 0, decimals)
        case "price_multiple" | "enterprise_multiple":
            return Form("multiple", 0, decimals)
        case _:
            return _level_form(writer, row)


def _level_form(writer: Writer, row: TableRow) -> Form | None:
    """One decimal for what is told in a scale, none for what is counted one by one."""
    metric = _metric(writer, row)
    if metric is None:
        return None
    default = 1 if metric.unit.scale or metric.unit.style != "plain" else 0
    return metric.unit.form(default if row.decimals is None else row.decimals)


def _metric(writer: Writer, row: TableRow) -> Metric | None:
    return writer.inputs.facts.metrics.get(row.metric)


def _row(writer: Writer, held: _Held, unit: str) -> Row:
    form = _form(writer, held.row)
    pad = form is None or form.decimals == 0
    cells = tuple(figure(each, pad=pad or isinstance(each, Missing)) for each in held.numbers)
    kind: RowKind = (
        "total" if held.row.total else "sub" if held.row.sub or held.row.show in ("growth", "margin") else "plain"
    )
    return Row((words(_label(writer, held.row, unit)), *cells), kind)


def _label(writer: Writer, row: TableRow, unit: str) -> str:
    metric = _metric(writer, row)
    if row.label or metric is None:
        return row.label or row.metric
    match row.show:
        case "growth":
            return "growth on the year, %"
        case "margin":
            return "margin, %"
        case "price_multiple":
            return f"Price / {metric.label}, {TIMES}"
        case "enterprise_multiple":
            return f"EV / {metric.label}, {TIMES}"
        case _:
            own = own_unit(metric, unit)
            return f"{metric.label}, {own}" if own else metric.label


def own_unit(metric: Metric, unit: str) -> str:
    """What the name of a row must say of its unit: nothing for the unit of the table, or for things counted singly."""
    match metric.unit.style:
        case "percent" | "points":
            return "%"
        case "multiple":
            return TIMES
        case _:
            if metric.unit.symbol:
                return "" if metric.unit.typed == unit else metric.unit.typed
            return metric.unit.typed if metric.unit.prefixed else SCALE_WORDS.get(metric.unit.scale, "")


def _totals_foot(writer: Writer, held: Sequence[_Held]) -> bool:
    """Whether each total is the printed sum of its parts, wherever the table shows all of them."""
    levels = {each.row.metric: each.numbers for each in held if each.row.show == "level"}
    for each in held:
        metric = _metric(writer, each.row)
        parts = [levels.get(name, ()) for name in (metric.sum_of or ())] if metric and each.row.show == "level" else []
        if not all(parts):
            continue
        for place, total in enumerate(each.numbers):
            terms = [part[place] for part in parts]
            whole = terms and not any(isinstance(term, Missing) for term in (*terms, total))
            if whole and not foots(terms, total):
                return False
    return True
