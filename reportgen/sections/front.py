"""The first page: rating, target, price, thesis, market data, key figures."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.note import Exhibit, Front, Line, Strong
from reportgen.sections.figure_tables import figure_table
from reportgen.sections.market_data import analysts, market_data, notes, performance
from reportgen.sections.price_chart import price_chart
from reportgen.sections.rating import rating_card
from reportgen.sections.writer import Writer, join


def front(writer: Writer) -> Front:
    """The whole first page."""
    inputs = writer.inputs
    return Front(
        company=inputs.company.name,
        native_name=inputs.company.native_name or "",
        ticker=inputs.company.listing.ticker,
        headline=writer.line(inputs.headline),
        standfirst=writer.line(inputs.standfirst),
        card=rating_card(writer),
        thesis=tuple(_thesis(writer)),
        exhibits=tuple(each for each in (price_chart(writer), _key_figures(writer)) if each is not None),
        side=tuple(each for each in (market_data(writer), performance(writer), analysts(writer)) if each is not None),
        side_notes=tuple(notes(writer)),
    )


def _thesis(writer: Writer) -> Iterator[Line]:
    """The paragraphs; a small heading becomes the bold beginning of the paragraph under it."""
    section = writer.inputs.section("thesis")
    if section is None:
        return
    yield from (writer.line(each) for each in section.paragraphs)
    for title, paragraphs in section.asides:
        lines = [writer.line(each) for each in paragraphs] or [()]
        yield join(Strong(writer.line(title)), " ", lines[0])
        yield from lines[1:]


def _key_figures(writer: Writer) -> Exhibit | None:
    chosen = writer.inputs.exhibits.key_figures
    return figure_table(writer, "key-figures", chosen, "Key figures") if chosen else None
