from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.charts import PartBars
from reportgen.model.note import Beside, Drawing, Exhibit, Section
from reportgen.sections.valuation import valuation
from reportgen.sections.writer import plain
from tests.commands.small import parts
from tests.sections.composing import drawing, exhibits, said, sample, small, spaced


def exhibit(section: Section, name: str) -> Exhibit:
    return next(each for each in exhibits(section.blocks) if each.id == name)


def test_the_section_holds_reasons_table_and_charts() -> None:
    section = valuation(sample())
    assert [each.id for each in exhibits(section.blocks)] == ["sum-of-parts", "bridge", "value-by-part"]
    assert isinstance(section.blocks[0], Beside)
    assert spaced(plain(section.title)) == "The parts give 32.17, judgement adds 3.86"


def test_the_override_is_told_with_both_ratings() -> None:
    beside = valuation(sample()).blocks[0]
    text = spaced(str(beside))
    assert "Rated Neutral; by the implied return of" in text
    assert "it would be Sell (implied return below −10 %)" in text


def test_an_override_that_is_not_needed_claims_no_other_rating(tmp_path: Path) -> None:
    edit = ("action: initiation", "action: initiation\noverride: {reason: We had our doubts.}")
    text = str(valuation(small(tmp_path, changes={"opinion.yaml": [edit]})).blocks[0])
    assert "it would be" not in text
    assert "We had our doubts." in text


def test_without_prose_there_is_no_empty_column(tmp_path: Path) -> None:
    section = valuation(small(tmp_path))
    assert [type(block).__name__ for block in section.blocks] == ["Exhibit", "Exhibit"]
    assert spaced(plain(section.title)) == "The parts lead to a target of USD 10.00"


def test_one_part_needs_no_chart_of_parts(tmp_path: Path) -> None:
    assert [each.id for each in exhibits(valuation(small(tmp_path)).blocks)] == ["sum-of-parts", "bridge"]


def test_bars_stand_in_the_order_of_their_size_with_their_share() -> None:
    chart = drawing(exhibit(valuation(sample()), "value-by-part"))
    assert isinstance(chart.spec, PartBars)
    assert [bar.label.text for bar in chart.spec.bars] == ["350.6", "196.3", "184.3", "12.5", "3.6"]
    assert [spaced(bar.detail.text) for bar in chart.spec.bars if bar.detail][:2] == ["46.9 %", "26.3 %"]
    assert "Investments & non-core assets 350.6 CNY bn, 46.9" in spaced(chart.alt)


def test_colours_are_explained_only_where_there_are_two(tmp_path: Path) -> None:
    assert (
        "navy: as a source states it, teal: by a multiple or book value"
        in said(exhibit(valuation(sample()), "value-by-part"))[1]
    )
    writer = small(tmp_path, changes={"valuation.yaml": parts({"One": "300", "Other": "250", "A": "50", "B": "40"})})
    assert "navy" not in said(exhibit(valuation(writer), "value-by-part"))[1]


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"One": "300", "Other": "150", "A": "50", "B": "40"}, "More than half of the value lies in One alone"),
        ({"A": "100", "B": "100", "C": "100", "D": "100"}, "More than half of the value lies in A, B and C"),
        ({"A": "250", "B": "300", "C": "100", "D": "50"}, "More than half of the value lies in B and A"),
        ({"A": "900", "B": "-100", "C": "10", "D": "10"}, "More than half of the value lies in A alone"),
    ],
)
def test_the_title_tells_where_more_than_half_lies(tmp_path: Path, values: dict[str, str], title: str) -> None:
    writer = small(tmp_path, changes={"valuation.yaml": parts(values)})
    assert said(exhibit(valuation(writer), "value-by-part"))[0] == title


def test_more_parts_get_more_height(tmp_path: Path) -> None:
    four = small(tmp_path, changes={"valuation.yaml": parts({"A": "250", "B": "300", "C": "100", "D": "50"})})
    few = exhibit(valuation(four), "value-by-part")
    many = exhibit(valuation(small(tmp_path, "twelve parts, bridge and premium")), "value-by-part")
    least, twelve = (each.height for one in (few, many) for each in one.body if isinstance(each, Drawing))
    assert least < 30
    assert twelve > 60


def test_three_parts_are_compared_in_the_table_alone(tmp_path: Path) -> None:
    writer = small(tmp_path, changes={"valuation.yaml": parts({"A": "250", "B": "300", "C": "100"})})
    assert "value-by-part" not in [each.id for each in exhibits(valuation(writer).blocks)]
