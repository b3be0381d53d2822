from __future__ import annotations

from dataclasses import replace

import pytest

from tests.formats.charts.reading import assert_readable, extent, in_print, place, points, shapes, texts
from tests.formats.charts.samples import TORNADO, label


def base(svg: str) -> float:
    return points(shapes(svg, "s-accent")[0])[0][0]


def test_each_bar_begins_at_the_base() -> None:
    svg = in_print(TORNADO, 180, 43)
    edges = [(extent(shape).left, extent(shape).right) for tone in ("f-d1", "f-d2") for shape in shapes(svg, tone)]
    assert all(base(svg) in (pytest.approx(left, abs=0.3), pytest.approx(right, abs=0.3)) for left, right in edges)


def test_a_low_end_and_a_high_end_have_colours_of_their_own() -> None:
    svg = in_print(TORNADO, 180, 43)
    high, low = extent(shapes(svg, "f-d1")[0]), extent(shapes(svg, "f-d2")[0])
    assert high.right == pytest.approx(low.left, abs=0.3)
    assert low.width / high.width == pytest.approx((28.29 - 22.60) / (22.60 - 18.59), rel=1e-2)


def test_results_stand_beyond_their_ends() -> None:
    svg = in_print(TORNADO, 180, 43)
    assert place(svg, "28.29").left > extent(shapes(svg, "f-d2")[0]).right
    assert place(svg, "18.59").right < extent(shapes(svg, "f-d1")[0]).left


def test_an_end_without_a_figure_has_no_bar_and_says_so() -> None:
    svg = in_print(TORNADO, 180, 43)
    assert len(shapes(svg, "f-d1")) == len(TORNADO.bars) - 1
    assert "n.m." in texts(svg)


def test_both_ends_on_one_side_are_both_told() -> None:
    bar = replace(TORNADO.bars[0], low=24.0, high=28.0, low_label=label("24.00"), high_label=label("28.00"))
    svg = in_print(replace(TORNADO, bars=(bar, *TORNADO.bars[1:])), 180, 43)
    assert_readable(svg)
    assert {"24.00", "28.00"} <= set(texts(svg))
