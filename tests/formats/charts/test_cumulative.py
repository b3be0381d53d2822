from __future__ import annotations

from dataclasses import replace

from reportgen.model.charts import CumulativeLines, CumulativePath, PathPoint
from tests.formats.charts.reading import assert_readable, extent, in_print, place, points, shapes, texts
from tests.formats.charts.samples import CUMULATIVE, label


def test_a_floor_is_hollow_and_reached_by_dashes() -> None:
    svg = in_print(CUMULATIVE, 87, 50)
    (ring,) = [shape for shape in shapes(svg, "f-paper") if "C" in shape.get("d", "")]
    (dashed,) = [shape for shape in shapes(svg, "s-accent") if shape.get("stroke-dasharray")]
    assert abs(extent(ring).middle[0] - points(dashed)[-1][0]) < 0.02


def test_the_goal_stands_at_the_end_of_the_year() -> None:
    svg = in_print(CUMULATIVE, 87, 50)
    pace = points(shapes(svg, "s-rule")[0])
    (goal,) = [shape for shape in shapes(svg, "f-paper") if "C" not in shape.get("d", "")]
    assert abs(extent(goal).middle[0] - pace[-1][0]) < 0.02
    assert abs(place(svg, "350.0").middle[1] - extent(goal).middle[1]) < 2


def test_past_goals_share_one_name() -> None:
    shown = texts(in_print(CUMULATIVE, 87, 50))
    assert {"70", "100", "120"} <= set(shown)
    assert shown.count("2024 targets,") == 1


def test_without_a_goal_the_line_says_what_it_is() -> None:
    path = replace(CUMULATIVE.paths[0], name="orders so far")
    svg = in_print(CumulativeLines(paths=(path,), goals=(), pace_text="even pace"), 87, 50)
    assert_readable(svg)
    assert "orders so far" in texts(svg)
    assert "even pace" not in texts(svg)


def test_the_end_of_a_full_year_is_named_beside_it() -> None:
    svg = in_print(CUMULATIVE, 87, 50)
    assert place(svg, "in 2024").left > place(svg, "136.9").right


def test_one_point_and_a_loss_are_drawn() -> None:
    lost = CumulativePath(name="cash used", tone="d1", points=(PathPoint(month=3, value=-12.5, label=label("−12.5")),))
    svg = in_print(CumulativeLines(paths=(lost,), goals=()), 87, 50)
    assert_readable(svg)
    assert {"−12.5", "cash used"} <= set(texts(svg))
