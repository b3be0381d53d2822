"""Tables of reported figures over periods: levels, growth, margins, multiples."""

from __future__ import annotations

from datetime import date

from reportgen.figures import TIMES, Form
from reportgen.model.note import Column, Exhibit, Missing, Number, Row, Table
from reportgen.model.opinion import TableExhibit, TableRow
from reportgen.model.periods import Period
from reportgen.sections.writer import Writer, exhibit, figure, join, text, words
from reportgen.valuation import analysis_path


def figure_table(writer: Writer, name: str, chosen: TableExhibit, default: str) -> Exhibit | None:
    """The table as an exhibit; rows without any figure in the periods shown are left out."""
    rows = [(row, _numbers(writer, row, chosen.periods)) for row in chosen.rows]
    held = [(row, numbers) for row, numbers in rows if any(isinstance(each, Number) for each in numbers)]
    if not held:
        return None
    table = Table(_columns(writer, chosen.periods), tuple(_row(writer, row, numbers) for row, numbers in held))
    paths = [number.path for _, numbers in held for number in numbers if isinstance(number, Number)]
    currency = writer.inputs.company.reporting_currency
    month, day = writer.inputs.company.fiscal_year_end
    year_end = f"{day} {date(2024, month, day):%B}"
    priced = any(row.show.endswith("multiple") for row, _ in held)
    at = join("; multiples at ", writer.number("market.price")) if priced else ()
    subtitle = join(f"{currency} bn unless stated; years to {year_end}; A actual, E estimate", at)
    title = writer.line(chosen.title) if chosen.title else text(default)
    missing = any(isinstance(number, Missing) for _, numbers in held for number in numbers)
    dash = " A dash means that our sources give no figure." if missing else ""
    note = writer.line(chosen.note) if chosen.note else ()
    return exhibit(name, title, subtitle, table, source=f"{writer.sources(paths)}{dash}", note=note)


def _columns(writer: Writer, periods: tuple[Period, ...]) -> tuple[Column, ...]:
    heads = []
    for period in periods:
        estimate = _is_estimate(writer, period)
        heads.append(Column(f"{period.label()}{'E' if estimate else 'A'}", tint=estimate))
    return (Column("", "left", 30.0 if len(periods) > 4 else 34.0), *heads)  # noqa: PLR2004


def _is_estimate(writer: Writer, period: Period) -> bool:
    """A column of estimates: a period that had not ended at the note's date."""
    return period.end(writer.inputs.company.fiscal_year_end) > writer.inputs.as_of


def _numbers(writer: Writer, row: TableRow, periods: tuple[Period, ...]) -> tuple[Number | Missing, ...]:
    return tuple(writer.number(_path(row, period), _form(writer, row), bare=True) for period in periods)


def _path(row: TableRow, period: Period) -> str:
    if row.show == "growth":
        return f"analysis.{row.metric}.growth.{period}"
    return analysis_path(row, str(period)) or f"facts.{row.metric}.{period}"


def _form(writer: Writer, row: TableRow) -> Form | None:
    match row.show:
        case "growth":
            return Form("points", 0, 1 if row.decimals is None else row.decimals, signed=True)
        case "margin":
            return Form("points", 0, 1 if row.decimals is None else row.decimals)
        case "price_multiple" | "enterprise_multiple":
            return Form("multiple", 0, 1 if row.decimals is None else row.decimals)
        case _:
            return _level_form(writer, row)


def _level_form(writer: Writer, row: TableRow) -> Form | None:
    """One decimal for money in billions, none for what is counted one by one."""
    metric = writer.inputs.facts.metrics.get(row.metric)
    if metric is None:
        return None
    default = 1 if metric.unit.scale or metric.unit.style != "plain" else 0
    return metric.unit.form(default if row.decimals is None else row.decimals)


def _row(writer: Writer, row: TableRow, numbers: tuple[Number | Missing, ...]) -> Row:
    form = _form(writer, row)
    pad = form is None or form.decimals == 0
    cells = tuple(figure(each, pad=pad or isinstance(each, Missing)) for each in numbers)
    kind = "total" if row.total else "sub" if row.show in ("growth", "margin") else "plain"
    return Row((words(_label(writer, row)), *cells), kind)


def _label(writer: Writer, row: TableRow) -> str:
    if row.label:
        return row.label
    metric = writer.inputs.facts.metrics.get(row.metric)
    label = metric.label if metric else row.metric
    match row.show:
        case "growth":
            return "growth on the year, %"
        case "margin":
            return "margin, %"
        case "price_multiple":
            return f"Price / {label[0].lower()}{label[1:]}, {TIMES}"
        case "enterprise_multiple":
            return f"EV / {label[0].lower()}{label[1:]}, {TIMES}"
        case _:
            return label

