from __future__ import annotations

from dataclasses import replace

import pytest

from tests.formats.charts.reading import assert_readable, extent, in_print, on_a_phone, place, shapes, texts
from tests.formats.charts.samples import FAN


def test_the_outer_band_holds_the_inner_one_and_both_widen() -> None:
    svg = in_print(FAN, 180, 42)
    (outer,), (inner,) = (shapes(svg, f"f-{tone}") for tone in ("d3", "d2"))
    wide, narrow = extent(outer), extent(inner)
    assert (wide.left, wide.right) == pytest.approx((narrow.left, narrow.right))
    assert wide.bottom < narrow.bottom < narrow.top < wide.top
    # from 10 the outer edges reach −2 and 34, the inner ones 13 and 16.3
    assert narrow.height / wide.height == pytest.approx((16.3 - 10) / 36, rel=0.02)


def test_each_percentile_is_named_at_its_end_in_order_and_apart() -> None:
    svg = in_print(FAN, 180, 42)
    assert_readable(svg)
    heights = [place(svg, line.label.text).middle[1] for line in FAN.lines]
    assert heights == sorted(heights, reverse=True)
    assert {"5 %", "25 %", "50 %", "75 %", "95 %"} <= set(texts(svg))


def test_a_year_without_figures_leaves_a_gap() -> None:
    values = (10.0, 11.0, None, 12.0, 13.0)
    lines = tuple(replace(line, values=values) for line in FAN.lines)
    svg = in_print(replace(FAN, years=tuple("abcde"), lines=lines, own=(None,) * 5), 180, 42)
    assert len(shapes(svg, "f-d3")) == 2


def test_a_phone_shows_every_other_year_of_many() -> None:
    years = tuple(f"{year}E" for year in range(2024, 2034))
    lines = tuple(replace(line, values=(line.values * 3)[:10]) for line in FAN.lines)
    shown = texts(on_a_phone(replace(FAN, years=years, lines=lines, own=(None,) * 10)))
    assert [year for year in years if year in shown] == list(years[1::2])


def test_nothing_drawn_is_nothing_shown() -> None:
    empty = tuple(replace(line, values=()) for line in FAN.lines)
    assert texts(in_print(replace(FAN, years=(), lines=empty, own=()), 180, 42)) == []


def test_the_dots_are_named_where_they_stand() -> None:
    svg = in_print(FAN, 180, 42)
    assert_readable(svg)
    name = place(svg, "this note")
    dots = [extent(shape).middle for shape in shapes(svg, "s-accent") if extent(shape).width > 2]
    assert len(dots) == 4
    assert min(abs(x - name.middle[0]) for x, _ in dots) < 0.1


def test_a_name_without_room_over_the_bands_stands_above_the_plot() -> None:
    long = "the forecast of this note from year to year"
    svg = in_print(replace(FAN, own_name=long), 60, 42)
    assert_readable(svg)
    assert place(svg, long).bottom < extent(shapes(svg, "f-d3")[0]).bottom
