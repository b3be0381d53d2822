from __future__ import annotations

from dataclasses import replace

import pytest

from tests.formats.charts.reading import assert_readable, extent, in_print, place, points, shapes, texts
from tests.formats.charts.samples import HISTOGRAM


def test_heights_are_in_proportion() -> None:
    bars = [extent(shape) for shape in shapes(in_print(HISTOGRAM, 118, 44), "f-d3")]
    assert len(bars) == len(HISTOGRAM.counts)
    assert bars[0].height / bars[4].height == pytest.approx(198 / 1156, rel=1e-2)


def test_target_is_dashed_and_price_is_solid_where_they_belong() -> None:
    svg = in_print(HISTOGRAM, 118, 44)
    (target,) = shapes(svg, "s-accent")
    assert target.get("stroke-dasharray")
    bars = [extent(shape) for shape in shapes(svg, "f-d3")]
    assert bars[7].left < points(target)[0][0] < bars[7].right
    assert place(svg, "Price 17.50").middle[0] < place(svg, "Target 22.60").middle[0]


def test_without_a_price_there_is_the_target_alone() -> None:
    svg = in_print(replace(HISTOGRAM, price=None, price_label=None), 118, 44)
    assert_readable(svg)
    assert "Price 17.50" not in texts(svg)


def test_nothing_drawn_is_nothing_shown() -> None:
    assert texts(in_print(replace(HISTOGRAM, edges=(), counts=()), 118, 44)) == []
