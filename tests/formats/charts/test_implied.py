from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.model.charts import ImpliedScale
from tests.formats.charts.reading import assert_readable, extent, in_print, place, shapes, texts
from tests.formats.charts.samples import IMPLIED


def test_the_judgement_is_hatched_to_scale_and_the_way_to_the_price_dashed() -> None:
    svg = in_print(IMPLIED, 56, 21)
    judged = extent(shapes(svg, "f-accent-soft")[0])
    (gap,) = [extent(shape) for shape in shapes(svg, "s-ink") if shape.get("stroke-dasharray")]
    assert judged.width / gap.width == pytest.approx(12 / (32.06 - 12), rel=1e-2)
    assert gap.left == pytest.approx(judged.right, abs=0.02)


def test_figures_stand_above_and_below_their_marks() -> None:
    svg = in_print(IMPLIED, 56, 21)
    assert place(svg, "12\u202f%").middle[0] == pytest.approx(place(svg, "36.03").middle[0], abs=0.1)
    assert place(svg, "12\u202f%").top < place(svg, "36.03").bottom


@pytest.mark.parametrize("position", [0.0, 0.5, 5.0, 12.0, 12.1, -8.0])
def test_a_price_anywhere_is_drawn_with_all_figures(position: float) -> None:
    base, note, price = IMPLIED.marks
    svg = in_print(ImpliedScale(marks=(base, note, replace(price, position=position))), 56, 21)
    assert_readable(svg)
    assert len(texts(svg)) == 6


def test_no_marks_make_an_empty_picture() -> None:
    assert texts(in_print(ImpliedScale(marks=()), 56, 21)) == []
