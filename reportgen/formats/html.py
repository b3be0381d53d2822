"""A note as one HTML document: for the screen, complete in itself, or for the page, to be laid out as a PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from markupsafe import Markup

from reportgen.formats.chart_tables import ChartTable, table_of
from reportgen.formats.drawings import Pictures, found
from reportgen.formats.environment import fill
from reportgen.formats.typefaces import Fonts, embedded
from reportgen.model.note import Lineage, Note

Medium: TypeAlias = Literal["screen", "print"]

# Stands in the page's head before anything that a note could hold.
FONTS_HERE = "/* fonts */"
VARIABLE = re.compile(r"(--[a-z0-9-]+):\s*([^;}]+)[;}]")
USE = re.compile(r"var\((--[a-z0-9-]+)\)")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def write(  # noqa: PLR0913 - what a page is made from
    note: Note,
    *,
    medium: Medium,
    templates: Sequence[Path],
    note_type: str,
    fonts: Fonts,
    pictures: Mapping[str, Pictures],
    logo: str = "",
) -> str:
    """The note in the templates of its type, taken from the first of the folders that holds each.

    Both media come from the same templates and hold the same words. On screen every number opens its lineage, and
    fonts and charts stand inside the document; for print, ``drawing:ID`` names a chart, and fonts go by family.

    Raises TemplateFault for a fault in a template, ValueError for an accent that is no colour.
    """
    screen = medium == "screen"
    values = {
        "note": note,
        "note_type": note_type,
        "screen": screen,
        "popovers": popovers(note.lineages) if screen else {},
        "lineages": {lineage.path: lineage for lineage in note.lineages} if screen else {},
        "pictures": {name: _safe(picture) for name, picture in pictures.items()} if screen else {},
        "logo": logo,
        "charts": _charts(note) if screen else (),
        "accent": colour(note.masthead.accent),
        "accent_soft": colour(note.masthead.accent_soft),
    }
    page = fill(templates, f"{note_type}/note.html.j2", values)
    # Last, because only the finished page tells which Chinese characters the embedded font must hold.
    return page.replace(FONTS_HERE, embedded(fonts, page), 1) if screen else _without_variables(page)


def popovers(lineages: Sequence[Lineage]) -> Mapping[str, str]:
    """The element that shows each path's lineage: a path may hold what an id must not."""
    return {lineage.path: f"lineage-{number}" for number, lineage in enumerate(lineages, start=1)}


def _charts(note: Note) -> tuple[tuple[str, str, ChartTable], ...]:
    """Every chart that stands on the page: its id, what it shows in words, and its figures."""
    return tuple((drawing.id, drawing.alt, table_of(drawing.spec)) for drawing in found(note))


def colour(text: str) -> Markup:
    """A colour that may stand in a style sheet; anything else could be more than a colour."""
    if not COLOUR.fullmatch(text):
        raise ValueError(f"{text!r} is not a colour of the form #b93a0e")
    return Markup(text)  # noqa: S704 - six hexadecimal digits


def _without_variables(page: str) -> str:
    """The page with its style sheet's variables in their places: a twentieth less work for the layout engine."""
    head, style, rest = page.partition("</style>")
    values = dict(VARIABLE.findall(head))
    for _ in range(2):  # a variable may be set to another one
        head = USE.sub(lambda use: values.get(use[1], use[0]), head)
    return head + style + rest


def _safe(pictures: Pictures) -> Mapping[str, Markup]:
    """Drawings may stand in the page as they are: they were drawn here, from escaped labels."""
    return {"wide": Markup(pictures.wide), "narrow": Markup(pictures.narrow)}  # noqa: S704 - see above
