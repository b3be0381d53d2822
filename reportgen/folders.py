"""Where the program's own files are, the folders of a workspace before them, and what a company's may be called."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).parent

COMPANY = r"[a-z0-9][a-z0-9_-]{0,59}"
"""What the folder of a company is called."""

OF_THE_PROGRAM = frozenset({"mail", "nightly", "released"})
"""Folders below output/ that are no company's."""


def is_slug(name: str) -> bool:
    """Whether a name can be a company's folder."""
    return re.fullmatch(COMPANY, name) is not None and name not in OF_THE_PROGRAM


def template_folders(root: Path) -> dict[str, Path]:
    """The workspace's templates and the program's: in a checkout beside the package, in an installation inside it."""
    inside, beside = PACKAGE / "_templates", PACKAGE.parent / "templates"
    own = root / "templates"
    program = inside if inside.is_dir() else beside
    if own.resolve() == program.resolve():
        return {"templates": program}
    return {"workspace/templates": own, "templates": program}


def font_folders(root: Path) -> dict[str, Path]:
    """The fonts that came with the program, and those that the workspace adds."""
    return {"fonts": PACKAGE / "fonts", "workspace/fonts": root / "fonts"}
