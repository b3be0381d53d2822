from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.model.charts import RatingChange
from tests.formats.charts.reading import assert_readable, extent, in_print, place, points, shapes, texts
from tests.formats.charts.samples import HISTORY, TODAY, label

CHANGES = (
    RatingChange(day=date(2024, 5, 20), badge="B", target=25.0, target_label=label("25.00", "record.1")),
    RatingChange(day=date(2025, 3, 3), badge="N", target=48.0, target_label=label("48.00", "record.2")),
    RatingChange(day=TODAY, badge="S", target=36.03, target_label=label("36.03", "record.3")),
)


def test_the_time_before_coverage_is_tinted_and_said() -> None:
    svg = in_print(HISTORY, 118, 43)
    assert "Not covered before 14 Nov 2025" in texts(svg)
    assert extent(shapes(svg, "f-tint")[0]).right == extent(shapes(svg, "s-ink2")[0]).left


def test_every_change_has_its_badge_and_its_target() -> None:
    svg = in_print(replace(HISTORY, changes=CHANGES), 118, 43)
    assert_readable(svg)
    assert {"B", "N", "S", "25.00", "48.00", "36.03"} <= set(texts(svg))
    (steps,) = [shape for shape in shapes(svg, "s-accent") if shape.get("stroke-width") == "1.6"]
    assert len(points(steps)) == 6


def test_price_and_target_do_not_overlap_where_they_are_equal() -> None:
    change = replace(CHANGES[2], target=42.48, target_label=label("the target"))
    svg = in_print(replace(HISTORY, changes=(change,)), 118, 43)
    assert abs(place(svg, "the target").bottom - place(svg, "42.48").bottom) > 9


def test_without_a_rating_there_is_only_the_price() -> None:
    svg = in_print(replace(HISTORY, changes=()), 118, 43)
    assert "42.48" in texts(svg)
    assert not shapes(svg, "s-accent")
