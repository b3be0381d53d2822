"""The analyst's own words of a section: paragraphs, and what stands beside them under small headings."""

from __future__ import annotations

from reportgen.model.note import Beside, Block, Line, Paragraph, Subheading
from reportgen.sections.writer import Writer


def heading(writer: Writer, anchor: str, default: Line) -> Line:
    """A section's title: the analyst's, or the computed one."""
    section = writer.inputs.section(anchor)
    return writer.line(section.title) if section else default


def prose(writer: Writer, anchor: str, *, beside: tuple[Line, ...] = ()) -> tuple[Block, ...]:
    """A section's paragraphs on the left; under its small headings, and followed by ``beside``, those on the right.

    Where there is nothing for one of the sides, the other is as wide as the page.
    """
    section = writer.inputs.section(anchor)
    left: list[Block] = [Paragraph(writer.line(each)) for each in section.paragraphs] if section else []
    right: list[Block] = []
    asides = section.asides if section else ()
    for place, (title, paragraphs) in enumerate(asides, 1):
        # a heading waits for what may follow it, such as the reason of an override, and is none without
        if not paragraphs and not (beside and place == len(asides)):
            continue
        right.append(Subheading(writer.line(title)))
        right.extend(Paragraph(writer.line(each)) for each in paragraphs)
    right.extend(Paragraph(line) for line in beside)
    return (Beside(tuple(left), tuple(right)),) if left and right else (*left, *right)
