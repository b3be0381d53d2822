"""The sample note as it was last approved: every quantity, and every word on its pages.

A wanted change of either is written with ``pytest --update-golden`` and read in the diff.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from tests.commands.reading import Files, beside_charts, in_charts

HERE = Path(__file__).parent
WIDTH = 110


def data(files: Files) -> str:
    return json.dumps(files.data, ensure_ascii=False, indent=1) + "\n"


def text(files: Files) -> str:
    """The words of the screen, a line for each piece; then those of the charts."""
    pieces = [*beside_charts(files.markup).words, "", "--- charts ---", "", *in_charts(files.markup).words]
    lines = [line for piece in pieces for line in textwrap.wrap(" ".join(piece.split()), WIDTH) or [""]]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("name", "write"), [("xiaomi.note.json", data), ("xiaomi.note.txt", text)])
def test_the_sample_is_as_approved(
    request: pytest.FixtureRequest, sample_files: Files, name: str, write: object
) -> None:
    assert callable(write)
    found = write(sample_files)
    file = HERE / name
    if request.config.getoption("--update-golden"):
        file.write_text(found, encoding="utf-8")
    assert file.is_file(), "run pytest --update-golden once"
    assert found.splitlines() == file.read_text(encoding="utf-8").splitlines()
