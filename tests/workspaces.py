"""Workspaces for tests: the sample inputs, copied into a folder of the test's own and edited there.

    root = workspace(tmp_path, {"xiaomi/valuation.yaml": [("value: 12 %", "value: 15 %")]})
    loaded = load(root, "xiaomi")

Each file is named relative to ``inputs/``. What is to happen to it is one of

- a list of edits ``(old, new)``, made one after the other; ``old`` must occur exactly once, else the test fails,
- a text (or bytes): the whole file from now on, made with its folder where there was none,
- ``None``: the file is removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "inputs"

Edit: TypeAlias = tuple[str, str]
Change: TypeAlias = Sequence[Edit] | str | bytes | None


def workspace(tmp_path: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """A workspace below ``tmp_path`` with the sample inputs and some changes to them; returns its root.

    May be called several times in one test with the same ``tmp_path``: each call starts again from the sample.
    """
    root = tmp_path / "workspace"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(SAMPLE, root / "inputs")
    for name, change in (changes or {}).items():
        _change(root / "inputs" / name, change)
    return root


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after some edits, each of a passage that occurs exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times, not once"
        text = text.replace(old, new)
    return text


def _change(path: Path, change: Change) -> None:
    if change is None:
        path.unlink()
    elif isinstance(change, bytes):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change)
    elif isinstance(change, str):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change.encode())
    else:
        path.write_bytes(edited(path.read_bytes().decode(), change).encode())
