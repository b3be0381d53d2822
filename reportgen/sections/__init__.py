"""Compose the note: quantities and prose become sections of paragraphs, tables and charts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from reportgen.disclosures import required
from reportgen.figures import write_date
from reportgen.model.inputs import Inputs
from reportgen.model.layout import Shown
from reportgen.model.note import Exhibit, Front, Line, Masthead, Note, Section, Strong, Text
from reportgen.model.results import Results
from reportgen.sections.changed import changed
from reportgen.sections.choosing import chosen
from reportgen.sections.disclosures import disclosures
from reportgen.sections.front import front
from reportgen.sections.lineage import lineages, numbers_in
from reportgen.sections.operations import operations
from reportgen.sections.origins import origins
from reportgen.sections.plan import plan
from reportgen.sections.price import price
from reportgen.sections.results import results as results_section
from reportgen.sections.risks import risks
from reportgen.sections.scenarios import scenarios
from reportgen.sections.valuation import valuation
from reportgen.sections.worded import esg, thesis
from reportgen.sections.writer import Writer, join, plain

_T = TypeVar("_T")


def _disclosures(writer: Writer, first: Front, others: Iterable[Section]) -> Section:
    """The small print; what it tells of figures follows from what the others print."""
    held, _ = required(writer.inputs)
    return disclosures(writer, held, origins(writer, first, others))


SECTIONS: Mapping[str, Callable[[Writer], Section | None]] = MappingProxyType(
    {
        "changed": changed,
        "results": results_section,
        "thesis": thesis,
        "valuation": valuation,
        "price": price,
        "scenarios": scenarios,
        "operations": operations,
        "plan": plan,
        "risks": risks,
        "esg": esg,
    }
)
"""What can stand after the first page, besides the disclosures; a section that has nothing to say gives None."""

ALL = ("valuation", "price", "scenarios", "operations", "plan", "risks", "esg", "disclosures")
"""What a note shows whose type does not say."""

__all__ = ["ALL", "SECTIONS", "compose", "numbers_in"]


def compose(inputs: Inputs, results: Results) -> Note:
    """The whole note as data, with every printed number's lineage. Needs figures for target, price and return."""
    writer = Writer(inputs, results)
    first = front(writer)
    first, sections = _numbered((first, _sections(writer, first)))
    company = inputs.company
    return Note(
        title=f"{company.name}: {plain(first.headline)}",
        subject=f"{inputs.opinion.rating}, {company.listing.ticker}",
        authors=tuple(inputs.house.analysts[key].name for key in company.analysts),
        keywords=(company.listing.ticker, company.sector, inputs.opinion.rating),
        as_of=inputs.as_of,
        masthead=_masthead(inputs),
        header_left=join(Strong((Text(company.name),)), f" {company.listing.ticker}"),
        header_right=_header(writer),
        front=first,
        sections=sections,
        lineages=lineages(writer, first, sections),
    )


def _sections(writer: Writer, first: Front) -> tuple[Section, ...]:
    """The sections of the note's type, as far as there is something to say in them."""
    shown = writer.inputs.layout.sections or tuple(Shown(name) for name in ALL)
    made = {each.section: SECTIONS[each.section](writer) for each in shown if each.section in SECTIONS}
    kept = {each.section: chosen(section, each) for each in shown if (section := made.get(each.section))}
    others = [section for section in kept.values() if section]
    small = _disclosures(writer, first, others)
    kept |= {each.section: chosen(small, each) for each in shown if each.section == small.id}
    held = [section for each in shown if (section := kept.get(each.section))]
    flowing = {each.section for each in shown if each.same_page}
    # what follows a section that is left out does not follow the first page instead
    stands = held and held[0].id != shown[0].section
    return _flowing(held, flowing - {held[0].id} if stands else flowing)


def _flowing(sections: Sequence[Section], flowing: Collection[str]) -> tuple[Section, ...]:
    """The sections as they follow each other: the first begins a page unless its type says not, the others flow."""
    return tuple(
        replace(section, new_page=number == 0 and section.id not in flowing) for number, section in enumerate(sections)
    )


def _masthead(inputs: Inputs) -> Masthead:
    return Masthead(
        house=inputs.house.name,
        note_type=inputs.layout.title or inputs.note_type.replace("_", " ").capitalize(),
        sector=inputs.company.sector,
        country=inputs.company.country,
        completed=f"{write_date(inputs.as_of)}{_completed(inputs)}{_released(inputs)}",
        language=inputs.house.language,
        draft=inputs.draft,
        accent=inputs.house.branding.accent,
        accent_soft=inputs.house.branding.accent_soft,
    )


def _completed(inputs: Inputs) -> str:
    """When the note was completed, in the house's time; the date only where it is another than the note's."""
    completed = inputs.opinion.completed
    day = "" if completed.date() == inputs.as_of else f"; completed {write_date(completed.date())}"
    return f"{day}, {completed:%H:%M} {inputs.house.place}"


def _released(inputs: Inputs) -> str:
    """When the note was released; the date only where it is another than that of its completion."""
    if inputs.released_at is None:
        return ""
    local = inputs.released_at.astimezone(ZoneInfo(inputs.house.time_zone))
    day = "" if local.date() == inputs.opinion.completed.date() else f"{write_date(local.date())}, "
    return f"; released {day}{local:%H:%M}"


def _header(writer: Writer) -> Line:
    rating = Strong((Text(writer.inputs.opinion.rating),))
    target, at = writer.number("valuation.target_price"), writer.number("market.price")
    return join(rating, "  Target ", target, "  Price ", at, f"  {write_date(writer.inputs.as_of)}")


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
