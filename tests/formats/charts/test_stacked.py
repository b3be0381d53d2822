from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from reportgen.formats.charts.boxes import POINTS_PER_MM
from reportgen.formats.charts.stacked import Layer, layers_of
from reportgen.model.charts import StackedBars, StackSeries
from tests.formats.charts.reading import extent, in_print, place, shapes, texts
from tests.formats.charts.samples import STACKED


def stack(values: tuple[float | None, ...], total: float | None) -> StackedBars:
    series = tuple(StackSeries(name=f"S{index}", tone="d1", values=(value,)) for index, value in enumerate(values))
    return StackedBars(periods=(("1Q", "2025"),), series=series, totals=(total,), total_labels=(None,))


def test_bars_are_as_high_as_their_values() -> None:
    bars = [extent(shape) for shape in shapes(in_print(STACKED, 87, 52), "f-d1")]
    heights = [bar.height for bar in bars]
    values = [value for value in STACKED.series[0].values if value]
    assert [height / heights[0] for height in heights] == pytest.approx(
        [value / values[0] for value in values], rel=2e-3
    )


def test_what_is_not_split_is_hatched_where_the_layer_is_missing() -> None:
    assert layers_of(STACKED, 4) == (Layer(0, 0, 47.5), Layer(None, 47.5, 83.0), Layer(3, 83.0, 92.5))
    assert layers_of(STACKED, 2) == (Layer(None, 0, 75.5),)
    hatched = [shape for shape in shapes(in_print(STACKED, 87, 52), "s-d6") if shape.get("stroke-width") == "0.6"]
    assert len(hatched) == 5


def test_a_rest_from_rounding_is_not_hatched() -> None:
    assert layers_of(stack((45.5, 38.7, 9.1, 21.3, 1.4), 116.2), 0)[-1].series == 4


def test_nothing_is_interpolated_without_a_total() -> None:
    assert layers_of(stack((45.5, None), None), 0) == (Layer(0, 0, 45.5),)


def test_negative_layers_hang_below_zero() -> None:
    assert layers_of(stack((10.0, -2.0, -1.0), 7.0), 0) == (Layer(0, 0, 10), Layer(1, 0, -2), Layer(2, -2, -3))


def test_names_stand_beside_their_layers_at_a_distance() -> None:
    svg = in_print(STACKED, 87, 52)
    names = ["Others", "Cars & new", "Internet", "IoT & lifestyle", "Smartphones"]
    heights = [place(svg, name).bottom for name in names]
    assert all(below - above >= 3.2 * POINTS_PER_MM - 0.02 for above, below in pairwise(heights))


def test_years_stand_under_their_quarters() -> None:
    svg = in_print(STACKED, 87, 52)
    assert [text for text in texts(svg) if text in ("2023", "2024", "2025")] == ["2025", "2024", "2023"]


def test_annual_bars_need_one_row_of_words() -> None:
    years = replace(STACKED, periods=tuple((f"FY{year}", "") for year in range(2018, 2026)))
    assert "FY2025" in texts(in_print(years, 118, 52))
