"""Where the program's own files are, and the folders of a workspace that come before them."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


OF_THE_PROGRAM = frozenset({"mail", "nightly", "released"})
"""Folders below output/ that are no company's."""


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
