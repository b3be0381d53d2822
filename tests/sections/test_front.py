from __future__ import annotations

from pathlib import Path

from reportgen.model.note import Strong, Text
from reportgen.sections.front import front
from reportgen.sections.writer import plain
from tests.commands.small import SMALLEST
from tests.sections.composing import sample, small, spaced


def test_the_first_page_of_the_sample() -> None:
    page = front(sample())
    assert (page.company, page.native_name, page.ticker) == ("Xiaomi Corporation", "小米集團", "1810.HK")
    assert spaced(plain(page.headline)) == "Priced for the cars, valued on the investments"
    assert "At HKD 42.48 the market pays a premium of 32.1 %." in spaced(plain(page.standfirst))
    assert len(page.thesis) == 4
    assert [each.id for each in page.exhibits] == ["price-chart", "key-figures"]
    assert [each.title for each in page.side] == ["Market data", "Performance, %", "Analysts"]
    assert page.card.rating == "Neutral"


def test_the_least_has_a_page_without_exhibits(tmp_path: Path) -> None:
    page = front(small(tmp_path, "price typed"))
    assert page.exhibits == ()
    assert page.native_name == ""
    assert [each.title for each in page.side] == ["Market data", "Analysts"]


def test_a_small_heading_of_the_thesis_leads_its_paragraph(tmp_path: Path) -> None:
    note = SMALLEST["note.md"] + "\n### An aside\n\nFirst.\n\nSecond.\n\n### Another\n\nThird.\n"
    thesis = front(small(tmp_path, changes={"note.md": note})).thesis
    assert [plain(line) for line in thesis][1:] == ["An aside First.", "Second.", "Another Third."]
    assert thesis[1][0] == Strong((Text("An aside"),))
