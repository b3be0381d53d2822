"""Every example of docs/valuation.md is valued, and comes out as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.model.forecast import Terminal
from reportgen.model.methods import DcfPart
from reportgen.quantities import printed
from reportgen.valuation import METHODS
from reportgen.valuing import valued
from tests.workspaces import REPOSITORY

PAGE = (REPOSITORY / "docs" / "valuation.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```\n(?:\n→ ([^\n]*)\n)?", PAGE, re.DOTALL)
HEAD = BLOCKS[0][0]
EXAMPLES = BLOCKS[1:]


@pytest.mark.parametrize(("text", "told"), EXAMPLES, ids=[str(number) for number in range(1, len(EXAMPLES) + 1)])
def test_an_example_comes_out_as_the_page_says(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(text if text.startswith("method:") else HEAD + text, encoding="utf-8")
    _, results, found = valued(tmp_path, str(file))
    assert found == (), "\n".join(each.text() for each in found)
    assert results is not None
    said = re.findall(r"`([a-z_.]+)` ([^`]+?)(?:, (?=`)|$)", told)
    assert said
    for path, number in said:
        shown = printed(results.quantities[path], results.values[path])
        assert shown.replace("\u00a0", " ").replace("\u202f", " ") == number, path


def test_the_page_names_every_method_and_every_form() -> None:
    words = set(re.findall(r"[a-z_]+", PAGE))
    assert set(METHODS) <= words
    assert set(Terminal.model_fields) <= words
    assert set(DcfPart.model_fields) - {"short", "note"} <= words
