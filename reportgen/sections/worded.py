"""Sections that are the analyst's words alone."""

from __future__ import annotations

from reportgen.model.note import Section
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import Writer, text


def thesis(writer: Writer) -> Section | None:
    """The thesis as a section, for types whose first page does not show it."""
    return _worded(writer, "thesis", "Thesis", "The thesis")


def esg(writer: Writer) -> Section | None:
    """Environment, society and governance, as far as they move the value."""
    return _worded(writer, "esg", "ESG", "Environment, society and governance")


def _worded(writer: Writer, anchor: str, short: str, title: str) -> Section | None:
    blocks = prose(writer, anchor)
    return Section(anchor, short, heading(writer, anchor, text(title)), blocks) if blocks else None
