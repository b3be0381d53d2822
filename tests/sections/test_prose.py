from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import Beside, Paragraph, Subheading
from reportgen.sections.prose import heading, prose
from reportgen.sections.writer import plain, text
from tests.commands.small import SMALLEST
from tests.sections.composing import small


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("", []),
        ("Only text.\n\nMore text.\n", [Paragraph, Paragraph]),
        ("### Aside\n\nOnly beside.\n", [Subheading, Paragraph]),
        ("Text.\n\n### Aside\n\nBeside.\n", [Beside]),
    ],
)
def test_text_and_asides_share_the_page_only_where_there_are_both(
    tmp_path: Path, written: str, kinds: list[type]
) -> None:
    note = SMALLEST["note.md"] + f"\n## The plan {{#plan}}\n\n{written}"
    blocks = prose(small(tmp_path, changes={"note.md": note}), "plan")
    assert [type(block) for block in blocks] == kinds


def test_more_lines_go_beside_the_text(tmp_path: Path) -> None:
    writer = small(tmp_path, "asides everywhere")
    (block,) = prose(writer, "plan", beside=(text("One more."),))
    assert isinstance(block, Beside)
    assert [plain(each.line) for each in block.right if isinstance(each, Paragraph)] == ["Beside plan.", "One more."]


def test_without_prose_what_stands_beside_stands_alone(tmp_path: Path) -> None:
    assert prose(small(tmp_path), "plan", beside=(text("Alone."),)) == (Paragraph(text("Alone.")),)


def test_the_analyst_s_title_comes_before_the_computed_one(tmp_path: Path) -> None:
    assert plain(heading(small(tmp_path, "asides everywhere"), "plan", text("Default"))) == "Title of plan"
    assert plain(heading(small(tmp_path), "plan", text("Default"))) == "Default"
