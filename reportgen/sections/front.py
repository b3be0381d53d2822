"""The first page: rating, target, price, thesis, market data, key figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from reportgen.model.note import Exhibit, Facts, Front, Line, Strong
from reportgen.sections.changed import changes
from reportgen.sections.choosing import FRONT_OF_ALL, INDICATORS
from reportgen.sections.figure_tables import key_figures
from reportgen.sections.market_data import analysts, market_data, notes, performance
from reportgen.sections.operations import indicators
from reportgen.sections.price_chart import price_chart, small_price_chart
from reportgen.sections.rating import rating_card
from reportgen.sections.results import results_table
from reportgen.sections.valuation_summary import valuation_summary
from reportgen.sections.writer import Writer, join

_T = TypeVar("_T")


def front(writer: Writer) -> Front:
    """The whole first page."""
    inputs = writer.inputs
    names = inputs.layout.front or FRONT_OF_ALL
    return Front(
        company=inputs.company.name,
        native_name=inputs.company.native_name or "",
        ticker=inputs.company.listing.ticker,
        headline=writer.line(inputs.headline),
        standfirst=writer.line(inputs.standfirst),
        card=rating_card(writer),
        thesis=tuple(line for name in names if name in _PROSE for line in _paragraphs(writer, name)),
        exhibits=tuple(_made(writer, names, _EXHIBITS)),
        side=tuple(_made(writer, names, _SIDE)),
        side_notes=tuple(notes(writer)),
        indicators=indicators(writer) if INDICATORS in names else None,
    )


def _made(writer: Writer, names: Sequence[str], makers: Mapping[str, Callable[[Writer], _T | None]]) -> Iterator[_T]:
    """Whatever of the names the makers can make, in the order of the names."""
    for name in names:
        found = makers[name](writer) if name in makers else None
        if found is not None:
            yield found


def _paragraphs(writer: Writer, anchor: str) -> Iterator[Line]:
    """The paragraphs; a small heading becomes the bold beginning of the paragraph under it.

    Without a verdict on results the thesis stands in its place.
    """
    section = writer.inputs.section(anchor) or writer.inputs.section("thesis")
    if section is None:
        return
    yield from (writer.line(each) for each in section.paragraphs)
    for title, paragraphs in section.asides:
        lines = [writer.line(each) for each in paragraphs] or [()]
        yield join(Strong(writer.line(title)), " ", lines[0])
        yield from lines[1:]


_PROSE = ("thesis", "results")

_EXHIBITS: Mapping[str, Callable[[Writer], Exhibit | None]] = MappingProxyType(
    {
        "changes": changes,
        "price-chart": price_chart,
        "small-price-chart": small_price_chart,
        "key-figures": key_figures,
        "results-table": results_table,
        "valuation-summary": valuation_summary,
    }
)

_SIDE: Mapping[str, Callable[[Writer], Facts | None]] = MappingProxyType(
    {"market-data": market_data, "performance": performance, "analysts": analysts}
)
