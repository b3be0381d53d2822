"""Render a composed note into files: HTML and PDF from the same templates, JSON from the same quantities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reportgen.diagnostics import Diagnostic, Location
from reportgen.formats import html
from reportgen.formats.drawings import Pictures, drawn
from reportgen.formats.environment import TemplateFault
from reportgen.formats.quantities_json import quantities_json
from reportgen.formats.template_numbers import template_numbers
from reportgen.formats.typefaces import Fonts
from reportgen.model.inputs import Inputs
from reportgen.model.note import Note
from reportgen.model.results import Results
from reportgen.proofs import read_back

__all__ = ["FORMATS", "Material", "render"]


@dataclass(frozen=True, slots=True)
class Material:
    """What the formats work from. ``templates`` are folders, the workspace's own first."""

    note: Note
    inputs: Inputs
    results: Results
    templates: Sequence[Path]
    fonts: Fonts
    pictures: Mapping[str, Pictures]

    @property
    def note_type(self) -> str:
        """The folder of templates."""
        return self.inputs.company.note_type


def _html(material: Material) -> tuple[bytes, tuple[str, ...]]:
    page = html.write(
        material.note,
        medium="screen",
        templates=material.templates,
        note_type=material.note_type,
        fonts=material.fonts,
        pictures=material.pictures,
    )
    return page.encode(), ()


def _pdf(material: Material) -> tuple[bytes, tuple[str, ...]]:
    from reportgen.formats import pdf  # noqa: PLC0415 - the layout engine is loaded for a PDF only

    page = html.write(
        material.note,
        medium="print",
        templates=material.templates,
        note_type=material.note_type,
        fonts=material.fonts,
        pictures=material.pictures,
    )
    return pdf.lay_out(page, fonts=material.fonts, pictures=material.pictures, folders=material.templates)


def _json(material: Material) -> tuple[bytes, tuple[str, ...]]:
    return quantities_json(material.inputs, material.results), ()


def _mail(material: Material) -> tuple[bytes, tuple[str, ...]]:
    from reportgen.formats.mail_json import mail_json  # noqa: PLC0415 - matplotlib is loaded for the mail's charts only

    return mail_json(material.note, material.inputs, material.results), ()


FORMATS: Mapping[str, tuple[str, Callable[[Material], tuple[bytes, tuple[str, ...]]]]] = MappingProxyType(
    {
        "pdf": ("note.pdf", _pdf),
        "html": ("note.html", _html),
        "json": ("note.json", _json),
        "mail": ("mail.json", _mail),
    }
)
"""Each format's file and the function that gives its bytes and the layout's warnings."""


def render(
    note: Note,
    inputs: Inputs,
    results: Results,
    *,
    formats: Sequence[str],
    templates: Sequence[Path],
    fonts: Fonts,
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The files of the wanted formats, read back. A fault in a template or in the layout is a diagnostic."""
    drawable = any(name in ("html", "pdf") for name in formats)
    pictures = drawn(note, narrow="html" in formats) if drawable else {}
    material = Material(note, inputs, results, templates, fonts, pictures)
    files: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for name in formats:
        file, write = FORMATS[name]
        try:
            files[file], warnings = write(material)
        except TemplateFault as fault:
            place = Location(f"templates/{fault.name}", max(fault.line, 1))
            diagnostics.append(Diagnostic("template-fault", fault.message, place))
            continue
        place = Location(f"templates/{material.note_type}/note.html.j2")
        diagnostics.extend(Diagnostic("layout-warning", f"{file}: {words}", place) for words in warnings)
    if drawable:
        diagnostics.extend(template_numbers(templates, draft=note.masthead.draft))
        diagnostics.extend(_proved(note, files, pictures))
    return files, tuple(diagnostics)


def _proved(note: Note, files: Mapping[str, bytes], pictures: Mapping[str, Pictures]) -> tuple[Diagnostic, ...]:
    """What is wrong in the finished files themselves."""
    page = files.get("note.html")
    sizes = {name: tuple(filter(None, (each.wide, each.narrow))) for name, each in pictures.items()}
    return read_back(note, pdf=files.get("note.pdf"), html=page.decode() if page else None, pictures=sizes)
