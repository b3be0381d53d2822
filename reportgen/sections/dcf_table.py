"""A discounted cash flow year by year: from revenue to the present value of each year's flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.figures import SCALE_WORDS, Form
from reportgen.model.methods import DcfPart
from reportgen.model.note import Column, Exhibit, Line, Missing, Number, Row, RowKind, Table
from reportgen.sections.footing import Printed, foots, remark
from reportgen.sections.writer import Writer, capital, exhibit, figure, join, words

# More columns than this do not stand side by side on a page.
_MOST_YEARS = 10
_FIRST = 20.0
_POINTS, _FACTOR, _RATE = Form("points", 0, 1), Form("plain", 0, 3), Form("percent", 0, 1)
_MANY = 1e5


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: its name, where the graph holds it, and how it prints; without a form as money."""

    label: str
    names: tuple[str, ...]
    form: Form | None = None
    kind: RowKind = "plain"


_LINES = (
    _Line("Revenue", ("revenue", "revenue_by_year")),
    _Line("growth, %", ("revenue_growth",), _POINTS, "sub"),
    _Line("Operating margin, %", ("operating_margin",), _POINTS),
    _Line("Operating profit", ("operating_profit",)),
    _Line("Tax", ("tax",)),
    _Line("Profit after tax", ("net_operating_profit",)),
    _Line("Depreciation", ("depreciation",)),
    _Line("Capital expenditure", ("reinvestment.capital_expenditure",)),
    _Line("Working capital, change", ("reinvestment.change_in_working_capital",)),
    _Line("Reinvestment", ("reinvested",)),
)
_FLOWS = (
    _Line("Free cash flow", ("free_cash_flow",), None, "total"),
    _Line("of which counted", ("counted_flow",), None, "sub"),
    _Line("WACC, %", ("wacc",), _POINTS),
    _Line("Discount factor", ("discount_factor",), _FACTOR),
    _Line("Present value", ("present_value",), None, "total"),
)


def dcf_tables(writer: Writer) -> Iterator[Exhibit]:
    """One table for each part that is a discounted cash flow."""
    for name, part in writer.inputs.valuation.parts.items():
        row = writer.results.rows.get(f"valuation.parts.{name}.present_value")
        if isinstance(part, DcfPart) and row is not None:
            yield _table(writer, name, part, row.axis or ())


def _table(writer: Writer, name: str, part: DcfPart, axis: Sequence[str]) -> Exhibit:
    stem = f"valuation.parts.{name}"
    years = _shown(axis)
    lines = [*_units(writer, stem, years), *_LINES, *_items(part), *_FLOWS]
    rows = [(line, [_cell(writer, stem, line, year) for year in years]) for line in lines]
    held = [(line, cells) for line, cells in rows if any(isinstance(each, Number) for each in cells)]
    source = writer.sources(each.path for _, cells in held for each in cells if isinstance(each, Number))
    return exhibit(
        f"dcf-{name.replace('_', '-')}",
        _title(writer, stem, part, axis),
        _subtitle(writer, stem, skipped=len(years) < len(axis)),
        Table(
            (Column("", "left", _FIRST), *(Column(year, tint=True) for year in years)),
            tuple(Row((words(line.label), *map(figure, cells)), line.kind) for line, cells in held),
        ),
        source=join(*_worth(writer, stem, axis[-1]), f"{source}{_footing(writer, stem, axis)}"),
    )


def _shown(axis: Sequence[str]) -> tuple[str, ...]:
    """The years that are shown: all, or some at even distances with the first and the last among them."""
    if len(axis) <= _MOST_YEARS:
        return tuple(axis)
    return tuple(axis[round(place * (len(axis) - 1) / (_MOST_YEARS - 1))] for place in range(_MOST_YEARS))


# ---- rows -----------------------------------------------------------------------------------------------------------


def _units(writer: Writer, stem: str, years: Sequence[str]) -> Iterator[_Line]:
    """What is sold, where revenue is units at a price: large numbers in thousands."""
    path = next((each for each in (f"{stem}.units.{years[0]}", f"{stem}.units") if writer.has(each)), None)
    if path is None:
        return
    own = writer.results.form(path)
    most = max(writer.value(f"{stem}.units.{year}") for year in years)
    scale = 3 if not own.scale and most >= _MANY else own.scale
    what = ("Units", own.words) if own.prefixed else (capital(own.noun or "units"), SCALE_WORDS[scale])
    label = ", ".join(word for word in what if word)
    yield _Line(label, ("units",), Form("plain", scale, 1 if scale > 3 else 0))  # noqa: PLR2004 - beyond thousands


def _items(part: DcfPart) -> Iterator[_Line]:
    for name, item in part.items.items():
        label = item.label if item.sign == "add" else f"Less: {item.label}"
        yield _Line(label, (f"items.{name}.line",))


def _cell(writer: Writer, stem: str, line: _Line, year: str) -> Printed:
    """A year's figure; what is the same in every year is one number."""
    for name in line.names:
        for path in (f"{stem}.{name}.{year}", f"{stem}.{name}"):
            if writer.has(path):
                return writer.number(path, line.form or writer.money_form(), bare=True)
    return Missing()


# ---- words ----------------------------------------------------------------------------------------------------------


def _title(writer: Writer, stem: str, part: DcfPart, axis: Sequence[str]) -> Line:
    """When the flows turn, or how much of the value lies beyond the forecast."""
    flows = [writer.value(f"{stem}.free_cash_flow.{year}") for year in axis]
    if flows[0] < 0 < flows[-1]:
        turn = next(year for year, flow in zip(axis, flows, strict=True) if flow > 0)
        return join(f"{part.label}: free cash flow turns positive in {turn}")
    share = writer.number(f"{stem}.terminal_share", Form("percent", 0, 0))
    if isinstance(share, Number):
        return join(f"{part.label}: ", share, f" of the value lies beyond {axis[-1]}")
    return join(f"{part.label}: the flows to {axis[-1]} and their value")


def _subtitle(writer: Writer, stem: str, *, skipped: bool) -> str:
    currency = writer.results.rows[f"{stem}.present_value"].unit.currency or ""
    said = [f"{writer.money_unit(currency)} unless stated", "E estimate"]
    if writer.own(f"{stem}.enterprise_value") == "illustrative":
        said.append("illustrative assumptions, not a forecast")
    if writer.has(f"{stem}.stub"):
        said.append("of the first year only the part that is left counts")
    if skipped:
        said.append("some years are left out here, none in the value")
    return "; ".join(said)


def _worth(writer: Writer, stem: str, last: str) -> Iterator[Line]:
    """What follows the last year, and what all of it is worth today."""
    flows = writer.number(f"{stem}.present_value_of_flows")
    today = writer.number(f"{stem}.present_value_of_terminal")
    if not isinstance(today, Number):
        yield join("The flows are worth ", flows, " today. ")
        return
    single = writer.has(f"{stem}.terminal.value")
    yield join("Terminal value after ", last, " ", writer.number(f"{stem}.terminal{'.' if single else '_'}value"))
    growth, rate = writer.number(f"{stem}.terminal.growth", _RATE), writer.number(f"{stem}.terminal.rate", _RATE)
    if isinstance(growth, Number) and isinstance(rate, Number):
        yield join(", at growth of ", growth, " and a WACC of ", rate)
    yield join("; it is worth ", today, " today and the flows ", flows)
    yield join(": ", writer.number(f"{stem}.terminal_share"), " of ", writer.number(f"{stem}.value_of_flows"), ". ")


def _footing(writer: Writer, stem: str, axis: Sequence[str]) -> str:
    """Whether the present values, as printed, add up to what is said of them."""
    cells = [writer.number(f"{stem}.present_value.{year}", writer.money_form(), bare=True) for year in axis]
    whole = writer.number(f"{stem}.present_value_of_flows", writer.money_form(), bare=True)
    return remark({"present values": foots(cells, whole)}) if len(axis) <= _MOST_YEARS else ""
