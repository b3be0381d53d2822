"""Compose the note: quantities and prose become sections of paragraphs, tables and charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reportgen.diagnostics import Diagnostic
from reportgen.disclosures import required
from reportgen.figures import write_date
from reportgen.model.inputs import Inputs
from reportgen.model.note import Exhibit, Line, Masthead, Note, Number, Section, Strong, Text
from reportgen.model.results import Results
from reportgen.sections.disclosures import disclosures
from reportgen.sections.front import front
from reportgen.sections.lineage import lineages, numbers_in
from reportgen.sections.operations import operations
from reportgen.sections.plan import plan
from reportgen.sections.price import price
from reportgen.sections.risks import risks
from reportgen.sections.valuation import valuation
from reportgen.sections.writer import Writer, join

_T = TypeVar("_T")

SECTIONS: tuple[Callable[[Writer], Section | None], ...] = (valuation, price, operations, plan, risks)
"""The sections between the first page and the disclosures, in the order of print; None leaves one out."""

__all__ = ["SECTIONS", "compose", "numbers_in"]

_TYPES = {"initiation": "Initiation of coverage", "update": "Update", "flash": "Flash", "snapshot": "Snapshot"}


def compose(inputs: Inputs, results: Results) -> tuple[Note, tuple[Diagnostic, ...]]:
    """The whole note as data, with every printed number's lineage. Needs a target and a price."""
    writer = Writer(inputs, results)
    held, diagnostics = required(inputs)
    first = front(writer)
    found = [section for section in (compose_section(writer) for compose_section in SECTIONS) if section]
    sections = (*found, disclosures(writer, held))
    first, sections = _numbered((first, sections))
    return (
        Note(
            title=f"{inputs.company.name}: {_plain(first.headline)}",
            subject=f"{inputs.opinion.rating}, {inputs.company.listing.ticker}",
            authors=tuple(inputs.house.analysts[key].name for key in inputs.company.analysts),
            keywords=(inputs.company.listing.ticker, inputs.company.sector, inputs.opinion.rating),
            as_of=inputs.as_of,
            masthead=_masthead(inputs),
            header_left=join(Strong((Text(inputs.company.name),)), f" {inputs.company.listing.ticker}"),
            header_right=_header(writer),
            front=first,
            sections=sections,
            lineages=lineages(writer, first, sections),
        ),
        diagnostics,
    )


def _masthead(inputs: Inputs) -> Masthead:
    completed = inputs.opinion.completed
    zone = inputs.house.place
    time = f", {completed:%H:%M} {zone}" if completed.date() == inputs.as_of else ""
    return Masthead(
        house=inputs.house.name,
        note_type=_TYPES.get(inputs.company.note_type, inputs.company.note_type.replace("_", " ").capitalize()),
        sector=inputs.company.sector,
        country=inputs.company.country,
        completed=f"{write_date(inputs.as_of)}{time}",
        language=inputs.house.language,
        draft=inputs.draft,
        accent=inputs.house.branding.accent,
        accent_soft=inputs.house.branding.accent_soft,
    )


def _header(writer: Writer) -> Line:
    rating = Strong((Text(writer.inputs.opinion.rating),))
    target, at = writer.number("valuation.target_price"), writer.number("market.price")
    return join(rating, "  Target ", target, "  Price ", at, f"  {write_date(writer.inputs.as_of)}")


def _plain(line: Line) -> str:
    words = []
    for piece in line:
        if isinstance(piece, Text):
            words.append(piece.text)
        elif isinstance(piece, Number):
            words.append(piece.written.text)
        elif isinstance(piece, Strong):
            words.append(_plain(piece.children))
    return "".join(words)


def _numbered(value: _T) -> _T:
    """The same document with its exhibits numbered in reading order."""
    count = 0

    def visit(piece: Any) -> Any:  # noqa: ANN401 - a walk over every type of the document
        nonlocal count
        if isinstance(piece, Exhibit):
            count += 1
            return replace(piece, number=count)
        if isinstance(piece, tuple):
            return tuple(visit(each) for each in piece)
        if is_dataclass(piece) and not isinstance(piece, type):
            changed = {each.name: visit(getattr(piece, each.name)) for each in fields(piece)}
            return replace(piece, **changed)
        return piece

    return visit(value)  # type: ignore[no-any-return]
