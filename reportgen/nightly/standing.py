"""Which note of a company stands, and whether its files are whole."""

from __future__ import annotations

import json
from pathlib import Path

from reportgen.model.publication import BuildRow
from reportgen.nightly.fingerprints import file_hash

MANIFEST = "manifest.json"


def folder_of(root: Path, row: BuildRow) -> Path:
    """Where the draft of a build is."""
    return root / "output" / row.company / str(row.as_of)


def is_whole(folder: Path, manifest: str | None) -> bool:
    """Whether a folder holds the note with this manifest, byte for byte."""
    try:
        content = (folder / MANIFEST).read_bytes()
        if file_hash(folder / MANIFEST) != manifest:
            return False
        files = json.loads(content)["outputs"]
        return all(file_hash(folder / name) == expected["sha256"] for name, expected in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
