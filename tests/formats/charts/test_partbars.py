from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.formats.charts import drawing_height
from reportgen.model.charts import PartBar, PartBars
from tests.formats.charts.reading import assert_readable, extent, in_print, on_a_phone, place, shapes, texts
from tests.formats.charts.samples import PART_BARS, label


def bars(values: list[float]) -> PartBars:
    return PartBars(
        bars=tuple(
            PartBar(name=f"Part {index}", value=value, label=label(f"{value:.1f}"))
            for index, value in enumerate(values)
        )
    )


def test_bars_are_as_long_as_their_values() -> None:
    lengths = [extent(shape).width for shape in shapes(in_print(PART_BARS, 118, 26), "f-d2")]
    values = [bar.value for bar in PART_BARS.bars]
    assert [length / lengths[0] for length in lengths] == pytest.approx(
        [value / values[0] for value in values], rel=1e-2
    )


def test_a_negative_value_lies_on_the_other_side_of_zero() -> None:
    svg = in_print(bars([100, -40]), 118, 20)
    positive, negative = (extent(shape) for shape in shapes(svg, "f-d2"))
    assert negative.right == pytest.approx(positive.left, abs=0.02)
    assert place(svg, "-40.0").right < negative.left


def test_details_follow_the_values_in_print_but_not_on_a_phone() -> None:
    svg = in_print(PART_BARS, 118, 26)
    assert place(svg, "46.9\u202f%").left > place(svg, "350.6").right
    assert "46.9\u202f%" not in texts(on_a_phone(PART_BARS))


@pytest.mark.parametrize("count", [1, 30])
def test_every_part_has_a_row(count: int) -> None:
    spec = bars([float(index + 1) for index in range(count)])
    svg = in_print(spec, 118, drawing_height(spec, 118))
    assert_readable(svg)
    assert {f"Part {index}" for index in range(count)} <= set(texts(svg))


def test_longer_names_make_a_higher_drawing() -> None:
    long = replace(PART_BARS.bars[0], name="Investments, non-core assets, cash and property of the group")
    assert drawing_height(PartBars(bars=(long,)), 87) > drawing_height(PartBars(bars=PART_BARS.bars[1:2]), 87)


@pytest.mark.parametrize("value", [0.0, 1e-6, 1e15, -1e15])
def test_any_value_is_drawn(value: float) -> None:
    assert_readable(in_print(bars([value]), 87, 12))
