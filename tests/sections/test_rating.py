from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.note import PageRef
from reportgen.sections.rating import bands, price_bands, rating_card, scale_ends, scale_position
from reportgen.sections.writer import plain
from tests.sections.composing import sample, small, spaced

TWO_BANDS = """\
  bands:
    - {name: Sell, upper: 0 %, meaning: below, bucket: sell}
    - {name: Buy, lower: 0 %, meaning: above, bucket: buy}
"""


def with_two_bands(house: str) -> str:
    head, _, rest = house.partition("  bands:")
    return f"{head}{TWO_BANDS}\nrounding:{rest.partition('rounding:')[2]}"


def test_the_card_says_it_all() -> None:
    card = rating_card(sample())
    rows = {row.label.replace("\u00a0", " "): spaced(plain(row.value)) for row in card.rows}
    assert rows == {
        "Target, 12 months": "HKD 36.03",
        "Price, 14 Nov 2025": "HKD 42.48",
        "Implied return": "−15.2 %",
        "Dividend yield": "",
        "Expected total return": "",
    }
    assert (card.rating, card.action) == ("Neutral", "Initiation; no earlier rating or target")


def test_dividends_that_are_expected_stand_on_the_card(tmp_path: Path) -> None:
    """USD 0.37 at 0.95 is GBP 0.3515 on a price of GBP 8.00; the target of GBP 9.50 gives 18.75 %."""
    rows = {row.label: spaced(plain(row.value)) for row in rating_card(small(tmp_path, "two currencies")).rows}
    assert (rows["Dividend yield"], rows["Expected total return"]) == ("4.4 %", "23.1 %")


def test_an_override_is_told_and_points_to_its_reason() -> None:
    override = rating_card(sample()).override
    assert "The implied return lies in the Sell band" in plain(override)
    assert PageRef("the valuation", "valuation") in override


def test_without_an_override_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert rating_card(small(tmp_path)).override == ()


def test_an_override_that_is_not_needed_is_not_told(tmp_path: Path) -> None:
    writer = small(
        tmp_path,
        changes={"opinion.yaml": [("action: initiation", "action: initiation\noverride: {reason: None at all}")]},
    )
    assert rating_card(writer).override == ()


def test_an_earlier_rating_stands_beside_the_new_one(tmp_path: Path) -> None:
    before = "action: upgrade\nprevious: {rating: Sell, target_price: 1234.50, as_of: 2024-10-31}"
    writer = small(tmp_path, changes={"opinion.yaml": [("action: initiation", before)]})
    assert spaced(rating_card(writer).action) == "Upgrade; before: Sell, USD 1,234.50 on 31 Oct 2024"


def test_an_earlier_target_is_told_in_the_shares_of_today(tmp_path: Path) -> None:
    before = "action: upgrade\nprevious: {rating: Sell, target_price: 1234.50, as_of: 2024-10-31}"
    splits = "analysts: [lead]\nsplits: [{date: 2024-11-01, ratio: 10}]\n"
    changes = {"opinion.yaml": [("action: initiation", before)], "company.yaml": [("analysts: [lead]\n", splits)]}
    card = rating_card(small(tmp_path, changes=changes))
    assert spaced(card.action) == "Upgrade; before: Sell, USD 123.45 restated for splits on 31 Oct 2024"


def test_the_bands_fill_the_scale() -> None:
    for found in (bands(sample()), price_bands(sample())):
        assert sum(band.width for band in found) == pytest.approx(1.0)
        assert [band.name for band in found if band.active] == ["Neutral"]


def test_prices_run_against_returns() -> None:
    returns, prices = bands(sample()), price_bands(sample())
    assert [band.name for band in prices] == [band.name for band in reversed(returns)]
    # 36.03 ÷ 1.1 and 36.03 ÷ 0.9
    assert [band.high.written.text for band in prices if band.high] == ["32.75", "40.03"]


def test_open_bands_are_as_wide_as_closed_ones() -> None:
    assert scale_ends(sample()) == pytest.approx((-0.3, 0.3))


def test_two_bands_that_meet_at_nothing_have_a_width(tmp_path: Path) -> None:
    """One bound of zero says nothing about width; dividing by it would end the build."""
    writer = small(tmp_path)
    house = (tmp_path / "workspace" / "inputs" / "house.yaml").read_text(encoding="utf-8")
    writer = small(tmp_path, changes={"../house.yaml": with_two_bands(house)})
    assert scale_ends(writer) == (-0.1, 0.1)
    assert [band.width for band in bands(writer)] == pytest.approx([0.5, 0.5])
    assert rating_card(writer).rating == "Buy"


@pytest.mark.parametrize(("implied", "place"), [(-0.9, 0.02), (-0.3, 0.02), (0.0, 0.5), (0.15, 0.75), (9.0, 0.98)])
def test_a_return_beyond_the_scale_stands_at_its_end(implied: float, place: float) -> None:
    assert scale_position(sample(), implied) == pytest.approx(place)
