"""What a reader can recompute from a table of discounted flows, year by year, and from what is said under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.model.forecast import Forecast
from reportgen.model.inputs import Inputs
from reportgen.model.results import Results
from reportgen.proofs import flow_formulas as formulas
from reportgen.proofs.figures_printed import Formula, minus, over, plus, times
from reportgen.proofs.identity import Identity, change, signed

_FLOWS = ("free_cash_flow", "dividends", "residual_income", "free_cash_flow_to_equity", "flows")
"""What each method discounts."""
_ROWS, _WORTH = "forecast-foots", "present-value-foots"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part over years, and the paths of its figures."""

    results: Results
    stem: str
    part: Forecast
    axis: Sequence[str]

    def at(self, name: str, year: str) -> str:
        """A year's figure, or the one that stands in every year."""
        cell = f"{self.stem}.{name}.{year}"
        return cell if cell in self.results.quantities else f"{self.stem}.{name}"

    def last(self, name: str) -> str:
        return self.at(name, self.axis[-1])

    def has(self, path: str) -> bool:
        return path in self.results.quantities

    @property
    def flow(self) -> str:
        """The row that is discounted."""
        return next((name for name in _FLOWS if self.has(self.last(name))), _FLOWS[0])


def flow_identities(inputs: Inputs, results: Results) -> Iterator[Identity]:
    """Of every part over years: its rows, its factors and present values, and what follows its last year."""
    for name, part in inputs.valuation.parts.items():
        stem = f"valuation.parts.{name}"
        row = results.rows.get(f"{stem}.present_value")
        if isinstance(part, Forecast) and row is not None and row.axis:
            held = _Part(results, stem, part, row.axis)
            yield from _first_year(held)
            for year in held.axis:
                yield from _year(held, year)
            for before, year in pairwise(held.axis):
                yield from _from_year_before(held, before, year)
            yield from _worth(held)


def flow_sums(inputs: Inputs, results: Results) -> Iterator[Identity]:
    """The sum of all present values, and factors of flows in the middle of a year, by whatever way they were made."""
    for name, part in inputs.valuation.parts.items():
        stem = f"valuation.parts.{name}"
        row = results.rows.get(f"{stem}.present_value")
        if not isinstance(part, Forecast) or row is None or not row.axis:
            continue
        yield Identity(
            _WORTH, f"{stem}.present_value_of_flows", tuple(f"{stem}.present_value.{year}" for year in row.axis), plus
        )
        held = _Part(results, stem, part, row.axis)
        if part.timing == "mid_year" and part.stub is None:
            for before, year in pairwise(row.axis):
                known = (held.at("discount_factor", before), held.at("wacc", before), held.at("wacc", year))
                yield Identity(_WORTH, held.at("discount_factor", year), known, formulas.between)
        if part.stub is not None and part.flow_dates is None:
            yield from _stub(held, mid_year=part.timing == "mid_year")
        yield from _profitable_growth(held)


def _stub(held: _Part, *, mid_year: bool) -> Iterator[Identity]:
    """The factors of the first year and the next, where of the first only a part is left.

    How much is left a reader sees from the flow and what is counted of it.
    """
    first, second = held.axis[0], (*held.axis, *held.axis)[1]
    left = (held.at("counted_flow", first), held.at(held.flow, first))
    factor = held.at("discount_factor", first)
    formula = formulas.half_discounted if mid_year else formulas.part_discounted
    yield Identity(_WORTH, factor, (*left, _rate(held, first)), formula)
    if mid_year and second != first:
        known = (factor, *left, _rate(held, first), _rate(held, second))
        yield Identity(_WORTH, held.at("discount_factor", second), known, formulas.from_stub)


def _profitable_growth(held: _Part) -> Iterator[Identity]:
    """A terminal value that pays for its growth: next year's profit less what growth takes, over rate less growth."""
    stem, terminal = held.stem, held.part.terminal
    form = terminal[0] if len(terminal) == 1 else None
    profit = f"{stem}.terminal.net_operating_profit"
    if form is None or form.growth is None or form.operating_margin or form.tax_rate or not held.has(profit):
        return
    rates = (f"{stem}.terminal.growth", f"{stem}.terminal.rate")
    for name, formula in (("return_on_capital", formulas.of_return), ("reinvestment_rate", formulas.of_reinvestment)):
        if getattr(form, name) is not None and not held.has(held.last("lasting_flow")):
            known = (held.last("net_operating_profit"), *rates, f"{stem}.terminal.{name}")
            yield Identity(_WORTH, f"{stem}.terminal.value", known, formula)


def _year(held: _Part, year: str) -> Iterator[Identity]:
    """What follows within one year."""
    revenue, profit = _revenue(held, year), held.at("operating_profit", year)
    after, flow = held.at("net_operating_profit", year), held.at(held.flow, year)
    counted, factor = held.at("counted_flow", year), held.at("discount_factor", year)
    yield Identity(_ROWS, profit, (revenue, held.at("operating_margin", year)), times)
    taxed = times if getattr(held.part, "tax_on_losses", False) else formulas.tax
    yield Identity(_ROWS, held.at("tax", year), (profit, held.at("tax_rate", year)), taxed)
    yield Identity(_ROWS, after, (profit, held.at("tax", year)), minus)
    yield from (Identity(_ROWS, flow, known, formula) for known, formula in _to_flow(held, after, year))
    yield from _to_equity(held, flow, year)
    yield Identity(_ROWS, counted, (flow,), plus)
    yield Identity(_ROWS, counted, (flow, f"{held.stem}.stub"), times)
    yield Identity(_WORTH, factor, (_rate(held, year),), formulas.first)
    for discounted in (counted, flow):
        yield Identity(_WORTH, held.at("present_value", year), (discounted, factor), times)


def _to_flow(held: _Part, after: str, year: str) -> Iterator[tuple[tuple[str, ...], Formula]]:
    """Profit after tax less what growth takes, in each form, with the further items."""
    items = getattr(held.part, "items", {})
    further = tuple(held.at(f"items.{name}.line", year) for name in items)
    adds = tuple(item.sign == "add" for item in items.values())
    spent = tuple(
        held.at(f"reinvestment.{name}", year) for name in ("capital_expenditure", "change_in_working_capital")
    )
    depreciation = held.at("depreciation", year)
    for known, signs in (
        ((), ()),
        ((held.at("reinvested", year),), (False,)),
        ((depreciation, *spent), (True, False, False)),
        (spent, (False, False)),
        ((depreciation, spent[0]), (True, False)),
        (spent[:1], (False,)),
    ):
        yield (after, *known, *further), signed((*signs, *adds))


def _to_equity(held: _Part, flow: str, year: str) -> Iterator[Identity]:
    """Dividends of earnings, residual income of book value, flows to equity after what is reinvested."""
    earned, opened = held.at("earnings", year), held.at("opening_book_value", year)
    back, cost = held.at("return_on_equity", year), held.at("cost_of_equity", year)
    yield Identity(_ROWS, flow, (earned, held.at("payout", year)), times)
    yield Identity(_ROWS, flow, (earned, held.at("equity_reinvestment_rate", year)), formulas.kept_back)
    yield Identity(_ROWS, earned, (opened, back), times)
    yield Identity("share-foots", back, (earned, opened), over)
    yield Identity(_ROWS, flow, (earned, opened, cost), formulas.beyond)


def _first_year(held: _Part) -> Iterator[Identity]:
    """What follows from the year before the first, and from the part of the first year that is left."""
    year = held.axis[0]
    for before in ("revenue_before", "revenue.base"):
        levels = (_revenue(held, year), f"{held.stem}.{before}")
        yield Identity("growth-foots", held.at("revenue_growth", year), levels, change)
    yield Identity(_ROWS, held.at("opening_book_value", year), (f"{held.stem}.book_value",), plus)


def _from_year_before(held: _Part, before: str, year: str) -> Iterator[Identity]:
    levels = (_revenue(held, year), _revenue(held, before))
    yield Identity("growth-foots", held.at("revenue_growth", year), levels, change)
    # earnings on the book value at the start, which the year before has left
    opened = held.at("opening_book_value", year)
    left = (held.at("opening_book_value", before), held.at("earnings", before), held.at("payout", before))
    yield Identity(_ROWS, opened, left, formulas.kept)
    known = (held.at("discount_factor", before), _rate(held, year))
    yield Identity(_WORTH, held.at("discount_factor", year), known, formulas.discounted)


def _worth(held: _Part) -> Iterator[Identity]:
    """What follows the last year, and what all of it is worth."""
    stem = held.stem
    whole, now, flows = f"{stem}.value_of_flows", f"{stem}.present_value_of_terminal", f"{stem}.present_value_of_flows"
    terminal, factor = f"{stem}.terminal.value", held.last("discount_factor")
    rates = (f"{stem}.terminal.growth", f"{stem}.terminal.rate")
    yield Identity(_WORTH, terminal, (f"{stem}.terminal.flow", *reversed(rates)), formulas.perpetuity)
    yield Identity(_WORTH, terminal, (held.last(held.flow), *rates), formulas.growing_perpetuity)
    fading = (held.last(held.flow), f"{stem}.terminal.persistence", _rate(held, held.axis[-1]))
    yield Identity(_WORTH, terminal, fading, formulas.fading_perpetuity)
    yield Identity(_WORTH, now, (terminal, factor), times)
    yield Identity(_WORTH, whole, (flows, now), plus)
    yield Identity("share-foots", f"{stem}.terminal_share", (now, whole), over)
    for value in (whole, flows):
        yield Identity(_WORTH, f"{stem}.enterprise_value", (value,), plus)


def _revenue(held: _Part, year: str) -> str:
    by_year = held.at("revenue_by_year", year)
    return by_year if held.has(by_year) else held.at("revenue", year)


def _rate(held: _Part, year: str) -> str:
    """The discount rate of a year: the cost of capital, or of equity."""
    wacc = held.at("wacc", year)
    return wacc if held.has(wacc) else held.at("cost_of_equity", year)
