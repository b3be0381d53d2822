from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from reportgen.model.earlier import Earlier, Said
from reportgen.model.opinion import Previous
from reportgen.sections.changed import changed, changes, value_changes
from reportgen.sections.writer import Writer, plain
from reportgen.valuation import value
from tests.sections.composing import drawing, said, sample, small, spaced, table

DAY = date(2025, 8, 1)
TARGET = "valuation.target_price"
NUMBERS = {
    "valuation.target_price": Said("Target price", "HKD/share", 34.74),
    "market.price": Said("Share price", "HKD/share", 50.0),
    "valuation.implied_return": Said("Implied return", "", -0.3052),
    "valuation.parts.iot.enterprise_value": Said("IoT, enterprise value", "CNY", 180e9),
    "valuation.parts.iot.value_per_share": Said("IoT, value per share", "HKD/share", 7.5),
    "valuation.parts.cars.enterprise_value": Said("Cars, enterprise value", "CNY", 20e9),
    "valuation.premium_value": Said("Premium", "CNY", 60e9),
}


def writer(numbers: dict[str, Said] | None = None, rating: str = "Buy") -> Writer:
    inputs = sample().inputs
    opinion = inputs.opinion.model_copy(
        update={"previous": Previous(rating=rating, target_price=Decimal("34.74"), as_of=DAY)}
    )
    earlier = None if numbers is None else Earlier(2, DAY, "record/archive/xiaomi/2025-08-01-v2", numbers)
    inputs = replace(inputs, opinion=opinion, earlier=earlier)
    return Writer(inputs, value(inputs)[0])


def test_the_block_tells_old_and_new() -> None:
    rows = {row[0]: row[1:] for row in table(changes(writer(NUMBERS)))}
    assert rows["Rating"] == ["Buy", "Neutral", "Initiation"]
    assert rows["Target, HKD"] == ["34.74", "36.03", "+3.7 %"]
    assert rows["Price, HKD"] == ["50.00", "42.48", "−15.0 %"]
    assert rows["Implied return, %"] == ["−30.5", "−15.2", "+15.3 points"]
    assert rows["IoT & lifestyle products"] == ["180.0", "184.3", "+4.3"]
    # what is new has no earlier value, and what is gone no present one
    assert rows["Internet services"] == ["", "12.5", ""]
    assert rows["Cars"] == ["20.0", "", ""]


def test_title_and_head_say_against_what() -> None:
    title, subtitle, source = said(changes(writer(NUMBERS)))
    assert title == "The target moves from HKD 34.74 to HKD 36.03, the rating from Buy to Neutral"
    assert subtitle == "Against the note of 1 August 2025; what moved in the value: CNY bn"
    assert source.startswith("Source: ")


def test_a_typed_earlier_note_gives_rating_and_target() -> None:
    rows = {row[0]: row[1:] for row in table(changes(writer()))}
    assert set(rows) == {"Rating", "Target, HKD", "Price, HKD", "Implied return, %"}
    assert rows["Target, HKD"] == ["34.74", "36.03", "+3.7 %"]
    assert rows["Price, HKD"] == ["", "42.48", ""]
    assert value_changes(writer()) is None


def test_a_rating_that_stands_has_not_moved() -> None:
    assert table(changes(writer(rating="Neutral")))[0] == ["Rating", "Neutral", "Neutral", ""]


def test_without_an_earlier_note_the_block_says_so(tmp_path: Path) -> None:
    found = small(tmp_path)
    assert "No earlier note" in said(changes(found))[0]
    assert all(row[1] == "" for row in table(changes(found)))
    assert changed(found) is None


def test_part_by_part_as_amounts_and_a_share() -> None:
    rows = {row[0]: row[1:] for row in table(value_changes(writer(NUMBERS)))}
    assert rows["IoT & lifestyle products"] == ["180.0", "184.3", "+4.3", "7.50", "7.86", "+0.36"]
    assert rows["Premium for quality"][:3] == ["60.0", "90.5", "+30.5"]
    assert rows["Target price"] == ["", "", "", "34.74", "36.03", "+1.29"]


def test_the_section_says_where_the_target_has_gone() -> None:
    section = changed(writer(NUMBERS, rating="Neutral"))
    assert section is not None
    assert spaced(plain(section.title)) == "The target moves from HKD 34.74 to HKD 36.03"


def moved_to(target: float, rating: str) -> str:
    return said(changes(writer({**NUMBERS, TARGET: Said("Target price", "HKD/share", target)}, rating)))[0]


def test_a_target_that_stays_has_not_moved() -> None:
    assert moved_to(36.03, "Neutral") == "The target stays at HKD 36.03"
    assert moved_to(36.03, "Buy") == "The target stays at HKD 36.03; the rating goes from Buy to Neutral"


def by_part(**values: float) -> str:
    parts = {f"valuation.parts.{name}.enterprise_value": Said(name, "CNY", value) for name, value in values.items()}
    return said(value_changes(writer({TARGET: NUMBERS[TARGET], **parts})))[0]


def test_the_title_names_the_part_that_moved_most() -> None:
    assert by_part(iot=180e9) == "The value moves most in IoT & lifestyle products: CNY +4.3 bn"
    assert by_part(iot=180e9, internet=99e9) == "The value moves most in Internet services: CNY −86.5 bn"
    assert by_part(cars=20e9) == "Every part is new or gone"


def test_the_earlier_rating_stands_on_the_price_chart() -> None:
    from reportgen.model.charts import PriceChart  # noqa: PLC0415 - for this test alone
    from reportgen.sections.price_chart import price_chart  # noqa: PLC0415 - for this test alone

    spec = drawing(price_chart(writer(NUMBERS))).spec
    assert isinstance(spec, PriceChart)
    assert [(each.day, each.rating, each.target_label.text) for each in spec.changes] == [(DAY, "Buy", "34.74")]
