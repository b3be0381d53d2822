"""Tables of reported figures over periods: levels, growth, margins, multiples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from reportgen.figures import SCALE_WORDS, TIMES, Form
from reportgen.model.facts import Metric
from reportgen.model.note import Column, Exhibit, Line, Missing, Number, Row, RowKind, Table
from reportgen.model.opinion import TableExhibit, TableRow
from reportgen.model.periods import Period
from reportgen.sections.expected import (
    EXPECTED,
    dated,
    difference_form,
    difference_unit,
    expected_path,
    head,
    is_to_come,
)
from reportgen.sections.footing import Printed, foots, remark
from reportgen.sections.messages import course
from reportgen.sections.writer import EMPTY, Writer, exhibit, figure, join, words
from reportgen.valuation import analysis_path

# Up to so many periods leave the names of the rows more room.
_FEW = 4
_ON_FRONT = "key-figures"
_SCALES: Mapping[str, int] = MappingProxyType({"thousand": 3, "m": 6, "bn": 9})
_SUB = ("growth", "margin", *EXPECTED)


@dataclass(frozen=True, slots=True)
class _Held:
    """A row of the table with its numbers, one for each period; None where nothing is looked for."""

    row: TableRow
    numbers: tuple[Printed | None, ...]


def key_figures(writer: Writer) -> Exhibit | None:
    """The estimates strip: a few figures of years past and to come; None where the analysts have named none."""
    chosen = writer.inputs.exhibits.key_figures
    found = figure_table(writer, _ON_FRONT, chosen) if chosen else None
    if chosen is None or found is None or _estimated(writer, {row.metric for row in chosen.rows}):
        return found
    return replace(found, source=join(found.source, " No estimate of these figures is on record."))


def _estimated(writer: Writer, names: Collection[str]) -> bool:
    """Whether anything is known of metrics for a period to come."""
    metrics = [(name, metric) for name, metric in writer.inputs.facts.metrics.items() if name in names]
    periods = ((name, period) for name, metric in metrics for period in (*metric.values, *metric.formulas))
    return any(is_to_come(writer, period) and writer.has(f"facts.{name}.{period}") for name, period in periods)


def figure_table(writer: Writer, name: str, chosen: TableExhibit) -> Exhibit | None:
    """The table as an exhibit; rows without any figure in the periods shown are left out."""
    rows = [_Held(row, tuple(_number(writer, row, period) for period in chosen.periods)) for row in chosen.rows]
    held = [each for each in rows if any(isinstance(number, Number) for number in each.numbers)]
    if not held:
        return None
    unit = _unit(writer, held)
    shown = [number for each in held for number in each.numbers]
    dash = (
        " A dash means that there is no figure, or none that means anything."
        if any(isinstance(each, Missing) for each in shown)
        else ""
    )
    source = writer.sources(number.path for number in shown if isinstance(number, Number))
    return exhibit(
        name,
        writer.line(chosen.title) if chosen.title else _course(writer, name, chosen.periods, held),
        _subtitle(writer, held, chosen.periods, unit),
        Table(_columns(writer, name, chosen.periods), tuple(_row(writer, each, unit) for each in held)),
        source=f"{source}{remark({'totals': _totals_foot(writer, held)})}{dash}",
        note=writer.line(chosen.note) if chosen.note else (),
    )


def _course(writer: Writer, name: str, periods: Sequence[Period], held: Sequence[_Held]) -> Line:
    """The way over the years of the first figure, or of the bottom line where a table has one."""
    levels = [each for each in held if each.row.show == "level"] or list(held)
    totals = [each for each in levels if each.row.total]
    shown = totals[-1] if totals and name != _ON_FRONT else levels[0]
    known = [period for period, number in zip(periods, shown.numbers, strict=True) if isinstance(number, Number)]
    # quarters and years are not held against each other
    alike = [period for period in known if period.kind == "year"] or [p for p in known if p.kind == known[-1].kind]
    metric, row = _metric(writer, shown.row), shown.row
    label = _label(writer, row, metric.unit.typed if metric else "")
    if metric is not None and row.show in _SUB:
        label = f"{metric.label}, {label}"
    found = [(head(writer, period), writer.number(_path(writer, row, period), _form(writer, row))) for period in alike]
    return course(label, [(period, number) for period, number in found if isinstance(number, Number)])


def _subtitle(writer: Writer, held: Sequence[_Held], periods: Sequence[Period], unit: str) -> Line:
    month, day = writer.inputs.company.fiscal_year_end
    said = [f"{unit} unless stated"] if unit else []
    said.append(f"years to {day} {date(2024, month, day):%B}")
    estimates = any(is_to_come(writer, period) for period in periods)
    said.append("A actual, E estimate" if estimates else "A actual")
    named = [row.metric for row in (each.row for each in held) if row.show in ("consensus", "against_consensus")]
    consensus = dated(
        writer, (expected_path(writer, "consensus", name, period) for name in named for period in periods)
    )
    said += [f"consensus of {consensus}"] if consensus else []
    priced = any(each.row.show in ("price_multiple", "enterprise_multiple") for each in held)
    at = join("; multiples at ", writer.number("market.price")) if priced else ()
    return join("; ".join(said), at)


def _unit(writer: Writer, held: Sequence[_Held]) -> str:
    """The unit in which most amounts of money stand; the others name their own."""
    metrics = [_metric(writer, each.row) for each in held if each.row.show == "level"]
    units = Counter(metric.unit.typed for metric in metrics if metric is not None and metric.unit.symbol)
    return units.most_common(1)[0][0] if units else ""


def _columns(writer: Writer, name: str, periods: Sequence[Period]) -> tuple[Column, ...]:
    narrow = name == _ON_FRONT and len(periods) > _FEW + 1
    heads = (Column(head(writer, period, narrow=narrow), tint=is_to_come(writer, period)) for period in periods)
    return (Column("", "left", 34.0 if len(periods) <= _FEW else 30.0), *heads)


def _number(writer: Writer, row: TableRow, period: Period) -> Printed | None:
    # of a period that is over nothing is expected any more
    if row.show in EXPECTED and not is_to_come(writer, period):
        return None
    return writer.number(_path(writer, row, period), _form(writer, row), bare=True)


def _path(writer: Writer, row: TableRow, period: Period) -> str:
    if row.show in EXPECTED:
        return expected_path(writer, row.show, row.metric, period)
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
        case "revision" | "against_consensus":
            metric = _metric(writer, row)
            return replace(difference_form(metric), decimals=decimals) if metric else None
        case _:
            return _level_form(writer, row)


def _level_form(writer: Writer, row: TableRow) -> Form | None:
    metric = _metric(writer, row)
    if metric is None:
        return None
    form = level_form(metric, row.decimals)
    decimals = form.decimals if row.decimals is not None or metric.unit.scale else 1
    # a rate and a price have no scale
    scaled = row.scale is not None and form.style == "plain"
    return replace(form, scale=_SCALES[row.scale], decimals=decimals) if scaled and row.scale else form


def level_form(metric: Metric, decimals: int | None = None) -> Form:
    """Two decimals for what is told a share, one for what is told in a scale, none for what is counted one by one."""
    default = 1 if metric.unit.scale or metric.unit.style != "plain" else 0
    if any(power < 0 for symbol, power in metric.unit.unit.powers if symbol == "share"):
        default = 2
    return metric.unit.form(default if decimals is None else decimals)


def _metric(writer: Writer, row: TableRow) -> Metric | None:
    return writer.inputs.facts.metrics.get(row.metric)


def _row(writer: Writer, held: _Held, unit: str) -> Row:
    form = _form(writer, held.row)
    pad = form is None or form.decimals == 0
    cells = (EMPTY if each is None else figure(each, pad=pad or isinstance(each, Missing)) for each in held.numbers)
    kind: RowKind = "total" if held.row.total else "sub" if held.row.sub or held.row.show in _SUB else "plain"
    return Row((words(_label(writer, held.row, unit)), *cells), kind)


def _label(writer: Writer, row: TableRow, unit: str) -> str:
    metric = _metric(writer, row)
    if row.label or metric is None:
        return row.label or row.metric
    own = own_unit(metric, unit)
    if row.scale is not None:
        own = " ".join(each for each in (metric.unit.symbol, row.scale) if each)
    apart = difference_unit(metric)
    named = {
        "growth": "growth on the year, %",
        "margin": "margin, %",
        "price_multiple": f"Price / {metric.label}, {TIMES}",
        "enterprise_multiple": f"EV / {metric.label}, {TIMES}",
        "previous": "old estimate",
        "revision": f"change, {apart}",
        "consensus": "consensus",
        "against_consensus": f"vs consensus, {apart}",
    }
    return named.get(row.show, f"{metric.label}, {own}" if own else metric.label)


def own_unit(metric: Metric, unit: str) -> str:
    """What the name of a row must say of its unit: nothing for the unit of the table, or for things counted singly."""
    match metric.unit.style:
        case "percent" | "points":
            return "%"
        case "multiple":
            return TIMES
        case _:
            if metric.unit.symbol:
                return "" if metric.unit.typed == unit else metric.unit.typed.removesuffix("/share")
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
            numbers = [term for term in (*terms, total) if isinstance(term, Number)]
            if terms and len(numbers) == len(terms) + 1 and not foots(numbers[:-1], numbers[-1]):
                return False
    return True
