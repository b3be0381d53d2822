"""The house alone, for commands that need no company."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import Diagnostic, ReportgenError, errors, in_order
from reportgen.loading.documents import Document, validate_document
from reportgen.loading.files import BYTES_AT_MOST, SourceText, read_source
from reportgen.loading.yaml_text import Data, read_yaml
from reportgen.model.house import House

FILE = "inputs/house.yaml"
_RECORD = re.compile(r"[\"']?record[\"']?\s*:")


@dataclass(frozen=True, slots=True)
class ReadHouse:
    """``house.yaml`` as far as it can be read: what is at fault is left out of ``house``, if there can be one then."""

    house: House | None
    data: Mapping[str, Data]
    diagnostics: tuple[Diagnostic, ...]


def load_house(root: Path) -> tuple[House | None, tuple[Diagnostic, ...]]:
    """The house of a workspace, and what is wrong with it; None where anything is."""
    read = read_house(root)
    return (None if errors(read.diagnostics) else read.house), read.diagnostics


def read_house(root: Path) -> ReadHouse:
    """The house of a workspace with its faults, for those who must go on in spite of them."""
    source = read_source(root, FILE)
    return ReadHouse(None, {}, (source,)) if isinstance(source, Diagnostic) else _read(source)


def record_named(root: Path) -> str | None:
    """The record's address in ``house.yaml``; None where it names none.

    Only a fault of ``record`` itself raises ReportgenError: what was released must be found whatever else is wrong.
    """
    source = read_source(root, FILE)
    if isinstance(source, SourceText):
        read = _read(source)
        if read.data:
            return _record_of(read)
    return _record_in_lines(root)


def _read(source: SourceText) -> ReadHouse:
    text = read_yaml(source)
    if text.data is None:
        return ReadHouse(None, {}, text.diagnostics)
    document: Document[House] = validate_document(House, text)
    data = text.data if isinstance(text.data, dict) else {}
    return ReadHouse(document.model, data, in_order((*text.diagnostics, *document.diagnostics)))


def _record_of(read: ReadHouse) -> str | None:
    fault = next((each for each in read.diagnostics if re.match(r"record\b", each.path)), None)
    if fault is not None:
        raise ReportgenError(f"where the record is stands in house.yaml, and cannot be read: see {fault.location}")
    address = read.data.get("record")
    return address if isinstance(address, str) else None


def _record_in_lines(root: Path) -> str | None:
    """From a file that is no YAML: the one line that names the record, if any does."""
    try:
        with (root / FILE).open("rb") as file:
            lines = file.read(BYTES_AT_MOST).decode("utf-8", "replace").splitlines()
    except OSError:
        return None
    found = [(number, line) for number, line in enumerate(lines, 1) if _RECORD.match(line)]
    if not found:
        return None
    number, line = found[0]
    read = _read(SourceText(FILE, line, ""))
    if len(found) > 1 or not read.data:
        raise ReportgenError(f"where the record is stands in house.yaml, which cannot be read: see {FILE}:{number}:1")
    return _record_of(read)
