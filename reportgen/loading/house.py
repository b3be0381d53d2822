"""The house alone, for commands that need no company."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Diagnostic, errors, in_order
from reportgen.loading.documents import Document, validate_document
from reportgen.loading.files import read_source
from reportgen.loading.yaml_text import read_yaml
from reportgen.model.house import House

FILE = "inputs/house.yaml"


def load_house(root: Path) -> tuple[House | None, tuple[Diagnostic, ...]]:
    """The house of a workspace, and what is wrong with it; None where anything is."""
    source = read_source(root, FILE)
    if isinstance(source, Diagnostic):
        return None, (source,)
    text = read_yaml(source)
    if text.data is None:
        return None, text.diagnostics
    document: Document[House] = validate_document(House, text)
    found = in_order((*text.diagnostics, *document.diagnostics))
    return (None if errors(found) else document.model), found
