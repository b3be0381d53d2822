from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.formats.charts import drawing_height
from tests.formats.charts.reading import assert_readable, extent, in_print, on_a_phone, place, points, shapes, texts
from tests.formats.charts.samples import RANGES, label


def test_bars_run_from_low_to_high() -> None:
    svg = in_print(RANGES, 118, 40)
    first, second = (extent(shape) for one in ("f-d6", "f-d2") for shape in shapes(svg, one))
    assert second.width / first.width == pytest.approx((46.15 - 21.53) / (61.45 - 26.80), rel=1e-3)
    assert place(svg, "26.80").right < first.left
    assert place(svg, "61.45").left > first.right


def test_target_is_dashed_and_price_is_solid() -> None:
    svg = in_print(RANGES, 118, 40)
    (target,) = shapes(svg, "s-accent")
    (price,) = shapes(svg, "s-ink")
    assert target.get("stroke-dasharray")
    assert not price.get("stroke-dasharray")
    assert points(target)[0][0] < points(price)[0][0]


@pytest.mark.parametrize("target", [36.03, 50.0])
def test_their_names_point_away_from_each_other(target: float) -> None:
    svg = in_print(replace(RANGES, target=target, target_label=label("the target")), 118, 40)
    inner, outer = sorted((place(svg, "the target").middle[0], place(svg, "Price 42.48").middle[0]))
    lines = sorted((points(shapes(svg, "s-accent")[0])[0][0], points(shapes(svg, "s-ink")[0])[0][0]))
    assert inner < lines[0]
    assert outer > lines[1]


def test_target_and_price_at_one_place_are_both_named() -> None:
    svg = in_print(replace(RANGES, target=42.48, target_label=label("Target 42.48")), 118, 40)
    assert_readable(svg)
    assert {"Target 42.48", "Price 42.48"} <= set(texts(svg))


def test_on_a_phone_names_stand_above_their_bars_and_no_line_crosses_them() -> None:
    svg = on_a_phone(RANGES)
    name = place(svg, "52-week trading range")
    assert name.top < extent(shapes(svg, "f-d6")[0]).bottom
    for one in ("s-accent", "s-ink", "s-hair"):
        for shape in shapes(svg, one):
            assert not any(name.bottom < y < name.top for _, y in points(shape))


def test_each_row_adds_to_the_height() -> None:
    assert drawing_height(RANGES, 118) > drawing_height(replace(RANGES, rows=RANGES.rows[:2]), 118)


def test_without_rows_target_and_price_remain() -> None:
    assert {"Target 36.03", "Price 42.48"} <= set(texts(in_print(replace(RANGES, rows=()), 118, 20)))
