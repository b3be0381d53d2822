"""Render a composed note into files: HTML and PDF from the same templates, JSON and Excel from the same quantities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from reportgen.diagnostics import Diagnostic, Location, Severity
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
from reportgen.proofs.pages import opened

__all__ = ["FORMATS", "Engine", "Material", "render"]


Engine: TypeAlias = Literal["record", "draft"]
"""Who lays out the PDF: WeasyPrint for what is kept, PlutoPrint for a quick look."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the formats work from. ``templates`` are folders, the workspace's own first."""

    note: Note
    inputs: Inputs
    results: Results
    templates: Sequence[Path]
    fonts: Fonts
    pictures: Mapping[str, Pictures]
    logo: str = ""
    """The house's mark as an address that holds it."""
    engine: Engine = "record"
    attached: Mapping[str, bytes] = field(default_factory=dict)
    """What goes into the PDF of record with it."""

    @property
    def note_type(self) -> str:
        """The folder of templates."""
        return self.inputs.note_type


def _html(material: Material) -> tuple[bytes, tuple[str, ...]]:
    page = html.write(
        material.note,
        medium="screen",
        templates=material.templates,
        note_type=material.note_type,
        fonts=material.fonts,
        pictures=material.pictures,
        logo=material.logo,
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
        logo=material.logo,
    )
    day = datetime.combine(material.inputs.as_of, time(), UTC)
    if material.engine == "draft":
        from reportgen.formats.quick_pdf import lay_out_quickly  # noqa: PLC0415 - see above

        return lay_out_quickly(
            page, fonts=material.fonts, pictures=material.pictures, folders=material.templates, day=day
        )
    record = pdf.RecordOf(material.attached, day, _said(material))
    return pdf.lay_out(
        page, fonts=material.fonts, pictures=material.pictures, folders=material.templates, record=record
    )


def _said(material: Material) -> Mapping[str, str]:
    """What the PDF's metadata tell machines of the note."""
    inputs = material.inputs
    said = {
        "ticker": inputs.company.listing.ticker,
        "company": inputs.company.name,
        "rating": inputs.opinion.rating,
        "asOf": str(inputs.as_of),
        "status": "draft" if inputs.draft else "released",
        "version": "draft" if inputs.version is None else str(inputs.version),
    }
    if inputs.released_at is not None:
        said["releasedAt"] = inputs.released_at.isoformat()
    return said


def _json(material: Material) -> tuple[bytes, tuple[str, ...]]:
    return quantities_json(material.inputs, material.results), ()


def _xlsx(material: Material) -> tuple[bytes, tuple[str, ...]]:
    from reportgen.formats.excel import model_workbook  # noqa: PLC0415 - XlsxWriter is loaded for a workbook only

    return model_workbook(material.inputs, material.results), ()


def _mail(material: Material) -> tuple[bytes, tuple[str, ...]]:
    from reportgen.formats.mail_json import mail_json  # noqa: PLC0415 - matplotlib is loaded for the mail's charts only

    return mail_json(material.note, material.inputs, material.results), ()


FORMATS: Mapping[str, tuple[str, Callable[[Material], tuple[bytes, tuple[str, ...]]]]] = MappingProxyType(
    {
        "pdf": ("note.pdf", _pdf),
        "html": ("note.html", _html),
        "json": ("note.json", _json),
        "xlsx": ("model.xlsx", _xlsx),
        "mail": ("mail.json", _mail),
    }
)
"""Each format's file and the function that gives its bytes and the layout's warnings."""

_ATTACHED = ("json", "xlsx")
"""The formats that are attached to the PDF of record."""


def render(  # noqa: PLR0913 - what the formats work from
    note: Note,
    inputs: Inputs,
    results: Results,
    *,
    formats: Sequence[str],
    templates: Sequence[Path],
    fonts: Fonts,
    logo: str = "",
    engine: Engine = "record",
    cache: Path | None = None,
    manifest_of: Callable[[Mapping[str, bytes]], bytes] | None = None,
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The files of the wanted formats, read back. A fault in a template or in the layout is a diagnostic.

    The draft engine lays the same page out at a fraction of the cost. Charts that lie in the folder ``cache`` are not
    drawn again. ``manifest_of`` describes what is attached to the PDF of record; it goes in as well.
    """
    drawable = any(name in ("html", "pdf") for name in formats)
    pictures = drawn(note, narrow="html" in formats, cache=cache) if drawable else {}
    material = Material(note, inputs, results, templates, fonts, pictures, logo, engine)
    files: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    if "pdf" in formats and engine == "record":
        attached = {FORMATS[name][0]: FORMATS[name][1](material)[0] for name in _ATTACHED}
        if manifest_of is not None:
            attached["manifest.json"] = manifest_of(attached)
        material = replace(material, attached=attached)
    for name in formats:
        file, write = FORMATS[name]
        if file in material.attached:
            files[file] = material.attached[file]
            continue
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
        diagnostics.extend(_proved(material, files))
    return files, (*diagnostics, *_too_long(material, files.get("note.pdf")))


def _proved(material: Material, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """What is wrong in the finished files themselves."""
    page = files.get("note.html")
    sizes = {name: tuple(filter(None, (each.wide, each.narrow))) for name, each in material.pictures.items()}
    return read_back(
        material.note,
        pdf=files.get("note.pdf"),
        html=page.decode() if page else None,
        pictures=sizes,
        numbered=material.engine == "record",
        attached=bool(material.attached),
    )


def _too_long(material: Material, content: bytes | None) -> tuple[Diagnostic, ...]:
    """Whether the PDF has more pages than its type may have."""
    layout = material.inputs.layout
    if content is None or layout.pages is None:
        return ()
    with opened(content) as document:
        count = len(document)
    if count <= layout.pages:
        return ()
    message = f"{count} pages; a note of the type {layout.folder!r} has {layout.pages} at most"
    place = Location(f"templates/{layout.folder}/sections.txt")
    return (Diagnostic("too-many-pages", message, place, severity=Severity.WARNING),)
