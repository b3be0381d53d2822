from __future__ import annotations

from pathlib import Path

from reportgen.model.note import Paragraph
from reportgen.sections import compose
from reportgen.sections.worded import esg, thesis
from reportgen.sections.writer import plain
from tests.commands.small import LEAST
from tests.sections.composing import small
from tests.workspaces import SMALL

NOTE = f"{SMALL['note.md']}\n## Thesis {{#thesis}}\n\n**Cheap.** Yes.\n"
ESG = "\n## What the mines leave behind {#esg}\n\nThe target is {{ valuation.target_price | money }}.\n"


def test_esg_is_the_analysts_words(tmp_path: Path) -> None:
    section = esg(small(tmp_path, LEAST, {"note.md": NOTE + ESG}))
    assert section is not None
    assert plain(section.title) == "What the mines leave behind"
    (paragraph,) = section.blocks
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.line).endswith("USD\u00a010.00.")


def test_without_words_there_is_no_section(tmp_path: Path) -> None:
    assert esg(small(tmp_path)) is None


def test_esg_stands_behind_the_risks(tmp_path: Path) -> None:
    writer = small(tmp_path, LEAST, {"note.md": NOTE + ESG})
    names = [each.id for each in compose(writer.inputs, writer.results).sections]
    assert names[-3:] == ["risks", "esg", "disclosures"]


def test_the_thesis_can_be_a_section(tmp_path: Path) -> None:
    section = thesis(small(tmp_path, LEAST, {"note.md": NOTE}))
    assert section is not None
    assert [plain(each.line) for each in section.blocks if isinstance(each, Paragraph)] == ["Cheap. Yes."]
