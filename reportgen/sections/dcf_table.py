"""Flows year by year: from revenue, earnings or book value to the present value of each year's flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.figures import SCALE_WORDS, Form
from reportgen.model.forecast import Forecast
from reportgen.model.methods import DcfPart
from reportgen.model.note import Column, Exhibit, Line, Missing, Number, Row, RowKind, Table
from reportgen.sections.footing import Printed, foots, remark
from reportgen.sections.writer import Writer, capital, exhibit, figure, join, words

# More columns than this do not stand side by side on a page.
_MOST_YEARS = 10
_FIRST = 20.0
_POINTS, _FACTOR, _RATE = Form("points", 0, 1), Form("plain", 0, 3), Form("percent", 0, 1)
_MANY = 1e5
# What else a terminal value follows from.
_TAKEN = {
    "return_on_capital": "a return on new capital",
    "reinvestment_rate": "a reinvestment rate",
    "persistence": "a persistence",
}


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
    _Line("Book value at the start", ("opening_book_value",)),
    _Line("Return on equity, %", ("return_on_equity",), _POINTS),
    _Line("Earnings", ("earnings",)),
    _Line("Paid out, %", ("payout",), _POINTS),
    _Line("Reinvested, % of earnings", ("equity_reinvestment_rate",), _POINTS),
)
_FLOWS = (
    _Line("Free cash flow", ("free_cash_flow",), None, "total"),
    _Line("of which counted", ("counted_flow",), None, "sub"),
    _Line("Dividends", ("dividends",), None, "total"),
    _Line("Residual income", ("residual_income",), None, "total"),
    _Line("Free cash flow to equity", ("free_cash_flow_to_equity", "flows"), None, "total"),
    _Line("WACC, %", ("wacc",), _POINTS),
    _Line("Cost of equity, %", ("cost_of_equity",), _POINTS),
    _Line("Discount factor", ("discount_factor",), _FACTOR),
    _Line("Present value", ("present_value",), None, "total"),
)


def dcf_tables(writer: Writer) -> Iterator[Exhibit]:
    """One table for each part that discounts flows over years."""
    for name, part in writer.inputs.valuation.parts.items():
        row = writer.results.rows.get(f"valuation.parts.{name}.present_value")
        if isinstance(part, Forecast) and row is not None:
            yield _table(writer, name, part, row.axis or ())


def _table(writer: Writer, name: str, part: Forecast, axis: Sequence[str]) -> Exhibit:
    stem = f"valuation.parts.{name}"
    years = _shown(axis)
    lines = [*_units(writer, stem, years), *_LINES, *(_items(part) if isinstance(part, DcfPart) else ()), *_FLOWS]
    rows = [(line, [_cell(writer, stem, line, year) for year in years]) for line in lines]
    held = [(line, cells) for line, cells in rows if any(isinstance(each, Number) for each in cells)]
    source = writer.sources(each.path for _, cells in held for each in cells if isinstance(each, Number))
    return exhibit(
        f"{'dcf' if isinstance(part, DcfPart) else 'flows'}-{name.replace('_', '-')}",
        _title(writer, stem, part, axis),
        _subtitle(writer, stem, skipped=len(years) < len(axis)),
        Table(
            (Column("", "left", _FIRST), *(Column(year, tint=True) for year in years)),
            tuple(Row((words(line.label), *map(figure, cells)), line.kind) for line, cells in held),
        ),
        source=join(f"{source}{_footing(writer, stem, axis)}"),
        note=join(*_before(writer, stem), *_worth(writer, stem, axis[-1])),
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
                return writer.number(path, line.form or _form(writer, path), bare=True)
    return Missing()


def _form(writer: Writer, path: str) -> Form:
    """Money as in all tables; what is so much a share in cents."""
    if _a_share(writer, path):
        return Form("plain", 0, 2, writer.results.quantities[path].unit.currency or "")
    return writer.money_form()


def _said(writer: Writer, path: str) -> Printed:
    """A figure in a sentence, with its currency and scale."""
    each = writer.has(path) and _a_share(writer, path)
    return writer.number(path, _form(writer, path) if each else None)


def _a_share(writer: Writer, path: str) -> bool:
    return ("share", -1) in writer.results.quantities[path].unit.powers


# ---- words ----------------------------------------------------------------------------------------------------------


def _title(writer: Writer, stem: str, part: Forecast, axis: Sequence[str]) -> Line:
    """When the flows turn, or how much of the value lies beyond the forecast."""
    flows = [writer.value(path) for year in axis if writer.has(path := f"{stem}.free_cash_flow.{year}")]
    if flows and flows[0] < 0 < flows[-1]:
        turn = next(year for year, flow in zip(axis, flows, strict=True) if flow > 0)
        return join(f"{part.label}: free cash flow turns positive in {turn}")
    if f"{stem}.opening_book_value" in writer.results.rows:
        return join(f"{part.label}: book value, and what is earned beyond its cost")
    share = writer.number(f"{stem}.terminal_share", Form("percent", 0, 0))
    if isinstance(share, Number):
        return join(f"{part.label}: ", share, f" of the value lies beyond {axis[-1]}")
    return join(f"{part.label}: the flows to {axis[-1]} are worth ", writer.number(f"{stem}.present_value_of_flows"))


def _subtitle(writer: Writer, stem: str, *, skipped: bool) -> str:
    currency = writer.results.rows[f"{stem}.present_value"].unit.currency or ""
    each = _a_share(writer, f"{stem}.present_value_of_flows")
    said = [f"{f'{currency} a share' if each else writer.money_unit(currency)} unless stated", "E estimate"]
    if writer.own(f"{stem}.enterprise_value") == "illustrative":
        said.append("illustrative assumptions, not a forecast")
    if writer.has(f"{stem}.stub"):
        said.append("of the first year only the part that is left counts")
    if skipped:
        said.append("some years are left out here, none in the value")
    return "; ".join(said)


def _before(writer: Writer, stem: str) -> Iterator[Line]:
    """What the first year is compared with, and what residual income comes on top of."""
    for name in ("revenue_before", "revenue.base"):
        if writer.has(f"{stem}.{name}") and f"{stem}.revenue_growth" in writer.results.rows:
            yield join("Revenue of the year before: ", writer.number(f"{stem}.{name}"), ". ")
            break
    if f"{stem}.opening_book_value" in writer.results.rows:
        yield join("Book value now: ", _said(writer, f"{stem}.book_value"), ". ")


def _worth(writer: Writer, stem: str, last: str) -> Iterator[Line]:
    """What follows the last year, and what all of it is worth today."""
    flows = _said(writer, f"{stem}.present_value_of_flows")
    today = _said(writer, f"{stem}.present_value_of_terminal")
    if not isinstance(today, Number):
        yield join("The flows are worth ", flows, " today. ")
        return
    single = writer.has(f"{stem}.terminal.value")
    yield join("Terminal value after ", last, " ", _said(writer, f"{stem}.terminal{'.' if single else '_'}value"))
    growth, rate = writer.number(f"{stem}.terminal.growth", _RATE), writer.number(f"{stem}.terminal.rate", _RATE)
    if isinstance(growth, Number) and isinstance(rate, Number):
        word = (
            " and a cost of equity of " if f"{stem}.cost_of_equity" in writer.results.quantities else " and a WACC of "
        )
        yield join(", at growth of ", growth, word, rate)
    for name, said in _TAKEN.items():
        taken = writer.number(f"{stem}.terminal.{name}", None if name == "persistence" else _RATE)
        if isinstance(taken, Number):
            yield join(f" and {said} of " if isinstance(growth, Number) else f", at {said} of ", taken)
    yield join("; it is worth ", today, " today and the flows ", flows)
    yield join(": ", writer.number(f"{stem}.terminal_share"), " of ", _said(writer, f"{stem}.value_of_flows"), ". ")


def _footing(writer: Writer, stem: str, axis: Sequence[str]) -> str:
    """Whether the present values, as printed, add up to what is said of them."""
    form = _form(writer, f"{stem}.present_value_of_flows")
    cells = [writer.number(f"{stem}.present_value.{year}", form, bare=True) for year in axis]
    whole = writer.number(f"{stem}.present_value_of_flows", form, bare=True)
    return remark({"present values": foots(cells, whole)}) if len(axis) <= _MOST_YEARS else ""
