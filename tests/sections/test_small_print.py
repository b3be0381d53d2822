from __future__ import annotations

from reportgen.model.note import DisclosureGroup
from reportgen.sections.small_print import small_height
from reportgen.sections.writer import text


def test_small_print_grows_by_lines_and_groups() -> None:
    short, long = (DisclosureGroup("a", "A", (text("word " * words),)) for words in (3, 100))
    assert small_height([long]) > small_height([short]) > 0
    assert small_height([short, short]) == 2 * small_height([short])
    assert small_height([]) == 0
