"""The PDF of record: PDF/A-3a, which archives keep, and PDF/UA-1, which screen readers read, in one file.

WeasyPrint writes one of the two. The other is said in the metadata: an identifier, and the schema that PDF/A wants for
every property it does not know (ISO 19005-3, 6.6.2.3; ISO 14289-1, 5).
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf

from reportgen.diagnostics import ReportgenError

VARIANT = "pdf/a-3a"

_IDENTIFIER = """
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>"""

_SCHEMA = """
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

_ONE = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li>"""

_PROPERTY = """<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>{type}</pdfaProperty:valueType>
<pdfaProperty:category>{category}</pdfaProperty:category>
<pdfaProperty:description>{description}</pdfaProperty:description>
</rdf:li>"""

NOTE_URI = "urn:reportgen:note:1"
"""The namespace of what a note says of itself."""

_RELEASED = b"<note:status>released</note:status>"

_NOTE = """
<rdf:Description xmlns:note="{uri}" rdf:about="">{properties}</rdf:Description>"""


def conforming(content: bytes, said: Mapping[str, str]) -> bytes:
    """The same PDF with the mark of PDF/UA beside that of PDF/A, and what the note says of itself in its metadata.

    ``said`` are plain texts by name: ticker, version and the like. The same input gives the same bytes. Raises
    ReportgenError where the PDF has no metadata to add to.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        metadata = pdf.Root.get("/Metadata")
        if metadata is None:
            message = "the layout engine wrote a PDF without metadata"
            raise ReportgenError(message)
        text = metadata.read_bytes().decode("utf-8")
        added = _IDENTIFIER + _note(said) + _SCHEMA.format(schemas=_schemas(said))
        stream = pdf.make_stream(text.replace("</rdf:RDF>", added + "</rdf:RDF>", 1).encode("utf-8"))
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = stream
        written = io.BytesIO()
        # the metadata stays readable for tools that know no compression
        pdf.save(written, fix_metadata_version=False, deterministic_id=True)
        return written.getvalue()


def is_released(content: bytes) -> bool:
    """Whether a PDF says in its metadata that it is a released note; what is no PDF says nothing."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            metadata = pdf.Root.get("/Metadata")
            return metadata is not None and _RELEASED in metadata.read_bytes()
    except pikepdf.PdfError:
        return False


def _note(said: Mapping[str, str]) -> str:
    properties = "".join(f"<note:{name}>{_escaped(text)}</note:{name}>" for name, text in said.items())
    return _NOTE.format(uri=NOTE_URI, properties=properties) if said else ""


def _schemas(said: Mapping[str, str]) -> str:
    identifier = _ONE.format(
        title="PDF/UA Universal Accessibility Schema",
        uri="http://www.aiim.org/pdfua/ns/id/",
        prefix="pdfuaid",
        properties=_PROPERTY.format(
            name="part", type="Integer", category="internal", description="Part of ISO 14289 that the file follows"
        ),
    )
    if not said:
        return identifier
    properties = "".join(
        _PROPERTY.format(name=name, type="Text", category="external", description=f"The note's {name}") for name in said
    )
    return identifier + _ONE.format(title="Research note", uri=NOTE_URI, prefix="note", properties=properties)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
