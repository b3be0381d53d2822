"""The data attached to the finished PDF, held against the lineages of the note."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.note import Lineage, Note
from reportgen.proofs.pages import opened

_FILE = "note.json"


def data_differs(note: Note, pdf: bytes) -> Iterator[Diagnostic]:
    """The PDF carries its own numbers for machines, ``note.json``, and they are the ones that the reader sees.

    Whoever takes figures from a filed PDF takes them from there. Every figure of the note that has a value must stand
    in it under its path, with the same value and the same printed form.
    """
    content = _attachment(pdf)
    if content is None:
        yield _finding(f"{_FILE} is not attached")
        return
    try:
        held = _held(json.loads(content))
    except (ValueError, LookupError, TypeError):
        yield _finding(f"{_FILE}, as attached, cannot be read")
        return
    for lineage in note.lineages:
        # a row that a case replaces has no single value
        if lineage.unrounded:
            yield from _differences(lineage, held.get(lineage.path))


def _attachment(pdf: bytes) -> bytes | None:
    with opened(pdf) as document:
        for place in range(document.count_attachments()):
            each = document.get_attachment(place)
            if each.get_name() == _FILE:
                return bytes(each.get_data())
    return None


def _held(content: Mapping[str, Any]) -> dict[str, tuple[float, str]]:
    """Value and printed form by path; without a figure the value is NaN."""
    entries = (*content["quantities"], *content["scenarios"])
    return {each["path"]: (_value(each["value"]), each["printed"] or "") for each in entries}


def _value(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _differences(lineage: Lineage, held: tuple[float, str] | None) -> Iterator[Diagnostic]:
    if held is None:
        yield _finding(f"{lineage.path} is not in {_FILE}")
        return
    value, printed = held
    own = math.nan if lineage.unrounded == "n.m." else float(lineage.unrounded)
    own = own if math.isfinite(own) else math.nan
    if value != own and not (math.isnan(value) and math.isnan(own)):
        yield _finding(f"{lineage.path}: {_FILE} has {value!r}, the note {own!r}")
    if printed != lineage.printed:
        yield _finding(f"{lineage.path}: {_FILE} prints {printed!r}, the note {lineage.printed!r}")


def _finding(message: str) -> Diagnostic:
    return Diagnostic("data-differs", message, Location("note.pdf"))
