from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.charts import ImpliedScale
from reportgen.model.note import Beside, Exhibit, Scale, Section
from reportgen.sections.price import price
from reportgen.sections.writer import plain
from tests.sections.composing import drawing, exhibits, said, sample, small, spaced, writer_at
from tests.workspaces import REPOSITORY, Change


def exhibit(section: Section, name: str) -> Exhibit:
    return next(each for each in exhibits(section.blocks) if each.id == name)


def marks(section: Section) -> list[tuple[str, float]]:
    scale = next(each for each in exhibit(section, "rating-scale").body if isinstance(each, Scale))
    return [(spaced(plain(mark.line)), round(mark.at, 3)) for mark in scale.marks]


def test_the_sample_shows_all_four_exhibits_in_two_rows() -> None:
    section = price(sample())
    assert [each.id for each in exhibits(section.blocks)] == [
        "implied",
        "ranges",
        "sensitivity",
        "rating-scale",
    ]
    assert [block.width for block in section.blocks if isinstance(block, Beside)] == [56, 87]
    assert spaced(plain(section.title)) == "The price asks for a premium of 32.1 %"


def test_ranges_that_stand_alone_take_the_whole_width() -> None:
    ranges = {
        slug: next(each for each in exhibits(price(writer_at(REPOSITORY, slug)).blocks) if each.id == "ranges")
        for slug in ("xiaomi", "tesla")
    }
    assert {slug: drawing(each).width for slug, each in ranges.items()} == {"xiaomi": 118, "tesla": 180}


def test_the_least_shows_what_there_is(tmp_path: Path) -> None:
    section = price(small(tmp_path))
    assert [each.id for each in exhibits(section.blocks)] == ["rating-scale"]
    assert spaced(plain(section.title)) == "To the target the price leaves a return of 25.0 %"
    assert spaced(plain(price(writer_at(REPOSITORY, "tesla")).title)) == "The price stands USD 101.59 above the target"


def test_a_premium_alone_stands_beside_the_scale(tmp_path: Path) -> None:
    section = price(small(tmp_path, "a discount"))
    assert isinstance(section.blocks[0], Beside)
    assert section.blocks[0].width == 56
    assert [each.id for each in exhibits(section.blocks)] == ["implied", "rating-scale"]


def test_the_implied_premium_is_where_target_and_price_meet() -> None:
    found = exhibit(price(sample()), "implied")
    spec = drawing(found).spec
    assert isinstance(spec, ImpliedScale)
    assert [(round(mark.position, 4), mark.below.text) for mark in spec.marks] == [
        (0.0, "32.17"), (0.12, "36.03"), (0.3206, "42.48"),
    ]  # fmt: skip
    assert said(found)[0] == "The price needs 32.1 %, not 12 %"
    assert "12 % gives 36.03 for the note, 32.1 % gives 42.48, the price" in spaced(drawing(found).alt)


def test_a_price_below_the_parts_implies_a_discount(tmp_path: Path) -> None:
    found = exhibit(price(small(tmp_path, "a discount")), "implied")
    assert said(found)[0] == "The price needs −20.0 %, not −5 %"


def test_the_rating_scale_reads_from_cheap_to_dear() -> None:
    assert marks(price(sample())) == [("Target 36.03", 0.5), ("Price 42.48", 0.753)]


@pytest.mark.parametrize(
    ("close", "rating", "expected"),
    [
        ("8.00", "Buy", [("Target 10.00", 0.5), ("Price 8.00", 0.1)]),
        ("99.00", "Sell", [("Target 10.00", 0.5), ("Price 99.00", 0.9)]),
        ("10.10", "Neutral", [("Target 10.00, price 10.10", 0.5)]),
    ],
)
def test_pointers_stay_on_the_scale_and_off_each_other(
    tmp_path: Path, close: str, rating: str, expected: list[tuple[str, float]]
) -> None:
    changes: dict[str, Change] = {
        "prices.csv": f"date,close,source\n2025-01-31,{close},P\n",
        "opinion.yaml": [("rating: Buy", f"rating: {rating}")],
    }
    assert marks(price(small(tmp_path, changes=changes))) == expected


def test_the_analyst_s_words_come_first(tmp_path: Path) -> None:
    section = price(small(tmp_path, "asides everywhere"))
    assert plain(section.title) == "Title of price"
    assert isinstance(section.blocks[0], Beside)
