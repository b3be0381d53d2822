"""Operations: key figures, revenue by segment, progress against targets, estimates, the financial table."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.model.note import Beside, Block, Exhibit, Indicator, Indicators, Line, Section
from reportgen.sections.choosing import FRONT_OF_ALL
from reportgen.sections.estimates import expectations, revisions
from reportgen.sections.figure_tables import figure_table, key_figures
from reportgen.sections.progress import progress
from reportgen.sections.prose import heading, prose
from reportgen.sections.segments import segments
from reportgen.sections.writer import Writer, drawn, join


def operations(writer: Writer) -> Section | None:
    """Indicators, charts with the prose beneath them, and the table of figures; None where there is nothing of it."""
    chosen = writer.inputs.exhibits
    left = segments(writer, chosen.segments) if chosen.segments else None
    right = progress(writer, chosen.progress) if chosen.progress else None
    told = _beside(drawn((left, right)), prose(writer, "operations"))
    table = figure_table(writer, "financials", chosen.financials) if chosen.financials else None
    # what the first page shows is not shown again
    shown = "key-figures" in (writer.inputs.layout.front or FRONT_OF_ALL)
    strip = None if shown else key_figures(writer)
    revised, expected = revisions(writer), expectations(writer)
    blocks = drawn((indicators(writer), *told, strip, revised, expected, table))
    if not blocks:
        return None
    default = _title(writer, (table, strip, left, right, revised, expected))
    return Section("operations", "Operations", heading(writer, "operations", default), tuple(blocks))


def _title(writer: Writer, exhibits: Iterable[Exhibit | None]) -> Line:
    """What the first exhibit tells; of indicators alone the first of them."""
    items = writer.inputs.exhibits.indicators
    first = join(f"{items[0].label}: ", writer.line(items[0].value)) if items else ()
    return next((each.title for each in exhibits if each is not None), first)


def _beside(charts: list[Block], said: tuple[Block, ...]) -> tuple[Block, ...]:
    """Two charts side by side above the prose; a single one has the prose at its side."""
    if len(charts) > 1:
        return (Beside(tuple(charts[:1]), tuple(charts[1:])), *said)
    if not charts or not said:
        return (*charts, *said)
    stacks = ((*each.left, *each.right) if isinstance(each, Beside) else (each,) for each in said)
    flat = tuple(block for stack in stacks for block in stack)
    return (Beside(tuple(charts), flat),)


def indicators(writer: Writer) -> Indicators | None:
    """The strip of key figures; None where the analysts have named none."""
    items = writer.inputs.exhibits.indicators
    shown = (Indicator(each.label, writer.line(each.value), writer.line(each.context)) for each in items)
    return Indicators(tuple(shown)) if items else None
