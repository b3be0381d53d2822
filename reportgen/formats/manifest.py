"""``manifest.json``: what went into a note and what came out, by hash, so that anyone can tell two builds apart."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from reportgen import __version__
from reportgen.diagnostics import Diagnostic

# Whatever has a hand in the bytes of a note.
_LIBRARIES = ("jinja2", "markupsafe", "matplotlib", "numpy", "pydantic", "pyyaml", "weasyprint", "fonttools")


def manifest(  # noqa: PLR0913 - a manifest is all of these
    *,
    slug: str,
    as_of: str,
    draft: bool,
    engine: str,
    release: Mapping[str, str | int] | None,
    inputs: Mapping[str, str],
    templates: Mapping[str, str],
    fonts: Mapping[str, str],
    diagnostics: Iterable[Diagnostic],
    outputs: Mapping[str, bytes],
) -> bytes:
    """The manifest of one build; ``inputs``, ``templates`` and ``fonts`` map names to SHA-256 in hex.

    ``release`` tells when and as which version a final note was released; a draft has none.
    """
    content = {
        "format": "reportgen.manifest",
        "format_version": 1,
        "company": slug,
        "as_of": as_of,
        "draft": draft,
        "engine": engine,
        "release": dict(release) if release else None,
        "versions": _versions(),
        "inputs": dict(sorted(inputs.items())),
        "templates": dict(sorted(templates.items())),
        "fonts": dict(sorted(fonts.items())),
        "diagnostics": [found.as_dict() for found in diagnostics],
        "outputs": {name: {"sha256": sha256(data), "bytes": len(data)} for name, data in sorted(outputs.items())},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _versions() -> dict[str, str]:
    own = {"python": platform.python_version(), "reportgen": __version__}
    return own | {name: version(name) for name in _LIBRARIES}


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes in hex."""
    return hashlib.sha256(data).hexdigest()


def hashes(folders: Mapping[str, Path], suffixes: tuple[str, ...]) -> dict[str, str]:
    """The hashes of all files below some folders, named ``<folder's name>/<path>``; a missing folder has none."""
    found = {}
    for name, folder in folders.items():
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if file.is_file() and file.name.endswith(suffixes):
                found[f"{name}/{file.relative_to(folder).as_posix()}"] = sha256(file.read_bytes())
    return found
