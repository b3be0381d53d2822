"""What earlier nights learned from the inputs, by their content: spares a quiet night from reading them again.

The file may be deleted at any time; whatever is not in it, or not as expected, is learned anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.nightly.fingerprints import code
from reportgen.nightly.house import Terms, terms_from
from reportgen.nightly.knowledge import Knowledge, knowledge_from
from reportgen.publishing.folder import write_whole

FILE = Path("record") / "nightly.json"
_FORMAT = "reportgen.nightly 1"


@dataclass(frozen=True, slots=True)
class Notebook:
    """Terms by the hash of house.yaml; knowledge by the hash of all that a note is made from, None where unreadable."""

    terms: Mapping[str, Terms] = field(default_factory=dict)
    knowledge: Mapping[str, Knowledge | None] = field(default_factory=dict)
    considered: Mapping[str, str] = field(default_factory=dict)
    """Builds that a night may not release, or need not: by build and the release before it, with the reason."""


def read_notebook(root: Path) -> Notebook:
    """What was kept by this very program; else nothing."""
    try:
        found = json.loads((root / FILE).read_bytes())
        if found["format"] != _FORMAT or found["code"] != code():
            return Notebook()
        return Notebook(
            {key: terms_from(each) for key, each in found["terms"].items()},
            {key: knowledge_from(each) if each else None for key, each in found["knowledge"].items()},
            {str(key): str(each) for key, each in found["considered"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Notebook()


def write_notebook(root: Path, notebook: Notebook) -> None:
    """Keep it. A disk that is full costs the next night a little time, and nothing else."""
    content = {
        "format": _FORMAT,
        "code": code(),
        "terms": {key: each.as_dict() for key, each in notebook.terms.items()},
        "knowledge": {key: each.as_dict() if each else None for key, each in notebook.knowledge.items()},
        "considered": dict(notebook.considered),
    }
    with suppress(OSError):
        write_whole(root / FILE, json.dumps(content, ensure_ascii=False, sort_keys=True).encode())
