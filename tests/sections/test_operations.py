from __future__ import annotations

from pathlib import Path

from reportgen.model.note import Beside, Indicators
from reportgen.sections.operations import operations
from reportgen.sections.writer import plain
from tests.sections.composing import exhibits, sample, small, spaced

TABLE = "financials:\n  periods: [FY2023, FY2024]\n  rows:\n    - {metric: revenue}\n"
SEGMENTS = "segments:\n  total: revenue\n  segments: [revenue]\n  periods: [FY2024]\n"


def test_the_sample_shows_all_of_it() -> None:
    section = operations(sample())
    assert section is not None
    assert [type(each).__name__ for each in section.blocks] == ["Indicators", "Beside", "Beside", "Exhibit"]
    assert [each.id for each in exhibits(section.blocks)] == ["segments", "progress", "financials"]


def test_indicators_hold_a_figure_and_its_context() -> None:
    section = operations(sample())
    assert section is not None
    strip = next(each for each in section.blocks if isinstance(each, Indicators))
    assert [spaced(plain(each.value)) for each in strip.items] == ["265,967", "116.0", "22.5 %", "11.6 %", "21.5"]
    assert spaced(plain(strip.items[2].context)) == "FY2024: 20.9 %"


def test_a_single_chart_stands_alone(tmp_path: Path) -> None:
    section = operations(small(tmp_path, changes={"exhibits.yaml": SEGMENTS + TABLE}))
    assert section is not None
    assert not any(isinstance(each, Beside) for each in section.blocks)
    assert [each.id for each in exhibits(section.blocks)] == ["segments", "financials"]


def test_without_a_title_of_its_own_the_section_tells_what_its_table_does(tmp_path: Path) -> None:
    section = operations(small(tmp_path, changes={"exhibits.yaml": TABLE}))
    assert section is not None
    assert spaced(plain(section.title)) == "Revenue, up from USD 80.0 m in FY2023A to USD 100.0 m in FY2024A"
    strip = "indicators:\n  - {label: Price, value: '{{ market.price }}', context: Close}\n"
    alone = operations(small(tmp_path / "alone", changes={"exhibits.yaml": strip}))
    assert alone is not None
    assert spaced(plain(alone.title)) == "Price: USD 8.00"


def test_a_single_chart_has_the_prose_at_its_side(tmp_path: Path) -> None:
    section = operations(small(tmp_path, "asides everywhere", changes={"exhibits.yaml": SEGMENTS + TABLE}))
    assert section is not None
    beside = next(each for each in section.blocks if isinstance(each, Beside))
    assert [each.id for each in exhibits(beside.left)] == ["segments"]
    assert len(beside.right) > 1
    assert not any(isinstance(each, Beside) for each in beside.right)


def test_prose_alone_is_a_section(tmp_path: Path) -> None:
    section = operations(small(tmp_path, "asides everywhere"))
    assert section is not None
    assert plain(section.title) == "Title of operations"


def test_where_there_is_nothing_of_it_the_section_is_left_out(tmp_path: Path) -> None:
    assert operations(small(tmp_path)) is None
